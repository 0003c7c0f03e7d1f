"""How many frames a second each chapter gives at 1080p60, drawn and encoded by one process.

Only with --benchmark-enable: it takes minutes. Every beat is played a tenth as long as its words,
so that each counts for its share of the film.
"""

import dataclasses
import time

import pytest

from scenes.film.encoder import Encoder
from scenes.film.programme import FILM
from scenes.film.quality import QUALITIES
from scenes.film.render import draw, load_chapter
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

HIGH = QUALITIES["high"]
HASTE = 10


def hurried(script):
    """Return a script whose beats and words take a tenth of their time."""
    beats = [
        dataclasses.replace(
            beat,
            start=beat.start / HASTE,
            duration=beat.duration / HASTE,
            said=tuple(time / HASTE for time in beat.said),
        )
        for beat in script.beats
    ]
    return dataclasses.replace(script, beats=tuple(beats))


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_frames_a_second(chapter, benchmark, tmp_path):
    if not benchmark.enabled:
        pytest.skip("a benchmark alone: make bench")
    data = StoryData(load_story())
    script = hurried(FILM.script(chapter, data, FILM.timings()))
    chapter_class = load_chapter(FILM.module(chapter), HIGH)
    frames = round(script.in_frames(HIGH.fps).duration * HIGH.fps)

    def film():
        with Encoder(tmp_path / "part.mp4", HIGH) as encoder:
            draw(
                chapter_class,
                data=data,
                script=script,
                quality=HIGH,
                take=lambda drawn: encoder.put(drawn.changed, drawn.count, drawn.areas),
            )
        assert encoder.frames == frames

    cpu = time.process_time()
    benchmark.pedantic(film, rounds=1)
    benchmark.extra_info |= {
        "frames": frames,
        "frames a second": round(frames / benchmark.stats.stats.min, 1),
        "ms of CPU a frame": round(1000 * (time.process_time() - cpu) / frames, 1),
    }
