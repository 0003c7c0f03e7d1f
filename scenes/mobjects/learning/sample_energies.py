"""The free energy of each sample as a bar, and their mean: the loss."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, UL, Line, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, round_step
from scenes.mobjects.bezier import straight
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.learning.course import Course
from scenes.painting import Parts

BAR_SHARE = 0.6  # of the room that each sample has
NAME_HEIGHT = 0.4  # above the bars
SCALE_WIDTH = 0.4  # at their left
TICK = 0.1


class Bars(VMobject):
    """Upright bars side by side, from 0 to their values.

    Parameters
    ----------
    axes
        One unit across for each.
    """

    parts_drawn = Parts("bar", 16)

    def __init__(self, axes: Axes) -> None:
        super().__init__(fill_opacity=look.ENVELOPE, stroke_width=0)
        self.axes = axes

    def set_values(self, values: npt.ArrayLike) -> Self:
        """Give the bars other heights, shape (n,)."""
        height = np.asarray(values, dtype=np.float64)
        middle = np.arange(len(height)) + 0.5
        across = middle[:, None] + BAR_SHARE / 2 * np.array([-1.0, -1.0, 1.0, 1.0, -1.0])
        up = height[:, None] * [0.0, 1.0, 1.0, 0.0, 0.0]
        corners = self.axes.c2p(np.stack([across, up], axis=-1))
        self.set_points(straight(corners[:, :-1], corners[:, 1:]))
        return self

    def get_values(self) -> Array:
        """Read the heights back from what is drawn, shape (n,)."""
        points = self.axes.p2c(self.points)[:, 1].reshape(-1, 16)
        return np.asarray(points.max(axis=1))


class SampleEnergies(Axes):
    """The free energies of a course's moment, one bar a sample.

    Parameters
    ----------
    course
        Whose free energies.
    name
        What they are, in Typst maths.
    top
        The highest that is ever shown; several have the same.
    zone
        The part of the frame.

    Attributes
    ----------
    bars : Bars
        The free energies.
    scale_up : VGroup
        The axis of the free energies, with two of its values.
    mean : VMobject
        A line at their mean.
    label : Formula
        What they are, above them.
    """

    measures = ("sample", "F")

    def __init__(self, course: Course, *, name: str, top: float, zone: look.Zone) -> None:
        count = len(course.free_energies)
        inner = look.Zone(zone.left + SCALE_WIDTH, zone.right, zone.bottom, zone.top - NAME_HEIGHT)
        super().__init__(across=(0.0, float(count)), up=(0.0, top), zone=inner)
        self.bars = Bars(self).set_fill(course.color)
        self.mean = VMobject(color=look.INK, stroke_width=look.LINE)
        self.label = Formula(name, font_size=look.TICK_SIZE)
        self.label.move_to(zone.at(0, 1) + SCALE_WIDTH * RIGHT, aligned_edge=UL)
        floor = self._line((0.0, 0.0), (float(count), 0.0))
        self.scale_up = VGroup(self._line((0.0, 0.0), (0.0, top)))
        for value in (0.0, round_step(2 * top)):
            self.scale_up.add(*self._mark(value))
        self.add(VGroup(floor), self.scale_up, self.bars, self.mean, self.label)

        def place(energies: SampleEnergies) -> None:
            energies.bars.set_values(course.free_energies)
            ends = [(0.0, course.loss), (float(count), course.loss)]
            energies.mean.set_points_as_corners(energies.c2p(ends))

        follow(self, place)
        place(self)

    def _mark(self, value: float) -> tuple[Line, Formula]:
        """Mark a value on the scale."""
        [foot] = self.c2p([[0.0, value]])
        tick = Line(foot, foot + TICK * LEFT, stroke_width=look.LINE, color=look.AXES)
        number = Formula(f"{value:g}", font_size=look.TICK_SIZE, color=look.QUIET)
        return tick, number.next_to(tick, LEFT, buff=TICK)
