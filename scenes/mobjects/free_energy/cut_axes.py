"""A value over one component of y: axes that can be looked at closely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, Span, multiples, round_step
from scenes.mobjects.formula import Formula, format_number

LEAVES, COMES = (
    (0.0, 0.35),
    (0.35, 0.8),
)  # of a zoom: when the close marks go and the wide ones come
TICK = 0.1
ROW = 0.45  # from the lower axis to the baseline of its numbers
COMING = 0.04  # of the axis: so far beyond its ends marks come in, or leave
KEY_WIDTH = 0.12
KEY_STOPS = 33


class ZoomMarks(VGroup):
    """Marks and numbers along one axis, which move and come and go as the view widens.

    Parameters
    ----------
    close, wide
        The values that are named in either view.
    side
        Where they stand beside the axis, `DOWN` or `LEFT`.
    away
        How far from it.

    Attributes
    ----------
    values : list of float
        All of them.
    """

    def __init__(
        self, *, close: Sequence[float], wide: Sequence[float], side: Array, away: float = 0.0
    ) -> None:
        super().__init__()
        both = {round(value, 12) for value in (*close, *wide)}
        self.values = sorted(both)
        self.side, self.away = side, away
        self._close = {round(value, 12) for value in close}
        self._wide = {round(value, 12) for value in wide}
        for value in self.values:
            tick = VMobject(color=look.AXES, stroke_width=look.LINE)
            name = Formula(format_number(value), font_size=look.TICK_SIZE, color=look.QUIET)
            self.add(VGroup(tick, name))

    def place(self, axes: Axes, share: float) -> Self:
        """Put them where the axes have their values now.

        Parameters
        ----------
        axes
            Whose window may have changed.
        share
            How wide the view is, from 0 (close) to 1.
        """
        span = axes.across if self.side is DOWN else axes.up
        for value, (tick, name) in zip(self.values, self, strict=True):
            beyond = max(span[0] - value, value - span[1], 0.0) / (span[1] - span[0])
            light = self._light(value, share) * max(1 - beyond / COMING, 0.0)
            at = (value, axes.up[0]) if self.side is DOWN else (axes.across[0], value)
            point = axes.c2p(at) + self.away * self.side
            tick.set_points_as_corners([point, point + TICK * self.side])
            name.next_to(point + TICK * self.side, self.side, buff=TICK)
            if self.side is DOWN:
                name.align_baseline(point[1] - ROW)
            tick.set_stroke(opacity=light)
            name.set_fill(opacity=light)
        return self

    def _light(self, value: float, share: float) -> float:
        leaving = 1 - np.interp(share, LEAVES, (0, 1))
        coming = np.interp(share, COMES, (0, 1))
        return (
            float(leaving * (value in self._close) + coming * (value in self._wide))
            if not (value in self._close and value in self._wide)
            else 1.0
        )


class CutAxes(Axes):
    """A value, upwards from 0, over one component of y; the view widens from close to wide.

    Parameters
    ----------
    close, wide
        Of either view the span across and the highest value.
    zone
        The part of the frame that the curves have; marks, numbers and names are outside it, at the
        left and below.
    name
        Of the lower axis, in Typst maths.
    colors
        The colours of values, (n,) -> RGB (n, 3), which are shown along the left axis.

    Attributes
    ----------
    zoom : float
        How wide the view is, from 0 (close) to 1.
    lines : VGroup
        The axis below and the axis at the left.
    below, beside : ZoomMarks
        The marks along them.
    label : Formula
        The lower axis' name, at its right end.
    key : VMobject
        The colours along the left axis, of the values in view.
    """

    measures = ("y₂", "F")

    def __init__(
        self,
        *,
        close: tuple[Span, float],
        wide: tuple[Span, float],
        zone: look.Zone,
        name: str,
        colors: Callable[[Array], Array],
    ) -> None:
        super().__init__(across=close[0], up=(0.0, close[1]), zone=zone)
        self.close, self.wide = close, wide
        self.zoom = 0.0
        corner = self.c2p((self.across[0], 0.0))
        ends = self.c2p([(self.across[1], 0.0), (self.across[0], self.up[1])])
        self.lines = VGroup(
            *(
                VMobject(color=look.AXES, stroke_width=look.LINE).set_points_as_corners(
                    [corner, end]
                )
                for end in ends
            )
        )
        steps = [[_step(span), round_step(top)] for span, top in (close, wide)]
        self.below = ZoomMarks(
            close=multiples(close[0], steps[0][0]).tolist(),
            wide=multiples(wide[0], steps[1][0]).tolist(),
            side=DOWN,
        )
        self.beside = ZoomMarks(
            close=multiples((0.0, close[1]), steps[0][1]).tolist(),
            wide=multiples((0.0, wide[1]), steps[1][1]).tolist(),
            side=LEFT,
            away=KEY_WIDTH,
        )
        self.label = Formula(name, font_size=look.TEXT_SIZE)
        # Beside the numbers, so that the right end of the curves is left for their names.
        self.label.next_to(ends[0], RIGHT, buff=2 * look.GAP).align_baseline(ends[0][1] - ROW)
        self.colors = colors
        self.key = VMobject(fill_opacity=1, stroke_width=0, sheen_direction=UP)
        edge = KEY_WIDTH * LEFT
        self.key.set_points_as_corners([corner, corner + edge, ends[1] + edge, ends[1], corner])
        self.add(self.key, self.lines, self.below, self.beside, self.label)
        self.set_zoom(0.0)

    def set_zoom(self, share: float) -> Self:
        """Widen the view: every bound grows by equal factors for equal shares.

        Parameters
        ----------
        share
            From 0 (close) to 1 (wide).
        """
        self.zoom = share
        (near, low), (far, high) = self.close, self.wide
        self.across = (_between(near[0], far[0], share), _between(near[1], far[1], share))
        self.up = (0.0, _between(low, high, share))
        self.below.place(self, share)
        self.beside.place(self, share)
        rgb = self.colors(np.linspace(0.0, self.up[1], KEY_STOPS))
        opacity = self.key.get_fill_opacity()
        self.key.fill_rgbas = np.hstack([rgb, np.full((KEY_STOPS, 1), opacity)])
        return self


def _between(first: float, last: float, share: float) -> float:
    """Go from one number to another of the same sign by equal factors."""
    return float(first * (last / first) ** share)


def _step(span: Span) -> float:
    """Return a round step, so that three to five fill the span."""
    return round_step(span[1] - span[0])
