"""Words and marks are too dim for what is behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from manim import Circle, ManimColor, Polygram, VMobject

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array, contrast, luminance
from scenes.film.check.sight import UNSEEN, Seen
from scenes.film.check.watching import Moment, pixels
from scenes.film.marks.marks import Box
from scenes.mobjects.points import Circles
from scenes.mobjects.space import Space
from scenes.painting import Painted

SPOKEN = 4.5  # to 1, as WCAG 2 has it for words
DIMMED = 3.0  # ... and for large ones, lines and marks; here for what the voice has left
ROUNDING = 0.97
RIM = 1.2  # to 1: what is as dark as the ground is a rim, or lies on something bright
MOST = 25  # percent of what is behind that may be worse: edges of lines that pass
LINED = 2.0  # to 1: axes are there, and step back
GRIDS = ("grid", "frames", "halves")  # what holds lines that are hardly to be seen
TRACES = ("traces", "rows")  # ... and what is left of what was there, or was counted
FAINT = 1.6  # to 1: what has a name is seen, however dimmed
SHEET, LARGER = 1.0, 3.0  # units; times what lies on it: so large is a sheet, at least
GROUNDS = (look.BACKGROUND, look.GRID, look.AXES)
_BACKGROUND = tuple(float(channel) for channel in look.BACKGROUND.to_rgb())
_ENTRY = re.compile(r"\[[^]]*\]")

Color = tuple[float, ...]
"""RGB in [0, 1]."""


class Contrast(Check):
    """Words and marks at rest that are hardly told from their ground."""

    kind = "contrast"

    def __init__(self) -> None:
        self._bright: dict[int, Box] = {}  # what was bright enough, while nothing changes there

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is too dim."""
        changed = np.zeros(moment.picture.shape[:2], dtype=bool)
        for area in moment.areas:
            changed[area] = True
        bright = self._bright.items()
        self._bright = {name: box for name, box in bright if not changed[pixels(box)].any()}
        if moment.place == "within":
            return
        for seen in moment.seen:
            name = id(seen.mobject)
            if name not in moment.settled or self._bright.get(name) == seen.box:
                continue
            found = _of_words(seen, moment) if seen.is_words else _of_thing(seen, moment)
            if found is not None and found[0] < found[1] * ROUNDING:
                says = f"has a contrast of {found[0]:.1f} to 1: must be {found[1]:g} or more"
                yield Sight(seen.name, says, seen.box, seen.mobject)
            else:
                self._bright[name] = seen.box


def _of_words(words: Seen, moment: Moment) -> tuple[float, float] | None:
    """Return the lowest contrast of a word's parts, and what it must be."""
    colors: dict[tuple[float, ...], list[VMobject]] = {}
    for part in words.parts:
        colors.setdefault(tuple(np.round(part.fill_rgbas[0], 2)), []).append(part)
    found = []
    for (*rgb, alpha), parts in colors.items():
        points = np.concatenate([part.points[:, :2] for part in parts])
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        box = Box(left, bottom, right, top)
        behind = moment.ground[pixels(box)].reshape(-1, 3) / 255
        part = parts[0]
        if part.background_stroke_width > 0 and part.background_stroke_rgbas[0, 3] > 0:
            *rim, share = part.background_stroke_rgbas[0]
            behind = behind * (1 - share) + np.array(rim) * share
        found.append((_lowest(np.array(rgb), alpha, behind), SPOKEN if alpha > 0.95 else DIMMED))
    return min(found, key=lambda each: each[0] / each[1], default=None)


def _of_thing(thing: Seen, moment: Moment) -> tuple[float, float] | None:
    """Return the contrast of a mark in one colour, and what it must be; None for a ground."""
    mobject = thing.parts[0]
    if isinstance(mobject, Space):
        return _of_space(mobject)
    if isinstance(mobject, Painted) or not isinstance(mobject, VMobject):
        return None
    if thing.opacity < look.DIMMED - 0.05:
        return _of_faint(thing, mobject, moment)
    behind = _behind(thing, moment)
    if not _is_in(look.BACKGROUND, behind):
        return _most(mobject, behind), DIMMED
    filled = mobject.fill_rgbas[0, 3] > look.DIMMED - 0.05
    *rgb, alpha = mobject.fill_rgbas[0] if filled else mobject.stroke_rgbas[0]
    if _is_in(look.AXES, rgb) and alpha > look.DIMMED:
        return _beside_ground(tuple(rgb)), LINED
    is_ground = _is_ground(rgb)
    if is_ground and filled and mobject.stroke_width > 0:
        *rgb, alpha = mobject.stroke_rgbas[0]
        is_ground = _is_ground(rgb)
    if is_ground and _is_in(look.GRID, rgb):
        held_by = moment.names.path(thing.mobject).rpartition(".")[2]
        if held_by and held_by not in GRIDS:
            return _beside_ground(tuple(rgb)), DIMMED
    if is_ground or alpha < look.DIMMED - 0.05:
        return None
    found = _beside_ground(tuple(rgb), float(alpha))
    return None if found < RIM else (found, DIMMED)


