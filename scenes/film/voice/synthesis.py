"""The one pass that speaks the narration: its sound, and the timing table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.film.errors import writing
from scenes.film.scratch import publish, scratch_folder
from scenes.film.voice.cache import SpeechCache
from scenes.film.voice.speech import Passage, Speech, Voice, VoiceError
from scenes.narration.script import SHORTEST_BEAT, Script
from scenes.narration.timings import BeatTimes, Timings, text_hash, timings_text

DRIFT = 0.25
"""Seconds by which sound may differ from a table and still be in step.

A voice times its words a little differently on another processor, by some 15 ms. It's less than the
pause after a passage, so that a beat which is in step loses no sound at its end.
"""

MOST_PROBLEMS = 5  # that are told at once


@dataclass(frozen=True)
class Spoken:
    """A narration that was spoken.

    Attributes
    ----------
    voice, version
        Who spoke, and how.
    speech
        By chapter and beat.
    words
        What was said, likewise.
    """

    voice: str
    version: str
    speech: Mapping[tuple[str, str], Speech]
    words: Mapping[tuple[str, str], str]

    def timings(self) -> Timings:
        """Return the timing table of this very sound."""
        beats = {
            place: (
                text_hash(self.words[place]),
                BeatTimes(max(SHORTEST_BEAT, speech.duration), speech.words),
            )
            for place, speech in self.speech.items()
        }
        return Timings(f"the voice {self.voice}", self.voice, self.version, beats)

    def out_of_step(self, timings: Timings) -> frozenset[tuple[str, str]]:
        """Find the beats whose sound can't follow a table that may come from another machine.

        A beat's first word is always in step, for the sound is put at the beat's start.

        Parameters
        ----------
        timings
            The table.

        Returns
        -------
        frozenset of (str, str)
            Chapter and beat, where a word is said more than `DRIFT` from its time, the beat would
            cut off more than that, or the table hasn't these words.
        """
        return frozenset(
            place
            for place, speech in self.speech.items()
            if not _in_step(speech, timings.find(*place, text_hash(self.words[place])))
        )


def _in_step(speech: Speech, due: BeatTimes | None) -> bool:
    if due is None or len(due.words) != len(speech.words):
        return False
    return speech.duration - due.duration <= DRIFT and all(
        abs(word.start - planned.start) <= DRIFT
        for word, planned in zip(speech.words, due.words, strict=True)
    )


def synthesise(scripts: Sequence[Script], voice: Voice, cache: Path) -> Spoken:
    """Speak every beat.

    Parameters
    ----------
    scripts
        The narrations; their words count, not their times.
    voice
        Who speaks.
    cache
        The folder of what was spoken before.

    Returns
    -------
    Spoken

    Raises
    ------
    VoiceError
        If beats can't be spoken: a line for each, up to `MOST_PROBLEMS`.
    FilmError
        If the cache can't be written.
    """
    kept = SpeechCache(cache)
    speech, words, problems = {}, {}, []
    for script in scripts:
        for beat in script.beats:
            place = (script.chapter, beat.name)
            words[place] = beat.words
            try:
                speech[place] = kept.speak(voice, Passage(*place, beat.words))
            except VoiceError as error:
                problems.append(str(error))
    if problems:
        more = len(problems) - MOST_PROBLEMS
        rest = [f"and {more} more beats that can't be spoken"] if more > 0 else []
        raise VoiceError("\n".join([*problems[:MOST_PROBLEMS], *rest]))
    kept.prune()
    return Spoken(voice.name, voice.version, speech, words)


def write_timings(timings: Timings, path: Path) -> None:
    """Write a timing table: all of it or nothing.

    Parameters
    ----------
    timings
        The table.
    path
        Its file.

    Raises
    ------
    FilmError
        If it can't be written.
    """
    with writing(path), scratch_folder(path.parent) as scratch:
        made = scratch / path.name
        made.write_text(timings_text(timings), encoding="utf-8")
        publish(made, path)
