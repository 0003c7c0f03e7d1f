"""A wall of small pictures, one for each energy, all with the same range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, UR, ManimColor, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.bezier import straight
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed
from scenes.mobjects.labels import place_beside
from scenes.mobjects.light import Light, set_light
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross
from scenes.mobjects.symbols import Z

NAME_SIZE = 28.0
NAME_HEIGHT = 0.38  # of the strip above a curve that its name stands in
BASELINE = 0.7  # how far below the cell's edge a name stands, of the strip's height
ROOMY = 2.6  # strips that a cell must be high, to have one of its own
SPACE = 0.12  # between two cells, or less of a row's height than ...
INSET = 0.1  # between a cell's edge and what is drawn in it, likewise
SMALL = 1.2  # ... in rows that are lower than this
DETAILED = 0.6  # height of a curve's part of a cell from which on its dots have their full size
OUTSIDE_SIZE = 0.75  # of a small plane's names, by their usual size
INDEX_SIZE = 0.7  # of an index, by the size of its letter
INDEX_DROP = 0.25  # how far it stands below the letter's line, of the letter's height

ENERGIES = f'part("E", E_i)({Z}) = part("E", E)(part("y", bold(Y)[i]), {Z})'


def sample_name(index: int) -> str:
    """Return the name of a sample that is picked, in Typst, counted from 1."""
    return f'part("pick", bold(Y)[{index}])'


def name_of(index: int) -> str:
    """Return the name of an energy in Typst, counted from 1: E with its index."""
    return f'part("E", E_({index}))'


class Wall(VGroup):
    """Cells in rows, filled from the upper left, each with axes of its own; it stands still.

    Every cell shows z from 0 to 2π and energies from 0 to the same top. Names stand in a strip
    above the curves, where no curve comes; where cells are too low for that, only the corners
    have names, above and below the wall.

    Parameters
    ----------
    count
        How many energies there are, 1 or more.
    columns
        Cells of a row; the last row may have fewer.
    top
        The highest energy that the cells show.
    zone
        The part of the frame to fill.

    Attributes
    ----------
    places : ndarray
        The lower left corner of each cell, in Manim units, shape (n, 2).
    size : ndarray
        Width and height of a cell, shape (2,).
    detail : float
        How large points on the curves are, as a share of their usual size.
    frames, scales, halves : VMobject
        The edges of all cells, their axes, and a line at π in each.
    names : dict of int to Formula
        The names of energies by their index, counted from 0.
    labels : VGroup
        All the names.
    """

    def __init__(self, count: int, *, columns: int, top: float, zone: look.Zone) -> None:
        super().__init__()
        if not 1 <= columns <= count:
            raise ValueError(f"columns = {columns}: must be from 1 to count = {count}")
        self.count, self.top = count, top
        self.rows, self.columns = math.ceil(count / columns), columns
        self.roomy = zone.height / self.rows >= ROOMY * NAME_HEIGHT
        margin = 0.0 if self.roomy else NAME_HEIGHT
        self._lay(look.Zone(zone.left, zone.right, zone.bottom + margin, zone.top - margin))
        self.frames = self._make_frames()
        self.scales = self._make_lines([(0.0, top), (0.0, 0.0), (math.tau, 0.0)], look.AXES)
        self.halves = self._make_lines([(math.pi, 0.0), (math.pi, top)], look.GRID)
        named = range(count) if self.roomy else sorted(set(self.corners))
        self.names = {i: self._make_name(i) for i in named}
        self.labels = VGroup(*self.names.values())
        for name in self.labels:
            for glyph in name:
                set_light(glyph, look.FAINT)
        self.add(self.frames, self.halves, self.scales, self.labels)

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """The first and the last cell of the top row and of the bottom row, counted from 0."""
        return 0, self.columns - 1, (self.rows - 1) * self.columns, self.count - 1

    def _lay(self, zone: look.Zone) -> None:
        """Share out the zone among the cells."""
        scale = min(1.0, zone.height / self.rows / SMALL)
        space, self.inset = SPACE * scale, INSET * scale
        shape = np.array([self.columns, self.rows])
        self.size = (np.array([zone.width, zone.height]) - space * (shape - 1)) / shape
        row, column = np.divmod(np.arange(self.count), self.columns)
        steps = np.column_stack([column, self.rows - 1 - row])
        self.places = np.array([zone.left, zone.bottom]) + steps * (self.size + space)
        strip = NAME_HEIGHT if self.roomy else self.inset
        self._extent = self.size - [2 * self.inset, self.inset + strip]
        self.detail = min(1.0, float(self._extent[1]) / DETAILED)

    def dim_names(self, *, but: int | None = None) -> list[Light]:
        """Return animations that dim all names, but that of one cell, counted from 0."""
        return [Light(name, look.FAINT) for i, name in self.names.items() if i != but]

    # --- Coordinates -----------------------------------------------------------------------------

    def c2p(self, place: npt.ArrayLike, coordinates: npt.ArrayLike) -> Array:
        """Turn latents and energies into places of the frame.

        Parameters
        ----------
        place
            The lower left corner of a cell, such as ``places[i]``, shape (..., 2).
        coordinates
            z and E, a shape that broadcasts with it.

        Returns
        -------
        ndarray
            In Manim units, shape (..., 3), float64.
        """
        share = np.asarray(coordinates, dtype=np.float64) / [math.tau, self.top]
        flat = np.asarray(place, dtype=np.float64) + self.inset + share * self._extent
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    @property
    def unit(self) -> tuple[float, float]:
        """Length of one unit of z across, and of E upwards, in Manim units."""
        across, up = self._extent / [math.tau, self.top]
        return float(across), float(up)

    def p2c(self, i: int, points: npt.ArrayLike) -> Array:
        """Turn places in a cell back into z and E, the inverse of `c2p`: (..., 3) -> (..., 2)."""
        flat = np.asarray(points, dtype=np.float64)[..., :2]
        share = (flat - self.places[i] - self.inset) / self._extent
        return np.asarray(share * [math.tau, self.top], dtype=np.float64)

    def lines(self, coordinates: npt.ArrayLike) -> Array:
        """Return the points of the same broken line in every cell.

        Parameters
        ----------
        coordinates
            z and E of its corners, shape (m, 2), m ≥ 2.

        Returns
        -------
        ndarray
            Bézier points, shape (4 n (m - 1), 3).
        """
        return _joined(self.c2p(self.places[:, None], coordinates))

    # --- Parts -----------------------------------------------------------------------------------

    def _make_frames(self) -> VMobject:
        frames = VMobject(color=look.GRID, stroke_width=look.THIN)
        for place in self.places:
            corners = box_corners(place, self.size)
            frames.start_new_path(corners[0])
            for corner in corners[1:]:
                frames.add_line_to(corner)
        return frames

    def _make_lines(self, coordinates: list[tuple[float, float]], color: ManimColor) -> VMobject:
        lines = VMobject(color=color, stroke_width=look.THIN)
        return lines.set_points(self.lines(coordinates))

    def _make_name(self, i: int) -> Formula:
        """Write a name in the cell's upper right corner, or outside, at a corner of the wall."""
        name = Formula(name_of(i + 1), font_size=NAME_SIZE)
        lower_left, lower_right, upper_right, upper_left, _ = box_corners(self.places[i], self.size)
        if self.roomy:
            name.move_to(upper_right + self.inset * LEFT, aligned_edge=UR)
            return name.align_baseline(upper_right[1] - BASELINE * NAME_HEIGHT)
        opens = i % self.columns == 0
        if i < self.columns:
            edge, side = upper_left if opens else upper_right, UP
        else:
            edge, side = lower_left if opens else lower_right, DOWN
        name.next_to(edge, side, buff=self.inset / 2)
        return name.align_to(edge, LEFT if opens else RIGHT)


