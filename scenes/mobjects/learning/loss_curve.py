"""The loss over the steps of a training, drawn as far as the training has come."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Self

import numpy as np
from manim import DOWN, LEFT, UP, Line, VGroup, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, Words, format_number
from scenes.mobjects.number import Number
from scenes.mobjects.points import Discs

_PLACES = 3  # after the point: what is left of a loss is small
_ZONE = look.FORMULA
_CURVE, _FOOT = 0.44, 0.12  # how far across the zone the curve begins, and its room below
_SMALLEST = 1e-6  # what is drawn of a loss, as a share of the largest
_MARKS = 3  # powers of ten that are marked, at most


class LossCurve(Axes):
    """The loss over the steps on a scale of powers of ten, with its name and value beside it.

    Parameters
    ----------
    losses
        Before the first step and after each, shape (S + 1,).
    step
        Tells the step of this moment, in [0, S]; between two steps the loss is on its way.

    Attributes
    ----------
    lines, marks : VGroup
        The axes; the powers of ten, marked.
    title, number : Words, Number
        The loss's name, and its value now.
    trace, dot : VMobject, Discs
        The curve as far as it has come, and its end.
    """

    measures = ("step", "log₁₀ loss")

    def __init__(self, *, losses: Array, step: Callable[[], float]) -> None:
        left = float(_ZONE.at(_CURVE, 0)[0])
        inner = look.Zone(left, _ZONE.right - look.GAP, _ZONE.bottom + _FOOT, _ZONE.top)
        steps, top = len(losses) - 1.0, float(losses.max())
        self._losses, self._step = losses, step
        self._floor = max(_SMALLEST * top, float(np.finfo(float).tiny))
        heights = self._heights(losses)
        low, high = float(heights.min()), float(heights.max())
        super().__init__(across=(0.0, steps), up=(low - 0.1, max(high, low + 0.1)), zone=inner)
        self.lines = VGroup(
            self._line((0.0, self.up[0]), (steps, self.up[0])),
            self._line((0.0, self.up[0]), (0.0, self.up[1])),
        )
        self.marks = self._make_marks()
        self.title = Words(label("loss"), font_size=look.TEXT_SIZE, color=look.COLD)
        self.number = Number(
            top, _PLACES, largest=top, signed=False, font_size=look.FORMULA_SIZE, role="F"
        )
        self.title.move_to(_ZONE.at(0.12, 1), aligned_edge=UP + LEFT)
        self.number.next_to(self.title, DOWN, buff=look.GAP, aligned_edge=LEFT)
        self.trace = VMobject(color=look.COLD, stroke_width=look.BOLD)
        self.dot = Discs([], color=look.COLD, radius=look.POINT_RADIUS)
        self.add(self.lines, self.marks, self.title, self.number, self.trace, self.dot)
        follow(self, LossCurve._follow)

    def _heights(self, losses: Array) -> Array:
        """Return powers of ten, (...) -> (...); a loss of nothing is as low as the axis."""
        return np.asarray(np.log10(np.maximum(losses, self._floor)))

    def _make_marks(self) -> VGroup:
        """Mark some powers of ten."""
        marks = VGroup()
        powers = range(math.ceil(self.up[0]), math.floor(self.up[1]) + 1)
        for power in powers[:: math.ceil(len(powers) / _MARKS) or 1]:
            foot = self.c2p([0.0, float(power)])
            tick = Line(foot, foot + 0.1 * LEFT, stroke_width=look.LINE, color=look.AXES)
            number = Formula(format_number(10.0**power), font_size=look.TICK_SIZE, color=look.QUIET)
            marks.add(tick, number.next_to(tick.get_end(), LEFT, buff=0.1))
        return marks

    @property
    def loss(self) -> float:
        """The loss at this moment."""
        return float(np.interp(self._step(), np.arange(len(self._losses)), self._losses))

    def _follow(self) -> Self:
        """Draw the curve up to this moment."""
        at = self._step()
        steps = np.append(np.arange(int(np.ceil(at))), at)
        heights = self._heights(np.append(self._losses[: len(steps) - 1], self.loss))
        places = self.c2p(np.column_stack([steps, heights]))
        self.trace.set_points_as_corners(places if len(places) > 1 else np.repeat(places, 2, 0))
        self.dot.set_centers(places[-1:])
        self.number.set_value(self.loss)
        return self
