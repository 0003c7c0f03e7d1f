"""A field over the plane as colours, and the bar that tells its values."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import cache
from typing import Any, Self

import cairo
import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, UP, Line, VGroup, VMobject, config

from scenes import look
from scenes.heat_colors import heat_colors
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.formula import Formula
from scenes.mobjects.points import Discs
from scenes.painting import Painted, extent_of, packed, unpacked

_COLORS = 4096  # of the lookup table: neighbours differ by less than a screen can show
_BAR_WIDTH = 0.26
_BAR_STOPS = 129
_TICK = 0.1
_LEAST_GAP = 0.26  # between numbers of the bar; where they would come closer, one is not shown


class HeatMap(Painted):
    """A field over a plane's rectangle, painted as one raster.

    Colours rise with the square root of the value, so that the bottom is seen. The raster is made
    for the place and the size that the plane has when the map is made; scaled or moved together
    with it, it is painted there, its samples blended smoothly.

    Parameters
    ----------
    plane
        What is covered.
    top
        The value that has the highest colour, > 0; the range is from 0 to it, whatever the values.
    step
        Pixels of the frame from one sample to the next, across and up. At 1, the samples are the
        frame's own pixels: each shows the value at its very centre. Larger ones are for fields
        that change in every frame.
    even
        Ask only for the quadrant y₁ > 0, y₂ > 0 of a field that is even in both, and mirror it.
        Samples then lie symmetrically about the origin, and no longer on the centres of pixels.

    Attributes
    ----------
    top : float
        The value that has the highest colour.

    Raises
    ------
    ValueError
        If ``top`` or ``step`` is not above 0.

    Notes
    -----
    Measured for F_∞ of the lecture's story over 1043 × 695 pixels, F computed by torch on two
    threads; the largest difference is that of a pixel's colour channel, of 255, from ``step=1``:

    ====  =====  =======  =======  =======  ==========
    step  even   samples  F, ms    rest, ms difference
    ====  =====  =======  =======  =======  ==========
    1     False  728 000  82       6.3      0
    1     True   182 000  19       3.0      1
    2     True    46 000  4        1.6      2
    3     True    20 000  3        1.3      3
    6     True     5 000  1        1.1      5
    ====  =====  =======  =======  =======  ==========

    Painting is about 1 ms of it. F_β takes up to twice as long, and differs less.
    """

    def __init__(self, plane: Plane, *, top: float, step: float = 1.0, even: bool = False) -> None:
        super().__init__(fill_opacity=1, stroke_width=0)
        if not top > 0:
            raise ValueError(f"top = {top}: must be above 0")
        if not step > 0:
            raise ValueError(f"step = {step}: must be above 0")
        self.top = top
        self._spans = np.array([plane.across, plane.up], dtype=np.float64)
        low, high = self._spans.T
        corners = [low, (high[0], low[1]), high, (low[0], high[1]), low]
        self.set_points_as_corners(plane.c2p(corners))
        pixels = np.array(
            [config.pixel_width / config.frame_width, config.pixel_height / config.frame_height]
        )
        self._spacing = step / (pixels * plane.unit)
        if even:
            anchor = self._spacing / 2
        else:
            # The centre of one of the frame's pixels, all of which are alike.
            half = np.array([config.frame_width, config.frame_height]) / 2
            anchor = plane.p2c(np.append((0.5 / pixels - half) * [1, -1], 0.0))
        # From the last sample before the rectangle to the first one after it.
        first = np.floor((low - anchor) / self._spacing + 1e-9).astype(int)
        last = np.ceil((high - anchor) / self._spacing - 1e-9).astype(int)
        counts = [np.arange(a, b + 1) for a, b in zip(first, last, strict=True)]
        self._across, self._up = (
            anchor[i] + self._spacing[i] * counts[i].astype(np.float64) for i in (0, 1)
        )
        # Which of the samples asked for each one is, and where those are.
        self._index = [np.where(k >= 0, k, -1 - k) if even else k - k[0] for k in counts]
        self._asked = [
            anchor[i] + self._spacing[i] * np.arange(index.max() + 1) if even else at
            for i, (index, at) in enumerate(zip(self._index, (self._across, self._up), strict=True))
        ]
        self._pixels: npt.NDArray[np.uint32] | None = None

    def get_samples(self) -> Array:
        """Return the y's whose values are asked for, from low to high: shape (R, C, 2)."""
        return np.stack(np.meshgrid(*self._asked), axis=-1)

    def get_raster(self) -> Array:
        """Return the y's of the whole raster, from low to high, the mirrored ones too."""
        return np.stack(np.meshgrid(self._across, self._up), axis=-1)

    def get_colors(self) -> Array:
        """Read back the colours of `get_raster`, RGB in [0, 1], shape (R, C, 3)."""
        if self._pixels is None:
            raise ValueError("the heat map has no values yet")
        return unpacked(self._pixels[::-1])

    def place_of(self, y: npt.ArrayLike) -> Array:
        """Return where y's are painted in the frame: (..., 2) -> (..., 3)."""
        low, high = self.points[0, :2], self.points[8, :2]
        share = (np.asarray(y) - self._spans[:, 0]) / np.ptp(self._spans, axis=1)
        flat = low + share * (high - low)
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def value_at(self, place: npt.ArrayLike) -> float:
        """Read the value back whose colour is painted at a place of the frame, shape (3,)."""
        low, high = self.points[0, :2], self.points[8, :2]
        share = (np.asarray(place)[:2] - low) / (high - low)
        y1, y2 = self._spans[:, 0] + share * np.ptp(self._spans, axis=1)
        row, column = np.abs(self._up - y2).argmin(), np.abs(self._across - y1).argmin()
        distances = np.abs(unpacked(_table()) - self.get_colors()[row, column]).sum(axis=1)
        return float(self.top * (distances.argmin() / (_COLORS - 1)) ** 2)

    def set_values(self, values: npt.ArrayLike) -> Self:
        """Show a field.

        Parameters
        ----------
        values
            At `get_samples`, shape (R, C); below 0 they have the lowest colour.

        Raises
        ------
        ValueError
            If they have another shape, or one is not finite.
        """
        field = np.asarray(values, dtype=np.float64)
        expected = (len(self._asked[1]), len(self._asked[0]))
        if field.shape != expected:
            raise ValueError(f"values of shape {field.shape}: must be {expected}")
        if not np.isfinite(field).all():
            raise ValueError("values: must be finite")
        colors = _table()[_places(heat_shares(field, self.top))]
        across, up = self._index
        self._pixels = np.ascontiguousarray(colors[up[::-1]][:, across])
        return self

    def looks(self) -> Hashable:
        """Return the raster, where it is, and its opacity."""
        raster = None if self._pixels is None else self._pixels.tobytes()
        return raster, self.points.tobytes(), self.get_fill_opacity()

    def extent(self) -> tuple[float, float, float, float]:
        """Return the ends of the rectangle."""
        return extent_of(self.points, 0)

    def paint(self, context: cairo.Context[Any]) -> None:
        """Draw the raster where the rectangle is now; without values, nothing."""
        opacity = self.get_fill_opacity()
        if self._pixels is None or opacity <= 0:
            return
        rows, columns = self._pixels.shape
        surface = cairo.ImageSurface.create_for_data(
            self._pixels.view(np.uint8).data, cairo.FORMAT_RGB24, columns, rows, 4 * columns
        )
        pattern = cairo.SurfacePattern(surface)
        pattern.set_filter(cairo.FILTER_BILINEAR)
        pattern.set_extend(cairo.EXTEND_PAD)
        low, high = self.points[0, :2], self.points[8, :2]
        # Samples to the unit, and how far the first sample's own corner is from the rectangle's.
        scale = np.ptp(self._spans, axis=1) / self._spacing / (high - low)
        first = np.array([self._across[0], self._up[0]])
        start = (self._spans[:, 0] - first) / self._spacing + 0.5 - scale * low
        pattern.set_matrix(cairo.Matrix(scale[0], 0, 0, -scale[1], start[0], rows - start[1]))
        context.save()
        context.new_path()
        context.move_to(*low)
        for corner in ((high[0], low[1]), high, (low[0], high[1])):
            context.line_to(*corner)
        context.close_path()
        context.clip()
        context.set_source(pattern)
        context.paint_with_alpha(min(opacity, 1.0))
        context.restore()