class WallCurves(VMobject):
    """Curves in cells of a wall, as lines through the numbers handed in: one VMobject.

    Parameters
    ----------
    wall
        What they are drawn in.
    width, opacity
        Of the line.
    """

    def __init__(self, wall: Wall, *, width: float = look.LINE, opacity: float = 1.0) -> None:
        super().__init__(
            color=look.ENERGY, stroke_width=width, stroke_opacity=opacity, fill_opacity=0
        )
        self.wall = wall

    def draw(self, places: npt.ArrayLike, z: npt.ArrayLike, energies: npt.ArrayLike) -> Self:
        """Replace the curves; through fewer than two points there is none.

        Parameters
        ----------
        places
            Lower left corners of the cells, shape (n, 2).
        z
            Latents from left to right, shape (m,).
        energies
            The energy of each curve at each of them, shape (n, m).
        """
        across, up = np.broadcast_arrays(z, np.atleast_2d(energies))
        at = np.asarray(places, dtype=np.float64).reshape(-1, 1, 2)
        points = self.wall.c2p(at, np.stack([across, up], axis=-1))
        self.set_points(_joined(points))
        return self


class CellFrame(VMobject):
    """A green edge round a cell: its y is the pick.

    Parameters
    ----------
    wall
        Whose cells.
    place
        The lower left corner of a cell, shape (2,).
    """

    def __init__(self, wall: Wall, place: npt.ArrayLike) -> None:
        super().__init__(color=look.PICK, stroke_width=look.BOLD)
        self.wall = wall
        self.put(place)

    def put(self, place: npt.ArrayLike) -> Self:
        """Put it round another cell, or between two."""
        self.set_points_as_corners(box_corners(place, self.wall.size))
        return self


