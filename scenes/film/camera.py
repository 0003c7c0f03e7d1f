"""A camera that draws again only where its picture has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self, TypeGuard

import cairo
import numpy as np
import numpy.typing as npt
from manim import Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from scenes.painting import PaintCamera, Painted, extent_of

Area = tuple[slice, slice]
"""The rows and columns of a part of the picture."""

_DRAWN = VMobject, PMobject, AbstractImageMobject  # a tracker, for one, is not
_Place = tuple[float, float] | None
TILE = 64  # pixels: the picture is drawn again in squares of this size
_EDGE = 2  # pixels: how far an edge is smoothed, and a little more
_MITER = 10.0  # Cairo's limit: how many half widths of its line a corner may reach out


class _Sight:
    """A mobject as it was drawn."""

    def __init__(self, mobject: Mobject, looks: Any, tiles: Area) -> None:
        self.mobject, self.looks, self.tiles = mobject, looks, tiles
        self.plain = mobject if _is_plain(mobject) else None
        self.path: cairo.Path | None = None


class MovedCamera(PaintCamera):
    """Manim's camera, but it draws only where something looks different from the picture before.

    Its pictures equal those that Manim's own camera draws of the same mobjects.
    """

    def __init__(self, **kwargs: Any) -> None:
        self._newer: list[Area] = []  # where the sketch is right and the picture is of before
        super().__init__(**kwargs)
        self._rest = self.pixel_array.copy()
        self._sketch = self.pixel_array.copy()
        tiles = -(-self.pixel_height // TILE), -(-self.pixel_width // TILE)
        self._changes = np.zeros(tiles, dtype=bool)
        self._context = self.get_cairo_context(self._sketch)
        self._sights: dict[int, _Sight] | None = None

    @property
    def pixel_array(self) -> npt.NDArray[Any]:
        """The picture: RGBA, shape (height, width, 4), uint8."""
        self._bring_up_to_date(self._newer)
        self._newer = []
        return self._picture

    @pixel_array.setter
    def pixel_array(self, picture: npt.NDArray[Any]) -> None:
        self._picture = picture

    @property
    def changed(self) -> npt.NDArray[Any]:
        """What was drawn last, of the picture's shape; outside of its areas it has no sense."""
        return self._sketch

    def draw_resting(self, mobjects: Iterable[Mobject]) -> None:
        """Draw what lies below all that moves from now on.

        Parameters
        ----------
        mobjects
            They must not change until the next call.
        """
        self._newer = []
        self.reset()
        self.capture_mobjects(mobjects)
        np.copyto(self._rest, self.pixel_array)
        self._sights = None

    def draw_moving(self, mobjects: Iterable[Mobject]) -> list[Area]:
        """Draw what moves, above what rests.

        Parameters
        ----------
        mobjects
            What moves.

        Returns
        -------
        list of Area
            Outside of them the picture is as it was.
        """
        before = self._sights or {}
        now = {
            id(mobject): self._seen(mobject, before.get(id(mobject)))
            for mobject in in_order(mobjects)
        }
        self._mark(now)
        self._sights = now
        areas = self._marked()
        # What is drawn reaches out of the areas: the sketch has no sense there. (Cairo could clip
        # it, but smooths an edge a little differently where it does.) Nor is it copied into the
        # picture before somebody wants the picture, or draws elsewhere.
        again = {rows.start: columns for rows, columns in areas}
        self._bring_up_to_date(
            (rows, columns)
            for rows, columns in self._newer
            if not _is_within(columns, again.get(rows.start))
        )
        for area in areas:
            self._sketch[area] = self._rest[area]
        for sight in now.values():
            if areas and self._changes[sight.tiles].any():
                self._draw(sight)
        self._newer = areas
        return areas

    def _bring_up_to_date(self, areas: Iterable[Area]) -> None:
        for area in areas:
            self._picture[area] = self._sketch[area]

    def _mark(self, now: dict[int, _Sight]) -> None:
        """Mark the tiles in which the picture changes."""
        before, changes = self._sights, self._changes
        if before is None or not _is_in_order(before, now):
            changes[:] = True
            return
        changes[:] = False
        for name, sight in now.items():
            old = before.get(name)
            if old is not sight:
                changes[sight.tiles] = True
                if old is not None:
                    changes[old.tiles] = True
        for name in before.keys() - now.keys():
            changes[before[name].tiles] = True

    def _marked(self) -> list[Area]:
        """Return the areas of the marked tiles, one at most for a row of them."""
        areas = []
        for row in np.flatnonzero(self._changes.any(axis=1)).tolist():
            columns = np.flatnonzero(self._changes[row]).tolist()
            self._changes[row, columns[0] : columns[-1]] = True  # what lies between is drawn too
            areas.append(
                (
                    slice(row * TILE, (row + 1) * TILE),
                    slice(columns[0] * TILE, (columns[-1] + 1) * TILE),
                )
            )
        return areas

    def _seen(self, mobject: Mobject, old: _Sight | None) -> _Sight:
        """Return the sight of a mobject: the old one, if it looks as before."""
        looks = _looks(mobject)
        if old is not None and old.looks == looks:
            return old
        sight = _Sight(mobject, looks, self._tiles(mobject))
        if old is not None and sight.plain and old.plain and looks[0] == old.looks[0]:
            sight.path = old.path  # of the same points
        return sight

    def _draw(self, sight: _Sight) -> None:
        mobject, context = sight.plain, self._context
        if mobject is None:
            kind = self.type_or_raise(sight.mobject)
            self.display_funcs[kind]([sight.mobject], self._sketch)
            return
        if sight.path is None:
            self.set_cairo_context_path(context, mobject)
            sight.path = context.copy_path()
        else:
            context.new_path()
            context.append_path(sight.path)
        self.apply_stroke(context, mobject, background=True)
        self.apply_fill(context, mobject)
        self.apply_stroke(context, mobject)

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> Self:
        """Set the path of a mobject: the one that Manim's own camera sets, in a third of the time.

        Parameters
        ----------
        ctx
            Where it is set.
        vmobject
            The mobject.
        """
        points = vmobject.points
        if len(points) % vmobject.n_points_per_cubic_curve or not np.isfinite(points).all():
            super().set_cairo_context_path(ctx, vmobject)
            return self
        ctx.new_path()
        curve_to = ctx.curve_to
        first: _Place = None
        last: _Place = None  # of a run of curves, each of which begins where one ended
        for x, y, *handles_and_end in points[:, :2].reshape(-1, 8).tolist():
            start = x, y
            if last != start and not (last and vmobject.consider_points_equals_2d(last, start)):
                _close(ctx, vmobject, first, last)
                ctx.new_sub_path()
                ctx.move_to(x, y)
                first = start
            curve_to(*handles_and_end)
            last = handles_and_end[4], handles_and_end[5]
        _close(ctx, vmobject, first, last)
        return self

    def _tiles(self, mobject: Mobject) -> Area:
        """Return the tiles that a mobject may touch."""
        ends: tuple[float, float, float, float] | None = None
        if isinstance(mobject, Painted):
            ends = mobject.extent()
        elif _is_plain(mobject):
            wide = max(mobject.get_stroke_width(), mobject.get_stroke_width(background=True))
            ends = extent_of(mobject.points, _MITER * wide * self.cairo_line_width_multiple / 2)
        if ends is None:
            return slice(None), slice(None)
        left, bottom, right, top = ends
        scale = self.pixel_height / self.frame_height
        x, y = self.frame_center[0].item(), self.frame_center[1].item()
        middle_x, middle_y = self.pixel_width / 2, self.pixel_height / 2
        return (
            _tiles_between((y - top) * scale + middle_y, (y - bottom) * scale + middle_y),
            _tiles_between((left - x) * scale + middle_x, (right - x) * scale + middle_x),
        )


