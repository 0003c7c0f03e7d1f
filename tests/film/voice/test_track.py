"""Where each passage is heard: with its beat, to the sample within a chapter."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest

from scenes.film.voice.speech import Speech
from scenes.film.voice.track import BLOCK, RATE, placed
from scenes.narration.script import Beat, Script
from scenes.narration.timings import WordTime
from tests.film.tone_bursts import tone_bursts

DURATIONS = (1.537, 2.2, 1.001, 3.3333)  # seconds, none a whole number of frames


def chapter() -> Script:
    starts = np.concatenate([[0], np.cumsum(DURATIONS)]).tolist()
    beats = [
        Beat(f"b{k}", "word", start, duration)
        for k, (start, duration) in enumerate(zip(starts, DURATIONS, strict=False))
    ]
    return Script("c01", "One", tuple(beats))


def hums(rate: int, lengths: tuple[float, ...]) -> dict[tuple[str, str], Speech]:
    """Say a tone of each length and then nothing for 0.3 s."""
    return {
        ("c01", f"b{k}"): Speech(
            tone_bursts(length + 0.3, [(0.0, length)], rate), rate, (WordTime(0.0, length, "word"),)
        )
        for k, length in enumerate(lengths)
    }


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
def test_each_passage_starts_with_its_beats_first_frame(fps: int) -> None:
    speech = hums(24_000, (1.2, 1.9, 0.7, 3.0))
    other = {("c02", beat): said for (_, beat), said in speech.items()}
    scripts = [chapter(), replace(chapter(), chapter="c02")]
    found = placed(scripts, speech | other, fps)
    frames = [round(duration * fps) for duration in DURATIONS]
    starts = [frame * RATE / fps for frame in accumulate(frames, initial=0)]
    first, second = found[:4], found[4:]
    moved = second[0].start - starts[-1]
    assert second[0].start % BLOCK == 0
    assert abs(moved) <= BLOCK / 2
    assert [p.start for p in first] == starts[:-1]
    assert [p.start - moved for p in second] == [start + starts[-1] for start in starts[:-1]]
    assert [p.end for p in found] == [*(p.start for p in found[1:]), 2 * starts[-1]]
    assert [p.place for p in found] == [*speech, *other]
    assert all(p.speech is (speech | other)[p.place] for p in found)


@pytest.mark.parametrize("frames", range(90, 106))
def test_no_chapter_begins_in_the_words_of_another(frames: int) -> None:
    """Not even where these leave no pause: then it begins with the next block."""
    lasting = frames / 60
    script = Script("c01", "One", (Beat("b0", "word", 0.0, lasting),))
    said = Speech(tone_bursts(lasting, [(0.0, lasting)], 24_000), 24_000, ())
    other = replace(script, chapter="c02")
    first, second = placed([script, other], {("c01", "b0"): said, ("c02", "b0"): said}, 60)
    assert first.end == second.start >= 800 * frames
    assert second.start - 800 * frames < BLOCK
