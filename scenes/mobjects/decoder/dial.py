"""A dial that shows a weight, and how far it is turned to be looked at."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, Circle, Line, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.number import Number

KNOB_RADIUS = 0.36
SCALE_RADIUS = 0.49
TURN = math.radians(135)  # from upright, where the value is 0, to either limit
STOPS = 5  # marks of the scale
FAR_TURN, NEAR_TURN = 0.75, 0.35  # where a dial is turned to, as shares of half a span


class Dial(VGroup):
    """A round knob whose pointer and number show one value.

    The pointer stands upright at 0 and turns clockwise as the value grows.

    Parameters
    ----------
    symbol
        The value's name in Typst maths, such as ``part("w", w_1)``.
    value
        What it shows at first.
    limit
        The largest absolute value on the scale, > 0.

    Attributes
    ----------
    value : float
        What was last set.
    knob : Circle
        The knob.
    pointer : Line
        From inside the knob towards its edge.
    scale_marks : VMobject
        The marks round the knob, from -limit to limit.
    readout : VGroup
        "w₁ =" and its number, below the knob until it is moved.
    number : Number
        The number.
    """

    def __init__(self, symbol: str, value: float, *, limit: float) -> None:
        super().__init__()
        self.limit = limit
        self.knob = Circle(
            radius=KNOB_RADIUS,
            color=look.DECODER,
            stroke_width=look.BOLD,
            fill_color=look.DECODER,
            fill_opacity=0.15,
        )
        self.scale_marks = self._make_scale()
        self.pointer = Line(color=look.INK, stroke_width=look.BOLD * 1.4)
        name = Formula(f"{symbol} =", font_size=look.TICK_SIZE)
        self.number = Number(
            value,
            largest=limit,
            edge="left",
            font_size=look.TICK_SIZE,
            color=look.DECODER,
        )
        self.number.next_to(name, RIGHT, buff=look.GAP / 3).align_baseline(name)
        self.readout = VGroup(name, self.number)
        self.readout.next_to(self.scale_marks, DOWN, buff=look.GAP / 2)
        self.add(self.knob, self.scale_marks, self.pointer, self.readout)
        self.set_value(value)

    def set_value(self, value: float) -> Self:
        """Turn the dial.

        Parameters
        ----------
        value
            Between -limit and limit.

        Raises
        ------
        ValueError
            If the scale does not reach that far.
        """
        if not abs(value) <= self.limit:
            raise ValueError(f"value = {value}: must be between {-self.limit} and {self.limit}")
        self.value = value
        center, ahead = self.knob.get_center(), _heading(value / self.limit)
        radius = self.knob.width / 2
        self.pointer.set_points_as_corners([center, center + 0.85 * radius * ahead])
        self.number.set_value(value)
        return self

    def read(self) -> float:
        """Read the value back from where the pointer points."""
        way = self.pointer.get_end() - self.pointer.get_start()
        return float(math.atan2(way[0], way[1]) / TURN * self.limit)

    def _make_scale(self) -> VMobject:
        marks = VMobject(color=look.QUIET, stroke_width=look.LINE)
        for share in np.linspace(-1, 1, STOPS):
            marks.start_new_path(_heading(share) * (KNOB_RADIUS + 0.07))
            marks.add_line_to(_heading(share) * SCALE_RADIUS)
        return marks


def turned(weight: float, span: tuple[float, float]) -> float:
    """Return a weight that is clearly another one, and whose ellipse stays inside a span.

    Parameters
    ----------
    weight
        What it is turned from; its sign is kept.
    span
        What the plane shows in the weight's direction, from below 0 to above 0.
    """
    half = min(map(abs, span))
    share = FAR_TURN if abs(weight) < (FAR_TURN + NEAR_TURN) / 2 * half else NEAR_TURN
    return math.copysign(share * half, weight)


def _heading(share: float) -> Array:
    """Direction of the pointer at a share of the limit, shape (3,)."""
    angle = share * TURN
    return np.array([math.sin(angle), math.cos(angle), 0.0])
