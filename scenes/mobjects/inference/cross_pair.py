"""Two crosses that mark one latent, on the energy curve and on the manifold."""

from __future__ import annotations

from typing import Self

from manim import ManimColor, VGroup

from scenes.mobjects.arrays import Array
from scenes.mobjects.halo import edged
from scenes.mobjects.points import Cross


class CrossPair(VGroup):
    """Two crosses for one latent: one on the energy curve and one on the manifold.

    Parameters
    ----------
    places
        Where, in Manim units, shape (2, 3).
    color
        The role's.
    """

    def __init__(self, places: Array, *, color: ManimColor) -> None:
        super().__init__(*(edged(Cross(place, color=color)) for place in places))

    def stand_at(self, places: Array) -> Self:
        """Put them elsewhere, shape (2, 3)."""
        for cross, place in zip(self, places, strict=True):
            cross.move_to(place)
        return self
