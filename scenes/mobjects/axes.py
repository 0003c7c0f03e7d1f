"""The two coordinate systems of the film: the plane of y, and energy over the latent."""

from __future__ import annotations

import math
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula

Span = tuple[float, float]


def multiples(span: Span, step: float) -> Array:
    """Return the multiples of a step inside a span.

    Parameters
    ----------
    span
        Its ends.
    step
        Greater than 0.

    Returns
    -------
    ndarray
        Shape (n,), float64.
    """
    first, last = math.ceil(span[0] / step - 1e-9), math.floor(span[1] / step + 1e-9)
    return np.arange(first, last + 1, dtype=np.float64) * step


class Axes(VGroup):
    """Linear coordinates in a rectangle of the frame, which follow when it is moved or scaled.

    Parameters
    ----------
    across, up
        The spans that are shown, in data units.
    zone
        The rectangle that they fill.

    Attributes
    ----------
    measures : tuple of str
        What goes across and what goes upwards, in the film's symbols.
    """

    measures = ("", "")

    def __init__(self, *, across: Span, up: Span, zone: look.Zone) -> None:
        super().__init__()
        self.across, self.up = across, up
        corners = [zone.at(0, 0), zone.at(1, 0), zone.at(1, 1)]
        self.frame = VMobject(stroke_width=0).set_points_as_corners(corners)
        self.add(self.frame)

    def c2p(self, coordinates: npt.ArrayLike) -> Array:
        """Turn data into places.

        Parameters
        ----------
        coordinates
            Shape (..., 2).

        Returns
        -------
        ndarray
            In Manim units, shape (..., 3), float64.
        """
        at = np.asarray(coordinates, dtype=np.float64)
        origin, right, up = self._corners()
        share = (at - [self.across[0], self.up[0]]) / [np.ptp(self.across), np.ptp(self.up)]
        return np.asarray(
            origin + share[..., :1] * (right - origin) + share[..., 1:] * (up - right),
            dtype=np.float64,
        )

    def p2c(self, points: npt.ArrayLike) -> Array:
        """Turn places back into data: the inverse of `c2p`, shapes (..., 3) -> (..., 2)."""
        origin, right, up = self._corners()
        share = (np.asarray(points, dtype=np.float64) - origin)[..., :2] / (up - origin)[:2]
        return np.asarray(
            [self.across[0], self.up[0]] + share * [np.ptp(self.across), np.ptp(self.up)],
            dtype=np.float64,
        )

    def _corners(self) -> tuple[Array, ...]:
        """Return the lower left, lower right and upper right corner, each of shape (3,)."""
        points = self.frame.points
        return points[0], points[3], points[-1]

    def _line(self, start: tuple[float, float], end: tuple[float, float]) -> Line:
        a, b = self.c2p([start, end])
        return Line(a, b, stroke_width=look.LINE, color=look.AXES)


class Plane(Axes):
    """The y₁–y₂ plane with its grid, equal units on both axes, as large as fits.

    Parameters
    ----------
    y1, y2
        The spans that are shown.
    step
        Side of a grid box, in units of y.
    zone
        The part of the frame to fill; the plane is centred in it.

    Attributes
    ----------
    grid : VMobject
        All grid lines, as one.
    axes : VGroup
        The two axes through the origin, or the nearest edges if the origin is not shown.
    labels : VGroup
        The names y₁ and y₂ at the axes' ends.
    room : Zone
        What the plane was fitted into.
    """

    measures = ("y₁", "y₂")

    def __init__(
        self,
        *,
        y1: Span,
        y2: Span,
        step: float,
        zone: look.Zone = look.LEFT_STAGE,
    ) -> None:
        unit = min(zone.width / np.ptp(y1), zone.height / np.ptp(y2))
        half = np.array([np.ptp(y1), np.ptp(y2)]) * unit / 2
        middle = zone.center
        fitted = look.Zone(
            middle[0] - half[0], middle[0] + half[0], middle[1] - half[1], middle[1] + half[1]
        )
        super().__init__(across=y1, up=y2, zone=fitted)
        self.step, self.room = step, zone
        self.grid = self._make_grid()
        self.axes = self._make_axes()
        self.labels = self._make_labels()
        self.add(self.grid, self.axes, self.labels)

    @property
    def unit(self) -> float:
        """Length of one unit of y, in Manim units."""
        return float(self.c2p([1.0, 0.0])[0] - self.c2p([0.0, 0.0])[0])

    def _make_grid(self) -> VMobject:
        grid = VMobject(stroke_width=look.THIN, color=look.GRID)
        (left, right), (bottom, top) = self.across, self.up
        ends = [[(c, bottom), (c, top)] for c in multiples(self.across, self.step)]
        ends += [[(left, c), (right, c)] for c in multiples(self.up, self.step)]
        for start, end in ends:
            a, b = self.c2p([start, end])
            grid.start_new_path(a)
            grid.add_line_to(b)
        return grid

    def _make_axes(self) -> VGroup:
        at = [float(np.clip(0, *span)) for span in (self.across, self.up)]
        across = self._line((self.across[0], at[1]), (self.across[1], at[1]))
        up = self._line((at[0], self.up[0]), (at[0], self.up[1]))
        return VGroup(across, up)

    def _make_labels(self) -> VGroup:
        across, up = self.axes
        y1 = Formula('part("y", y_1)', font_size=look.TEXT_SIZE)
        y2 = Formula('part("y", y_2)', font_size=look.TEXT_SIZE)
        # Where no sample lies, nor a sample's name: inside, beside the line, and over its end.
        y1.next_to(across.get_end(), UP + LEFT, buff=look.GAP / 3)
        y2.next_to(up.get_end(), UP, buff=look.GAP / 3)
        return VGroup(y1, y2)


