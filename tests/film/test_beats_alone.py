"""A beat drawn alone, the ones before it jumped over, is what it is in the whole film.

Here the last beat of every fifth chapter, at a frame a second; ``make test-faults`` does all beats.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Sequence

import pytest

from scenes.film.programme import FILM
from scenes.film.quality import Quality
from scenes.film.render import Drawn, draw, load_chapter
from scenes.narration.script import Script
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

LONG = "FAULTS" in os.environ
TINY = Quality("tiny", 320, 180, 5 if LONG else 1)


def pictures(script: Script, wanted: Sequence[int] | None = None) -> dict[int, str]:
    """Draw frames of a chapter; return the digest of each."""
    found: dict[int, str] = {}

    def take(drawn: Drawn) -> None:
        picture = hashlib.sha256(drawn.picture.tobytes()).hexdigest()
        found.update(dict.fromkeys(range(drawn.number, drawn.number + drawn.count), picture))

    draw(
        load_chapter(FILM.module(script.chapter), TINY),
        data=StoryData(load_story()),
        script=script,
        quality=TINY,
        take=take,
        wanted=wanted,
    )
    return found


def frames(script: Script, name: str) -> range:
    beat = script.beat(name)
    return range(round(beat.start * TINY.fps), round(beat.end * TINY.fps))


def stretched(script: Script, name: str) -> Script:
    """Return a script in which every beat but one lasts twice as long."""
    beats, start = [], 0.0
    for beat in script.beats:
        times = 1 if beat.name == name else 2
        said = tuple(times * each for each in beat.said)
        other = dataclasses.replace(beat, start=start, duration=times * beat.duration, said=said)
        beats.append(other)
        start += other.duration
    return dataclasses.replace(script, beats=tuple(beats))


@pytest.mark.parametrize("chapter", FILM.chapters if LONG else FILM.chapters[::5])
def test_a_beat_drawn_alone_is_the_same(chapter: str) -> None:
    script = FILM.script(chapter, StoryData(load_story()), FILM.timings()).schedule(TINY.fps)
    whole = pictures(script)
    for beat in script.beats if LONG else script.beats[-1:]:
        played = [whole[number] for number in frames(script, beat.name)]
        for other in (script, stretched(script, beat.name)):
            wanted = frames(other, beat.name)
            alone = pictures(other, wanted)
            assert [alone[number] for number in wanted] == played, beat.name
