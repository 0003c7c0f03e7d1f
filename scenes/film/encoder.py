"""Frames in, one H.264 file out."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import PictureType
from av.video.reformatter import ColorRange

from scenes.film.quality import Quality
from scenes.film.still_frames import numbered
from scenes.film.yuv_picture import Patch, YuvPicture

# Measured on 1080p frames of a turning cloud of points, ms of one core and kB a frame: superfast 9
# and 18, veryfast 12 and 13, medium 36 and 7. The look-ahead buys little in a film without cuts.
# A constant `qp` spares x264 its guess at every picture's difficulty: a quarter of the time of a
# `crf` of as good pictures, which takes a sixth fewer bytes.
# To look for what moved by whole pixels alone (`subme=0`) spares a quarter of the time as well, and
# costs a quarter more bytes; the pictures are almost as good (51.2 dB of luma beside 51.4).
# What is faint while it fades in is lost to x264's rounding to zero (`deadzone-inter=21`); to do
# without keeps it, for 11 bytes in a hundred.
# Without B-frames every part starts and ends cleanly, so that parts can be joined without encoding.
# Key frames are asked for here, and for a picture that goes in, its packet comes out at once.
ENCODER_OPTIONS = {
    "preset": "veryfast",
    "bf": "0",
    "x264-params": (
        "ref=1:subme=0:keyint=infinite:rc-lookahead=0:mbtree=0:scenecut=0:weightp=0:open-gop=0"
        ":force-cfr=1:deadzone-inter=0"
    ),
}
QP, SMALL, SMALL_QP = 19, 480, 17  # in small pictures a line is thin, and blurs sooner
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
    cpu
        Seconds of the processor that its thread has taken.
    """

    def __init__(self, path: Path, quality: Quality) -> None:
        self.frames = 0
        self.cpu = 0.0
        self._rate = quality.fps
        self._container = av.open(str(path), "w", format="mp4")
        qp = SMALL_QP if quality.height <= SMALL else QP
        options = ENCODER_OPTIONS | {"qp": str(qp)}
        stream = self._container.add_stream("libx264", rate=quality.fps, options=options)
        stream.width, stream.height = quality.width, quality.height
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        # One thread, so that a frame's bytes do not depend on the number of cores.
        context.thread_count = 1
        context.color_range = ColorRange.MPEG
        context.color_primaries = context.color_trc = context.colorspace = BT709
        self._stream = stream
        self._encoded = 0  # pictures
        self._repeat = self._encode_repeat()
        self._picture = YuvPicture(quality.width, quality.height)
        self._still = 0  # frames for which the picture stands still, as far as is known
        self._group = SECONDS_BETWEEN_KEYFRAMES * quality.fps
        self._since_key = self._group  # frames written; a key frame is due
        self._written = 0  # frames
        self._broken = False  # by an error that has not been told yet
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._in_flight: deque[Future[None]] = deque()

    def _encode_repeat(self) -> bytes:
        """Encode what repeats any picture: the second of two plain ones.

        They stay out of the file, which begins with the key frame after them.
        """
        shape = (self._stream.height * 3 // 2, self._stream.width)
        plain = av.VideoFrame.from_ndarray(np.zeros(shape, np.uint8), "yuv420p")
        return [self._encode(plain) for _ in range(2)][1]

    def put(
        self,
        frame: npt.NDArray[np.uint8],
        count: int = 1,
        areas: Iterable[tuple[slice, slice]] | None = None,
    ) -> None:
        """Add a frame.

        Parameters
        ----------
        frame
            RGBA, shape (height, width, 4), C-contiguous; what is needed of it is copied.
        count
            For how many frames it stands still. They cost next to nothing, as does a frame that
            equals the one before.
        areas
            Rows and columns outside of which it equals the frame before; by default, all of it
            may be new.

        Raises
        ------
        OSError
            If the file can't be written, possibly some frames late.
        """
        if len(self._in_flight) == FRAMES_IN_FLIGHT:
            self._in_flight.popleft().result()
        if self.frames == 0 or areas is None:
            areas = [(slice(None), slice(None))]
        self.frames += count
        pixels = frame.view(np.uint32)[..., 0]
        height, width = pixels.shape
        patches = [
            Patch(range(height)[rows], range(width)[columns], pixels[rows, columns].copy())
            for rows, columns in areas
        ]
        self._in_flight.append(self._thread.submit(self._take, patches, count))

    def _take(self, patches: list[Patch], count: int) -> None:
        """Let a picture wait until it is known for how long it stands still."""
        if self._broken:  # FFmpeg crashes at a file that it could not begin
            return
        self._broken = True
        before = time.thread_time()
        changes = self._picture.changes(patches)
        if changes:
            self._write()
            self._picture.change(changes)
        self._still += count
        self.cpu += time.thread_time() - before
        self._broken = False

    def _write(self) -> None:
        """Encode the picture that waits, and repeat it for as long as it stands still."""
        if self._still == 0:
            return
        # Only the same key frame again shows the same: if one gets due, the picture starts as one.
        is_key = self._since_key + self._still > self._group
        picture = self._encode(self._picture.frame, is_key=is_key)
        for number in range(self._still):
            if is_key and number % self._group == 0:
                self._since_key = 0
                self._mux(picture, is_key=True)
            else:
                self._mux(numbered(self._repeat if number else picture, self._since_key))
        self._still = 0

    def _encode(self, picture: av.VideoFrame, *, is_key: bool = False) -> bytes:
        picture.pict_type = PictureType.I if is_key else PictureType.NONE
        picture.pts = self._encoded
        [packet] = self._stream.encode(picture)
        self._encoded += 1
        return bytes(packet)

    def _mux(self, data: bytes, *, is_key: bool = False) -> None:
        packet: av.Packet[Any] = av.Packet(data)
        packet.stream = self._stream
        packet.time_base = Fraction(1, self._rate)
        packet.pts = packet.dts = self._written
        packet.duration = 1
        packet.is_keyframe = is_key
        self._container.mux(packet)
        self._written += 1
        self._since_key += 1

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
                self._write()
        finally:
            try:
                self._container.close()
            except OSError:
                if error is None:
                    raise
