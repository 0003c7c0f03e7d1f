"""What a network predicts: a diamond in the plane, a heavy line through the horn."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.halo import edged
from scenes.mobjects.space import Space, Strokes

_DIAMOND = np.array([[0, 1, 0], [0.8, 0, 0], [0, -1, 0], [-0.8, 0, 0]], dtype=np.float64)


class Diamond(VMobject):
    """A filled diamond: ŷ, a single answer.

    Parameters
    ----------
    center
        Where, in Manim units, shape (3,).
    size
        Half its height, in Manim units.
    """

    def __init__(self, center: npt.ArrayLike, *, size: float = look.CROSS_SIZE) -> None:
        super().__init__(
            color=look.PREDICTED, fill_color=look.PREDICTED, fill_opacity=1, stroke_width=0
        )
        corners = np.asarray(center, dtype=np.float64) + size * _DIAMOND
        self.set_points_as_corners([*corners, corners[0]])


class PredictionLine(VMobject):
    """One answer for each x: a heavy line through a horn, in front of all that is in it.

    Parameters
    ----------
    space
        Where it is seen.
    x
        Where the answers are drawn, ascending, shape (m,).

    Attributes
    ----------
    space, x
        As given.
    """

    def __init__(self, space: Space, *, x: Array) -> None:
        super().__init__(color=look.PREDICTED, stroke_width=2 * look.BOLD)
        # A dark edge keeps it apart from the axis of x and from the dots.
        edged(self, width=4 * look.BOLD)
        self.space, self.x = space, x

    def place(self, answers: Array, drawn: float = 1.0) -> Self:
        """Draw other answers, shape (m, 2), where they are seen now: a share of the way in x."""
        end = self.x[0] + drawn * (self.x[-1] - self.x[0])
        x = np.append(self.x[self.x < end], end)
        y = np.stack([np.interp(x, self.x, answer) for answer in answers.T], axis=1)
        places = self.space.view.project(np.column_stack([x, y])).places
        self.set_points_as_corners(np.column_stack([places, np.zeros(len(places))]))
        return self


class Misses(Strokes):
    """How far samples are from the answers at their own x, as lines across a horn.

    Parameters
    ----------
    x, y
        The samples, shapes (k,) and (k, 2).
    """

    def __init__(self, x: Array, y: Array) -> None:
        self.x, self._samples = x, np.column_stack([x, y])
        color = look.PREDICTED.to_rgb()[None, None]
        super().__init__(np.stack([self._samples] * 2, axis=1), color, width=look.LINE)

    def place(self, answers: Array) -> Self:
        """Let the lines end at other answers, shape (k, 2)."""
        ends = np.column_stack([self.x, answers])
        self.set_lines(np.stack([self._samples, ends], axis=1))
        return self
