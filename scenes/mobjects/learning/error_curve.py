"""The error of a single guess, drawn over the way that the guess goes."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, Line, VGroup, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, multiples, round_step
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.number import Number
from scenes.mobjects.symbols import Y_HAT

_LEFT, _RIGHT, _BOTTOM, _TOP = 0.8, 0.7, 0.2, 0.75  # room for what is written at the axes


class ErrorCurve(Axes):
    """Error upwards, from zero, over the places of a guess along its way.

    Parameters
    ----------
    way
        Places along the way, ascending, shape (m,).
    errors
        The error at each, shape (m,).
    zone
        The part of the frame for the axes and what is written at them.

    Attributes
    ----------
    axes, ticks, numbers : VGroup
        The lines, the marks of the error, and the numbers beside them.
    labels : VGroup
        The axes' names: the error, and ŷ.
    number : Number
        The error in figures, beside its name; whoever moves the guess sets it.
    """

    measures = ("ŷ₂", "error")

    def __init__(self, *, way: Array, errors: Array, zone: look.Zone) -> None:
        inner = look.Zone(
            zone.left + _LEFT, zone.right - _RIGHT, zone.bottom + _BOTTOM, zone.top - _TOP
        )
        top = float(errors.max())
        across = (float(way[0]), float(way[-1]))
        super().__init__(across=across, up=(0.0, top), zone=inner)
        self.way, self.errors = way, errors
        self.axes = VGroup(
            self._line((across[0], 0.0), (across[1], 0.0)),
            self._line((across[0], 0.0), (across[0], top)),
        )
        self.ticks, self.numbers = VGroup(), VGroup()
        for value in multiples(self.up, round_step(top)):
            at = self.c2p([across[0], value])
            self.ticks.add(Line(at, at + 0.1 * LEFT, stroke_width=look.LINE, color=look.AXES))
            number = Formula(f"{value:g}", font_size=look.TICK_SIZE, color=look.QUIET)
            self.numbers.add(number.next_to(at, LEFT, buff=0.2))
        error = Words(label("squared_error"), font_size=look.TEXT_SIZE, color=look.QUIET)
        error.next_to(self.axes[1].get_end(), UP, buff=look.GAP, aligned_edge=LEFT)
        guess = Formula(Y_HAT, font_size=look.TEXT_SIZE)
        guess.next_to(self.axes[0].get_end(), RIGHT, buff=look.GAP / 2)
        self.labels = VGroup(error, guess)
        self.number = Number(
            float(errors[0]),
            2,
            largest=top,
            signed=False,
            font_size=look.TEXT_SIZE,
            role="y_hat",
        )
        self.number.next_to(error, RIGHT, buff=look.GAP).align_baseline(error)
        self.add(self.axes, self.ticks, self.numbers, self.labels, self.number)

    def place(self, at: float) -> Array:
        """Return the place of the error at some place of the way, in Manim units, shape (3,)."""
        return self.c2p([at, float(np.interp(at, self.way, self.errors))])

    def trace(self) -> ErrorTrace:
        """Return the curve, with nothing of it drawn."""
        return ErrorTrace(self)


class ErrorTrace(VMobject):
    """The curve of an `ErrorCurve`, as far as it has been drawn.

    Parameters
    ----------
    axes
        What it is drawn in.
    """

    def __init__(self, axes: ErrorCurve) -> None:
        super().__init__(color=look.PREDICTED, stroke_width=look.BOLD)
        self._axes = axes
        self.draw(float(axes.way[0]))

    def draw(self, upto: float) -> Self:
        """Draw it from its start to some place of the way."""
        way = np.append(self._axes.way[self._axes.way < upto], upto)
        heights = np.interp(way, self._axes.way, self._axes.errors)
        self.set_points_as_corners(self._axes.c2p(np.column_stack([way, heights])))
        return self
