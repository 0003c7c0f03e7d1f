"""Which line of a chapter made a mobject."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from manim import Mobject

from scenes.chapter import Chapter
from scenes.mobjects import typeset

_CHAPTER_FILE = re.compile(r"s\d\d_\w+\.py")
_OUTLINES = typeset.__file__
_ORIGIN = "_origin"  # in the mobject itself: so its copies have it as well


class SourceLine(NamedTuple):
    """A line of a chapter's source."""

    file: str
    line: int


class Origin(NamedTuple):
    """Where a mobject was made: by which line, and as which of those that the line makes."""

    at: SourceLine
    nth: int


@contextmanager
def remembering_lines() -> Iterator[None]:
    """Let every mobject remember, while this is on, the line of a chapter that makes it."""
    make, begin = Mobject.__init__, Chapter.__init__
    made: Counter[SourceLine] = Counter()

    @wraps(make)
    def make_and_remember(self: Mobject, *args: Any, **kwargs: Any) -> None:
        line = chapter_line(sys._getframe(1))
        if line is not None and _ORIGIN not in self.__dict__:
            self.__dict__[_ORIGIN] = Origin(line, made[line])
            made[line] += 1
        make(self, *args, **kwargs)

    @wraps(begin)
    def begin_anew(self: Chapter, *args: Any, **kwargs: Any) -> None:
        file = sys.modules[type(self).__module__].__file__
        for line in [line for line in made if line.file == file]:
            del made[line]
        begin(self, *args, **kwargs)

    Mobject.__init__ = make_and_remember  # type: ignore[method-assign]
    Chapter.__init__ = begin_anew  # type: ignore[method-assign]
    try:
        yield
    finally:
        Mobject.__init__ = make  # type: ignore[method-assign]
        Chapter.__init__ = begin  # type: ignore[method-assign]


def origin_of(mobject: Mobject) -> Origin | None:
    """Return where a mobject was made, if that was remembered."""
    origin: Origin | None = mobject.__dict__.get(_ORIGIN)
    return origin


def chapter_line(frame: FrameType | None) -> SourceLine | None:
    """Return the innermost line of a chapter's file that is running.

    Outlines of glyphs are kept for whoever asks next: that they are made depends on who was first.
    """
    while frame is not None:
        file = frame.f_code.co_filename
        if _is_chapter(file):
            return SourceLine(file, frame.f_lineno)
        if file == _OUTLINES:
            return None
        frame = frame.f_back
    return None


@cache
def _is_chapter(file: str) -> bool:
    return _CHAPTER_FILE.fullmatch(Path(file).name) is not None
