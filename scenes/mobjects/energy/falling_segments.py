"""A segment from each sample to the decoder's point of its own latent, all of which descend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.points import Rings
from scenes.mobjects.segments import Segments


class FallingSegments:
    """The energies of all samples on their way down, each as the segment that it is the square of.

    Parameters
    ----------
    plane
        What they lie in.
    samples
        Shape (n, 2).
    paths
        The latents of each sample, step by step, shape (S + 1, n).
    decode
        From latents, (n,), to the decoder's points, (n, 2).
    energy
        From places, (n, 2), and latents, (n,), to energies, (n,).

    Attributes
    ----------
    top : float
        The energy that has the last of the colours: the highest at the start.
    grown : ValueTracker
        How far the segments have grown from their samples, in [0, 1].
    step : ValueTracker
        How many steps have been taken, from 0 to S; between two of them all are on their way.
    segments : Segments
        The segments, in the colours of their energies.
    ends : Rings
        The decoder's points.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        samples: Array,
        paths: Array,
        decode: Callable[[npt.ArrayLike], Array],
        energy: Callable[[npt.ArrayLike, npt.ArrayLike], Array],
    ) -> None:
        self.plane, self.samples = plane, samples
        self.paths = np.unwrap(paths, axis=0)  # on its way from 0 to 2π none runs all round
        self._decode, self._energy = decode, energy
        self.top = max(float(energy(samples, paths[0]).max()), 1e-9)
        self.grown: Any = ValueTracker(0.0)
        self.step: Any = ValueTracker(0.0)
        nowhere = np.zeros((len(samples), 3))
        self.segments = Segments(nowhere, nowhere, nowhere, width=look.BOLD)
        self.ends = Rings(plane.c2p(decode(paths[0])))
        follow(self.segments, self._spread)
        follow(self.ends, lambda rings: rings.set_centers(plane.c2p(self._decode(self.latents))))

    @property
    def latents(self) -> Array:
        """The latent of each sample at this moment, shape (n,)."""
        last = len(self.paths) - 1
        at = float(np.clip(self.step.get_value(), 0, last))
        before = min(int(at), max(last - 1, 0))
        after = min(before + 1, last)
        return np.asarray(
            self.paths[before] + (at - before) * (self.paths[after] - self.paths[before])
        )

    def fall(self) -> Any:
        """Return an animation of all steps: the first are the longest, so they take the longest."""
        end = len(self.paths) - 1
        return self.step.animate(rate_func=lambda share: share**4).set_value(end)

    def _spread(self, segments: Segments) -> None:
        latents = self.latents
        starts, ends = self.plane.c2p(self.samples), self.plane.c2p(self._decode(latents))
        colors = look.energy_colors(self._energy(self.samples, latents) / self.top)
        segments.set_segments(starts, starts + self.grown.get_value() * (ends - starts), colors)
