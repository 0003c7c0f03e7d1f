"""What the film holds: tables for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from scenes.film.cli.aligned import aligned
from scenes.narration.script import Script
from scenes.story.tables import Cell, Table

FORMATS = ("table", "csv", "json")


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
        return json.dumps(chapters, indent=2, ensure_ascii=False)
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
        return json.dumps(numbers, indent=2, ensure_ascii=False)
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


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
