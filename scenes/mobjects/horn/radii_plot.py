"""The two radii over x: two curves in the colours of x, and the points that run on them."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, multiples, round_step
from scenes.mobjects.formula import Formula
from scenes.mobjects.points import Discs
from scenes.mobjects.segments import Segments

_NAMED = 0.8  # of the way, from where on the curves' names appear
_LEFT, _RIGHT, _BELOW, _ABOVE = 0.5, 0.85, 0.7, 0.3  # of the zone, for what is written at the axes


class RadiiPlot(Axes):
    """ρ₁ and ρ₂ over x from 0 to 1, drawn as far as x has come.

    Parameters
    ----------
    x
        Positions from 0 to 1, shape (m,).
    radii
        ρ₁ and ρ₂ at each of them, shape (m, 2).
    zone
        The part of the frame for the axes and what is written at them.
    top
        Where the axis of the radii ends; by default at the largest of them.

    Attributes
    ----------
    lines, marks : VGroup
        The axes; their ticks, numbers and the name x.
    curves : tuple of Segments
        ρ₁ and ρ₂.
    dots : tuple of Discs
        Where x is now, on either curve.
    names : VGroup
        ρ₁ and ρ₂, each at the end of its curve; they come with it.
    """

    measures = ("x", "ρ")

    def __init__(
        self, *, x: Array, radii: Array, zone: look.Zone, top: float | None = None
    ) -> None:
        top = top or float(radii.max())
        inner = look.Zone(
            zone.left + _LEFT, zone.right - _RIGHT, zone.bottom + _BELOW, zone.top - _ABOVE
        )
        super().__init__(across=(0.0, 1.0), up=(0.0, top), zone=inner)
        self._x, self._radii = x, radii
        self.lines = VGroup(self._line((0.0, 0.0), (1.0, 0.0)), self._line((0.0, 0.0), (0.0, top)))
        self.marks = self._make_marks()
        origin = np.zeros((1, 3))
        self.curves = tuple(Segments(origin, origin, origin, width=look.BOLD) for _ in range(2))
        self.dots = tuple(Discs([], radius=look.POINT_RADIUS) for _ in range(2))
        self.names = self._make_names()
        self.add(self.lines, self.marks, *self.curves, *self.dots, self.names)
        self.run_to(0.0, radii[0], drawn=0.0)

    def run_to(self, x: float, radii: npt.ArrayLike, *, drawn: float) -> Self:
        """Put the points at x and its radii, and draw the curves up to another x.

        Parameters
        ----------
        x
            In [0, 1].
        radii
            ρ₁ and ρ₂ there, shape (2,).
        drawn
            How far the curves are drawn, in [0, 1].
        """
        color = look.x_color(x)
        between = self._x[(self._x > 0) & (self._x < drawn)]
        along = np.array([0.0, *between, drawn])
        for axis, (curve, point) in enumerate(zip(self.curves, self.dots, strict=True)):
            up = np.interp(along, self._x, self._radii[:, axis])
            places = self.c2p(np.column_stack([along, up]))
            middles = (along[1:] + along[:-1]) / 2
            curve.set_segments(places[:-1], places[1:], look.x_colors(middles))
            point.set_centers(self.c2p([[x, np.asarray(radii)[axis]]]))
            point.set_fill(color, opacity=point.get_fill_opacity())
        here = np.clip((drawn - _NAMED) / (1 - _NAMED), 0.0, 1.0)
        self.names.set_opacity(float(here) * self.lines[0].get_stroke_opacity())
        return self

    def _make_marks(self) -> VGroup:
        marks = VGroup()
        for at, side in [((x, 0.0), DOWN) for x in (0.0, 0.5, 1.0)] + [
            ((0.0, value), LEFT) for value in multiples(self.up, round_step(self.up[1]))[1:]
        ]:
            foot = self.c2p(at)
            tick = Line(foot, foot + 0.1 * side, stroke_width=look.LINE, color=look.AXES)
            number = Formula(f"{max(at):g}", font_size=look.TICK_SIZE, color=look.QUIET)
            marks.add(tick, number.next_to(tick.get_end(), side, buff=0.1))
        name = Formula('part("x", x)', font_size=look.TEXT_SIZE)
        marks.add(name.next_to(self.lines[0].get_end(), RIGHT, buff=look.GAP))
        return marks

    def _make_names(self) -> VGroup:
        """Name the curves past their ends, moved apart where the ends are close together."""
        ends = self.c2p(np.column_stack([np.ones(2), self._radii[-1]]))
        color = look.x_color(1.0)
        names = VGroup(
            *(Formula(f"rho_{i}", font_size=look.TEXT_SIZE, color=color) for i in (1, 2))
        )
        for name, end in zip(names, ends, strict=True):
            name.next_to(end, RIGHT, buff=look.GAP)
        low, high = sorted(names, key=lambda name: float(name.get_y()))
        apart = low.height + look.GAP / 2 - (high.get_y() - low.get_y())
        if apart > 0:
            high.shift(apart / 2 * UP)
            low.shift(apart / 2 * DOWN)
        return names
