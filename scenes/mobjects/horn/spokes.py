"""Lines from the middle of the ellipse, one for each angle."""

from __future__ import annotations

import numpy.typing as npt
from manim import Animation, Create, LaggedStart, Line, VGroup

from scenes import look
from scenes.mobjects.axes import Plane


class Spokes(VGroup):
    """The angles of points of the plane, each a line from the origin to its point.

    Parameters
    ----------
    plane
        Where the points are.
    points
        In units of y, shape (n, 2).
    """

    def __init__(self, plane: Plane, points: npt.ArrayLike) -> None:
        origin = plane.c2p([0.0, 0.0])
        super().__init__(
            *(
                Line(origin, end, color=look.LATENT, stroke_width=look.LINE)
                for end in plane.c2p(points)
            )
        )

    def grow(self) -> Animation:
        """Return an animation that draws one after another."""
        return LaggedStart(*map(Create, self), lag_ratio=0.1)
