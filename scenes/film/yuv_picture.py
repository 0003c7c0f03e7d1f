"""A picture in the encoder's colours, of which only what changes is converted."""

from __future__ import annotations

from collections.abc import Sequence

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

STRIP = 64  # rows that are converted at once
MARGIN = 4  # rows around them which count too: colours have half the rows, mixed from four each


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
        self._window = min(STRIP + 2 * MARGIN, height)  # one size, so that it is set up once
        self._reformatter = VideoReformatter()
        self._rgba: npt.NDArray[np.uint8] | None = None

    def changes(self, rgba: npt.NDArray[np.uint8]) -> list[int]:
        """Find where another frame differs from the one that the picture shows.

        Parameters
        ----------
        rgba
            Shape (height, width, 4), C-contiguous.

        Returns
        -------
        list of int
            The top rows of the strips of the picture that change; none if the frames are equal.
        """
        tops = list(range(0, len(rgba), STRIP))
        if self._rgba is None:
            return tops
        # Two pixels at once: twice as fast as byte by byte.
        new, old = (frame.reshape(len(frame), -1).view(np.uint64) for frame in (rgba, self._rgba))
        near = {top: slice(max(top - MARGIN, 0), top + STRIP + MARGIN) for top in tops}
        return [top for top in tops if not np.array_equal(new[near[top]], old[near[top]])]

    def change(self, rgba: npt.NDArray[np.uint8], tops: Sequence[int]) -> None:
        """Show another frame.

        Parameters
        ----------
        rgba
            Shape (height, width, 4), C-contiguous; it must not change from now on.
        tops
            Its `changes`.
        """
        self._rgba = rgba
        for top in tops:
            first = max(min(top - MARGIN, len(rgba) - self._window), 0)
            made = _planes(self._converted(rgba[first : first + self._window]))
            for whole, part, rows in zip(self._planes, made, (1, 2, 2), strict=True):
                strip = part[(top - first) // rows :][: STRIP // rows]
                whole[top // rows :][: len(strip)] = strip

    def _converted(self, rgba: npt.NDArray[np.uint8]) -> av.VideoFrame:
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(rgba, format="rgba"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
            threads=1,
        )


def _planes(frame: av.VideoFrame) -> list[npt.NDArray[np.uint8]]:
    """Return the memory of a picture's brightness and of its two colours."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, -1)[:, : plane.width]
        for plane in frame.planes
    ]