class ColorBar(VGroup):
    """The colours of a heat map from bottom to top, with numbers on the left and a name above.

    Heights are square roots of values, as the map's colours are; numbers stand at the squares of
    evenly spaced roots.

    Parameters
    ----------
    top
        The value at the upper end, > 0.
    zone
        The bar stands at its right edge, from bottom to top; the numbers take what they need on
        the left.
    name
        What the values are, in Typst maths.

    Attributes
    ----------
    bar : VMobject
        The colours.
    ticks, numbers : VGroup
        The marks and their numbers, from 0 upwards.
    label : Formula
        The name.
    values : ndarray
        Of the numbers, shape (n,).
    """

    measure = "F"

    def __init__(self, *, top: float, zone: look.Zone, name: str) -> None:
        super().__init__()
        if not top > 0:
            raise ValueError(f"top = {top}: must be above 0")
        self.top = top
        self.power = 0.5
        self.bar = VMobject(fill_opacity=1, stroke_width=0, sheen_direction=UP)
        left = zone.right - _BAR_WIDTH
        corners = [(left, zone.bottom), (zone.right, zone.bottom)]
        corners += [(zone.right, zone.top), (left, zone.top), (left, zone.bottom)]
        self.bar.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
        self.values = _squares(top)
        self.ticks, self.numbers = VGroup(), VGroup()
        for value in self.values:
            self.ticks.add(Line(LEFT, RIGHT, stroke_width=look.LINE, color=look.AXES))
            self.numbers.add(Formula(f"{value:.3g}", font_size=look.TICK_SIZE, color=look.QUIET))
        self.label = Formula(name, font_size=look.TEXT_SIZE)
        self.label.next_to(self.bar, UP, buff=look.GAP / 2)
        self.add(self.bar, self.ticks, self.numbers, self.label)
        self.set_power(self.power)

    def at(self, value: npt.ArrayLike) -> Array:
        """Return places on the bar's right edge: values (...) -> (..., 3)."""
        share = (np.asarray(value, dtype=np.float64) / self.top) ** self.power
        bottom, top = self.bar.points[4], self.bar.points[8]
        return np.asarray(bottom + share[..., None] * (top - bottom))

    def read(self, point: npt.ArrayLike) -> float:
        """Return the value whose height a place has: the inverse of `at`, (3,) -> float."""
        bottom, top = self.bar.points[4], self.bar.points[8]
        share = (np.asarray(point)[1] - bottom[1]) / (top - bottom)[1]
        return float(self.top * max(share, 0.0) ** (1 / self.power))

    def set_power(self, power: float) -> Self:
        """Move the numbers, and the colours with them, to heights that grow as this power.

        Parameters
        ----------
        power
            Of the value: from 0.5, at which the colours are spread evenly, to 1, an even scale.
        """
        self.power = power
        shares = heat_shares(np.linspace(0, 1, _BAR_STOPS) ** (1 / power), 1.0)
        alpha = np.full((_BAR_STOPS, 1), self.bar.get_fill_opacity())
        self.bar.fill_rgbas = np.hstack([heat_colors(shares), alpha])
        left = self.bar.points[0, 0]
        below = -math.inf
        for value, tick, number in zip(self.values, self.ticks, self.numbers, strict=True):
            height = self.at(value)[1]
            tick.put_start_and_end_on(
                np.array([left - _TICK, height, 0.0]), np.array([left, height, 0.0])
            )
            number.next_to(tick, LEFT, buff=_TICK)
            # What stands too close to the number below it is not shown until there is room.
            room = float(np.clip((height - below) / _LEAST_GAP - 1, 0, 1))
            number.set_opacity(room)
            tick.set_opacity(room)
            below = height if room > 0 else below
        return self


