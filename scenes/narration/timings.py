"""The timing table: how long each beat lasts as it's spoken, and when each of its words is said.

The table is written by the pass that speaks the narration. Everything else reads it, so pictures
are the same whether or not a voice is installed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from scenes.folders import ASSETS
from scenes.narration.languages import english

TIMINGS = ASSETS / "timings.json"
"""The table of the lecture, found from this file and not from the working directory."""

REFRESH = "lvebm voice"
"""The command that writes the table."""

LARGEST_FILE = 20_000_000
"""Bytes we're ready to read: the lecture's table takes about 100 kB."""

LONGEST_BEAT = 3600.0
"""Seconds: a longer beat is a mistake."""


class TimingsError(ValueError):
    """A table that can't be used; its text is one line: file, place, problem."""


@dataclass(frozen=True)
class WordTime:
    """When one word of a beat is said; seconds from the beat's start."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class BeatTimes:
    """How long a beat lasts, in seconds, and the times of its words, those of ``words.split()``."""

    duration: float
    words: tuple[WordTime, ...]


@dataclass(frozen=True)
class Timings:
    """A timing table.

    Attributes
    ----------
    source
        What errors call it: its file.
    voice, version
        Who spoke, and how; the same text in another voice or version has other times.
    beats
        By chapter and beat: the hash of the text that was spoken, and its times.
    """

    source: str
    voice: str
    version: str
    beats: Mapping[tuple[str, str], tuple[str, BeatTimes]]

    def find(self, chapter: str, beat: str, digest: str) -> BeatTimes | None:
        """Return a beat's times, or None if the table hasn't this text for it."""
        found = self.beats.get((chapter, beat))
        return found[1] if found and found[0] == digest else None

    @property
    def chapters(self) -> frozenset[str]:
        """The chapters that were spoken."""
        return frozenset(chapter for chapter, _ in self.beats)

    def updated(self, other: Self, places: Iterable[tuple[str, str]]) -> Self:
        """Return the table with the rows that another one has for some chapters and beats."""
        return replace(self, beats={**self.beats, **{each: other.beats[each] for each in places}})

    def beat(self, chapter: str, beat: str, digest: str) -> BeatTimes:
        """Return a beat's times.

        Parameters
        ----------
        chapter, beat
            Their names.
        digest
            The `text_hash` of the beat's words as they are now.

        Raises
        ------
        TimingsError
            If the beat is missing or its words have changed since they were spoken.
        """
        self.check([(chapter, beat, digest)])
        return self.beats[chapter, beat][1]

    def stale(self, beats: Iterable[tuple[str, str, str]]) -> list[str]:
        """Name those of the beats, given as for `beat`, that are missing or have changed."""
        return [
            f"{chapter}.{beat}" for chapter, beat, d in beats if not self.find(chapter, beat, d)
        ]

    def check(self, beats: Iterable[tuple[str, str, str]]) -> None:
        """Check that the table has the times of these beats, given as for `beat`.

        Raises
        ------
        TimingsError
            If some are missing or have changed: one line that names them all.
        """
        stale = self.stale(beats)
        if stale:
            raise TimingsError(
                f"{self.source}: stale, the words have changed in {', '.join(stale)}; "
                f"refresh it: {REFRESH}"
            )


def text_hash(words: str) -> str:
    """Return what tells one text from another: 16 hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def even_times(words: Iterable[str], start: float, end: float) -> tuple[WordTime, ...]:
    """Spread words over a stretch of time, each as long as it takes to read aloud.

    Parameters
    ----------
    words
        Words without spaces; a lone sign takes no time.
    start, end
        The stretch, in seconds.

    Returns
    -------
    tuple of WordTime
        One for each word; times are whole milliseconds.
    """
    words = tuple(words)
    said = [0]
    for word in words:
        said.append(said[-1] + english().spoken_length(word))
    rate = (end - start) / max(said[-1], 1)
    return tuple(
        WordTime(round(start + rate * before, 3), round(start + rate * after, 3), word)
        for word, before, after in zip(words, said, said[1:], strict=False)
    )


def load_timings(path: Path | None = None) -> Timings:
    """Read a timing table.

    Parameters
    ----------
    path
        Its file; ``None`` means `TIMINGS`.

    Raises
    ------
    TimingsError
        If the file can't be read or doesn't hold a timing table.
    """
    path = path or TIMINGS
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TimingsError(f"{path}: larger than {LARGEST_FILE} bytes, not a timing table")
        table = _Table.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise TimingsError(f"{path}: no such file; make it: {REFRESH}") from None
    except OSError as error:
        raise TimingsError(f"{path}: can't be read: {error.strerror}") from None
    except ValidationError as error:
        raise TimingsError(f"{path}: {_first(error)}; make it anew: {REFRESH}") from None
    beats = {
        (chapter, name): (
            beat.text,
            BeatTimes(beat.duration, tuple(WordTime(*word) for word in beat.words)),
        )
        for chapter, named in table.chapters.items()
        for name, beat in named.items()
    }
    return Timings(str(path), table.voice, table.version, MappingProxyType(beats))


def timings_text(timings: Timings) -> str:
    """Write a timing table as the text of its file.

    Chapters are sorted, beats are in their order, and each word has a line of its own. Starts of
    beats are not in it, so that a changed sentence changes the lines of its own beat only.
    """
    chapters: dict[str, list[str]] = {}
    for (chapter, beat), (digest, times) in timings.beats.items():
        words = ",\n".join(
            f"          [{word.start:.3f}, {word.end:.3f}, {_quoted(word.text)}]"
            for word in times.words
        )
        chapters.setdefault(chapter, []).append(
            f"      {_quoted(beat)}: {{\n"
            f'        "text": {_quoted(digest)},\n'
            f'        "duration": {times.duration:.3f},\n'
            f'        "words": [\n{words}\n        ]\n'
            "      }"
        )
    body = ",\n".join(
        f"    {_quoted(chapter)}: {{\n" + ",\n".join(beats) + "\n    }"
        for chapter, beats in sorted(chapters.items())
    )
    return (
        "{\n"
        '  "format": 1,\n'
        f'  "voice": {_quoted(timings.voice)},\n'
        f'  "version": {_quoted(timings.version)},\n'
        f'  "chapters": {{\n{body}\n  }}\n'
        "}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


Seconds = Annotated[float, Field(ge=0, le=LONGEST_BEAT)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class _Beat(_Strict):
    """A beat of the file: its words are in order and within its duration."""

    text: str = Field(pattern="^[0-9a-f]{16}$")
    duration: Seconds = Field(gt=0)
    words: tuple[tuple[Seconds, Seconds, str], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        before = 0.0
        for start, end, word in self.words:
            if not before <= start <= end <= self.duration:
                raise ValueError(f"the word {word!r} at {start:g} s is out of order")
            before = start
        return self


class _Table(_Strict):
    format: Literal[1]
    voice: str = Field(min_length=1)
    version: str = Field(min_length=1)
    chapters: dict[str, dict[str, _Beat]] = Field(min_length=1)


def _first(error: ValidationError) -> str:
    """Say the first thing that's wrong, and where."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    said = first["msg"].removeprefix("Value error, ")
    message = said[:1].lower() + said[1:]
    shown = f" = {first['input']!r}" if isinstance(first["input"], str | int | float) else ""
    return f"{place}{shown if len(shown) < 60 else ''}: {message}" if place else message
