"""The space of (x, y₁, y₂), projected with NumPy and painted back to front.

Manim's own 3-D objects cost seconds a frame. Here a whole scene of discs and strokes is one
mobject: every frame one matrix product projects it, one sort orders it by depth, and Cairo paints
it.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo
import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VectorizedPoint

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.disc_mask import STEPS, disc_mask
from scenes.painting import CAIRO_ORDER, Painted, PaintedStrokes, extent_of, set_color

_FOG = 0.5  # how much of its colour the farthest point loses to the background
_TIP = 0.16  # of an arrow, in Manim units
_FAINTEST = 0.003  # opacity of what can be seen


@dataclass(frozen=True)
class Projection:
    """Where points are seen: places in Manim units, and depth towards the viewer.

    Parameters
    ----------
    places
        Shape (..., 2), Manim units.
    depth
        Larger is nearer, shape (...), Manim units at the target.
    scale
        How much larger than at the target a thing appears, shape (...).
    """

    places: Array
    depth: Array
    scale: Array


class View:
    """A camera that circles a target, with trackers for all that moves.

    Parameters
    ----------
    lengths
        Manim units for a unit of x, and for a unit of y.
    target
        The point (x, y₁, y₂) in the middle of the picture.
    azimuth
        Radians: 0 looks across the horn with x to the right, π/2 looks back along the x axis with
        y₁ to the right. y₂ is up in both.
    elevation
        Radians above the plane of x and y₁.
    distance
        From the target to the eye, in Manim units: the strength of the perspective.
    center
        Where in the frame the target is seen, shape (3,).
    """

    def __init__(
        self,
        *,
        lengths: tuple[float, float],
        target: tuple[float, float, float],
        azimuth: float,
        elevation: float,
        distance: float = 20.0,
        center: npt.ArrayLike = look.STAGE.center,
    ) -> None:
        self.lengths = np.array([lengths[0], lengths[1], lengths[1]])
        self.distance = distance
        self.azimuth = ValueTracker(azimuth)
        self.elevation = ValueTracker(elevation)
        self.zoom = ValueTracker(1.0)
        self.target_x = ValueTracker(target[0])
        self.center = VectorizedPoint(np.asarray(center))
        self._target = target

    def axes(self, angles: tuple[float, float] | None = None) -> Array:
        """Return the directions right, up and towards the viewer as rows, shape (3, 3).

        Parameters
        ----------
        angles
            Another azimuth and elevation than those of this moment.
        """
        a, e = angles or (self.azimuth.get_value(), self.elevation.get_value())
        (cos_a, sin_a), (cos_e, sin_e) = ((math.cos(t), math.sin(t)) for t in (a, e))
        right = (cos_a, sin_a, 0.0)
        up = (-sin_a * sin_e, cos_a * sin_e, cos_e)
        towards = (sin_a * cos_e, -cos_a * cos_e, sin_e)
        return np.array([right, up, towards])

    def state(self) -> tuple[Hashable, ...]:
        """Return all that a projection depends on and that can change."""
        trackers = (self.azimuth, self.elevation, self.zoom, self.target_x)
        return *(tracker.get_value() for tracker in trackers), self.center.points.tobytes()

    def project(self, points: npt.ArrayLike) -> Projection:
        """Project points of the space.

        Parameters
        ----------
        points
            (x, y₁, y₂), shape (..., 3).

        Returns
        -------
        Projection
            Of shape (...).
        """
        return self.project_at(points, zoom=self.zoom.get_value(), x=self.target_x.get_value())

    def project_at(
        self,
        points: npt.ArrayLike,
        *,
        zoom: float,
        x: float,
        angles: tuple[float, float] | None = None,
    ) -> Projection:
        """Project points as at another zoom, round another x, and from other angles if given."""
        target = np.array([x, *self._target[1:]])
        seen = (np.asarray(points, dtype=np.float64) - target) * self.lengths @ self.axes(angles).T
        seen = seen * zoom
        scale = self.distance / (self.distance - np.minimum(seen[..., 2], 0.9 * self.distance))
        places = self.center.points[0, :2] + seen[..., :2] * scale[..., None]
        return Projection(places, seen[..., 2], scale)


class Dots:
    """Discs in space.

    Parameters
    ----------
    at
        (x, y₁, y₂), shape (n, 3).
    colors
        RGB in [0, 1], shape (n, 3).
    radius
        At the target, in Manim units.
    growing
        How many grow at the same time while they arrive; by default as many as suit a crowd.

    Attributes
    ----------
    opacity : ValueTracker
        Of all of them.
    shown : ValueTracker
        How many of them have arrived; the last one is still growing.
    """

    def __init__(
        self,
        at: Array,
        colors: Array,
        *,
        radius: float = look.DOT_RADIUS,
        growing: float | None = None,
    ) -> None:
        self.at, self.colors, self.radius = at, colors, radius
        self.growing = max(8.0, len(at) / 24) if growing is None else growing
        self.opacity = ValueTracker(1.0)
        self.shown = ValueTracker(float(len(at)))

    def state(self) -> tuple[Hashable, ...]:
        """Return all that their picture depends on, but for the view."""
        trackers = self.opacity.get_value(), self.shown.get_value()
        return *trackers, self.growing, self.radius, self.at.tobytes(), self.colors.tobytes()

    def arrived(self) -> Array:
        """Return how far each has arrived, in [0, 1], shape (n,)."""
        arrived = (self.shown.get_value() - np.arange(len(self.at))) / self.growing
        settled = self.shown.get_value() >= len(self.at)
        return np.ones(len(self.at)) if settled else np.clip(arrived, 0.0, 1.0)


class Strokes:
    """Polylines in space, each with its own colour.

    Parameters
    ----------
    lines
        (x, y₁, y₂) along m lines of k points, shape (m, k, 3).
    colors
        RGB in [0, 1], of the lines (m, 1, 3) or of their pieces (m, k − 1, 3).
    width
        Manim's stroke width.
    arrow
        Whether each line ends in a tip.

    Attributes
    ----------
    opacity : ValueTracker
        Of all of them.
    reach : ValueTracker
        How far the lines are drawn, from 0 to 1 of their points.
    shown : ValueTracker
        How many of the lines are drawn; a part of one more is as faint as it is small.
    """

    def __init__(
        self, lines: Array, colors: Array, *, width: float = look.LINE, arrow: bool = False
    ) -> None:
        self.width, self.arrow = width, arrow
        self.opacity = ValueTracker(1.0)
        self.reach = ValueTracker(1.0)
        self.shown = ValueTracker(float(len(lines)))
        self.set_lines(lines, colors)

    def set_lines(self, lines: Array, colors: Array | None = None) -> None:
        """Replace the lines, and their colours if given; shapes as for the class."""
        self.lines = np.asarray(lines, dtype=np.float64)
        if colors is not None:
            pieces = (*self.lines.shape[:1], self.lines.shape[1] - 1, 3)
            self.colors = np.broadcast_to(np.asarray(colors, dtype=np.float64), pieces)

    def state(self) -> tuple[Hashable, ...]:
        """Return all that their picture depends on, but for the view."""
        trackers = (self.opacity, self.reach, self.shown)
        values = (tracker.get_value() for tracker in trackers)
        return *values, self.width, self.arrow, self.lines.tobytes(), self.colors.tobytes()

    def presence(self) -> Array:
        """Return how far each line is there, in [0, 1], shape (m,)."""
        return np.clip(self.shown.get_value() - np.arange(len(self.lines)), 0.0, 1.0)

    def drawn(self) -> Array:
        """Return the lines as far as they are drawn, shape (m, k, 3)."""
        reach = float(np.clip(self.reach.get_value(), 0.0, 1.0))
        if reach == 1.0:
            return self.lines
        count = self.lines.shape[1]
        at = np.linspace(0.0, reach * (count - 1), count)
        low = np.minimum(np.floor(at).astype(int), count - 2)
        share = (at - low)[None, :, None]
        return np.asarray(self.lines[:, low] * (1 - share) + self.lines[:, low + 1] * share)

    def drawn_colors(self) -> Array:
        """Return the colours of the pieces as far as they are drawn, shape (m, k − 1, 3)."""
        pieces = self.colors.shape[1]
        reach = float(np.clip(self.reach.get_value(), 0.0, 1.0))
        middles = (np.arange(pieces) + 0.5) * reach
        return np.asarray(self.colors[:, np.minimum(middles.astype(int), pieces - 1)])


def faded(opacity: float, *parts: Dots | Strokes | Sheet) -> list[Any]:
    """Return animations of parts of a space to an opacity in [0, 1]."""
    return [part.opacity.animate.set_value(opacity) for part in parts]


@dataclass
class Sheet:
    """A translucent rectangle across the horn.

    Parameters
    ----------
    half
        Half its width and height, in units of y; it can change.
    color
        RGB in [0, 1], shape (3,).
    x, opacity
        Trackers: where it stands, and how much it covers.
    """

    half: tuple[float, float]
    color: Array
    x: ValueTracker
    opacity: ValueTracker

    def corners(self) -> Array:
        """Return its corners (x, y₁, y₂), shape (4, 3)."""
        x, (a, b) = self.x.get_value(), self.half
        return np.array([[x, -a, -b], [x, a, -b], [x, a, b], [x, -a, b]])

    def state(self) -> tuple[Hashable, ...]:
        """Return all that its picture depends on, but for the view."""
        return self.x.get_value(), self.opacity.get_value(), *self.half, self.color.tobytes()


@dataclass(frozen=True)
class _Primitives:
    """What is painted: discs (their end is their start) and pieces of lines."""

    depth: Array  # (p,)
    x: Array  # (p,) in the middle, to tell the side of the sheet
    start: Array  # (p, 2)
    end: Array  # (p, 2)
    rgba: Array  # (p, 4)
    size: Array  # (p,) a disc's radius, a piece's width
    kind: Array  # (p,) 0 disc, 1 piece, 2 piece with a tip


class Space(Painted):
    """Discs and strokes seen through a view, nearer ones painted later, larger and brighter.

    Parameters
    ----------
    view
        How it is seen.
    parts
        What is seen; more can be appended to ``self.parts``.
    fog_reach
        Depth, in Manim units, at which the fog has taken all that it takes.
    """

    def __init__(
        self, view: View, parts: Sequence[Dots | Strokes] = (), *, fog_reach: float = 4.0
    ) -> None:
        super().__init__()
        self.view = view
        self.parts: list[Dots | Strokes] = list(parts)
        self.sheet: Sheet | None = None
        self.fog_reach = fog_reach
        self._computed: tuple[Hashable, _Primitives] | None = None
        # Manim draws what has points, and draws again what has updaters.
        self.points = np.array([look.STAGE.center])
        self.add_updater(lambda _: None)

    def painting_order(self) -> npt.NDArray[np.int64]:
        """Return the primitives' numbers in the order in which they are painted, shape (p,)."""
        return self._order(self._primitives())

    def looks(self) -> tuple[Hashable, ...]:
        """Return the state of all that is seen and of the view."""
        parts = [*self.parts, *([self.sheet] if self.sheet else [])]
        return self.view.state(), self.fog_reach, *(part.state() for part in parts)

    def extent(self) -> tuple[float, float, float, float]:
        """Return the ends of all that is painted."""
        things = self._primitives()
        places = [self.points[:, :2], things.start, things.end]
        if self.sheet is not None:
            places.append(self._sheet_corners())
        disc, line, tip = (things.size[things.kind == kind].max(initial=0) for kind in range(3))
        reach = max(disc, 0.01 * max(line, tip), _TIP if tip else 0, 0.01 * look.LINE)
        return extent_of(np.concatenate(places), reach)

    def painted_strokes(self) -> PaintedStrokes:
        """Return the discs and the pieces of lines of all parts; the sheet is none of them."""
        things, seen = self._primitives(), [part for part in self.parts if _is_seen(part)]
        counts = [1 if isinstance(part, Dots) else part.lines.shape[1] - 1 for part in seen]
        sizes = [len(part.at if isinstance(part, Dots) else part.lines) for part in seen]
        parts = [np.repeat(np.arange(n), k) for n, k in zip(sizes, counts, strict=True)]
        thing = np.repeat(np.arange(len(seen)), [len(part) for part in parts])
        order = self._order(things)
        return PaintedStrokes(
            things=tuple(seen),
            thing=thing[order],
            part=np.concatenate([*parts, np.zeros(0, dtype=np.int64)])[order],
            starts=things.start[order],
            ends=things.end[order],
            reach=np.where(things.kind == 0, things.size, 0.005 * things.size)[order],
            opacity=things.rgba[order, 3],
        )

    def paint(self, context: cairo.Context[Any]) -> None:
        """Paint everything that is not quite transparent, from back to front."""
        things = self._primitives()
        sheet_is_due = self.sheet is not None
        order = self._order(things)
        order = order[things.rgba[order, 3] > _FAINTEST]
        context.save()
        in_units = context.get_matrix()
        context.identity_matrix()  # in pixels, where small discs are masks
        context.set_line_cap(cairo.LINE_CAP_BUTT)
        context.new_path()
        # Thousands of them: flat lists, and little between the calls.
        set_source_rgba, set_line_width = context.set_source_rgba, context.set_line_width
        move_to, line_to, stroke = context.move_to, context.line_to, context.stroke
        mask_surface = context.mask_surface
        columns = (
            self._behind(things),
            *things.rgba[:, CAIRO_ORDER].T,
            things.kind,
            *_in_pixels(things, in_units),
        )
        for is_behind, *color, kind, x, y, end_x, end_y, size in zip(
            *(column[order].tolist() for column in columns), strict=True
        ):
            if sheet_is_due and not is_behind:
                self._paint_sheet(context, in_units)
                sheet_is_due = False
            set_source_rgba(*color)
            if kind == 0:
                mask, middle = disc_mask(int(end_x), int(end_y), int(size))
                mask_surface(mask, x - middle, y - middle)
                continue
            set_line_width(size)
            move_to(x, y)
            line_to(end_x, end_y)
            stroke()
            if kind == 2:
                _paint_tip(context, in_units.xx, x, y, end_x, end_y)
        if sheet_is_due:
            self._paint_sheet(context, in_units)
        context.restore()

    def _paint_sheet(self, context: cairo.Context[Any], in_units: cairo.Matrix) -> None:
        assert self.sheet is not None
        alpha = self.sheet.opacity.get_value()
        if alpha <= _FAINTEST:
            return
        context.save()
        context.set_matrix(in_units)
        context.new_path()
        for place in self._sheet_corners():
            context.line_to(*place)
        context.close_path()
        set_color(context, self.sheet.color, 0.16 * alpha)
        context.fill_preserve()
        context.set_line_width(look.LINE * 0.01)
        set_color(context, self.sheet.color, 0.8 * alpha)
        context.stroke()
        context.restore()

    def _sheet_corners(self) -> Array:
        assert self.sheet is not None
        return self.view.project(self.sheet.corners()).places

    def _behind(self, things: _Primitives) -> npt.NDArray[np.bool_]:
        """Tell which primitives lie behind the sheet, shape (p,)."""
        if self.sheet is None:
            return np.ones(len(things.depth), dtype=bool)
        sight = self.view.axes()[2, 0]
        return np.asarray((things.x - self.sheet.x.get_value()) * sight < 0)

    def _order(self, things: _Primitives) -> npt.NDArray[np.int64]:
        return np.lexsort((things.depth, ~self._behind(things)))

    def _primitives(self) -> _Primitives:
        """Return what is painted; as long as it looks the same, it is computed once."""
        looks = self.looks()
        if self._computed is None or self._computed[0] != looks:
            self._computed = looks, self._compute()
        return self._computed[1]

    def _compute(self) -> _Primitives:
        groups = [
            self._discs(part) if isinstance(part, Dots) else self._pieces(part)
            for part in self.parts
            if _is_seen(part)
        ]
        if not groups:
            return _Primitives(*(np.empty((0, *s)) for s in ((), (), (2,), (2,), (4,), (), ())))
        joined: list[Any] = [np.concatenate(column) for column in zip(*groups, strict=True)]
        return _Primitives(*joined)

    def _discs(self, part: Dots) -> tuple[Array, ...]:
        seen = self.view.project(part.at)
        arrived = part.arrived()
        rgba = self._shaded(part.colors, seen.depth, part.opacity.get_value() * arrived)
        size = part.radius * seen.scale * (0.4 + 0.6 * arrived)
        kind = np.zeros(len(size))
        return seen.depth, part.at[:, 0], seen.places, seen.places, rgba, size, kind

    def _pieces(self, part: Strokes) -> tuple[Array, ...]:
        lines = part.drawn()
        seen = self.view.project(lines)
        colors = part.drawn_colors().reshape(-1, 3)
        depth = ((seen.depth[:, 1:] + seen.depth[:, :-1]) / 2).ravel()
        x = ((lines[:, 1:, 0] + lines[:, :-1, 0]) / 2).ravel()
        start, end = seen.places[:, :-1].reshape(-1, 2), seen.places[:, 1:].reshape(-1, 2)
        presence = np.repeat(part.presence(), lines.shape[1] - 1)
        opacity = part.opacity.get_value() * presence
        rgba = self._shaded(colors, depth, opacity)
        scale = ((seen.scale[:, 1:] + seen.scale[:, :-1]) / 2).ravel()
        kind = np.ones((len(lines), lines.shape[1] - 1))
        if part.arrow:
            kind[:, -1] = 2
        return depth, x, start, end, rgba, part.width * scale, kind.ravel()

    def _shaded(self, colors: Array, depth: Array, opacity: float | Array) -> Array:
        """Mix colours with the background by their depth, shapes (p, 3), (p,) -> (p, 4)."""
        far = np.clip(0.35 - 0.65 * depth / (self.fog_reach * self.view.zoom.get_value()), 0, 1)
        share = (_FOG * far)[:, None]
        rgb = colors * (1 - share) + look.BACKGROUND.to_rgb() * share
        alpha = np.broadcast_to(opacity, depth.shape)[:, None]
        return np.concatenate([rgb, alpha], axis=1)