def sample_tags(places: Array, picks: Sequence[int]) -> list[Formula]:
    """Return the names of picked samples, each where it is clear of all samples.

    Parameters
    ----------
    places
        The samples, in Manim units, shape (n, 3).
    picks
        Those that are named, counted from 0; none is named twice.
    """
    tags = []
    for i in dict.fromkeys(picks):
        tag = haloed(Formula(sample_name(i + 1), font_size=look.TICK_SIZE))
        place_beside(tag, Cross(places[i]), [*places])
        tags.append(tag)
    return tags


def put_names_outside(plane: Plane) -> None:
    """Put the names of a small plane's axes past their ends, where no sample lies."""
    for name, axis, side in zip(plane.labels, plane.axes, (RIGHT, UP), strict=True):
        name.scale(OUTSIDE_SIZE).next_to(axis.get_end(), side, buff=look.GAP / 3)


def box_corners(place: npt.ArrayLike, size: npt.ArrayLike) -> Array:
    """Return the corners of a rectangle, anticlockwise from the lower left one and back, (5, 3)."""
    shares = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    flat = np.asarray(place, dtype=np.float64) + shares * size
    return np.column_stack([flat, np.zeros(len(flat))])


def _joined(points: Array) -> Array:
    """Return the Bézier points of straight lines through corners: (n, m, 3) -> (4 n (m - 1), 3)."""
    return straight(points[:, :-1], points[:, 1:])


class IndexedName(VGroup):
    """E with an index that changes.

    Parameters
    ----------
    count
        The largest index.
    font_size
        Manim's font size of the E.

    Attributes
    ----------
    letter : Formula
        The E.
    index : Number
        Counted from 1.
    """

    def __init__(self, count: int, *, font_size: float = look.TEXT_SIZE) -> None:
        super().__init__()
        self.letter = Formula('part("E", E)', font_size=font_size)
        self.index = Number(
            1,
            0,
            largest=count,
            signed=False,
            edge="left",
            font_size=INDEX_SIZE * font_size,
            role="E",
        )
        self.index.next_to(self.letter, RIGHT, buff=0.02)
        self.index.align_baseline(self.letter.baseline - INDEX_DROP * self.letter.height)
        self.add(self.letter, self.index)

    def set_index(self, index: int, light: float) -> Self:
        """Show another index, and how bright the name is, in [0, 1]."""
        self.index.set_value(index)
        for part in self.get_family():
            set_light(part, light)
        return self
