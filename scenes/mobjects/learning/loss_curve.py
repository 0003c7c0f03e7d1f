"""The loss over the steps of a training, drawn as far as the training has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Words
from scenes.mobjects.number import Number
from scenes.mobjects.points import Discs

_PLACES = 3  # after the point: what is left of a loss is small
_TOP = 0.62  # of the zone, for the name and the number
_ZONE = look.Zone(3.4, 6.62, 1.75, 3.62)


class LossCurve(Axes):
    """The loss from 0 upwards over the steps, with its name and its value above it.

    Parameters
    ----------
    losses
        Before the first step and after each, shape (S + 1,).
    step
        Tells the step of this moment, in [0, S]; between two steps the loss is on its way.

    Attributes
    ----------
    lines : VGroup
        The axes.
    name, number : Words, Number
        The loss's name, and its value now.
    trace, dot : VMobject, Discs
        The curve as far as it has come, and its end.
    """

    def __init__(self, *, losses: Array, step: Callable[[], float]) -> None:
        zone = _ZONE
        inner = look.Zone(zone.left, zone.right, zone.bottom, zone.top - _TOP)
        steps, top = len(losses) - 1.0, float(losses.max())
        super().__init__(across=(0.0, steps), up=(0.0, top), zone=inner)
        self._losses, self._step = losses, step
        self.lines = VGroup(
            self._line((0.0, 0.0), (steps, 0.0)), self._line((0.0, 0.0), (0.0, top))
        )
        self.name = Words(label("loss"), font_size=look.TEXT_SIZE, color=look.COLD)
        self.number = Number(top, _PLACES, largest=top, signed=False, role="F")
        self.name.move_to(zone.at(0, 1), aligned_edge=UP + LEFT)
        self.number.next_to(self.name, RIGHT, buff=look.GAP).align_baseline(self.name)
        self.trace = VMobject(color=look.COLD, stroke_width=look.BOLD)
        self.dot = Discs([], color=look.COLD, radius=look.POINT_RADIUS)
        self.add(self.lines, self.name, self.number, self.trace, self.dot)
        follow(self, LossCurve._follow)

    @property
    def loss(self) -> float:
        """The loss at this moment."""
        return float(np.interp(self._step(), np.arange(len(self._losses)), self._losses))

    def _follow(self) -> Self:
        """Draw the curve up to this moment."""
        at = self._step()
        steps = np.append(np.arange(int(np.ceil(at))), at)
        heights = np.append(self._losses[: len(steps) - 1], self.loss)
        places = self.c2p(np.column_stack([steps, heights]))
        self.trace.set_points_as_corners(places if len(places) > 1 else np.repeat(places, 2, 0))
        self.dot.set_centers(places[-1:])
        self.number.set_value(self.loss)
        return self