class Mark(NamedTuple):
    """A value marked on an axis."""

    value: float
    tick: Line
    number: Formula


class LatentAxes(Axes):
    """Energy over the latent: z along the bottom, marked in quarter turns, E upwards.

    Parameters
    ----------
    top
        The largest energy shown.
    turns
        How many periods of z are shown, 1 or more.
    zone
        The part of the frame for the axes and their labels.
    step
        Distance of the marks on the energy axis; by default a round number.

    Attributes
    ----------
    axes, ticks, numbers : VGroup
        The lines, their marks, and the numbers beside them.
    latent_marks, energy_marks : list of Mark
        The ticks with their numbers, from low to high: those of z and those of the energy.
    label : Formula
        The name z at the end of its axis.
    """

    measures = ("z", "E")

    def __init__(
        self,
        *,
        top: float,
        turns: int = 1,
        zone: look.Zone = look.RIGHT_STAGE,
        step: float | None = None,
    ) -> None:
        inner = look.Zone(zone.left + 0.65, zone.right - 0.35, zone.bottom + 0.75, zone.top)
        super().__init__(across=(0.0, turns * math.tau), up=(0.0, top), zone=inner)
        self.step = step if step is not None else round_step(top)
        self.axes = VGroup(
            self._line((0.0, 0.0), (self.across[1], 0.0)), self._line((0.0, 0.0), (0.0, top))
        )
        self.ticks = VGroup()
        self.numbers = VGroup()
        self.latent_marks = [
            self._mark_latent(quarter)
            for quarter in range(0, 4 * turns + 1, 1 if turns == 1 else 2)
        ]
        self.energy_marks = [
            Mark(float(value), *self._mark((0.0, float(value)), f"{value:g}", LEFT))
            for value in multiples(self.up, self.step)
        ]
        self.label = Formula('part("z", z)', font_size=look.TEXT_SIZE)
        self.label.next_to(self.axes[0].get_end(), RIGHT, buff=look.GAP / 2)
        self.add(self.axes, self.ticks, self.numbers, self.label)

    def _mark_latent(self, quarter: int) -> Mark:
        """Mark a multiple of π/2 on the axis of z."""
        z = quarter * math.pi / 2
        tick, number = self._mark((z, 0.0), _quarter_turns(quarter), DOWN)
        number.align_baseline(cast(Formula, self.numbers[0]))
        return Mark(z, tick, number)

    def _mark(self, at: tuple[float, float], source: str, side: Array) -> tuple[Line, Formula]:
        point = self.c2p(at)
        tick = Line(point, point + 0.1 * side, stroke_width=look.LINE, color=look.AXES)
        number = Formula(source, font_size=look.TICK_SIZE, color=look.QUIET)
        number.next_to(tick.get_end(), side, buff=0.1)
        self.ticks.add(tick)
        self.numbers.add(number)
        return tick, number


def _quarter_turns(quarters: int) -> str:
    """Name a multiple of π/2 on one line, in Typst."""
    if quarters % 2 == 0:
        halves = quarters // 2
        return {0: "0", 1: "pi"}.get(halves, f"{halves} pi")
    return f"{'' if quarters == 1 else quarters} pi \\/ 2"


def round_step(top: float) -> float:
    """Return 1, 2, 4 or 5 times a power of ten, so that three to five steps fill the range.

    Parameters
    ----------
    top
        The range's end, greater than 0.

    Returns
    -------
    float
        The step.
    """
    power = 10.0 ** math.floor(math.log10(top / 3))
    return next(m * power for m in (1, 2, 4, 5, 10) if top / (m * power) <= 5)
