"""What a person would call what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from manim import Arrow, Circle, Line, Mobject, Polygram, VMobject

from scenes.chapter import Chapter
from scenes.film.marks.lines import Origin, origin_of
from scenes.film.marks.reading import leaf_name, plain_text
from scenes.film.marks.roles import SYMBOLS
from scenes.mobjects.axes import Axes
from scenes.mobjects.energy.wall import Wall
from scenes.mobjects.formula import Formula, Typeset, Words
from scenes.mobjects.number import Number
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Strokes
from scenes.painting import Painted, Parts

_DEEP = 7  # from a chapter to its innermost named part
_MANY = 500  # a longer list is one of numbers
_CAMEL = re.compile(r"[A-Z][a-z]+")
_SHAPES = ("curve", "line", "bar", "circle", "cross", "marker", "diamond", "frame", "arrow", "key")
_GENERAL = ("line", "curve", "part", "axes", "mark", "label", "all", "one")
_OF_SOMETHING = ("outline", "label", "tip", "pointer", "knob", "axes", "grid", "ticks", "numbers")
_ENTRIES = re.compile(r"\[\d+\]")
_INNER = re.compile(r"[.\[]")


class Said(NamedTuple):
    """What something is called, and which of the chapter's attributes holds it."""

    kind: str
    name: str
    path: str


class Names:
    """The names of all that a chapter holds.

    Parameters
    ----------
    chapter
        Its attributes name what it draws.

    Attributes
    ----------
    scales : list
        All axes and walls that are drawn, those that the chapter holds itself first.
    """

    def __init__(self, chapter: Chapter) -> None:
        self._paths: dict[int, str] = {}
        self._holders: dict[int, Any] = {}
        self._parents: dict[int, Mobject] = {}
        self._glyphs: dict[int, tuple[Typeset, int]] = {}
        self._alive: list[Any] = []  # what is known by its id must not go
        for mobject in chapter.mobjects:
            self._enter(mobject)
        self.scales: list[Axes | Wall] = []
        self._drawn = {id(mobject) for mobject in self._alive}
        self._walk(chapter)

    def of(self, thing: Any, part: int | None, role: str) -> Said:
        """Return what a thing, or one of its parts, is called."""
        path = self.path(thing)
        found = self._glyphs.get(id(thing))
        if found is not None:
            return Said(*_glyph(*found), path)
        number = self._above(thing, Number)
        if number is not None:
            symbol = self.beside(number) or _last(path)
            return Said("number", f"{symbol} = {number.value:.6g}", path)
        kind = _kind(thing, part)
        name = _last(path) or kind
        symbol = "y" if isinstance(thing, Dots) else SYMBOLS.get(role, "")
        if part is not None and _count(thing) > 1:
            return Said(kind, f"{symbol or name}[{part + 1}]", path)
        if symbol and name in _GENERAL + (kind,):
            name = f"{symbol} {kind}" if kind in ("curve", "line", "area") else symbol
        return Said(kind, name, path)

    def origin(self, thing: Any) -> Origin | None:
        """Return where a thing was made, or what holds it."""
        if isinstance(thing, Dots | Strokes):
            return origin_of(thing.opacity)
        while thing is not None:
            line = origin_of(thing)
            if line is not None:
                return line
            thing = self._parents.get(id(thing))
        return None

    def whole(self, thing: Any) -> Origin | None:
        """Return where the words, the formula or the number was made that a glyph is part of."""
        whole = self._above(thing, (Typeset, Number))
        return None if whole is None else origin_of(whole)

    def path(self, thing: Any) -> str:
        """Return the chapter's attribute that holds a thing, or the one that holds its parent."""
        while thing is not None:
            if id(thing) in self._paths:
                return self._paths[id(thing)]
            thing = self._parents.get(id(thing))
        return ""

    def owner(self, thing: Any) -> str:
        """Return the chapter's own attribute that a thing is part of."""
        return _INNER.split(self.path(thing))[0]

    def is_drawn(self, mobject: Mobject) -> bool:
        """Tell whether a mobject, or a part of it, is in the chapter's picture."""
        return any(id(part) in self._drawn for part in mobject.get_family())

    def around(self, thing: Any) -> Iterator[Any]:
        """Yield a thing, what it is part of, and what holds it, the nearest first."""
        level, seen = [thing], set()
        while level:
            following = []
            for each in level:
                if each is None or id(each) in seen:
                    continue
                seen.add(id(each))
                yield each
                following += [self._parents.get(id(each)), self._holders.get(id(each))]
            level = following

    def beside(self, number: Number) -> str:
        """Return what the formula says that stands before a number in its row; "" for none."""
        row = self._parents.get(id(number))
        before = row.submobjects[: row.submobjects.index(number)] if row is not None else []
        formula = before[-1] if before else None
        if not isinstance(formula, Formula):
            return ""
        return plain_text(formula.source).rstrip(" =")

    def _above(self, thing: Any, kind: type | tuple[type, ...]) -> Any:
        while thing is not None and not isinstance(thing, kind):
            thing = self._parents.get(id(thing))
        return thing

    def _enter(self, mobject: Mobject) -> None:
        """Take note of what holds each part of a mobject."""
        self._alive.append(mobject)
        if isinstance(mobject, Typeset):
            for index, glyph in enumerate(mobject.submobjects[: len(mobject.layout.leaves)]):
                self._glyphs.setdefault(id(glyph), (mobject, index))
        for part in mobject.submobjects:
            if id(part) not in self._parents:
                self._parents[id(part)] = mobject
                self._enter(part)

    def _walk(self, chapter: Chapter) -> None:
        """Take note of the shortest path of attributes to each thing that the chapter holds."""
        level: list[tuple[str, Any, Any]] = [("", chapter, chapter)]
        for _ in range(_DEEP):
            following: list[tuple[str, Any, Any]] = []
            for path, thing, holder in level:
                for name, value in _held(thing):
                    if id(value) in self._paths or not _is_ours(value):
                        continue
                    self._paths[id(value)] = f"{path}{name}"
                    self._holders[id(value)] = holder
                    self._alive.append(value)
                    if isinstance(value, Mobject):
                        self._enter(value)
                    if isinstance(value, Axes | Wall) and self.is_drawn(value):
                        self.scales.append(value)
                    inner = holder if isinstance(value, list | tuple | dict) else value
                    following.append((f"{path}{name}", value, inner))
            level = following


