"""How like the drawn pictures the film's are: ``make bench-similarity``.

Every frame of the film is drawn, encoded and decoded again, and compared with what was drawn by
the structural similarity of its brightness (Wang et al., 2004), over windows of 8 x 8 pixels, four
apart, as FFmpeg's filter has it. (That what is drawn is what Manim's own camera draws, and that its
colours are converted as a whole frame's are, is tested bit for bit.)
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from scenes.film.encoder import Encoder
from scenes.film.programme import FILM
from scenes.film.quality import QUALITIES
from scenes.film.render import draw, load_chapter
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

LEAST = 0.995
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def similarity(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> float:
    """Return the mean structural similarity of two pictures' brightness, shape (height, width)."""
    x, y = (np.asarray(plane, dtype=np.float32) for plane in (a, b))
    mean_x, mean_y, square, product = (_windows(each) for each in (x, y, x * x + y * y, x * y))
    both = mean_x * mean_y
    squares = mean_x**2 + mean_y**2
    alike = (2 * both + _C1) * (2 * (product - both) + _C2)
    return float((alike / ((squares + _C1) * (square - squares + _C2))).mean())


def _windows(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the means over windows of 8 x 8, four apart."""
    height, width = (size // 4 for size in values.shape)
    blocks = values[: 4 * height, : 4 * width].reshape(height, 4, width, 4).mean(axis=(1, 3))
    pairs = (blocks[1:] + blocks[:-1]) / 2
    return np.asarray((pairs[:, 1:] + pairs[:, :-1]) / 2)


class ComparingEncoder(Encoder):
    """An encoder that decodes what it writes.

    Attributes
    ----------
    found
        The similarity of each frame written.
    """

    def __init__(self, *args: Any) -> None:
        self.found: list[float] = []
        self._decoder: Any = None
        super().__init__(*args)

    def _mux(self, data: bytes, *, is_key: bool = False) -> None:
        super()._mux(data, is_key=is_key)
        if self._decoder is None:
            self._decoder = av.CodecContext.create("h264", "r")
            self._decoder.extradata = self._stream.codec_context.extradata
            self._decoder.thread_count = 1
            self._decoder.flags |= av.codec.context.Flags.low_delay
        [frame] = self._decoder.decode(av.Packet(data))
        self.found.append(similarity(_brightness(frame), _brightness(self._picture.frame)))


def _brightness(frame: av.VideoFrame) -> npt.NDArray[np.uint8]:
    plane = frame.planes[0]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, -1)[:, : plane.width]


def compare(chapter: str, quality: str) -> list[float]:
    """Return the similarity of every frame of a chapter."""
    data = StoryData(load_story())
    size = QUALITIES[quality]
    with tempfile.TemporaryDirectory() as folder:
        encoder = ComparingEncoder(Path(folder) / "part.mp4", size)
        with encoder:
            draw(
                load_chapter(FILM.module(chapter), size),
                data=data,
                script=FILM.script(chapter, data, FILM.timings()),
                quality=size,
                take=lambda drawn: encoder.put(drawn.changed, drawn.count, drawn.areas),
            )
    return encoder.found


def told(chapter: str, found: Iterable[float]) -> str:
    """Say how like the frames of a chapter are."""
    values = np.array(list(found))
    return (
        f"{chapter}: {len(values):,} frames, similarity from {values.min():.4f}, "
        f"mean {values.mean():.4f}"
    )


def main() -> None:
    """Measure, and print a line a chapter."""
    parser = argparse.ArgumentParser(description="How like the drawn pictures the film's are.")
    parser.add_argument("--quality", default="high", choices=QUALITIES)
    parser.add_argument("--chapters", default="", help="such as s01,s05; default: all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    chapters = FILM.select([name for name in given.chapters.split(",") if name])
    film: list[float] = []
    with ProcessPoolExecutor(given.jobs) as pool:
        for chapter, found in zip(
            chapters, pool.map(compare, chapters, [given.quality] * len(chapters)), strict=True
        ):
            film += found
            print(told(chapter, found), flush=True)
    print(told("film", film))
    if min(film) < LEAST:
        sys.exit(f"a frame is less like what was drawn than {LEAST}")


if __name__ == "__main__":
    main()