def _tiles_between(first: float, last: float) -> slice:
    """Return the tiles, across or down, that show what lies between two pixels."""
    return slice(max(int(first - _EDGE), 0) // TILE, max(int(last + _EDGE) // TILE + 1, 0))


def _close(context: cairo.Context[Any], mobject: VMobject, first: _Place, last: _Place) -> None:
    """Close a run of curves if it ends where it began."""
    if first and last and mobject.consider_points_equals_2d(first, last):
        context.close_path()


def _is_in_order(before: dict[int, _Sight], now: dict[int, _Sight]) -> bool:
    """Tell whether nothing is above now what was below before."""
    if list(before) == list(now):
        return True
    return [name for name in before if name in now] == [name for name in now if name in before]


def in_order(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return the mobjects with all their parts that have points, in the order of drawing."""
    found: dict[int, Mobject] = {}

    def visit(several: Sequence[Mobject]) -> None:
        for mobject in reversed(several):
            if id(mobject) not in found:
                visit(mobject.submobjects)
                found[id(mobject)] = mobject

    visit(list(mobjects))
    drawn = [
        mobject
        for mobject in reversed(found.values())
        if isinstance(mobject, _DRAWN) and len(mobject.points)
    ]
    return sorted(drawn, key=lambda mobject: mobject.z_index)


def _is_within(columns: slice, others: slice | None) -> bool:
    return others is not None and others.start <= columns.start and columns.stop <= others.stop


def _is_plain(mobject: Mobject) -> TypeGuard[VMobject]:
    return (
        isinstance(mobject, VMobject)
        and not isinstance(mobject, Painted)
        and mobject.get_background_image() is None
    )


def _looks(mobject: Mobject) -> Any:
    """Return all that the picture of a mobject depends on; if that is not known, never the same."""
    if isinstance(mobject, Painted):
        return mobject.looks()
    if not _is_plain(mobject):
        return object()
    return (
        mobject.points.tobytes(),
        mobject.get_fill_rgbas().tobytes(),
        mobject.get_stroke_rgbas().tobytes(),
        mobject.get_stroke_rgbas(background=True).tobytes(),
        mobject.stroke_width,
        mobject.background_stroke_width,
        mobject.joint_type,
        mobject.cap_style,
        mobject.get_sheen_direction().tobytes(),
    )
