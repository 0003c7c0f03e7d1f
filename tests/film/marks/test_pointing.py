"""Random things of the film are pointed at where, by the picture, nothing lies on them.

The oracle is the picture: a thing is painted in a colour that the film doesn't have, by itself and
at its place among all others, and a pixel that shows just that colour shows that thing. Here some
marks of a few chapters; with ``LONG`` set, more than a thousand of all beats, and what is said of
each is held against the sources: the chapter's line, the core's function and the story's keys.
"""

from __future__ import annotations

import importlib
import os
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import VMobject

from scenes.chapter import Chapter
from scenes.film.camera import in_order
from scenes.film.marks.explaining import explain
from scenes.film.marks.marks import Mark, parts_of
from scenes.film.marks.pointing import mark_at, place_of
from scenes.film.programme import FILM
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Space
from scenes.painting import Painted
from scenes.story.parameters import load_story
from tests.chapters.reading import told
from tests.film.marks.playing import DRAFT, picture, played

LONG = "LONG" in os.environ
SOME = (("s01_horn", "end_on"), ("s05_energy", "segments"), ("s12_learning", "together"))
EACH = 14 if LONG else 12  # marks of a beat
LEAST = {"dot": 100, "segment": 100, "curve": 40, "bar": 10, "symbol": 100} if LONG else {"dot": 5}
MAGENTA = np.array([255, 0, 255])
Thing = tuple[Any, int | None]
KEYS = {f"{section}.{key}" for section, keys in load_story() for key in dict(keys)}


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


def faults_of(mark: Mark, thing: Any, chapter: Chapter, at: tuple[float, float]) -> list[str]:
    """Say what of an explanation is not so."""
    said = explain(mark, chapter, at)
    found = []
    if not said.name.strip():
        found.append("no name")
    if said.class_name != type(thing).__name__:
        found.append(f"class {said.class_name}")
    lines = source_of(chapter)
    if not (said.line and said.statement and lines[said.line - 1].strip() == said.statement):
        found.append(f"line {said.line}: {said.statement!r}")
    if said.function and not is_in_the_core(said.function):
        found.append(f"function {said.function}")
    if unknown := set(said.keys) - KEYS:
        found.append(f"keys {unknown}")
    if not all(np.isfinite(value).all() for value in said.values.values()):
        found.append(f"value {said.value}")
    return found


@cache
def source_of_file(file: str) -> list[str]:
    return Path(file).read_text(encoding="utf-8").splitlines()


def source_of(chapter: Chapter) -> list[str]:
    return source_of_file(str(importlib.import_module(type(chapter).__module__).__file__))


def is_in_the_core(function: str) -> bool:
    """Tell whether a dotted name is a function, or a method, of the core."""
    parts = function.split(".")
    for k in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:k]))
        except ModuleNotFoundError:
            continue
        for name in parts[k:]:
            found = getattr(found, name, None)
        return parts[0] == "lvebm_core" and callable(found)
    return False


@pytest.mark.timeout(3000)
def test_what_is_pointed_at_is_named_with_what_is_behind_it() -> None:
    data, chance = told(), random.Random(11)
    right, wrong, kinds = 0, [], Counter[str]()
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
            faults = ["another thing"]
            if mark is not None and mark.thing is thing and mark.part == part:
                at = place_of(column, row, DRAFT)
                faults = faults_of(mark, thing, chapter, at) if LONG else []
                kinds[mark.kind] += 1
            if faults:
                said = mark and (mark.name, mark.path, type(mark.thing).__name__, mark.part)
                wrong.append((name, beat, type(thing).__name__, part, column, row, said, faults))
            right += not faults
            tried += 1
            if tried == EACH:
                break
    total = right + len(wrong)
    assert total >= (1000 if LONG else 30)
    assert right >= 0.99 * total, wrong
    assert {kind: kinds[kind] for kind in LEAST if kinds[kind] < LEAST[kind]} == {}, kinds
