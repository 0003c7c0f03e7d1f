"""Energy over length: where segments are laid down, each at the height of its energy."""

from __future__ import annotations

import math

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.axes import Axes
from scenes.mobjects.formula import Formula, Words


class LengthAxes(Axes):
    """Length across, energy upwards; only the scale of lengths is drawn.

    Parameters
    ----------
    longest, top
        The largest length and the largest energy that are shown.
    unit
        Manim units for a unit of length, at most; fewer if the longest would not fit.
    step
        The marks stand at multiples of this length.
    zone
        The rectangle for the lines.

    Attributes
    ----------
    axis : Line
        The line along the bottom.
    ticks, numbers : VGroup
        Its marks and the numbers below them.
    names : VGroup
        The words at the ends of the two scales.
    """

    measures = ("length", "E")

    def __init__(
        self, *, longest: float, top: float, unit: float, step: float, zone: look.Zone
    ) -> None:
        fitted = min(unit, zone.width / longest)
        across = (0.0, zone.width / fitted)
        super().__init__(across=across, up=(0.0, top), zone=zone)
        self.axis = self._line((0.0, 0.0), (across[1], 0.0))
        self.ticks, self.numbers = VGroup(), VGroup()
        apart = step * math.ceil(longest / (4 * step))
        for value in np.arange(0, longest, apart):
            foot = self.c2p([value, 0.0])
            tick = Line(foot, foot + 0.1 * DOWN, stroke_width=look.LINE, color=look.AXES)
            number = Formula(f"{value:g}", font_size=look.TICK_SIZE, color=look.QUIET)
            self.ticks.add(tick)
            self.numbers.add(number.next_to(tick, DOWN, buff=0.1))
        length = Words(label("length"), font_size=look.TICK_SIZE, color=look.QUIET)
        length.next_to(self.axis.get_end(), UP + LEFT, buff=look.GAP / 3)
        energy = Words(label("energy"), font_size=look.TICK_SIZE, color=look.ENERGY)
        energy.next_to(self.c2p([0.0, top]), UP, buff=look.GAP / 2)
        self.names = VGroup(length, energy)
        self.add(self.axis, self.ticks, self.numbers, self.names)

    @property
    def unit(self) -> float:
        """Length of one unit of length, in Manim units."""
        return float((self.c2p([1.0, 0.0]) - self.c2p([0.0, 0.0])) @ RIGHT)
