"""The narration: what is said in each beat, how long it takes, and when a picture's cue is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.narration.captions import Caption, captions_of
from scenes.narration.errors import NarrationError
from scenes.narration.languages import REFERENCE
from scenes.narration.languages import language as language_of
from scenes.narration.timings import Timings, text_hash

if TYPE_CHECKING:  # torch takes seconds to import, which telling the time should not
    from scenes.story.data import StoryData

SHORTEST_BEAT = 1.0
"""Seconds: a shorter beat could neither be watched nor captioned."""


@dataclass(frozen=True)
class Beat:
    """What is said while one thing happens.

    Attributes
    ----------
    name
        Its heading in the narration.
    words
        The text, its numbers filled in.
    start, duration
        Seconds, from the chapter's start.
    said
        When each of the words is said, in seconds from the beat's start; without them every word
        takes its share of the beat.
    cues
        The names that the narration gives to words, and the place of each among the words.
    language
        Of the words: a beat that nobody has translated is English.
    """

    name: str
    words: str
    start: float
    duration: float
    said: tuple[float, ...] = ()
    cues: Mapping[str, int] = field(default_factory=dict)
    language: str = REFERENCE

    @property
    def end(self) -> float:
        """The time at which the next beat begins."""
        return self.start + self.duration

    def word_starts(self) -> tuple[float, ...]:
        """Return when each word begins, in seconds from the chapter's start."""
        if self.said:
            return tuple(self.start + time for time in self.said)
        spoken_length = language_of(self.language).spoken_length
        lengths = [spoken_length(word) for word in self.words.split()]
        before = accumulate(lengths[:-1], initial=0)
        return tuple(self.start + self.duration * said / sum(lengths) for said in before)

    def cue(self, name: str) -> float:
        """Return when a cue is said, in seconds from the chapter's start."""
        if name not in self.cues:
            known = ", ".join(self.cues) or "none"
            raise NarrationError(f"## {self.name}: no cue [{name}]; its cues are {known}")
        return self.word_starts()[self.cues[name]]


@dataclass(frozen=True)
class Script:
    """The words of one chapter, with their times; a beat may stay in English."""

    chapter: str
    title: str
    beats: tuple[Beat, ...]
    language: str = REFERENCE

    @property
    def duration(self) -> float:
        """Seconds that the chapter lasts."""
        return self.beats[-1].end

    def beat(self, name: str) -> Beat:
        """Return the beat of that name."""
        for beat in self.beats:
            if beat.name == name:
                return beat
        known = ", ".join(beat.name for beat in self.beats)
        raise NarrationError(f"{self.chapter}: no beat {name!r}; its beats are {known}")

    def in_frames(self, fps: float) -> Script:
        """Return the script with beats of whole frames, at least one, each rounded by itself.

        So a beat has the same frames whatever the beats before it last. The words keep their times
        from the beat's start.
        """
        beats, first = [], 0
        for beat in self.beats:
            count = max(1, round(beat.duration * fps))
            beats.append(replace(beat, start=first / fps, duration=count / fps))
            first += count
        return replace(self, beats=tuple(beats))

    def schedule(self, fps: float) -> Script:
        """Return what pictures need of the script: no words, and every time a whole frame."""
        beats = []
        for beat in self.in_frames(fps).beats:
            cues = sorted((beat.cue(name) - beat.start, name) for name in beat.cues)
            said = tuple(min(round(at * fps) / fps, beat.duration) for at, _ in cues)
            named = {name: k for k, (_, name) in enumerate(cues)}
            beats.append(replace(beat, words="", said=said, cues=named))
        return replace(self, beats=tuple(beats))

    @property
    def picture_language(self) -> str:
        """The language of the words in its pictures: English if nothing of it is translated."""
        translated = any(beat.language == self.language for beat in self.beats)
        return self.language if translated else REFERENCE

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever makes the film should know: at most one line, on what isn't translated."""
        left = [beat.name for beat in self.beats if beat.language != self.language]
        if not left:
            return ()
        wanted, other = language_of(self.language).name, language_of(REFERENCE).name
        return (f"{self.chapter}: no {wanted} words, so {other} ones, for {', '.join(left)}",)

    def captions(self) -> tuple[Caption, ...]:
        """Return the captions of all beats; none crosses from one beat into the next."""
        return tuple(
            caption
            for beat in self.beats
            for caption in captions_of(
                beat.words.split(),
                beat.word_starts(),
                beat.end,
                language_of(beat.language),
            )
        )


@dataclass(frozen=True)
class Passage:
    """A beat's words, not timed yet.

    Attributes
    ----------
    words
        The text, its numbers filled in.
    cues
        The names that the narration gives to words, and the place of each among the words.
    language
        Of the words.
    """

    words: str
    cues: Mapping[str, int]
    language: str


@dataclass(frozen=True)
class Words:
    """What is said in a chapter, not timed yet: its title and, by beat, its words."""

    chapter: str
    title: str
    passages: Mapping[str, Passage]
    language: str = REFERENCE

    def timed(self, timings: Timings | None, words_per_minute: float) -> Script:
        """Give every beat its time.

        Parameters
        ----------
        timings
            When the words are said. A beat whose words are not in the table, as every beat without
            one, lasts as long as reading it.
        words_per_minute
            How fast that is.
        """
        beats, start = [], 0.0
        for name, passage in self.passages.items():
            words = passage.words
            times = timings.find(self.chapter, name, text_hash(words)) if timings else None
            length = language_of(passage.language).spoken_length(words)
            reading = max(SHORTEST_BEAT, length / words_per_minute * 60)
            duration = times.duration if times else reading
            said = tuple(word.start for word in times.words) if times else ()
            beats.append(Beat(name, words, start, duration, said, passage.cues, passage.language))
            start += duration
        return Script(self.chapter, self.title, tuple(beats), self.language)


def load_script(
    chapter: str,
    data: StoryData,
    folder: Path | None = None,
    timings: Timings | None = None,
    language: str = REFERENCE,
    beats: Sequence[str] | None = None,
) -> Script:
    """Read a chapter's narration and fill in its numbers.

    Parameters
    ----------
    chapter
        The chapter's name, such as ``s04_latent``; its narration is ``s04.md``.
    data
        What the narration's facts are true of.
    folder
        Where the English narration lies, and the other languages' folders; ``None`` means
        ``assets/narration``.
    timings
        When the words are said. A beat whose words are not in the table, as every beat without one,
        lasts as long as reading it at the story's pace.
    language
        The code of one of `languages`. Beats that its folder lacks keep their English words, and
        the script has a warning.
    beats
        Those that the chapter plays, in order, for the headings to be held against; ``None`` if
        that is left to the chapter.

    Raises
    ------
    NarrationError
        If the file can't be read, has no title, lacks a beat or has one too many, can't be
        filled, or marks a cue that is none; if the language is unknown, or a translation's
        cues are not those of the English words.
    """
    from scenes.narration.passages import read_chapter  # it computes facts, which needs torch

    words = read_chapter(chapter, data, folder, language, beats)
    return words.timed(timings, data.story.narration.words_per_minute)
