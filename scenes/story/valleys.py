"""The valleys of an energy over the latent: how many there are, and where each has its bottom."""

import math
from dataclasses import dataclass

import numpy as np

from scenes.story.data import FloatArray, StoryData

FLAT = 1e-9
"""Relative height of valleys that are only rounding."""


@dataclass(frozen=True)
class Valleys:
    """Local minima and maxima of E(y, z) over one turn.

    Attributes
    ----------
    bottoms
        The latents of the minima, in [0, 2 pi), the lowest first; none where the energy is flat.
    depths
        The energy at each of them.
    peaks
        The latents of the maxima, the highest first; as many as there are bottoms.
    z_check
        The best latent, as the core finds it.
    lowest
        The energy there.
    """

    bottoms: tuple[float, ...]
    depths: tuple[float, ...]
    peaks: tuple[float, ...]
    z_check: float
    lowest: float

    @property
    def true(self) -> tuple[float, ...]:
        """The bottoms that are as low as any: one, or two of the same depth."""
        level = self.lowest + FLAT * max(1.0, self.lowest)
        found = (z for z, depth in zip(self.bottoms, self.depths, strict=True) if depth <= level)
        return tuple(found) or (self.z_check,)

    @property
    def false(self) -> float | None:
        """The bottom of the false valley, if there is one."""
        other = [z for z in self.bottoms if z not in self.true]
        return other[0] if other else None

    @property
    def second(self) -> float:
        """What to look at beside the best: another bottom, or else the highest peak."""
        return (self.bottoms[1:] or self.peaks or (self.z_check,))[0]

    def between(self, z: float) -> tuple[float, float]:
        """Return the peaks on both sides of a bottom, or the bottoms on both sides of a peak.

        They may lie beyond 0 or 2 pi. Around z itself, where the energy is flat, it's half a turn.
        """
        others = self.peaks if z in self.bottoms else self.bottoms
        left = min(((z - other) % math.tau for other in others), default=math.pi)
        right = min(((other - z) % math.tau for other in others), default=math.pi)
        return z - left, z + right


def valleys(data: StoryData, y: FloatArray) -> Valleys:
    """Find the valleys of E(y, z) for one y, (2,)."""
    return each_valleys(data, y[None])[0]


def each_valleys(data: StoryData, y: FloatArray) -> tuple[Valleys, ...]:
    """Find the valleys of E(y, z) for each y, (n, 2)."""
    best, (minima, maxima) = data.infer(y), data.stationary_points(y)
    highest = data.highest_energy(y)
    flat = highest - best.energy <= FLAT * np.maximum(1.0, highest)
    found = []
    for i in range(len(y)):
        bottoms, peaks = (z[i][~np.isnan(z[i]) & ~flat[i]] for z in (minima, maxima))
        found.append(
            Valleys(
                bottoms=tuple(bottoms.tolist()),
                depths=tuple(data.energy(y[i], bottoms).tolist()),
                peaks=tuple(peaks.tolist()),
                z_check=float(best.z[i]),
                lowest=float(best.energy[i]),
            )
        )
    return tuple(found)
