"""What is behind a mark: its numbers, the core's function, and the story's numbers."""

from __future__ import annotations

import linecache
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scenes.chapter import Chapter
from scenes.film.marks.marks import Mark, marks_of
from scenes.film.marks.naming import Names
from scenes.film.marks.study import studied, study
from scenes.film.marks.values import Values, values_of

ROUNDING = 1e-12  # less is 0: what is left of a difference of numbers that are equal


@dataclass(frozen=True)
class Explanation:
    """What a viewer is told who points at a mark.

    Attributes
    ----------
    name, kind, role, path
        As the mark's.
    part
        Which part of the mobject, counted from 0; None if it has none.
    class_name
        Of the mobject, or of what has the part: "Discs".
    value
        Its numbers in one line: "y = (0.83, −1.2)".
    values
        The same by name, not rounded.
    file, line, statement
        The chapter's line that made it, and what stands there; "", 0 and "" if none did.
    function, asked_by
        The core's function that returned what is drawn, and what of the story asked it:
        ``lvebm_core.energy.energy_table`` and ``StoryData.energies``; "" if it is no such number.
    keys
        The story's numbers that it depends on: ``decoder.weights``.
    """

    name: str
    kind: str
    role: str
    path: str
    part: int | None
    class_name: str
    value: str
    values: Values
    file: str
    line: int
    statement: str
    function: str
    asked_by: str
    keys: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def explain(
    mark: Mark,
    chapter: Chapter,
    at: tuple[float, float] | None = None,
    *,
    wait: bool = True,
) -> Explanation:
    """Say what a mark is, and what is behind it.

    The first mark of a chapter takes some seconds, for the chapter is studied then: see
    `scenes.film.marks.study`.

    Parameters
    ----------
    mark
        One of the chapter's.
    chapter
        What draws it.
    at
        Where someone points, in Manim units: which place of a curve is meant.
    wait
        Whether to study the chapter if that was not done yet; without it, no function and no keys
        are told then.
    """
    found = study(chapter) if wait else studied(chapter)
    values = values_of(mark, Names(chapter), at)
    function = next((found.functions[o] for o in _origins(mark) if o in found.functions), None)
    file, line = mark.made_at or ("", 0)
    return Explanation(
        name=mark.name,
        kind=mark.kind,
        role=mark.role,
        path=mark.path,
        part=mark.part,
        class_name=type(mark.thing).__name__,
        value=", ".join(f"{name} = {_written(value)}" for name, value in values.items()),
        values=values,
        file=Path(file).name,
        line=line,
        statement=linecache.getline(file, line).strip(),
        function=function.core if function else "",
        asked_by=function.story if function else "",
        keys=tuple(key for key in found.keys if found.depends(_parts(mark), key)),
    )


def depending_on(key: str, chapter: Chapter) -> list[Mark]:
    """Return all that is drawn and depends on one of the story's numbers, ``decoder.weights``."""
    found = study(chapter)
    return [mark for mark in marks_of(chapter) if found.depends(_parts(mark), key)]


def _origins(mark: Mark) -> tuple[Any, ...]:
    return tuple(origin for origin in (mark.origin, mark.whole) if origin is not None)


def _parts(mark: Mark) -> tuple[Any, ...]:
    return tuple((origin, mark.part) for origin in _origins(mark))


def _written(value: float | tuple[float, ...]) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))})"
    rounded = 0.0 if abs(value) < ROUNDING else value
    return f"{rounded:.4g}".replace("-", "−")
