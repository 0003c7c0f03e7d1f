"""A timing table brought up to date: only what was never said in these words is spoken anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scenes.film.voice.speech import Passage, Voice
from scenes.film.voice.synthesis import synthesise
from scenes.narration.script import Script
from scenes.narration.timings import Timings, text_hash


@dataclass(frozen=True)
class Retimed:
    """A table that is up to date.

    Attributes
    ----------
    timings
        It.
    spoken
        The chapters and beats that were spoken for it, in order.
    """

    timings: Timings
    spoken: tuple[tuple[str, str], ...]


def retimed(
    scripts: Sequence[Script],
    voice: Voice,
    *,
    before: Timings | None,
    chapters: Collection[str],
    cache: Path,
) -> Retimed:
    """Speak what a table lacks; a row whose words, voice and version are the same stays.

    So a table that was made on another processor, where the voice times its words a little
    differently, changes only where the words did. A recording's sound is not decided by its words:
    its rows are always read off it.

    Parameters
    ----------
    scripts
        The narrations of the chapters to bring up to date; their words count, not their times.
    voice
        Who speaks.
    before
        The table as it was; None to speak everything, as is done if another voice made it.
    chapters
        Those that the film has: rows of other ones go, and so do those of beats that are no more.
    cache
        The folder of what was spoken before.

    Returns
    -------
    Retimed

    Raises
    ------
    VoiceError
        If beats can't be spoken: a line for each.
    FilmError
        If the cache can't be written.
    """
    if before is None or (before.voice, before.version) != (voice.name, voice.version):
        before = Timings("", voice.name, voice.version, {})
    stale = [
        replace(script, beats=tuple(beat for beat in script.beats if beat.name in names))
        for script in scripts
        if (names := _stale(script, voice, before))
    ]
    spoken = synthesise(stale, voice, cache).timings()
    known = {**before.beats, **spoken.beats}
    told = {script.chapter for script in scripts}
    beats = {p: row for p, row in before.beats.items() if p[0] in chapters and p[0] not in told}
    for script in scripts:
        beats |= {(script.chapter, b.name): known[script.chapter, b.name] for b in script.beats}
    return Retimed(replace(spoken, beats=beats), tuple(spoken.beats))


def _stale(script: Script, voice: Voice, timings: Timings) -> frozenset[str]:
    """Find the beats that must be spoken."""
    return frozenset(
        beat.name
        for beat in script.beats
        if not timings.find(script.chapter, beat.name, text_hash(beat.words))
        or voice.fingerprint(Passage(script.chapter, beat.name, beat.words))
    )
