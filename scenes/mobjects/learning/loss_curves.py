"""The losses of two trainings over their steps, in one picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UP, VGroup, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, multiples, round_step
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.learning.course import Course
from scenes.mobjects.number import Number
from scenes.mobjects.points import Discs
from scenes.mobjects.readout import align_at_signs

_LEFT, _BOTTOM, _TOP = 0.75, 0.85, 1.15  # room for what is written at the axes
_TICK = 0.1
_ROW = 0.5


class LossCurve(VGroup):
    """The loss of a course up to this moment, with a disc at its end.

    Parameters
    ----------
    axes
        Steps across and losses upwards.
    course
        Whose loss.
    losses
        Before its first step and after each, shape (S + 1,).

    Attributes
    ----------
    curve : VMobject
        From step to step.
    end : Discs
        This moment.
    """

    def __init__(self, axes: Axes, course: Course, losses: Array) -> None:
        self.curve = VMobject(color=course.color, stroke_width=look.BOLD)
        self.end = Discs(np.zeros((1, 3)), color=course.color, radius=look.POINT_RADIUS)
        super().__init__(self.curve, self.end)
        steps = np.arange(len(losses))

        def place(drawn: LossCurve) -> None:
            now = course.step.get_value()
            past = steps < now
            way = np.append(steps[past], now), np.append(losses[past], course.loss)
            points = axes.c2p(np.column_stack(way))
            drawn.curve.set_points_as_corners(points if len(points) > 1 else points[[0, 0]])
            drawn.end.set_centers(points[-1:])

        follow(self, place)
        place(self)


class LossCurves(Axes):
    """Losses upwards, from zero, over steps; above them both as numbers.

    Parameters
    ----------
    courses
        Of as many steps each.
    losses
        Of each, shape (S + 1,).
    names
        Of each loss, in Typst maths.
    zone
        The part of the frame for the axes and what is written at them.

    Attributes
    ----------
    lines, marks : VGroup
        The axes with their name, and the numbers beside them.
    curves : list of LossCurve
        The losses so far.
    numbers : list of Number
        The losses of this moment.
    """

    measures = ("step", "loss")

    def __init__(
        self,
        courses: Sequence[Course],
        *,
        losses: Sequence[Array],
        names: Sequence[str],
        zone: look.Zone,
    ) -> None:
        inner = look.Zone(
            zone.left + _LEFT, zone.right - look.GAP, zone.bottom + _BOTTOM, zone.top - _TOP
        )
        top = max(float(np.max(losses)), 1e-9)
        steps = courses[0].steps
        super().__init__(across=(0.0, float(steps)), up=(0.0, top), zone=inner)
        self.lines = VGroup(
            self._line((0.0, 0.0), (float(steps), 0.0)), self._line((0.0, 0.0), (0.0, top))
        )
        self.marks = VGroup(*self._mark_steps(steps), *self._mark_losses(top))
        self.curves = [
            LossCurve(self, course, of) for course, of in zip(courses, losses, strict=True)
        ]
        self.add(self.lines, self.marks)
        self.numbers: list[Number] = []
        rows = [
            self._readout(course, name, top).shift(k * _ROW * DOWN)
            for k, (course, name) in enumerate(zip(courses, names, strict=True))
        ]
        align_at_signs(rows)
        self.add(*rows)

    def _mark_steps(self, steps: int) -> list[VMobject]:
        name = Words(label("steps"), font_size=look.TICK_SIZE, color=look.QUIET)
        last = Formula(f"{steps}", font_size=look.TICK_SIZE, color=look.QUIET)
        middle, end = self.c2p([(steps / 2, 0.0), (steps, 0.0)])
        last.next_to(end, DOWN, buff=2 * _TICK)
        name.next_to(middle, DOWN, buff=2 * _TICK).align_baseline(last)
        return [name, last]

    def _mark_losses(self, top: float) -> list[VMobject]:
        marks: list[VMobject] = []
        for value in multiples(self.up, round_step(top)):
            at = self.c2p((0.0, value))
            number = Formula(f"{value:g}", font_size=look.TICK_SIZE, color=look.QUIET)
            marks += [self._tick(at), number.next_to(at, LEFT, buff=2 * _TICK)]
        return marks

    def _tick(self, at: Array) -> VMobject:
        tick = VMobject(stroke_width=look.LINE, color=look.AXES)
        return tick.set_points_as_corners([at, at + _TICK * LEFT])

    def _readout(self, course: Course, name: str, top: float) -> VGroup:
        symbol = Formula(f"{name} =", font_size=look.TEXT_SIZE, color=course.color)
        number = Number(
            course.loss,
            largest=top,
            signed=False,
            font_size=look.TEXT_SIZE,
            color=course.color,
        )
        follow(number, lambda number: number.set_value(course.loss))
        number.next_to(symbol, RIGHT, buff=look.GAP / 2).align_baseline(symbol)
        corner = self.c2p((0.0, self.up[1])) + (_TOP - look.GAP / 2) * UP
        self.numbers.append(number)
        return VGroup(symbol, number).move_to(corner, aligned_edge=UL)