def _held(thing: Any) -> list[tuple[str, Any]]:
    """Return what a thing holds, by what comes behind its own name."""
    if isinstance(thing, list | tuple):
        return [(f"[{i}]", value) for i, value in enumerate(thing)]
    if isinstance(thing, dict):
        return [(f"[{key!r}]", value) for key, value in thing.items()]
    first = isinstance(thing, Chapter)
    return [
        (name if first else f".{name}", value)
        for name, value in vars(thing).items()
        if not name.startswith("_") and name not in _NOT_DRAWN
    ]


_NOT_DRAWN = {
    *("renderer", "camera", "animations", "mobjects", "moving_mobjects", "static_mobjects"),
    *("script", "data", "submobjects", "parts", "layout", "target", "saved_state"),
}
"""Attributes that hold nothing that is drawn, or hold it under no name of its own."""


def _is_ours(value: Any) -> bool:
    if isinstance(value, list | tuple | dict):
        return 0 < len(value) < _MANY
    return isinstance(value, Mobject) or (
        hasattr(value, "__dict__")
        and not isinstance(value, type)
        and type(value).__module__.startswith("scenes.")
        and not type(value).__module__.startswith(("scenes.story", "scenes.film"))
    )


def _last(path: str) -> str:
    """Return the last name of a path of attributes, in words, with whose it is if need be."""
    *before, last = _ENTRIES.sub("", path).replace("_", " ").split(".")
    return f"{before[-1]} {last}" if before and last in _OF_SOMETHING else last


def _count(thing: Any) -> int:
    """Return how many parts a thing has."""
    if isinstance(thing, Dots):
        return len(thing.at)
    if isinstance(thing, Strokes):
        return len(thing.lines)
    if isinstance(thing, Segments):
        return len(thing.points) // 4
    parts: Parts | None = getattr(thing, "parts_drawn", None)
    return len(thing.points) // parts.points if parts else 1


def _glyph(words: Typeset, index: int) -> tuple[str, str]:
    """Return the kind and the name of a glyph: its innermost part's, or that of all the words."""
    source = str(getattr(words, "source", ""))
    held = words.layout.leaves[index].parts
    if held:
        return "symbol", leaf_name(source, words.layout.labels, held[-1])
    return "text" if isinstance(words, Words) else "symbol", plain_text(source)


def _kind(thing: Any, part: int | None) -> str:
    """Return the shape of a thing, or of its parts."""
    if isinstance(thing, Dots):
        return "dot"
    if isinstance(thing, Segments):
        return "segment"
    if isinstance(thing, Strokes):
        return "arrow" if thing.arrow else "line"
    parts: Parts | None = getattr(thing, "parts_drawn", None)
    if parts is not None and part is not None:
        return parts.kind
    if isinstance(thing, Painted):
        return "area"
    if type(thing).__module__.startswith("scenes."):
        words = [word.lower() for word in _CAMEL.findall(type(thing).__name__)]
        shape = next((word for word in reversed(words) if word in _SHAPES), "")
        if shape:
            return shape
    for kind, name in ((Arrow, "arrow"), (Line, "line"), (Circle, "circle"), (Polygram, "box")):
        if isinstance(thing, kind):
            return name
    if isinstance(thing, VMobject) and thing.get_fill_opacity() > 0:
        return "area"
    return "curve" if len(thing.points) > 8 else "line"
