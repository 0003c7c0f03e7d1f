"""The sample, the latent and the energy of this moment: state that draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy.typing as npt
from manim import ValueTracker

from scenes.mobjects.arrays import Array
from scenes.mobjects.energy.tour import Tour


class Moment:
    """Where the sample is on its tour, which latent is looked at, and what follows from both.

    This is plain state: pictures read it, and each of them shows the same moment.

    Parameters
    ----------
    tour
        Which sample it is.
    latents
        The grid of latents, shape (m,).
    decode
        From latents, (...), to the decoder's points, (..., 2).
    energy_at
        From places, (..., 2), and latents, (...), to energies, (...).

    Attributes
    ----------
    z : ValueTracker
        The latent.
    """

    def __init__(
        self,
        tour: Tour,
        *,
        latents: Array,
        decode: Callable[[npt.ArrayLike], Array],
        energy_at: Callable[[npt.ArrayLike, npt.ArrayLike], Array],
    ) -> None:
        self.tour, self.latents, self.decode, self.energy_at = tour, latents, decode, energy_at
        self.z: Any = ValueTracker(0)

    @property
    def y(self) -> Array:
        """The sample, or the place between two of them, shape (2,)."""
        return self.tour.y

    @property
    def y_tilde(self) -> Array:
        """The decoder's point for the latent, shape (2,)."""
        return self.decode(self.z.get_value())

    @property
    def energy(self) -> float:
        """The energy of the sample and the latent."""
        return float(self.energy_at(self.y, self.z.get_value()))

    @property
    def energies(self) -> Array:
        """The energy of the sample at each latent of the grid, shape (m,)."""
        return self.energy_at(self.y, self.latents)
