"""A picture in the encoder's colours, of which only what changes is converted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

STRIP = 64  # rows that are converted at once
PIECE = 128  # columns of a strip, of which as many are as it takes
MARGIN = 4  # pixels around them which count too: colours have half the size, mixed from four each


class Patch(NamedTuple):
    """A part of a frame: its rows and columns, and its pixels RGBA as uint32, (rows, columns)."""

    rows: range
    columns: range
    pixels: npt.NDArray[np.uint32]


class YuvPicture:
    """A picture that follows RGBA frames: yuv420p, BT.709, limited range.

    Parameters
    ----------
    width, height
        Of the frames; even.

    Attributes
    ----------
    frame
        The picture. It changes in place.
    """

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = _planes(self.frame)
        self._reformatters: dict[tuple[int, ...], VideoReformatter] = {}  # set up once for a size
        self._rgba = np.zeros((height, width), np.uint32)
        self._blank = True

    def changes(self, patches: Sequence[Patch]) -> list[Patch]:
        """Find where patches differ from what the picture shows.

        Parameters
        ----------
        patches
            Of another frame, which shows the same as the picture outside of them; at first they
            must cover all of it.

        Returns
        -------
        list of Patch
            What of them changes the picture; none if the frames are equal.
        """
        if self._blank:
            return list(patches)
        changing = []
        for rows, columns, pixels in patches:
            differing = pixels != self._rgba[rows.start : rows.stop, columns.start : columns.stop]
            down = np.flatnonzero(differing.any(axis=1)).tolist()
            if down:
                across = np.flatnonzero(differing.any(axis=0)).tolist()
                part = slice(down[0], down[-1] + 1), slice(across[0], across[-1] + 1)
                changing.append(Patch(rows[part[0]], columns[part[1]], pixels[part]))
        return changing

    def change(self, patches: Sequence[Patch]) -> None:
        """Show another frame.

        Parameters
        ----------
        patches
            Its `changes`.
        """
        self._blank = False
        pieces: dict[int, set[int]] = {}  # of each strip, those that are touched
        for rows, columns, pixels in patches:
            self._rgba[rows.start : rows.stop, columns.start : columns.stop] = pixels
            for strip in _touched(rows, STRIP):
                pieces.setdefault(strip, set()).update(_touched(columns, PIECE))
        height, width = self._rgba.shape
        for strip, touched in pieces.items():
            rows = range(height)[strip * STRIP :][:STRIP]
            if rows:
                self._convert(rows, range(width)[min(touched) * PIECE : (max(touched) + 1) * PIECE])

    def _convert(self, rows: range, columns: range) -> None:
        """Bring a part of the picture up to date."""
        up, left = (max(part.start - MARGIN, 0) for part in (rows, columns))
        window = self._rgba[up : rows.stop + MARGIN, left : columns.stop + MARGIN]
        made = _planes(self._converted(window))
        for plane, part, halved in zip(self._planes, made, (1, 2, 2), strict=True):
            y, x = rows.start // halved, columns.start // halved
            down, across = -(-len(rows) // halved), -(-len(columns) // halved)
            above, before = (rows.start - up) // halved, (columns.start - left) // halved
            plane[y : y + down, x : x + across] = part[
                above : above + down, before : before + across
            ]

    def _converted(self, pixels: npt.NDArray[np.uint32]) -> av.VideoFrame:
        reformatter = self._reformatters.setdefault(pixels.shape, VideoReformatter())
        rgba = pixels.view(np.uint8).reshape(*pixels.shape, 4)
        return reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(rgba, format="rgba"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
            threads=1,
        )


def _touched(pixels: range, size: int) -> range:
    """Return which of parts of a size show these pixels, or mix their colours with them."""
    return range(max(pixels.start - MARGIN, 0) // size, (pixels.stop + MARGIN - 1) // size + 1)


def _planes(frame: av.VideoFrame) -> list[npt.NDArray[np.uint8]]:
    """Return the memory of a picture's brightness and of its two colours."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, -1)[:, : plane.width]
        for plane in frame.planes
    ]
