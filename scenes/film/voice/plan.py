"""Which times a film follows: pictures and sound always the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import Voice
from scenes.film.voice.synthesis import Spoken, synthesise
from scenes.narration.script import Script
from scenes.narration.timings import Timings, load_timings, text_hash


@dataclass(frozen=True)
class Plan:
    """The times and the sound of a film.

    Attributes
    ----------
    timings
        For `load_script`; a beat that is not in it takes the time of its words. None if there are
        none: every beat does.
    spoken
        The sound; None for a silent film.
    own
        The beats, such as ``s03_slice.slide``, that follow their sound because it is out of step
        with what the table has for their words.
    """

    timings: Timings | None
    spoken: Spoken | None
    own: tuple[str, ...] = ()


def plan_film(
    scripts: Sequence[Script], voice: Voice, *, table: Path, cache: Path, lecture: bool
) -> Plan:
    """Choose the times of a film, so that it can't be out of step.

    The lecture follows its table, with this voice or without any, so that its pictures are the same
    everywhere. Another story has other words, and another voice takes other times: then the sound
    itself gives the times. So it does in a new chapter of the lecture, until that is in the table,
    and in a beat whose sound is too far from the table's times, as on another processor or with
    another take. A silent film of another story takes what the table has of its words.

    Parameters
    ----------
    scripts
        The narrations; their words count, not their times.
    voice
        Who speaks.
    table
        The timing table; it may be missing.
    cache
        The folder of what was spoken before.
    lecture
        Whether the story is the one that the table was written for.

    Returns
    -------
    Plan

    Raises
    ------
    TimingsError
        If the table can't be used, or is stale.
    VoiceError
        If the voice can't speak.
    """
    timings = load_timings(table) if table.exists() else None
    if timings is not None and lecture:
        timings.check(
            (script.chapter, beat.name, text_hash(beat.words))
            for script in scripts
            if script.chapter in timings.chapters  # a new one has been spoken by nobody yet
            for beat in script.beats
        )
    if isinstance(voice, SilentVoice):
        return Plan(timings, None)
    spoken = synthesise(scripts, voice, cache)
    made_by = timings and (timings.voice, timings.version)
    if timings is None or not lecture or made_by != (voice.name, voice.version):
        return Plan(spoken.timings(), spoken)
    out_of_step = spoken.out_of_step(timings)
    own = [".".join(place) for place in spoken.speech if place in out_of_step & set(timings.beats)]
    return Plan(timings.updated(spoken.timings(), out_of_step), spoken, tuple(own))
