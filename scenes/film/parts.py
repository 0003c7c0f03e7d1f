"""The parts of the film, a beat each: what their pictures depended on, and which of them fit.

A part is an MP4 and, beside it, a record of what its pictures read while they were drawn. Its name
holds a digest of what can be told before: the code that it can run, its times, its title and its
quality. Which numbers and labels it depends on, the record says. The MP4 is published last: where
it stands, both are whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from scenes.film.kept import oldest_first
from scenes.film.quality import Quality
from scenes.film.scratch import publish

KEPT_VERSIONS = 8  # of a beat in one quality; older ones make room

Depends = Mapping[str, Any]
"""What pictures depend on, by name: ``{"story horn.alpha": 1.0, "label decoder": "decoder"}``."""


@dataclass(frozen=True)
class BeatPart:
    """One beat of the film.

    Attributes
    ----------
    chapter, beat
        Their names.
    frames
        Its length.
    quality
        Size and frame rate.
    key
        A digest of all that its pictures depend on, but what they read while they are drawn.
    """

    chapter: str
    beat: str
    frames: int
    quality: Quality
    key: str

    @property
    def place(self) -> str:
        """Where it belongs: ``s03_slice.slide-draft``."""
        return f"{self.chapter}.{self.beat}-{self.quality.name}"


@dataclass(frozen=True)
class Record:
    """What is known of a part that was drawn.

    Attributes
    ----------
    depends
        What its pictures read.
    seconds, cpu, encoding
        How long it took to draw, how much of the processor, and how much of that the encoder took.
    before
        How long it took to come to its first frame; None if the beats before it were drawn too.
    memory
        The most megabytes that its process had held by then; 0 where the system doesn't tell.
    """

    depends: Depends
    seconds: float
    cpu: float
    encoding: float
    before: float | None
    memory: float


class KeptParts:
    """The parts that were made before.

    Parameters
    ----------
    folder
        It may be missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records: dict[str, list[Path]] = {}
        for file in oldest_first(folder.glob("*.json")):
            self._records.setdefault(_place_of(file), []).append(file)

    def find(self, part: BeatPart, now: Callable[[str], Any]) -> Path | None:
        """Return a whole part whose pictures would be the same today.

        Parameters
        ----------
        part
            What is looked for.
        now
            The value today of what a part depends on, by its name.
        """
        for file in self._records.get(part.place, ()):
            if not file.name.startswith(f"{part.place}-{part.key}-"):
                continue
            record, film = read_record(file), file.with_suffix(".mp4")
            if (
                record is not None
                and all(now(name) == value for name, value in record.depends.items())
                and is_whole(film, part.frames, part.quality)
            ):
                with contextlib.suppress(FileNotFoundError):  # another run removes it just now
                    os.utime(file)
                    return film
        return None

    def newest(self, place: str) -> Record | None:
        """Return what is known of the newest part of a place, whatever it shows."""
        for file in reversed(self._records.get(place, ())):
            record = read_record(file)
            if record is not None:
                return record
        return None

    def make_room(self, places: Iterable[str]) -> None:
        """Remove the parts of some places that were not used for long."""
        for place in places:
            files = self._folder.glob(f"{place}-*.json")
            versions = oldest_first(file for file in files if _place_of(file) == place)
            for old in versions[:-KEPT_VERSIONS]:
                old.with_suffix(".mp4").unlink(missing_ok=True)
                old.unlink(missing_ok=True)


def keep_part(made: Path, part: BeatPart, record: Record, folder: Path) -> Path:
    """Publish a part that was drawn.

    Parameters
    ----------
    made
        The MP4 in a scratch folder, which takes the record too.
    part
        What it is.
    record
        What its pictures read, and how long they took.
    folder
        The folder of the parts.

    Returns
    -------
    Path
        The whole part.

    Raises
    ------
    OSError
        If it can't be written.
    """
    depends = json.dumps(record.depends, sort_keys=True)
    values = hashlib.sha256(depends.encode()).hexdigest()[:12]
    film = folder / f"{part.place}-{part.key}-{values}.mp4"
    note = made.with_suffix(".json")
    note.write_text(json.dumps(vars(record), sort_keys=True), encoding="utf-8")
    publish(note, film.with_suffix(".json"))
    publish(made, film)
    return film


def _place_of(record: Path) -> str:
    """Tell from a record's name where its part belongs."""
    return record.name.rsplit("-", 2)[0]


def read_record(file: Path) -> Record | None:
    """Read a part's record; None if it can't be read, or is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        depends, before = found["depends"], found["before"]
        if not isinstance(depends, dict):
            return None
        return Record(
            depends,
            seconds=float(found["seconds"]),
            cpu=float(found["cpu"]),
            encoding=float(found["encoding"]),
            before=None if before is None else float(before),
            memory=float(found["memory"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_whole(path: Path, frames: int, quality: Quality) -> bool:
    """Tell whether a file is a part of the film with all its frames.

    Parameters
    ----------
    path
        The file, which may be missing.
    frames
        The number of frames it should have.
    quality
        Size and frame rate it should have.

    Returns
    -------
    bool
    """
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            found = (stream.frames, stream.width, stream.height, stream.average_rate)
    except (OSError, ValueError, IndexError):
        return False
    return found == (frames, quality.width, quality.height, Fraction(quality.fps))
