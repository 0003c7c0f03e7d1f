"""A value over one component of y: axes that can be looked at closely, and curves in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, ManimColor, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, Span, multiples, round_step
from scenes.mobjects.bezier import straight
from scenes.mobjects.formula import Formula, format_number

_DASH, _SPACE = 0.14, 0.1
LEAVES, COMES = (
    (0.0, 0.35),
    (0.35, 0.8),
)  # of a zoom: when the close marks go and the wide ones come
TICK = 0.1
ROW = 0.45  # from the lower axis to the baseline of its numbers
KEY_WIDTH = 0.12
KEY_STOPS = 33


class Numbers(VGroup):
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
        slack = 1e-9 * (span[1] - span[0])
        for value, (tick, name) in zip(self.values, self, strict=True):
            inside = span[0] - slack <= value <= span[1] + slack
            light = self._light(value, share) if inside else 0.0
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
    below, beside : Numbers
        The marks along them.
    label : Formula
        The lower axis' name, at its right end.
    key : VMobject
        The colours along the left axis, of the values in view.
    """

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
        self.below = Numbers(
            close=multiples(close[0], steps[0][0]).tolist(),
            wide=multiples(wide[0], steps[1][0]).tolist(),
            side=DOWN,
        )
        self.beside = Numbers(
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


class CutCurve(VMobject):
    """A curve in axes, cut off at the edges of what they show.

    Parameters
    ----------
    axes
        What it is drawn in.
    color, width, opacity
        Of the line.
    dashed
        Whether it is dashed.
    """

    def __init__(
        self,
        axes: Axes,
        *,
        color: ManimColor = look.COLD,
        width: float = look.BOLD,
        opacity: float = 1.0,
        dashed: bool = False,
    ) -> None:
        super().__init__(color=color, stroke_width=width, stroke_opacity=opacity, fill_opacity=0)
        self.axes = axes
        self.dashed = dashed

    def draw(self, across: npt.ArrayLike, up: npt.ArrayLike) -> Self:
        """Replace the curve by a line through points.

        Parameters
        ----------
        across
            From left to right, shape (m,).
        up
            The value at each, shape (m,).
        """
        line = np.stack([np.asarray(across), np.asarray(up)], axis=-1)
        start, end = line[:-1], line[1:]
        for k, (low, high) in enumerate((self.axes.across, self.axes.up)):
            start, end = _clipped(start, end, k, low, high)
        start, end = self.axes.c2p(start), self.axes.c2p(end)
        if self.dashed:
            start, end = _dashes(start, end)
        self.set_points(straight(start, end))
        return self

    def get_data(self) -> Array:
        """Read the drawn points back in data units, the ends of each piece, shape (2 m, 2)."""
        return self.axes.p2c(np.asarray(self.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3)))


def _clipped(start: Array, end: Array, k: int, low: float, high: float) -> tuple[Array, Array]:
    """Cut pieces (m, 2) off where their component k leaves a span."""
    a, b = start[:, k], end[:, k]
    with np.errstate(divide="ignore", invalid="ignore"):
        first, last = (low - a) / (b - a), (high - a) / (b - a)
    level = a == b
    enter = np.where(level, 0.0, np.clip(np.fmin(first, last), 0, 1))
    leave = np.where(level, 1.0, np.clip(np.fmax(first, last), 0, 1))
    slack = 1e-9 * (high - low)
    kept = np.where(level, (a >= low - slack) & (a <= high + slack), leave > enter)
    way = end - start
    first, last = (start + share[:, None] * way for share in (enter, leave))
    return first[kept], last[kept]


def _dashes(start: Array, end: Array) -> tuple[Array, Array]:
    """Cut pieces (m, 3) into those that lie in a dash, counted along all of them."""
    done = np.concatenate([[0.0], np.cumsum(np.linalg.norm(end - start, axis=1))])
    marks = np.arange(0.0, done[-1], _DASH + _SPACE)
    cuts = np.unique(np.clip(np.concatenate([done, marks, marks + _DASH]), 0, done[-1]))
    middle = (cuts[:-1] + cuts[1:]) / 2
    inked = middle % (_DASH + _SPACE) < _DASH
    piece = np.clip(np.searchsorted(done, middle, side="right") - 1, 0, len(start) - 1)
    length = np.maximum(done[1:] - done[:-1], 1e-12)
    way = (end - start) / length[:, None]
    first, last = (
        start[piece] + (cut - done[piece])[:, None] * way[piece] for cut in (cuts[:-1], cuts[1:])
    )
    return first[inked], last[inked]
