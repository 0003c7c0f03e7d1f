"""The energies of one y over all latents, and the lowest of them: numbers that draw nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy.typing as npt

from scenes.mobjects.arrays import Array

_HEADROOM = 1.05  # of the energy axis over the highest energy


@dataclass(frozen=True, kw_only=True)
class Landscape:
    """What is searched: the pictures read it, so both show the same.

    Attributes
    ----------
    y
        Whose energies they are, shape (2,).
    z_check
        The latent of the lowest energy.
    lowest, highest
        Of the energies.
    decode
        From latents, (...), to the decoder's points, (..., 2).
    energy_at
        From places, (..., 2), and latents, (...), to energies, (...).
    """

    y: Array
    z_check: float
    lowest: float
    highest: float
    decode: Callable[[npt.ArrayLike], Array]
    energy_at: Callable[[npt.ArrayLike, npt.ArrayLike], Array]

    @property
    def top(self) -> float:
        """The highest energy that axes show."""
        return _HEADROOM * self.highest

    def energy(self, z: npt.ArrayLike) -> Array:
        """Return the energies of latents, (...) -> (...)."""
        return self.energy_at(self.y, z)
