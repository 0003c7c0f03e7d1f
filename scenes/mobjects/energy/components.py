"""A squared distance as areas: the two steps between two points, and their squares side by side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import (
    DL,
    DOWN,
    DR,
    UP,
    Animation,
    Line,
    ManimColor,
    Mobject,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
)

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.formula import Formula

NAMES = ("across", "^2"), ("up", "^2"), ("energy", "")
PLACES = 2  # of the areas' numbers
_FILL = 0.22
_SMALLEST_SIDE = 1e-3
_FLIGHT = 0.65  # share of a square's growth in which its line flies to its place
_TURN = 0.3  # share of the flight in which the line comes to lie flat
_WAY_POINTS = 201


class Legs(VGroup):
    """The step across and the step up that lead from one point of the plane to another.

    Parameters
    ----------
    plane
        Where the points are.
    start, end
        The points, in units of y, shape (2,).

    Attributes
    ----------
    across, up : Line
        The horizontal step, then the vertical one.
    """

    def __init__(self, plane: Plane, *, start: npt.ArrayLike, end: npt.ArrayLike) -> None:
        a, b = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
        places = plane.c2p(np.array([a, [b[0], a[1]], b]))
        self.across, self.up = (
            Line(*places[i : i + 2], color=look.INK, stroke_width=look.BOLD) for i in range(2)
        )
        super().__init__(self.across, self.up)


class SquareSum(VGroup):
    """Two squares and the square as large as both, to one scale, with their areas below.

    Parameters
    ----------
    sides
        Of the first two squares, in units of y, shape (2,).
    zone
        The rectangle to stay in; the row is centred in it.
    unit
        Length of one unit of y in Manim units, at most; it is smaller if the row would not fit.
    step
        Side of a grid box, in units of y: the squares are cut into such boxes.

    Attributes
    ----------
    unit : float
        The scale that fits.
    squares : VGroup
        The two, then their sum.
    boxes : VGroup
        The grid in each square.
    areas : VGroup
        Each square's area, as a number below it.
    names : VGroup
        What each is the square of, above it.
    signs : VGroup
        The plus and the equals sign between the numbers.
    """

    def __init__(self, *, sides: npt.ArrayLike, zone: look.Zone, unit: float, step: float) -> None:
        super().__init__()
        two = np.abs(np.asarray(sides, dtype=np.float64))
        # A side of nothing is drawn as next to nothing, so that the unit stays finite.
        self.sides = np.maximum(np.append(two, np.hypot(*two)), _SMALLEST_SIDE)
        self.step = step
        self.areas = VGroup(*(self._make_area(side**2, i) for i, side in enumerate(self.sides)))
        self.signs = VGroup(*(Formula(sign) for sign in ("+", "=")))
        widths = np.array([area.width for area in self.areas])
        room = zone.width - sum(sign.width + 2 * look.GAP for sign in self.signs)
        tallest = (zone.height - 2 * (self.areas.height + look.GAP)) / self.sides.max()
        self.unit = min(unit, tallest, _fitting_unit(self.sides, widths, room))
        self.squares = VGroup(*(self._make_square(i) for i in range(3)))
        self.names = VGroup(*(self._make_name(i) for i in range(3)))
        self._arrange(zone)
        self.boxes = VGroup(*(self._make_boxes(square) for square in self.squares))
        self.add(self.squares, self.boxes, self.areas, self.signs, self.names)

    def grow(self, i: int, line: VMobject) -> Animation:
        """Return the animation that turns a line of the plane into a square on one of its sides.

        The line flies to where the square's lower side will be, below the numbers of the squares
        that are there before it, and rises.

        Parameters
        ----------
        i
            Which square.
        line
            The line, which stays.
        """
        side = self.squares[i].get_corner(DL), self.squares[i].get_corner(DR)
        ends = sorted((line.get_start(), line.get_end()), key=lambda end: float(end[0]))
        middles = self._way(i, np.mean(ends, axis=0), np.mean(side, axis=0))
        halves = [(b - a) / 2 for a, b in (ends, side)]
        height = self.squares[i].height

        def place(square: Mobject, alpha: float) -> None:
            flown, risen = min(alpha / _FLIGHT, 1.0), max((alpha - _FLIGHT) / (1 - _FLIGHT), 0.0)
            share = flown * (len(middles) - 1)
            at = middles[int(share)] + (share % 1) * (
                middles[min(int(share) + 1, len(middles) - 1)] - middles[int(share)]
            )
            half = halves[0] + min(flown / _TURN, 1.0) * (halves[1] - halves[0])
            up = risen * height * UP
            assert isinstance(square, VMobject)
            square.set_points_as_corners([at - half, at + half, at + half + up, at - half + up])
            square.add_line_to(at - half)

        return UpdateFromAlphaFunc(self.squares[i], place, introducer=True)

    def _way(self, i: int, start: Array, end: Array) -> Array:
        """Return places along the way of a line's middle that passes below others, (m, 3)."""
        corners = np.array([start, end])
        if i > 0:
            below = self.areas.get_bottom()[1] - look.GAP
            before = self.squares[0].get_left()[0] - look.GAP - self.sides[i] * self.unit / 2
            corners = np.insert(corners, 1, [[before, below, 0], [end[0], below, 0]], axis=0)
        gone = np.insert(np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1)), 0, 0.0)
        along = np.linspace(0, gone[-1], _WAY_POINTS)
        return np.column_stack([np.interp(along, gone, axis) for axis in corners.T])

    def _make_area(self, area: float, i: int) -> Formula:
        return Formula(f"{area:.{PLACES}f}", color=_color(i))

    def _make_name(self, i: int) -> Formula:
        name, power = NAMES[i]
        return Formula(f'"{label(name)}"{power}', font_size=look.TEXT_SIZE, color=_color(i))

    def _make_square(self, i: int) -> VMobject:
        side = self.sides[i] * self.unit
        corners = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]]) * side
        square = VMobject(color=_color(i), stroke_width=look.BOLD)
        square.set_fill(look.ENERGY, opacity=_FILL)
        return square.set_points_as_corners(corners)

    def _arrange(self, zone: look.Zone) -> None:
        """Set squares and numbers in columns on two common lines, in the middle of the zone."""
        row = [self.areas[0], self.signs[0], self.areas[1], self.signs[1], self.areas[2]]
        widths = np.array([part.width for part in row])
        widths[::2] = np.maximum(widths[::2], [square.width for square in self.squares])
        right = np.cumsum(widths + look.GAP) - look.GAP
        across = zone.center[0] - right[-1] / 2 + right - widths / 2
        line = zone.center[1] - self.squares.height / 2
        for number, x in zip(row, across, strict=True):
            number.move_to(np.array([x, line - look.GAP, 0]), aligned_edge=UP)
        for sign, before, after in zip(self.signs, row[:-1:2], row[2::2], strict=True):
            sign.match_x(Line(before.get_right(), after.get_left()))
            sign.align_baseline(self.areas[0])
        for square, name, x in zip(self.squares, self.names, across[::2], strict=True):
            square.move_to(np.array([x, line, 0]), aligned_edge=DOWN)
            name.next_to(square, UP, buff=look.GAP / 2)

    def _make_boxes(self, square: VMobject) -> VMobject:
        corner, side = square.get_corner(np.array([-1, -1, 0])), square.width
        boxes = VMobject(color=look.INK, stroke_width=look.THIN, stroke_opacity=look.VEIL)
        for at in np.arange(self.step * self.unit, side - 1e-6, self.step * self.unit):
            for start, end in (([at, 0, 0], [at, side, 0]), ([0, at, 0], [side, at, 0])):
                boxes.start_new_path(corner + start)
                boxes.add_line_to(corner + end)
        return boxes


def clearest_sum(areas: Array) -> int:
    """Return which pair of areas shows best that both of them count.

    Of the pairs whose rounded areas add up as they are shown, that is where the smaller one is
    largest.

    Parameters
    ----------
    areas
        Pairs of areas, shape (n, 2).
    """
    shown = np.column_stack([areas, areas.sum(axis=1)]).round(PLACES)
    adds_up = np.isclose(shown[:, 0] + shown[:, 1], shown[:, 2])
    return int(np.lexsort((areas.min(axis=1), adds_up))[-1])


def _color(i: int) -> ManimColor:
    return look.ENERGY if i == 2 else look.INK


def _fitting_unit(sides: Array, widths: Array, room: float) -> float:
    """Return the largest unit at which columns as wide as square or number fit into the room."""
    # The total width grows with the unit in straight pieces; they join where a square outgrows
    # its number.
    units = np.sort(widths / sides)
    units = np.append(units, units[-1] + room / sides.min())
    totals = np.maximum(units[:, None] * sides, widths).sum(axis=1)
    return float(np.interp(room, totals, units))
