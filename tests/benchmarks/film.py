"""How fast the film is made: ``make bench-film``.

The film is made from nothing, silent, in every quality that is asked for; each chapter's frames,
CPU and time come from the records of its parts. The floor is what the encoder alone takes for the
frames that change. Beside it, three pictures drawn the naive way, a second each, in draft: in high
quality the turning horn takes minutes.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from manim import tempconfig

from scenes.film.make import make_film
from scenes.film.parts import read_record
from scenes.film.programme import FILM
from scenes.film.progress import Lines
from scenes.film.quality import QUALITIES, Quality
from scenes.film.render import film_config
from scenes.film.voice.silent import SilentVoice
from scenes.story.parameters import load_story
from tests.benchmarks.naive import NAIVE, SECONDS

QUICK = ("draft", "medium", "high")


@dataclass(frozen=True)
class Row:
    """What was measured of a chapter, or of the whole film.

    Attributes
    ----------
    quality, chapter
        Their names.
    frames
        How many.
    seconds
        What it took: of a chapter its workers' time, of the film the time until it was whole.
    cpu, floor
        Milliseconds of CPU a frame: all, and the encoder's alone.
    times
        How many times as fast as it plays, on all cores.
    memory
        The most megabytes that a process had held which drew of it.
    """

    quality: str
    chapter: str
    frames: int
    seconds: float
    cpu: float
    floor: float
    times: float
    memory: float


def measure(quality: Quality, chapters: Sequence[str], jobs: int) -> list[Row]:
    """Make the film from nothing, and return its rows."""
    with tempfile.TemporaryDirectory() as folder:
        programme = replace(FILM, media=Path(folder))
        started, before = time.perf_counter(), _cpu()
        film = make_film(
            programme,
            chapters,
            story=load_story(),
            voice=SilentVoice(150),
            lecture=True,
            quality=quality,
            jobs=jobs,
            out=Path(folder) / "film.mp4",
            progress=Lines(io.StringIO()),
        )
        seconds, cpu = time.perf_counter() - started, _cpu() - before
        rows = [_chapter(programme.media / "parts", each, quality, jobs) for each in chapters]
    frames = sum(row.frames for row in rows)
    floor = sum(row.floor * row.frames for row in rows) / frames
    times, memory = film.seconds / seconds, max(row.memory for row in rows)
    whole = Row(quality.name, "film", frames, seconds, 1000 * cpu / frames, floor, times, memory)
    return [*rows, whole]


def _chapter(parts: Path, chapter: str, quality: Quality, jobs: int) -> Row:
    """Add up the records of a chapter's parts."""
    script = FILM.script(chapter, load_story(), FILM.timings()).in_frames(quality.fps)
    frames = round(script.duration * quality.fps)
    found = [read_record(file) for file in parts.glob(f"{chapter}.*.json")]
    records = [record for record in found if record is not None]
    seconds = sum(record.seconds + (record.before or 0) for record in records)
    return Row(
        quality.name,
        chapter,
        frames,
        seconds,
        1000 * sum(record.cpu for record in records) / frames,
        1000 * sum(record.encoding for record in records) / frames,
        script.duration / seconds * jobs,
        max(record.memory for record in records),
    )


def naive(quality: Quality) -> dict[str, float]:
    """Draw and encode the naive twins as Manim does; return seconds a second of film."""
    found = {}
    for chapter, scene in NAIVE.items():
        with tempfile.TemporaryDirectory() as folder, tempconfig(film_config(quality)):
            with tempconfig({"dry_run": False, "media_dir": folder}):
                started = time.perf_counter()
                scene().render()
            found[chapter] = (time.perf_counter() - started) / SECONDS
    return found


def _cpu() -> float:
    """Return the CPU time of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def machine() -> dict[str, Any]:
    """Say where it was measured."""
    model = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        model = next((x.partition(": ")[2] for x in lines if x.startswith("model name")), model)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"),
    }


def table(rows: Sequence[Row], twins: dict[str, float]) -> str:
    """Set the rows as Markdown."""
    lines = [
        "| quality | chapter | frames | time s | CPU ms/frame | encoder ms/frame | × real time "
        "| memory MB |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {row.quality} | {row.chapter} | {row.frames:,} | {row.seconds:.1f} | {row.cpu:.1f} | "
        f"{row.floor:.1f} | {row.times:.2f} | {row.memory:.0f} |"
        for row in rows
    ]
    lines += [
        "",
        "| the naive twin of, in draft | seconds for a second of film |",
        "|---|--:|",
        *(f"| {chapter} | {seconds:.1f} |" for chapter, seconds in twins.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the table and the JSON."""
    parser = argparse.ArgumentParser(description="How fast the film is made, from nothing.")
    parser.add_argument("--qualities", default=",".join(QUICK), help="such as draft,high")
    parser.add_argument("--chapters", default="", help="such as s01,s05; default: all")
    parser.add_argument("--film-only", action="store_true", help="without the naive twins")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=FILM.media / "bench", help="a folder")
    given = parser.parse_args()
    chapters = FILM.select([name for name in given.chapters.split(",") if name])
    qualities = [QUALITIES[name] for name in given.qualities.split(",")]
    twins = {} if given.film_only else naive(QUALITIES["draft"])
    rows: list[Row] = []
    for quality in qualities:
        rows += measure(quality, chapters, given.jobs)
    where = machine() | {"jobs": given.jobs}
    told = {"machine": where, "rows": [asdict(row) for row in rows], "naive": twins}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "film.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    place = ", ".join(f"{name} {value}" for name, value in where.items())
    text = f"{place}\n\n{table(rows, twins)}"
    (given.out / "film.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
