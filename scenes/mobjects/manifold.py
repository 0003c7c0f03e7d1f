"""What the decoder can say: its curve, a ring at each output, and the way z takes along it."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.points import Rings

Points = Array

TIP_SIZE = 0.17


class Manifold(VGroup):
    """A closed curve with a ring at each latent's output.

    Parameters
    ----------
    curve
        Points along the curve, close enough together to look smooth, in Manim units, shape (k, 3);
        the last is joined to the first.
    marks
        Centres of the rings, in Manim units, shape (n, 3).

    Attributes
    ----------
    curve : VMobject
        The curve.
    marks : Rings
        The rings.
    """

    def __init__(self, curve: Points, marks: Points) -> None:
        super().__init__()
        self.curve = VMobject(color=look.DECODED, stroke_width=look.LINE)
        self.marks = Rings(marks)
        self.add(self.curve, self.marks)
        self.move_points(curve, marks)

    def move_points(self, curve: Points, marks: Points) -> Self:
        """Put the curve and the rings elsewhere.

        Parameters
        ----------
        curve, marks
            As for the class; there may be more or fewer of either.
        """
        self.curve.set_points_as_corners(np.concatenate([curve, curve[:1]]))
        self.marks.set_centers(marks)
        return self


class Travel(VMobject):
    """A stretch of the curve with an arrow's tip at its end: where z starts, and which way it goes.

    Parameters
    ----------
    path
        Points from the start to the tip, in Manim units, shape (k, 3), k ≥ 2.
    """

    def __init__(self, path: Points) -> None:
        super().__init__(color=look.LATENT, stroke_width=look.BOLD * 1.4)
        self.set_path(path)

    def set_path(self, path: Points) -> Self:
        """Draw it along another path.

        Parameters
        ----------
        path
            As for the class.
        """
        self.set_points_as_corners(path)
        way = path[-1] - path[-2]
        length = float(np.linalg.norm(way))
        # Where the curve has shrunk to a point no way leads on, so there is no tip.
        if length > 1e-9:
            ahead = way / length * TIP_SIZE
            across = np.array([-ahead[1], ahead[0], 0.0]) * 0.6
            self.start_new_path(path[-1] - ahead + across)
            self.add_line_to(path[-1])
            self.add_line_to(path[-1] - ahead - across)
        return self

    def get_path(self) -> Points:
        """Read the path back from what is drawn, without the tip, shape (k, 3)."""
        path = self.get_subpaths()[0]
        return np.asarray(np.concatenate([path[::4], path[-1:]]), dtype=np.float64)
