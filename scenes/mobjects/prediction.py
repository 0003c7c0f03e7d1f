"""What a network predicts: a diamond in the plane, a heavy line through the horn."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import VMobject

from scenes import look
from scenes.mobjects.horn import Horn
from scenes.mobjects.space import Strokes

Array = npt.NDArray[np.float64]

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


class PredictionLine:
    """One answer for each x, drawn through a horn, and how far some samples are from theirs.

    Parameters
    ----------
    horn
        The space to draw in; the parts are appended to it.
    x
        Where the answers are drawn, ascending, shape (m,).
    samples_x, samples_y
        The samples whose distance is drawn, shapes (k,) and (k, 2).

    Attributes
    ----------
    line : Strokes
        The answers.
    misses : Strokes
        From each sample straight across to the answer at its x.
    """

    def __init__(self, horn: Horn, *, x: Array, samples_x: Array, samples_y: Array) -> None:
        self.x = x
        self.samples_x = samples_x
        self._samples = np.column_stack([samples_x, samples_y])
        color = look.PREDICTED.to_rgb()[None, None]
        self.line = Strokes(np.zeros((1, len(x), 3)), color, width=2 * look.BOLD)
        self.misses = Strokes(np.zeros((len(samples_x), 2, 3)), color, width=look.THIN)
        horn.parts += [self.misses, self.line]

    def place(self, answers: Array, at_samples: Array) -> Self:
        """Draw other answers.

        Parameters
        ----------
        answers
            At the line's positions, shape (m, 2).
        at_samples
            At those of the samples, shape (k, 2).
        """
        self.line.set_lines(np.column_stack([self.x, answers])[None])
        ends = np.column_stack([self.samples_x, at_samples])
        self.misses.set_lines(np.stack([self._samples, ends], axis=1))
        return self
