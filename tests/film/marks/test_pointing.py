"""Random things of the film are pointed at where, by the picture, nothing lies on them.

The oracle is the picture: a thing is painted in a colour that the film doesn't have, by itself and
at its place among all others, and a pixel that shows just that colour shows that thing. Here some
marks of a few chapters; with ``MARKS`` set, more than a thousand of all beats.
"""

from __future__ import annotations

import os
import random
from typing import Any

import numpy as np
import pytest
from manim import VMobject

from scenes.chapter import Chapter
from scenes.film.camera import in_order
from scenes.film.marks.marks import parts_of
from scenes.film.marks.pointing import mark_at
from scenes.film.programme import FILM
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Space
from scenes.painting import Painted
from tests.chapters.reading import told
from tests.film.marks.playing import DRAFT, picture, played

LONG = "MARKS" in os.environ
SOME = (("s01_horn", "end_on"), ("s05_energy", "segments"), ("s12_learning", "together"))
EACH = 14 if LONG else 12  # marks of a beat
MAGENTA = np.array([255, 0, 255])
Thing = tuple[Any, int | None]


def beats() -> list[tuple[str, str]]:
    if not LONG:
        return list(SOME)
    data = told()
    scripts = [FILM.script(name, data, FILM.timings()) for name in FILM.chapters]
    return [(script.chapter, beat.name) for script in scripts for beat in script.beats]


def things_of(chapter: Chapter) -> list[Thing]:
    """Return all that could be drawn: mobjects and their parts, without asking the marks."""
    found: list[Thing] = []
    for mobject in in_order(chapter.mobjects):
        if isinstance(mobject, Space):
            found += [
                (part, i)
                for part in mobject.parts
                if isinstance(part, Dots)
                for i in range(len(part.at))
            ]
        elif isinstance(mobject, Segments):
            found += [(mobject, i) for i in range(len(mobject.points) // 4)]
        elif isinstance(mobject, VMobject) and not isinstance(mobject, Painted):
            parts = parts_of(mobject)
            count = len(mobject.points) // parts.points if parts else 0
            found += [(mobject, i) for i in range(count)] if parts else [(mobject, None)]
    return found


def pixels_of(chapter: Chapter, thing: Any, part: int | None) -> np.ndarray:
    """Return the rows and columns of the pixels that show a thing, shape (n, 2)."""
    before = picture(chapter)
    if isinstance(thing, Dots):
        kept = thing.colors
        thing.colors = kept.copy()
        thing.colors[part] = 1 - kept[part]
        after = picture(chapter)
        thing.colors = kept
        changed = np.abs(after - before).max(axis=2)
        return np.argwhere(changed > 0.9 * max(changed.max(), 60))
    if isinstance(thing, Segments):
        kept = thing.stroke_rgbas
        if kept[part, 3] < 0.05:
            return np.zeros((0, 2), int)
        thing.stroke_rgbas = kept.copy()
        thing.stroke_rgbas[part] = [1, 0, 1, 1]
        after = picture(chapter)
        thing.stroke_rgbas = kept
    else:
        after = _painted_alone(chapter, thing, part)
    return np.argwhere((np.abs(after - MAGENTA).max(axis=2) < 8) & (after != before).any(axis=2))


def _painted_alone(chapter: Chapter, thing: VMobject, part: int | None) -> np.ndarray:
    """Draw the chapter with one part of a thing in magenta, over its others."""
    state = {name: value for name, value in vars(thing).items() if isinstance(value, np.ndarray)}
    if part is not None:
        parts = parts_of(thing)
        assert parts is not None
        thing.points = thing.points[part * parts.points : (part + 1) * parts.points].copy()
    for name in ("fill_rgbas", "stroke_rgbas"):
        rgbas = state[name]
        painted = np.where(rgbas[:, 3:] > 0.05, [[1, 0, 1, 1]], rgbas)
        setattr(thing, name, painted)
    try:
        return picture(chapter)
    finally:
        vars(thing).update(state)


@pytest.mark.timeout(3000)
def test_what_is_pointed_at_is_named() -> None:
    data, chance = told(), random.Random(11)
    right, wrong = 0, []
    for name, beat in beats():
        chapter = played(name, beat, data)
        things = things_of(chapter)
        chance.shuffle(things)
        tried = 0
        for thing, part in things:
            pixels = pixels_of(chapter, thing, part)
            if not len(pixels):
                continue
            row, column = pixels[chance.randrange(len(pixels))].tolist()
            mark = mark_at(chapter, column, row, DRAFT)
            if mark is not None and mark.thing is thing and mark.part == part:
                right += 1
            else:
                said = mark and (mark.name, mark.path, type(mark.thing).__name__, mark.part)
                wrong.append((name, beat, type(thing).__name__, part, column, row, said))
            tried += 1
            if tried == EACH:
                break
    total = right + len(wrong)
    assert total >= (1000 if LONG else 30)
    assert right >= 0.99 * total, wrong
