"""The temperature dial: a straight bar from beta = infinity to beta near 0, and its hand."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Circle, ManimColor, VGroup, VMobject

from scenes import look
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.number import Number, columns_for

BAR_HEIGHT = 0.14
TICK = 0.1  # of a mark, below the bar
HAND_HEIGHT, HAND_WIDTH = 0.2, 0.24
END_RADIUS = 0.085
COLOR_STOPS = 33
MOST_DIGITS = 7


class TemperatureDial(VGroup):
    """A bar from cold to warm with a mark at each stop, a hand over it, and beta as a number.

    Parameters
    ----------
    scale
        Its positions.
    zone
        The part of the frame: the bar goes across it, with its labels below; the number is at the
        left.

    Attributes
    ----------
    position : float
        What was last set.
    bar : VMobject
        The colours of the temperatures.
    marks : VMobject
        The stops and the cold end.
    open_end : Circle
        beta = 0, which is never reached.
    labels : VGroup
        The betas of the ends and of those stops that have room.
    hand : VMobject
        A triangle that points down at the bar.
    number : Number
        beta, in the colour of its temperature.
    to_middle : ndarray
        The way from its zone to the middle of the stage, shape (3,).
    """

    def __init__(self, scale: TemperatureScale, *, zone: look.Zone) -> None:
        super().__init__()
        self.scale_of = scale
        self.position = 0.0
        digits = min(max(2, columns_for(2 * scale.betas[0]) + 2), MOST_DIGITS)
        self.largest = 10.0**digits - 1
        self.number = Number(
            math.inf,
            scale.places,
            largest=self.largest,
            signed=False,
            edge="left",
            font_size=look.TEXT_SIZE,
        )
        name = Formula('part("beta", beta) =', font_size=look.TEXT_SIZE)
        self.number.next_to(name, RIGHT, buff=look.GAP / 2).align_baseline(name)
        self.readout = VGroup(name, self.number)
        self.readout.move_to(zone.at(0, 1), aligned_edge=UP + LEFT)
        left = min(self.readout.get_right()[0] + look.GAP, zone.at(0.45, 0)[0])
        height = zone.top - HAND_HEIGHT - BAR_HEIGHT / 2
        self._ends = VMobject(stroke_width=0).set_points_as_corners(
            [np.array([x, height, 0.0]) for x in (left, zone.right - 2 * END_RADIUS)]
        )
        self.bar = self._make_bar()
        self.marks = self._make_marks()
        self.open_end = Circle(
            radius=END_RADIUS,
            color=look.QUIET,
            stroke_width=look.LINE,
            fill_color=look.BACKGROUND,
            fill_opacity=1,
        ).move_to(self.place(1.0))
        self.labels = self._make_labels()
        self.hand = VMobject(color=look.INK, fill_opacity=1, stroke_width=0)
        self.add(self._ends, self.bar, self.marks, self.open_end, self.labels, self.hand)
        self.add(self.readout)
        self.readout.set_y(self.bar.get_y())
        self.set_position(0.0)
        self.to_middle = (look.STAGE.center[0] - self.get_x()) * RIGHT

    def place(self, position: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Turn positions into places on the bar: (...) -> (..., 3) in Manim units."""
        start, end = self._ends.points[0], self._ends.points[-1]
        share = np.asarray(position, dtype=np.float64)[..., None]
        return np.asarray(start + share * (end - start), dtype=np.float64)

    def read(self) -> float:
        """Read the position back from where the hand points."""
        start, end = self._ends.points[0], self._ends.points[-1]
        tip = self.hand.points[np.argmin(self.hand.points[:, 1])]
        return float((tip - start)[0] / (end - start)[0])

    def set_position(self, position: float) -> Self:
        """Move the hand, and show the beta that it points at.

        Parameters
        ----------
        position
            From 0 (infinity) to less than 1.
        """
        self.position = position
        tip = self.place(position) + BAR_HEIGHT / 2 * UP
        corner = np.array([HAND_WIDTH / 2, HAND_HEIGHT, 0.0])
        self.hand.set_points_as_corners([tip, tip + corner, tip + corner * [-1, 1, 1], tip])
        beta = self.scale_of.beta(position)
        # More figures than there are columns for come only with the first hint of warmth.
        rounded = round(beta, self.number.places) if math.isfinite(beta) else beta
        self.number.set_value(beta if rounded <= self.largest else math.inf)
        self.number.set_color(ManimColor.from_rgb(look.temperature_colors(position)))
        return self

    def _make_bar(self) -> VMobject:
        bar = VMobject(fill_opacity=1, stroke_width=0, sheen_direction=RIGHT)
        start, end = self.place([0.0, 1.0])
        half = BAR_HEIGHT / 2 * UP
        corners = [start - half, end - half, end + half, start + half, start - half]
        bar.set_points_as_corners(corners)
        rgb = look.temperature_colors(np.linspace(0, 1, COLOR_STOPS))
        bar.fill_rgbas = np.hstack([rgb, np.ones((COLOR_STOPS, 1))])
        return bar

    def _make_marks(self) -> VMobject:
        marks = VMobject(color=look.QUIET, stroke_width=look.LINE)
        for beta in (math.inf, *self.scale_of.betas):
            foot = self.place(self.scale_of.position(beta)) - BAR_HEIGHT / 2 * UP
            marks.start_new_path(foot)
            marks.add_line_to(foot + TICK * DOWN)
        return marks

    def _make_labels(self) -> VGroup:
        """Name both ends, and from the cold one on every stop whose name is clear of the others."""
        labels: list[Formula] = []
        stops = [(math.inf, 0.0), (0.0, 1.0)]
        stops += [(beta, self.scale_of.position(beta)) for beta in self.scale_of.betas]
        for beta, position in stops:
            label = Formula(format_number(beta), font_size=look.TICK_SIZE, color=look.QUIET)
            label.next_to(self.place(position), DOWN, buff=BAR_HEIGHT / 2 + 2 * TICK)
            if labels:
                label.align_baseline(labels[0])
            if all(_clear(label, other) for other in labels):
                labels.append(label)
        return VGroup(*labels)


def _clear(label: Formula, other: Formula) -> bool:
    room = (label.width + other.width) / 2 + look.GAP / 2
    return bool(abs(label.get_x() - other.get_x()) >= room)
