"""The first samples as a table, with a column that can be lost."""

from __future__ import annotations

import math

import numpy as np
from manim import Animation, FadeIn, LaggedStart, Line, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.number import Number


class SampleTable(VGroup):
    """Rows of θ and of y₁ and y₂, and dots for the rows that are not shown.

    Parameters
    ----------
    theta
        Angles, radians, shape (n,).
    y
        Observations, shape (n, 2).
    zone
        Where it stands.
    rows
        How many are shown, at most n.

    Attributes
    ----------
    heads : VGroup
        θ, y₁ and y₂ above the columns.
    rule, rule_of_angles : Line
        Under y₁ and y₂, and under θ, as far as the first.
    angles, observations : VGroup
        The numbers of a row each: one, and two.
    more : VGroup
        The dots, or nothing if all rows are shown.
    marks : VGroup
        A question mark for each angle; not in the table until it is added.
    """

    def __init__(self, theta: Array, y: Array, *, zone: look.Zone, rows: int = 6) -> None:
        super().__init__()
        angles, observations = theta[:rows], y[:rows]
        rows, largest = len(angles), float(np.abs(observations).max())
        columns = [zone.at(share, 0)[0] for share in (0.2, 0.5, 0.8)]
        heights = [zone.at(0, 1 - (i + 0.5) / (rows + 2))[1] for i in range(rows + 2)]
        sources = ('part("theta", theta)', 'part("y", y_1)', 'part("y", y_2)')
        self.heads = VGroup(
            *(
                Formula(source).move_to((x, heights[0], 0.0))
                for source, x in zip(sources, columns, strict=True)
            )
        )
        start, inner, end = (
            np.array([zone.at(share, 0)[0], (heights[0] + heights[1]) / 2, 0.0])
            for share in (0.05, 0.35, 0.95)
        )
        self.rule, self.rule_of_angles = (
            Line(inner, to, color=look.AXES, stroke_width=look.LINE) for to in (end, start)
        )
        self.angles, self.observations, self.marks = VGroup(), VGroup(), VGroup()
        for height, angle, (y1, y2) in zip(heights[1:-1], angles, observations, strict=True):
            places = [np.array([x, height, 0.0]) for x in columns]
            written = _number(angle, "theta", largest=math.tau).move_to(places[0])
            self.angles.add(written)
            first, second = (_number(each, "y", largest=largest) for each in (y1, y2))
            self.observations.add(VGroup(first.move_to(places[1]), second.move_to(places[2])))
            mark = Formula('part("theta", "?")', font_size=look.TEXT_SIZE)
            self.marks.add(mark.move_to(places[0]).align_baseline(written))
        self.more = VGroup()
        if len(theta) > rows:
            dots = Formula("dots.v", font_size=look.TEXT_SIZE, color=look.QUIET)
            self.more.add(dots.move_to((columns[1], heights[-1], 0.0)))
        self.add(self.heads, self.rule, self.rule_of_angles)
        self.add(self.angles, self.observations, self.more)

    @property
    def observed(self) -> tuple[VMobject, ...]:
        """All of it but the column of the angles."""
        return self.heads[1:], self.rule, self.observations, self.more

    def list_observations(self) -> Animation:
        """Return an animation that lets the observations appear row by row, then the dots."""
        return LaggedStart(*map(FadeIn, self.observations), FadeIn(self.more), lag_ratio=0.5)

    def list_angles(self) -> Animation:
        """Return an animation that lets the angles appear row by row."""
        return LaggedStart(*map(FadeIn, self.angles), lag_ratio=0.4)

    def list_marks(self) -> Animation:
        """Return an animation that lets a question mark appear in each angle's place."""
        return LaggedStart(*map(FadeIn, self.marks), lag_ratio=0.3)


def _number(value: float, role: str, *, largest: float) -> Number:
    return Number(float(value), 2, largest=largest, font_size=look.TEXT_SIZE, role=role)
