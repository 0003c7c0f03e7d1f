"""Frames in, one H.264 file out."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from scenes.film.quality import Quality

# Measured on 1080p frames of a turning cloud of points, ms of one core and kB a frame: superfast 9
# and 18, veryfast 12 and 13, medium 36 and 7. The look-ahead buys little in a film without cuts.
# Without B-frames every part starts and ends cleanly, so that parts can be joined without encoding.
ENCODER_OPTIONS = {
    "preset": "veryfast",
    "crf": "21",
    "bf": "0",
    "x264-params": "rc-lookahead=0:mbtree=0:scenecut=0:weightp=0:open-gop=0",
}
SECONDS_BETWEEN_KEYFRAMES = 4  # a player's seek decodes at most that much
FRAMES_IN_FLIGHT = 4  # between drawing and encoding; one of 4K takes 33 MB
BT709 = 1  # ITU-T H.273, for primaries, transfer and matrix alike


class Encoder:
    """Encode RGBA frames in a thread of its own, beside the one that draws.

    Use it as a context manager: leaving it finishes the file, unless an exception is on its way.

    Parameters
    ----------
    path
        The MP4 to write.
    quality
        Size and frame rate.

    Attributes
    ----------
    frames
        Number of frames taken so far.
    """

    def __init__(self, path: Path, quality: Quality) -> None:
        self.frames = 0
        self._rate = quality.fps
        self._container = av.open(str(path), "w", format="mp4")
        stream = self._container.add_stream(
            "libx264", rate=quality.fps, options=dict(ENCODER_OPTIONS)
        )
        stream.width, stream.height = quality.width, quality.height
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.gop_size = SECONDS_BETWEEN_KEYFRAMES * quality.fps
        # One thread, so that a frame's bytes do not depend on the number of cores.
        context.thread_count = 1
        context.color_range = ColorRange.MPEG
        context.color_primaries = context.color_trc = context.colorspace = BT709
        self._stream = stream
        self._reformatter = VideoReformatter()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._in_flight: deque[Future[None]] = deque()

    def put(self, frame: npt.NDArray[np.uint8], count: int = 1) -> None:
        """Add a frame.

        Parameters
        ----------
        frame
            RGBA, shape (height, width, 4), C-contiguous; it belongs to the encoder from now on.
        count
            For how many frames it stands still.

        Raises
        ------
        OSError
            If the file can't be written, possibly some frames late.
        """
        if len(self._in_flight) == FRAMES_IN_FLIGHT:
            self._in_flight.popleft().result()
        first = self.frames
        self.frames += count
        self._in_flight.append(self._thread.submit(self._encode, frame, first, count))

    def _encode(self, frame: npt.NDArray[np.uint8], first: int, count: int) -> None:
        picture = self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(frame, format="rgba"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
            threads=1,
        )
        picture.time_base = Fraction(1, self._rate)
        for number in range(first, first + count):
            picture.pts = number
            self._container.mux(self._stream.encode(picture))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=error is not None)
        try:
            if error is None:
                while self._in_flight:
                    self._in_flight.popleft().result()
                self._container.mux(self._stream.encode(None))
        finally:
            try:
                self._container.close()
            except OSError:
                if error is None:
                    raise