class ValueTrail(VGroup):
    """A value as it changes, drawn beside a colour bar at the bar's heights.

    Parameters
    ----------
    bar
        The bar; the trail begins at its right edge.
    values
        From first to last, evenly spread to the right, shape (m,), m >= 2.
    right
        Where the trail ends, in Manim units.

    Attributes
    ----------
    curve : VMobject
        The values so far.
    level : Line
        From the bar to the latest one.
    head : Discs
        The latest one.
    """

    def __init__(self, bar: ColorBar, values: npt.ArrayLike, *, right: float) -> None:
        super().__init__()
        self._points = np.atleast_2d(bar.at(values))
        left = self._points[0, 0]
        self._points[:, 0] = np.linspace(left, right, len(self._points))
        self.curve = VMobject(color=look.COLD, stroke_width=look.BOLD, fill_opacity=0)
        self.level = Line(LEFT, RIGHT, color=look.QUIET, stroke_width=look.THIN)
        self.head = Discs([], color=look.COLD, radius=look.POINT_RADIUS)
        self._left = left
        self.add(self.level, self.curve, self.head)
        self.draw(0.0)

    def draw(self, share: float) -> Self:
        """Draw this share of it, from 0 to 1."""
        at = np.arange(len(self._points))
        upto = share * at[-1]
        latest = np.array([np.interp(upto, at, across) for across in self._points.T])
        points = np.vstack([self._points[at < upto], latest])
        self.curve.set_points_as_corners(points if len(points) > 1 else np.repeat(points, 2, 0))
        self.level.set_points_as_corners([np.array([self._left, latest[1], 0.0]), latest])
        self.head.set_centers(latest[None])
        return self


def heat_shares(values: npt.ArrayLike, top: float) -> Array:
    """Return where values lie on the scale of colours.

    Parameters
    ----------
    values
        Shape (...).
    top
        The value that has the highest colour.

    Returns
    -------
    ndarray
        √(value / top), kept in [0, 1], shape (...), float64.
    """
    return np.asarray(np.sqrt(np.clip(np.asarray(values, dtype=np.float64) / top, 0, 1)))


def _places(shares: Array) -> npt.NDArray[np.uint16]:
    """Return the places of shares in the lookup table."""
    return np.asarray(shares * (_COLORS - 1) + 0.5).astype(np.uint16)


@cache
def _table() -> npt.NDArray[np.uint32]:
    """Return the packed pixels of evenly spaced shares, as Manim's canvas has them."""
    return packed(heat_colors(np.linspace(0, 1, _COLORS)))


def _squares(top: float) -> Array:
    """Return the squares of evenly spaced round roots, three to six of them up to the top."""
    root = math.sqrt(top)
    power = 10.0 ** math.floor(math.log10(root / 6))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if root / (m * power) < 6)
    return np.asarray((step * np.arange(math.floor(root / step + 1e-9) + 1)) ** 2)
