"""That converting what changed gives the picture that converting all of it gives, bit for bit."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from scenes.film.yuv_picture import STRIP, YuvPicture


def converted(rgba: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Convert the whole frame at once."""
    return (
        VideoReformatter()
        .reformat(
            av.VideoFrame.from_numpy_buffer(rgba, format="rgba"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
            threads=1,
        )
        .to_ndarray()
    )


def follow(picture: YuvPicture, rgba: npt.NDArray[np.uint8]) -> list[int]:
    tops = picture.changes(rgba)
    picture.change(rgba, tops)
    return tops


@pytest.mark.parametrize(
    ("width", "height"), [(854, 480), (64, 1080), (36, 48), (16, 64), (16, 66), (34, 130), (8, 2)]
)
def test_it_is_the_whole_frame_converted(width: int, height: int) -> None:
    rng = np.random.default_rng(height)
    picture = YuvPicture(width, height)
    rgba = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    follow(picture, rgba)
    np.testing.assert_array_equal(picture.frame.to_ndarray(), converted(rgba))
    edges = [0, 1, height - 2, height - 1, *range(STRIP - 5, min(STRIP + 5, height - 1))]
    for row in edges + rng.integers(0, height, 20).tolist():
        rgba = rgba.copy()
        rgba[row : row + rng.integers(1, 4), rng.integers(0, width) :, :3] = rng.integers(0, 256, 3)
        follow(picture, rgba)
        np.testing.assert_array_equal(picture.frame.to_ndarray(), converted(rgba))


def test_only_what_changed_is_converted() -> None:
    picture = YuvPicture(64, 1080)
    rgba = np.full((1080, 64, 4), 255, np.uint8)
    assert len(follow(picture, rgba)) == 17
    assert follow(picture, rgba.copy()) == []
    one = rgba.copy()
    one[5 * STRIP + 30, 10, 1] = 0
    assert follow(picture, one) == [5 * STRIP]


def test_a_strip_counts_the_rows_around_it() -> None:
    picture = YuvPicture(64, 1080)
    rgba = np.full((1080, 64, 4), 255, np.uint8)
    follow(picture, rgba)
    edge = rgba.copy()
    edge[5 * STRIP] = 0
    assert follow(picture, edge) == [4 * STRIP, 5 * STRIP]
