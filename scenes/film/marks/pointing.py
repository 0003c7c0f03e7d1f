"""Which of the things that are drawn lies on top at a pixel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import cairo
import numpy as np
import numpy.typing as npt
from manim import VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from scenes import look
from scenes.chapter import Chapter
from scenes.film.marks.marks import UNSEEN, Box, Mark, marks_of, paths_of
from scenes.film.quality import Quality
from scenes.painting import Painted, PaintedStrokes

HAIR = 1.5  # pixels: a line that is thinner is as wide as this to who points at it
NEAR = 3.0  # pixels: where nothing is drawn, what lies this near is meant
_WIDTH = 0.01  # Manim units of a stroke's width of 1
_NONE, _RIM, _FILL, _LINE = range(4)  # in the order in which a VMobject's layers are drawn


class _Spot(NamedTuple):
    """Where someone points, in Manim units, and how exactly."""

    x: float
    y: float
    hair: float
    slack: float


def place_of(x: float, y: float, quality: Quality) -> tuple[float, float]:
    """Return where the centre of a pixel is, in Manim units.

    Parameters
    ----------
    x, y
        The pixel's column from the left and row from the top.
    quality
        Size of the picture.
    """
    unit = quality.height / look.FRAME.height
    return (x + 0.5 - quality.width / 2) / unit, (quality.height / 2 - y - 0.5) / unit


def mark_at(chapter: Chapter, x: int, y: int, quality: Quality) -> Mark | None:
    """Return the topmost thing that is drawn under a pixel; None where there is nothing near.

    Parameters
    ----------
    chapter
        Playing, or played as far as wanted.
    x, y
        The pixel's column from the left and row from the top.
    quality
        Size of the picture.
    """
    pixel = look.FRAME.height / quality.height
    place = place_of(x, y, quality)
    marks = marks_of(chapter)
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    context.scale(1 / pixel, 1 / pixel)
    for slack in (0.0, NEAR * pixel):
        found = _topmost(marks, _Spot(*place, HAIR * pixel, slack), context)
        if found is not None:
            return found
    return None


def _topmost(marks: list[Mark], spot: _Spot, context: cairo.Context[Any]) -> Mark | None:
    strokes: dict[int, Mark | None] = {}  # what is painted on top there, by its painter
    for mark in reversed(marks):
        if not _is_near(mark.box, spot):
            continue
        painted = mark.strokes
        if painted is None:
            layer = _layer(mark, spot, context)
            if layer == _NONE:
                continue
            # Of one mobject all parts are filled before any of their lines is drawn.
            parts = [mark] if mark.part is None else [m for m in marks if m.mobject is mark.mobject]
            near = [other for other in parts if _is_near(other.box, spot)]
            return max(near, key=lambda other: (_layer(other, spot, context), other.part or 0))
        if id(mark.mobject) not in strokes:
            strokes[id(mark.mobject)] = _painted_on_top(marks, mark, painted, spot)
        on_top = strokes[id(mark.mobject)]
        if on_top is not None:
            return on_top
    return None


def _painted_on_top(
    marks: Iterable[Mark], mark: Mark, painted: PaintedStrokes, spot: _Spot
) -> Mark | None:
    """Return the mark of a mobject's last stroke that is there."""
    way = painted.ends - painted.starts
    square = (way**2).sum(axis=1)
    there = np.array([spot.x, spot.y]) - painted.starts
    along = (there * way).sum(axis=1) / np.maximum(square, 1e-18)
    away = np.linalg.norm(there - np.clip(along, 0, 1)[:, None] * way, axis=1)
    if not spot.slack:  # a line ends where it ends, and a disc is round
        away[(square > 0) & ((along < 0) | (along > 1))] = np.inf
    reach = np.maximum(painted.reach, spot.hair / 2) + spot.slack
    hit = np.flatnonzero((away <= reach) & (painted.opacity > UNSEEN))
    if not len(hit):
        return None
    thing, part = painted.things[painted.thing[hit[-1]]], int(painted.part[hit[-1]])
    return next(
        (
            other
            for other in marks
            if other.mobject is mark.mobject and other.thing is thing and other.part == part
        ),
        None,
    )


def _is_near(box: Box, spot: _Spot) -> bool:
    room = spot.hair + spot.slack
    return (
        box.left - room <= spot.x <= box.right + room
        and box.bottom - room <= spot.y <= box.top + room
    )


def _layer(mark: Mark, spot: _Spot, context: cairo.Context[Any]) -> int:
    """Return what of a VMobject, or of the part of it that is marked, covers a spot."""
    mobject = mark.mobject
    if isinstance(mobject, Painted) or not isinstance(mobject, VMobject):
        return _FILL  # all of its box
    context.new_path()
    paths = paths_of(mobject)
    for path in paths if mark.part is None else [paths[mark.part]]:
        _trace(context, path)
    context.set_line_join(LINE_JOIN_MAP[mobject.joint_type])
    context.set_line_cap(CAP_STYLE_MAP[mobject.cap_style])
    if spot.slack:
        context.set_line_width(2 * spot.slack)
        return _LINE if context.in_stroke(spot.x, spot.y) else _NONE
    if _is_on_line(mobject, spot, context, background=False):
        return _LINE
    if mobject.get_fill_rgbas()[:, 3].max() > UNSEEN and context.in_fill(spot.x, spot.y):
        return _FILL
    return _RIM if _is_on_line(mobject, spot, context, background=True) else _NONE


def _is_on_line(
    mobject: VMobject, spot: _Spot, context: cairo.Context[Any], *, background: bool
) -> bool:
    width = mobject.get_stroke_width(background) * _WIDTH
    if width <= 0 or mobject.get_stroke_rgbas(background)[:, 3].max() <= UNSEEN:
        return False
    context.set_line_width(max(width, spot.hair))
    return bool(context.in_stroke(spot.x, spot.y))


def _trace(context: cairo.Context[Any], path: npt.NDArray[np.float64]) -> None:
    """Append a path of Bézier curves, shape (4 n, 3)."""
    context.move_to(*path[0, :2])
    for _, first, second, end in path[: len(path) // 4 * 4].reshape(-1, 4, 3)[:, :, :2]:
        context.curve_to(*first, *second, *end)
    if np.allclose(path[0], path[-1], atol=1e-6):
        context.close_path()
