"""What a frame costs the encoder, next to x264 asked for every one of them.

Without --benchmark-enable the pictures are tiny and few, so that this costs the test run nothing.
"""

import time
from fractions import Fraction

import av
import numpy as np
import pytest

from scenes.film.encoder import Encoder
from scenes.film.programme import FILM
from scenes.film.quality import QUALITIES, Quality
from scenes.film.render import draw, load_chapter
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

HIGH = QUALITIES["high"]
TINY = Quality("tiny", 64, 48, 15)
FIRST, FRAMES = 2400, 60  # where the three chapters move


class EveryFrame:
    """What the documentation of PyAV would have one write."""

    def __init__(self, path, quality):
        self.container = av.open(str(path), "w")
        options = {"preset": "veryfast", "crf": "21", "bf": "0"}
        self.stream = self.container.add_stream("libx264", rate=quality.fps, options=options)
        self.stream.width, self.stream.height = quality.width, quality.height
        self.stream.pix_fmt = "yuv420p"
        self.stream.codec_context.thread_count = 1
        self.frames = 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.container.mux(self.stream.encode(None))
        self.container.close()

    def put(self, picture, count):
        for _ in range(count):
            frame = av.VideoFrame.from_ndarray(picture, "rgba")
            frame.pts, frame.time_base = self.frames, Fraction(1, self.stream.average_rate)
            self.container.mux(self.stream.encode(frame))
            self.frames += 1


WAYS = pytest.mark.parametrize("way", [Encoder, EveryFrame])


def encode(benchmark, way, path, quality, runs):
    """Time runs of frames, and say what a frame costs."""

    def film():
        with way(path, quality) as encoder:
            for picture, count in runs:
                encoder.put(picture, count)

    cpu = time.process_time()
    benchmark.pedantic(film, rounds=1)
    frames = sum(count for _, count in runs)
    benchmark.extra_info |= {
        "ms of CPU a frame": round(1000 * (time.process_time() - cpu) / frames, 3),
        "bytes a frame": round(path.stat().st_size / frames),
    }


@WAYS
@pytest.mark.parametrize("quality", [HIGH, QUALITIES["4k"]], ids=lambda quality: quality.name)
def test_still_frames(benchmark, way, quality, tmp_path):
    if not benchmark.enabled:
        quality = TINY
    picture = np.full((quality.height, quality.width, 4), 255, np.uint8)
    picture[quality.height // 4 : quality.height // 2, quality.width // 3 :, 1:3] = 40
    encode(benchmark, way, tmp_path / "still.mp4", quality, [(picture, 600)])


@WAYS
@pytest.mark.parametrize("chapter", ["s01_horn", "s05_energy", "s10_free_energy"])
def test_moving_frames(benchmark, way, chapter, tmp_path):
    if not benchmark.enabled:
        pytest.skip("a benchmark alone: make bench")
    data = StoryData(load_story())
    runs = []
    draw(
        load_chapter(FILM.module(chapter), HIGH),
        data=data,
        script=FILM.script(chapter, data, FILM.timings()),
        quality=HIGH,
        take=lambda drawn: runs.append((drawn.picture.copy(), drawn.count)),
        wanted=range(FIRST, FIRST + FRAMES),
    )
    encode(benchmark, way, tmp_path / "moving.mp4", HIGH, runs)