def _of_faint(thing: Seen, mobject: VMobject, moment: Moment) -> tuple[float, float] | None:
    """Return the contrast of a line or a mark that is hardly there, and has a name of its own."""
    name = _ENTRY.sub("", moment.names.path(thing.mobject).rpartition(".")[2])
    is_area = mobject.stroke_width == 0 or mobject.stroke_rgbas[:, 3].max() <= UNSEEN
    if not name or name in (*GRIDS, *TRACES) or (is_area and not isinstance(mobject, Circles)):
        return None
    return _most(mobject, _behind(thing, moment)), FAINT


def _most(mobject: VMobject, behind: Color) -> float:
    """Return the contrast of a thing's fill or stroke, whichever is told better from a ground."""
    rgbas = mobject.fill_rgbas
    if mobject.stroke_width > 0:
        rgbas = np.concatenate([rgbas, mobject.stroke_rgbas])
    return max(_beside(tuple(rgb), alpha, behind) for *rgb, alpha in rgbas.tolist())


def _behind(thing: Seen, moment: Moment) -> Color:
    """Return the colour of the sheets that a thing lies on, or of the film's ground."""
    color = np.array(_BACKGROUND)
    size = max(SHEET, LARGER * max(np.subtract(thing.box[2:], thing.box[:2])))
    for below in moment.things:
        if below.rank >= thing.rank:
            break
        sheet = below.mobject
        if not isinstance(sheet, Polygram | Circle) or sheet.fill_rgbas[0, 3] <= UNSEEN:
            continue
        if min(np.subtract(below.box[2:], below.box[:2])) >= size and _holds(sheet, thing.box):
            *rgb, alpha = sheet.fill_rgbas[0]
            color = alpha * np.array(rgb) + (1 - alpha) * color
    return tuple(color.tolist())


def _holds(sheet: VMobject, box: Box) -> bool:
    """Tell whether a box's middle is in an outline: an odd number of its lines is at the right."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    starts, ends = sheet.points[::4, :2], sheet.points[3::4, :2]
    crossed = (starts[:, 1] > y) != (ends[:, 1] > y)
    (a, b), (c, d) = starts[crossed].T, ends[crossed].T
    return int((a + (y - b) / (d - b) * (c - a) > x).sum()) % 2 == 1


def _of_space(space: Space) -> tuple[float, float] | None:
    """Return the contrast of the darkest colour of a space's dots and lines, undimmed."""
    lit = [part for part in space.parts if part.opacity.get_value() > UNSEEN and part.colors.size]
    colors = np.concatenate([np.zeros((0, 3)), *(part.colors.reshape(-1, 3) for part in lit)])
    marks = [rgb for rgb in np.unique(colors, axis=0) if not _is_ground(rgb)]
    return min((_beside_ground(tuple(rgb)) for rgb in marks), default=DIMMED), DIMMED


def _is_ground(rgb: Any) -> bool:
    return any(_is_in(ground, rgb) for ground in GROUNDS)


def _is_in(color: ManimColor, rgb: Any) -> bool:
    return bool(np.abs(np.array(rgb) - color.to_rgb()).max() < 0.02)


@lru_cache(maxsize=4096)
def _beside(rgb: Color, alpha: float, behind: Color) -> float:
    """Return the contrast of a colour with another behind it."""
    return _lowest(np.array(rgb), alpha, np.array([behind]))


def _beside_ground(rgb: Color, alpha: float = 1.0) -> float:
    """Return the contrast of a colour with the film's ground."""
    return _beside(rgb, alpha, _BACKGROUND)


def _lowest(rgb: Array, alpha: float, behind: Array) -> float:
    """Return the contrast of a colour with nearly all of what is behind it."""
    seen = luminance(alpha * rgb + (1 - alpha) * behind)
    return float(np.percentile(contrast(seen, luminance(behind)), MOST))
