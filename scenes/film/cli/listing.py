"""What the film holds: tables for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from scenes.film.cli.aligned import aligned
from scenes.narration.script import Script

if TYPE_CHECKING:  # torch takes seconds to import, which a list of chapters should not
    from scenes.narration.usage import Use
    from scenes.story.data import StoryData
    from scenes.story.facts.fact import Fact
    from scenes.story.tables import Cell, Table

FORMATS = ("table", "csv", "json")
"""Of them JSON is written in ASCII, so that no terminal's encoding can harm it."""

LONGEST_VALUE = 40
"""Characters of a value that people are shown; JSON has it in full."""


def list_chapters(scripts: Sequence[Script], layout: str) -> str:
    """List chapters and beats with their times in seconds.

    Parameters
    ----------
    scripts
        The chapters' narrations.
    layout
        One of `FORMATS`.

    Returns
    -------
    str
        The text; starts count from the chapter's start.
    """
    if layout == "json":
        chapters = [
            {
                "chapter": script.chapter,
                "title": script.title,
                "duration": script.duration,
                "beats": [
                    {"beat": beat.name, "start": beat.start, "duration": beat.duration}
                    for beat in script.beats
                ],
            }
            for script in scripts
        ]
        return json.dumps(chapters, indent=2)
    if layout == "csv":
        columns = ("chapter", "title", "beat", "start", "duration")
        return _csv(
            columns,
            [
                (script.chapter, script.title, beat.name, beat.start, beat.duration)
                for script in scripts
                for beat in script.beats
            ],
        )
    rows: list[tuple[Cell, ...]] = []
    for script in scripts:
        rows.append((script.chapter, script.title, "", f"{script.duration:.2f}"))
        rows += [
            ("", f"  {beat.name}", f"{beat.start:.2f}", f"{beat.duration:.2f}")
            for beat in script.beats
        ]
    rows.append(("total", "", "", f"{sum(script.duration for script in scripts):.2f}"))
    return aligned(("chapter", "beat", "start/s", "duration/s"), rows)


def list_numbers(tables: Mapping[str, Sequence[Table]], layout: str) -> str:
    """List the numbers behind chapters.

    Parameters
    ----------
    tables
        Of each chapter by name.
    layout
        One of `FORMATS`. In CSV every table has its own header, and an empty line before it.

    Returns
    -------
    str
        The text; numbers have all their digits in CSV and JSON.
    """
    if layout == "json":
        numbers = {
            chapter: {
                table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
                for table in found
            }
            for chapter, found in tables.items()
        }
        return json.dumps(numbers, indent=2)
    if layout == "csv":
        return "\n".join(
            _csv(
                ("chapter", "table", *table.columns),
                [(chapter, table.name, *row) for row in table.rows],
            )
            for chapter, found in tables.items()
            for table in found
        )
    return "\n".join(
        f"{chapter}: {table.name}\n{aligned(table.columns, table.rows)}"
        for chapter, found in tables.items()
        for table in found
    )


def list_facts(
    facts: Sequence[Fact], data: StoryData, uses: Mapping[str, Sequence[Use]], layout: str
) -> str:
    """List facts: their values, what they mean, and where narrations ask for them.

    Parameters
    ----------
    facts
        Which.
    data
        What they are true of.
    uses
        By the facts' names; some may be missing.
    layout
        ``table``, or ``json`` with all digits.
    """
    if layout == "json":
        listed = [
            {
                "name": fact.name,
                "value": _plain(fact.of(data)),
                "meaning": fact.meaning,
                "cases": list(fact.cases),
                "used": [asdict(use) for use in uses.get(fact.name, ())],
            }
            for fact in facts
        ]
        return json.dumps(listed, indent=2)
    return aligned(
        ("fact", "here", "meaning", "used in"),
        [
            (
                fact.name,
                shorten(_shown(fact.of(data)), LONGEST_VALUE, placeholder=" …"),
                fact.meaning + (f" One of: {', '.join(fact.cases)}." if fact.cases else ""),
                " ".join(map(str, uses.get(fact.name, ()))),
            )
            for fact in facts
        ],
    )


def _plain(value: object) -> object:
    """Return a fact's value for JSON: a record as an object."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _shown(value: object) -> str:
    """Return a fact's value for people."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6g}"
        case tuple():
            return ", ".join(map(_shown, value)) or "none"
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = (f"{name} {_shown(part)}" for name, part in asdict(value).items())
            return f"({'; '.join(parts)})"
    return str(value)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
