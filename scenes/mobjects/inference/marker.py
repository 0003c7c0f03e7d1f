"""The small shapes that tell one method from another."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
import numpy.typing as npt
from manim import ManimColor, RegularPolygon, Star, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.halo import edged

Shape = Literal["triangle", "diamond", "star"]

_SIZES = {"triangle": 0.17, "diamond": 0.15, "star": 0.14}  # the later, the smaller


class Marker(VMobject):
    """A small filled shape that tells one method from another.

    Parameters
    ----------
    shape
        Which one.
    color
        Its colour.
    """

    def __init__(self, shape: Shape, *, color: ManimColor = look.LATENT) -> None:
        super().__init__(color=color, fill_opacity=1, stroke_width=0)
        size = _SIZES[shape]
        if shape == "star":
            outline: VMobject = Star(5, outer_radius=size, inner_radius=size / 2)
        else:
            corners = 3 if shape == "triangle" else 4
            outline = RegularPolygon(corners, start_angle=np.pi / 2, radius=size)
        self._outline = outline.points.copy()
        self.set_points(self._outline)
        edged(self, width=look.BOLD)

    def stand_at(self, place: npt.ArrayLike) -> Self:
        """Put the centre of its outline's circle at a place, shape (3,)."""
        self.set_points(self._outline + np.asarray(place, dtype=np.float64))
        return self

    def get_place(self) -> Array:
        """Read the centre of its outline's circle back from what is drawn, shape (3,)."""
        return np.asarray(self.points[0] - self._outline[0], dtype=np.float64)
