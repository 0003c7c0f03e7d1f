"""A curve that is cut off at the edges of its axes, whole or dashed."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import ManimColor, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes
from scenes.mobjects.bezier import straight

_DASH, _SPACE = 0.14, 0.1


class ClippedCurve(VMobject):
    """A curve in axes, cut off at the edges of what they show.

    Parameters
    ----------
    axes
        What it is drawn in.
    color, width, opacity
        Of the line.
    dashed
        Whether it is dashed.
    """

    def __init__(
        self,
        axes: Axes,
        *,
        color: ManimColor = look.COLD,
        width: float = look.BOLD,
        opacity: float = 1.0,
        dashed: bool = False,
    ) -> None:
        super().__init__(color=color, stroke_width=width, stroke_opacity=opacity, fill_opacity=0)
        self.axes = axes
        self.dashed = dashed

    def draw(self, across: npt.ArrayLike, up: npt.ArrayLike) -> Self:
        """Replace the curve by a line through points.

        Parameters
        ----------
        across
            From left to right, shape (m,).
        up
            The value at each, shape (m,).
        """
        line = np.stack([np.asarray(across), np.asarray(up)], axis=-1)
        start, end = line[:-1], line[1:]
        for k, (low, high) in enumerate((self.axes.across, self.axes.up)):
            start, end = _clipped(start, end, k, low, high)
        start, end = self.axes.c2p(start), self.axes.c2p(end)
        if self.dashed:
            start, end = _dashes(start, end)
        self.set_points(straight(start, end))
        return self

    def get_data(self) -> Array:
        """Read the drawn points back in data units, the ends of each piece, shape (2 m, 2)."""
        return self.axes.p2c(np.asarray(self.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3)))


def _clipped(start: Array, end: Array, k: int, low: float, high: float) -> tuple[Array, Array]:
    """Cut pieces (m, 2) off where their component k leaves a span."""
    a, b = start[:, k], end[:, k]
    with np.errstate(divide="ignore", invalid="ignore"):
        first, last = (low - a) / (b - a), (high - a) / (b - a)
    level = a == b
    enter = np.where(level, 0.0, np.clip(np.fmin(first, last), 0, 1))
    leave = np.where(level, 1.0, np.clip(np.fmax(first, last), 0, 1))
    slack = 1e-9 * (high - low)
    kept = np.where(level, (a >= low - slack) & (a <= high + slack), leave > enter)
    way = end - start
    first, last = (start + share[:, None] * way for share in (enter, leave))
    return first[kept], last[kept]


def _dashes(start: Array, end: Array) -> tuple[Array, Array]:
    """Cut pieces (m, 3) into those that lie in a dash, counted along all of them."""
    done = np.concatenate([[0.0], np.cumsum(np.linalg.norm(end - start, axis=1))])
    marks = np.arange(0.0, done[-1], _DASH + _SPACE)
    cuts = np.unique(np.clip(np.concatenate([done, marks, marks + _DASH]), 0, done[-1]))
    middle = (cuts[:-1] + cuts[1:]) / 2
    inked = middle % (_DASH + _SPACE) < _DASH
    piece = np.clip(np.searchsorted(done, middle, side="right") - 1, 0, len(start) - 1)
    length = np.maximum(done[1:] - done[:-1], 1e-12)
    way = (end - start) / length[:, None]
    first, last = (
        start[piece] + (cut - done[piece])[:, None] * way[piece] for cut in (cuts[:-1], cuts[1:])
    )
    return first[inked], last[inked]
