"""Boxes of the plane's grid, to count a length with."""

from __future__ import annotations

import numpy as np
from manim import Animation, FadeIn, LaggedStart, ManimColor, VGroup, VMobject

from scenes import look
from scenes.mobjects.axes import Plane


class Boxes(VGroup):
    """Grid boxes in a row from the origin along an axis, the last one as wide as what is left.

    The row to the right lies on its axis, the row upwards to the left of its own, so that they
    share no box.

    Parameters
    ----------
    plane
        The plane they lie in.
    axis
        0 for a row to the right, 1 for a row upwards.
    length
        What they measure, in units of y, 0 or more.
    color
        Their colour.

    Attributes
    ----------
    count : float
        How many boxes the length is.
    """

    def __init__(self, plane: Plane, *, axis: int, length: float, color: ManimColor) -> None:
        super().__init__()
        self.count = length / plane.step
        edges = np.append(np.arange(0.0, length - 1e-9, plane.step), length)
        for start, end in zip(edges[:-1], edges[1:], strict=True):
            corners = np.array([[start, 0], [end, 0], [end, plane.step], [start, plane.step]])
            if axis == 1:
                corners = corners[:, ::-1] * [-1, 1]
            box = VMobject(
                color=color, stroke_width=look.LINE, fill_color=color, fill_opacity=look.VEIL
            )
            at = plane.c2p(corners)
            self.add(box.set_points_as_corners([*at, at[0]]))

    def count_up(self) -> Animation:
        """Return an animation that lights the boxes one after another."""
        return LaggedStart(*(FadeIn(box) for box in self), lag_ratio=0.8)
