"""What is drawn in a playing chapter, as marks that a viewer could point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from manim import Mobject, VMobject

from scenes import look
from scenes.chapter import Chapter
from scenes.film.camera import in_order
from scenes.film.marks.lines import Origin, SourceLine
from scenes.film.marks.naming import Names
from scenes.film.marks.roles import role_of
from scenes.mobjects.points import Circles
from scenes.painting import Painted, PaintedStrokes, Parts

UNSEEN = 0.02  # opacity up to which nothing is seen


class Box(NamedTuple):
    """A rectangle of the frame, in Manim units."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Mark:
    """Something that is drawn and has a name.

    Attributes
    ----------
    mobject : Mobject
        What is drawn.
    part : int or None
        Which of its parts, where it draws many, counted from 0.
    kind : str
        Its shape: "text", "symbol", "number", "dot", "segment", "curve", "bar", "area", ...
    role : str
        What its colour stands for, as `scenes.look` calls it; "" for nothing.
    name : str
        What a person would call it; parts are counted from 1, as the film counts them: "y[18]".
    made_at : SourceLine or None
        The chapter's line that made it.
    box : Box
        Where it is.
    path : str
        The chapter's attribute that holds it: "in_plane.samples"; "" if none does.
    opacity : float
        Of its most opaque part, in [0, 1].
    thing : object
        What has the part: the mobject itself, or the dots or lines of a space.
    origin : Origin or None
        The line that made it, and as which of the many that the line may make.
    strokes : PaintedStrokes or None
        What the mobject paints, if that has parts.
    whole : Origin or None
        Where the words, the formula or the number was made that it is a part of.
    """

    mobject: Mobject
    part: int | None
    kind: str
    role: str
    name: str
    made_at: SourceLine | None
    box: Box
    path: str
    opacity: float
    thing: Any = field(compare=False, repr=False)
    origin: Origin | None = field(compare=False, repr=False)
    strokes: PaintedStrokes | None = field(compare=False, repr=False, default=None)
    whole: Origin | None = field(compare=False, repr=False, default=None)


def marks_of(chapter: Chapter, names: Names | None = None) -> list[Mark]:
    """Return all that is drawn, in the order of drawing; what is not seen is left out.

    Parameters
    ----------
    chapter
        Playing, or played as far as wanted.
    names
        What the chapter calls its things, if that is known already.
    """
    known = names or Names(chapter)
    marks: list[Mark] = []
    for mobject in in_order(chapter.mobjects):
        if isinstance(mobject, Painted):
            marks += _painted(mobject, known)
        elif isinstance(mobject, VMobject):
            marks += _drawn(mobject, known)
    return marks


def paths_of(mobject: VMobject) -> list[npt.NDArray[np.float64]]:
    """Return the points of each part that a mobject says it has, or those of its subpaths."""
    parts = parts_of(mobject)
    if parts is None:
        return [np.asarray(path) for path in mobject.get_subpaths()]
    return list(mobject.points.reshape(-1, parts.points, 3))


def parts_of(mobject: Mobject) -> Parts | None:
    """Return how a mobject shares out its points, if it says so."""
    parts: Parts | None = getattr(mobject, "parts_drawn", None)
    return parts if parts is not None and len(mobject.points) % parts.points == 0 else None


def _drawn(mobject: VMobject, names: Names) -> Iterator[Mark]:
    """Yield the mark of a VMobject, or those of its parts."""
    fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
    width = mobject.get_stroke_width()
    lined = stroke[:, 3].max() if width > 0 else 0.0
    opacity = float(max(fill[:, 3].max(), lined))
    if opacity <= UNSEEN:
        return
    role = role_of((stroke if lined > UNSEEN else fill)[:, :3])
    several = parts_of(mobject) is not None
    origin = names.origin(mobject)
    for i, points in enumerate(paths_of(mobject) if several else [mobject.points]):
        box = _box(points, width * 0.005)
        if not _is_seen(box):
            continue
        part = i if several else None
        said = names.of(mobject, part, role)
        yield Mark(
            mobject=mobject,
            part=part,
            kind=said.kind,
            role=role,
            name=said.name,
            made_at=origin.at if origin else None,
            box=box,
            path=said.path,
            opacity=opacity,
            thing=mobject,
            origin=origin,
            whole=names.whole(mobject),
        )


def _painted(mobject: Painted, names: Names) -> Iterator[Mark]:
    """Yield the marks of what a mobject paints, each where its last stroke is in the order."""
    strokes = mobject.painted_strokes()
    if strokes is None:
        yield from _painted_whole(mobject, names)
        return
    roles = [role_of(_colors(thing)) for thing in strokes.things]
    origins = [names.origin(thing) or names.origin(mobject) for thing in strokes.things]
    for own in _by_part(strokes):
        alpha = float(strokes.opacity[own].max())
        ends = np.concatenate([strokes.starts[own], strokes.ends[own]])
        box = _box(ends, float(strokes.reach[own].max()))
        if alpha <= UNSEEN or not _is_seen(box):
            continue
        which, part = int(strokes.thing[own[0]]), int(strokes.part[own[0]])
        thing, origin = strokes.things[which], origins[which]
        said = names.of(thing, part, roles[which])
        yield Mark(
            mobject=mobject,
            part=part,
            kind=said.kind,
            role=roles[which],
            name=said.name,
            made_at=origin.at if origin else None,
            box=box,
            path=said.path,
            opacity=alpha,
            thing=thing,
            origin=origin,
            strokes=strokes,
        )


def _painted_whole(mobject: Painted, names: Names) -> Iterator[Mark]:
    """Yield the mark of what is painted without parts."""
    extent, alpha = mobject.extent(), float(mobject.get_fill_opacity())
    box = Box(*extent) if extent else _FRAME
    if alpha <= UNSEEN or not _is_seen(box):
        return
    said, origin = names.of(mobject, None, ""), names.origin(mobject)
    at = origin.at if origin else None
    yield Mark(mobject, None, said.kind, "", said.name, at, box, said.path, alpha, mobject, origin)


def _by_part(strokes: PaintedStrokes) -> list[npt.NDArray[np.int64]]:
    """Return the strokes of each part, the parts in the order of their last strokes."""
    keys = strokes.thing * (strokes.part.max(initial=0) + 1) + strokes.part
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    return sorted((own for own in np.split(order, cuts) if len(own)), key=lambda own: int(own[-1]))


def _colors(thing: Any) -> npt.NDArray[np.float64]:
    """Return the colours of what is painted, before any fog, shape (n, 3)."""
    if not isinstance(thing, VMobject):
        colors: npt.NDArray[np.float64] = np.asarray(thing.colors).reshape(-1, 3)
        return colors
    rgbas = thing.fill_rgbas if isinstance(thing, Circles) else thing.stroke_rgbas
    return np.asarray(rgbas[:, :3], dtype=np.float64)


def _box(points: npt.ArrayLike, reach: float) -> Box:
    places = np.asarray(points)[:, :2]
    (left, bottom), (right, top) = places.min(axis=0) - reach, places.max(axis=0) + reach
    return Box(float(left), float(bottom), float(right), float(top))


_FRAME = Box(look.FRAME.left, look.FRAME.bottom, look.FRAME.right, look.FRAME.top)


def _is_seen(box: Box) -> bool:
    """Tell whether something is in the frame, and more than a point."""
    return (
        max(box.right - box.left, box.top - box.bottom) > 1e-6
        and box.right > _FRAME.left
        and box.left < _FRAME.right
        and box.top > _FRAME.bottom
        and box.bottom < _FRAME.top
    )
