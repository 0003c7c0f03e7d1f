"""How all that a chapter draws looks at a moment, and what looks different at another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt
from manim import Mobject, VMobject

from scenes.chapter import Chapter
from scenes.film.camera import in_order
from scenes.film.marks.lines import Origin, origin_of
from scenes.film.marks.marks import UNSEEN, parts_of
from scenes.mobjects.formula import Typeset
from scenes.mobjects.number import Number
from scenes.mobjects.space import Dots, Strokes
from scenes.painting import Painted

_SAME = 1e-7  # Manim units, and shares of a colour

Part = tuple[Origin, int | None]
"""A thing by its origin, and which of its parts; None for all of it."""
_Rows = npt.NDArray[np.float64]
Looks = dict[Origin, list[_Rows]]
"""By its origin, all that the picture of a thing, and of each of its copies, depends on.

One row for each part: shape (1, ...) for a thing without parts.
"""


def looks_of(chapter: Chapter) -> Looks:
    """Return how everything looks that is drawn and remembers where it was made."""
    wholes = _wholes(chapter)
    looks: Looks = defaultdict(list)
    written: dict[Origin, list[_Rows]] = defaultdict(list)
    for mobject in in_order(chapter.mobjects):
        if isinstance(mobject, Painted):
            for origin, rows in _painted(mobject):
                looks[origin].append(rows)
        elif isinstance(mobject, VMobject) and (drawn := _rows(mobject)) is not None:
            whole, own = wholes.get(id(mobject)), origin_of(mobject)
            if whole is not None:
                written[whole].append(drawn.ravel())
            if own is not None:
                looks[own].append(drawn)
    for origin, glyphs in written.items():
        looks[origin].append(np.concatenate(glyphs)[None])
    return dict(looks)


def differences(before: Sequence[Looks], after: Sequence[Looks]) -> Iterator[Part]:
    """Yield what looks different at any of several moments; a thing with other parts is all new.

    Parameters
    ----------
    before, after
        The looks at those moments. Where one has no such moment, nothing is compared.
    """
    for old, new in zip(before, after, strict=False):
        for origin in old.keys() | new.keys():
            for a, b in zip_longest(old.get(origin, []), new.get(origin, [])):
                if a is None or b is None or a.shape != b.shape:
                    yield origin, None
                    continue
                apart = np.abs(a - b).reshape(len(a), -1).max(axis=1, initial=0) > _SAME
                if len(a) == 1:
                    if apart[0]:
                        yield origin, None
                else:
                    yield from ((origin, int(i)) for i in np.flatnonzero(apart))


def _wholes(chapter: Chapter) -> dict[int, Origin]:
    """Return, by the glyphs' ids, the words, formulas and numbers that they are part of."""
    found: dict[int, Origin] = {}

    def visit(mobject: Mobject, whole: Origin | None) -> None:
        if whole is None and isinstance(mobject, Typeset | Number):
            whole = origin_of(mobject)
        if whole is not None:
            found.setdefault(id(mobject), whole)
        for part in mobject.submobjects:
            visit(part, whole)

    for mobject in chapter.mobjects:
        visit(mobject, None)
    return found


def _rows(mobject: VMobject) -> _Rows | None:
    """Return all that the picture of a mobject depends on, a row a part; None if it's unseen."""
    fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
    width = mobject.get_stroke_width()
    lined = stroke[:, 3].max() if width > 0 else 0.0
    if max(fill[:, 3].max(), lined) <= UNSEEN or not len(mobject.points):
        return None
    parts = parts_of(mobject)
    count = len(mobject.points) // parts.points if parts else 1
    points = mobject.points[:, :2].reshape(count, -1)
    paint = np.concatenate([fill.ravel(), stroke.ravel() if lined else [], [width]])
    return np.hstack([points, np.broadcast_to(paint, (count, len(paint)))])


def _painted(mobject: Painted) -> Iterator[tuple[Origin, _Rows]]:
    """Yield what each thing that a mobject paints looks like, a row a part."""
    strokes = mobject.painted_strokes()
    if strokes is None:
        origin = origin_of(mobject)
        if origin is not None:
            yield origin, _whole_rows(mobject)
        return
    rows = np.column_stack([strokes.starts, strokes.ends, strokes.reach, strokes.opacity])
    for k, thing in enumerate(strokes.things):
        origin = origin_of(thing.opacity if isinstance(thing, Dots | Strokes) else thing)
        own = np.flatnonzero((strokes.thing == k) & (strokes.opacity > UNSEEN))
        if origin is None or not len(own):
            continue
        own = own[np.argsort(strokes.part[own], kind="stable")]
        parts, first = np.unique(strokes.part[own], return_index=True)
        widths = np.diff([*first, len(own)])
        colors = _colors(thing)
        table = np.zeros((int(parts.max()) + 1, widths.max() * rows.shape[1] + 3))
        for part, start, width in zip(parts, first, widths, strict=True):
            row = rows[own[start : start + width]].ravel()
            table[part, : len(row)] = row
            table[part, -3:] = colors[part]
        yield origin, table


def _colors(thing: Dots | Strokes | VMobject) -> _Rows:
    """Return a colour of each part of what is painted, before any fog, shape (n, 3)."""
    if isinstance(thing, Dots):
        return thing.colors
    if isinstance(thing, Strokes):
        return np.asarray(thing.colors[:, 0])
    rgbas = thing.fill_rgbas if hasattr(thing, "radius") else thing.stroke_rgbas
    return np.asarray(rgbas[:, :3])


def _whole_rows(mobject: Painted) -> _Rows:
    """Return what a raster looks like, as one row."""
    looks = mobject.looks()
    pieces = looks if isinstance(looks, tuple) else ()
    raster = [np.frombuffer(piece, np.uint8) for piece in pieces if isinstance(piece, bytes)]
    return np.concatenate([*raster, np.zeros(1)])[None].astype(np.float64)
