"""That converting what changed gives the picture that converting all of it gives, bit for bit."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from scenes.film.yuv_picture import STRIP, Patch, YuvPicture

Area = tuple[range, range]


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


def follow(picture: YuvPicture, rgba: npt.NDArray[np.uint8], *areas: Area) -> list[range]:
    """Show another frame, of which these areas may have changed; return the rows that did."""
    height, width = rgba.shape[:2]
    pixels = rgba.view(np.uint32)[..., 0]
    changes = picture.changes(
        [
            Patch(rows, columns, pixels[rows.start : rows.stop, columns.start : columns.stop])
            for rows, columns in areas or [(range(height), range(width))]
        ]
    )
    picture.change(changes)
    return [change.rows for change in changes]


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


def test_only_what_changed_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = YuvPicture(64, 1080)
    strips = []
    convert = picture._converted
    monkeypatch.setattr(picture, "_converted", lambda rgba: strips.append(0) or convert(rgba))
    rgba = np.full((1080, 64, 4), 255, np.uint8)
    follow(picture, rgba)
    assert len(strips) == 17
    assert follow(picture, rgba.copy()) == []
    for row, touched in ((5 * STRIP + 30, 1), (5 * STRIP, 2), (6 * STRIP - 1, 2)):
        rgba[row, 10, 1] -= 1
        strips.clear()
        assert follow(picture, rgba) == [range(row, row + 1)]
        assert len(strips) == touched, row
        np.testing.assert_array_equal(picture.frame.to_ndarray(), converted(rgba))


def test_patches_change_it_as_whole_frames_do() -> None:
    rng = np.random.default_rng(3)
    picture = YuvPicture(854, 480)
    rgba = rng.integers(0, 256, (480, 854, 4), dtype=np.uint8)
    follow(picture, rgba)
    for _ in range(20):
        areas = []
        for top in rng.choice(7, size=3, replace=False) * STRIP:
            rows, left = range(top, min(top + STRIP, 480)), int(rng.integers(0, 800))
            columns = range(left, min(left + int(rng.integers(1, 400)), 854))
            areas.append((rows, columns))
            y, x = rng.choice(rows), rng.choice(columns)
            rgba[y : rows.stop, x : columns.stop] = rng.integers(0, 256, 4)
        follow(picture, rgba, *areas)
        np.testing.assert_array_equal(picture.frame.to_ndarray(), converted(rgba))