def _in_pixels(things: _Primitives, in_units: cairo.Matrix) -> tuple[Array, ...]:
    """Return the primitives' x and y, end x and end y, and size in pixels, five of shape (p,).

    A disc's x and y are whole; its end is where in that pixel its middle is, and that and its
    size are in `STEPS` of a pixel.
    """
    scale, origin = (in_units.xx, in_units.yy), (in_units.x0, in_units.y0)
    start, end = things.start * scale + origin, things.end * scale + origin
    is_disc = things.kind == 0
    size = in_units.xx * np.where(is_disc, STEPS * things.size, 0.01 * things.size)
    middle, within = np.divmod(np.rint(STEPS * start), STEPS)
    start = np.where(is_disc[:, None], middle, start)
    end = np.where(is_disc[:, None], within, end)
    return *start.T, *end.T, np.where(is_disc, np.maximum(np.rint(size), 1), size)


def _paint_tip(
    context: cairo.Context[Any], unit: float, x: float, y: float, end_x: float, end_y: float
) -> None:
    """Paint the tip of an arrow from one place to another, if they are apart.

    All are in pixels, of which a Manim unit has ``unit``.
    """
    along_x, along_y = end_x - x, end_y - y
    length = math.hypot(along_x, along_y) / unit
    if length <= 1e-6:
        return
    along_x, along_y = along_x / length, along_y / length
    for forth, aside in ((_TIP, 0.0), (0.0, 0.075), (0.0, -0.075)):
        context.line_to(
            end_x + forth * along_x - aside * along_y, end_y + forth * along_y + aside * along_x
        )
    context.fill()


def _is_seen(part: Dots | Strokes) -> bool:
    return bool(part.opacity.get_value() > _FAINTEST)
