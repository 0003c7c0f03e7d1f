"""What the encoder writes, read back with FFmpeg's decoder and with a reader of slice headers."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from scenes.film import encoder
from scenes.film.encoder import Encoder
from scenes.film.quality import Quality
from scenes.film.still_frames import numbered
from tests.film.slice_headers import SliceHeader, slice_headers

pytestmark = pytest.mark.slow

Image = npt.NDArray[np.uint8]
SMALL = Quality("small", 128, 96, 15)
GROUP = 4 * SMALL.fps  # frames from a key frame to the next, at most


@dataclass(frozen=True)
class Run:
    """A picture and for how many frames it stands still."""

    picture: Image
    length: int


def pictures(count: int, seed: int, quality: Quality = SMALL) -> Iterator[Image]:
    """Draw squares that come, move and go; each picture differs from the one before."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((quality.height, quality.width, 4), np.uint8)
    picture[..., 3] = 255
    for number in range(count):
        picture = picture.copy()
        y, x = rng.integers(0, quality.height - 8), rng.integers(0, quality.width - 24)
        grain = rng.integers(0, 256, (1, 1, 3) if number % 3 else (20, 24, 3))
        picture[y : y + 20, x : x + 24, :3] = np.resize(grain, (20, 24, 3))[
            : quality.height - y, : quality.width - x
        ]
        yield picture


def runs(lengths: Sequence[int], seed: int = 0) -> list[Run]:
    return [
        Run(picture, length)
        for picture, length in zip(pictures(len(lengths), seed), lengths, strict=True)
    ]


def write(path: Path, film: Sequence[Run]) -> Path:
    with Encoder(path, SMALL) as film_encoder:
        for run in film:
            film_encoder.put(run.picture, run.length)
    return path


def decoded(path: Path, *, start: int = 0, stop: int | None = None) -> list[av.VideoFrame]:
    """Decode from a key frame on; what the decoder complains about is an error."""
    frames = []
    av.logging.set_level(av.logging.WARNING)
    try:
        with av.logging.Capture(local=False) as complaints, av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.codec_context.options = {"err_detect": "explode"}
            stream.codec_context.thread_count = 1
            if start:
                container.seek(round(start / SMALL.fps / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                if stop is not None and number_of(frame) >= stop:
                    break
                frames.append(frame)
    finally:
        av.logging.set_level(None)
    assert complaints == []
    return frames


def number_of(frame: av.VideoFrame) -> int:
    number = frame.pts * frame.time_base * SMALL.fps
    assert number.denominator == 1
    return int(number)


def packets(path: Path) -> list[av.Packet]:
    with av.open(str(path)) as container:
        return [packet for packet in container.demux(video=0) if packet.pts is not None]


def random_lengths(seed: int) -> list[int]:
    """Choose long and short runs, between moving pictures."""
    rng = np.random.default_rng(seed)
    lengths: list[int] = []
    for longest in (2, 5, 40, 130, 600):
        for _ in range(4):
            lengths += [1] * int(rng.integers(0, 40)) + [int(rng.integers(1, longest + 1))]
    return [*lengths, GROUP, GROUP + 1, 1, 2 * GROUP, 1, 600, 1]


@pytest.fixture(scope="module", params=[0, 1])
def film(request: pytest.FixtureRequest) -> list[Run]:
    return runs(random_lengths(request.param), request.param)


@pytest.fixture(scope="module")
def path(film: list[Run], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("encoder") / "film.mp4", film)


@pytest.fixture(scope="module")
def frames(path: Path) -> list[av.VideoFrame]:
    return decoded(path)


def starts(film: Sequence[Run]) -> list[int]:
    return np.cumsum([0, *(run.length for run in film)]).tolist()


def test_every_frame_is_there_and_in_time(
    film: list[Run], path: Path, frames: list[av.VideoFrame]
) -> None:
    count = sum(run.length for run in film)
    assert [number_of(frame) for frame in frames] == list(range(count))
    for packet in packets(path):
        assert packet.dts == packet.pts
        assert packet.duration * packet.time_base == Fraction(1, SMALL.fps)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.frames, stream.average_rate, stream.base_rate) == (count, 15, 15)


def test_still_frames_are_equal_bit_for_bit(film: list[Run], frames: list[av.VideoFrame]) -> None:
    arrays = [frame.to_ndarray() for frame in frames]
    for first, end in pairwise(starts(film)):
        for number in range(first + 1, end):
            np.testing.assert_array_equal(arrays[number], arrays[first])
        assert end == len(arrays) or (arrays[end] != arrays[first]).any()


def test_a_still_frame_is_a_few_bytes(film: list[Run], path: Path) -> None:
    written = packets(path)
    sizes = {
        written[number].size
        for first, end in pairwise(starts(film))
        for number in range(first + 1, end)
        if not written[number].is_keyframe
    }
    assert len(sizes) == 1
    assert sizes.pop() < 30


def test_key_frames_are_four_seconds_apart_at_most(path: Path) -> None:
    written = packets(path)
    keys = [number for number, packet in enumerate(written) if packet.is_keyframe]
    assert keys[0] == 0
    assert max(np.diff([*keys, len(written)])) <= GROUP
    # In pictures that move they're no denser than that.
    assert len(keys) < 2 * len(written) / GROUP


def test_a_long_hold_starts_with_a_key_frame_which_comes_again(tmp_path: Path) -> None:
    written = packets(write(tmp_path / "hold.mp4", runs([30, 1, 3 * GROUP + 7, 1])))
    keys = [number for number, packet in enumerate(written) if packet.is_keyframe]
    assert keys == [0, 31, 31 + GROUP, 31 + 2 * GROUP, 31 + 3 * GROUP]
    assert len({bytes(written[number]) for number in keys[1:]}) == 1


def test_every_key_frame_can_be_started_at(path: Path, frames: list[av.VideoFrame]) -> None:
    keys = [number for number, packet in enumerate(packets(path)) if packet.is_keyframe]
    for key, end in pairwise([*keys, len(frames)]):
        group = decoded(path, start=key, stop=end)
        assert [number_of(frame) for frame in group] == list(range(key, end))
        for number, frame in enumerate(group, key):
            np.testing.assert_array_equal(frame.to_ndarray(), frames[number].to_ndarray())


def test_seeking_anywhere_shows_that_frame(path: Path, frames: list[av.VideoFrame]) -> None:
    for wanted in np.random.default_rng(3).integers(1, len(frames), 20).tolist():
        shown = decoded(path, start=wanted, stop=wanted + 1)
        assert number_of(shown[-1]) == wanted
        assert len(shown) <= GROUP
        np.testing.assert_array_equal(shown[-1].to_ndarray(), frames[wanted].to_ndarray())


def test_slices_say_what_the_standard_asks(path: Path) -> None:
    headers = slice_headers(path)
    since_key, last = 0, SliceHeader(key=False, frame_num=0, idr_pic_id=None)
    for header in headers:
        since_key = 0 if header.key else since_key + 1
        assert header.frame_num == since_key % 16
        # Of two key frames in a row the ids must differ.
        assert not (header.key and last.key and header.idr_pic_id == last.idr_pic_id)
        last = header
    assert {header.frame_num for header in headers} == set(range(16))


def test_wrong_numbers_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = runs([1, 5, *[1] * 20])
    monkeypatch.setattr(encoder, "numbered", lambda picture, number: numbered(picture, 3 * number))
    assert len(decoded(write(tmp_path / "wrong.mp4", film))) < 26


def test_a_broken_picture_would_be_seen(tmp_path: Path) -> None:
    path = write(tmp_path / "broken.mp4", runs([1] * 26))
    content = bytearray(path.read_bytes())
    middle = slice(len(content) // 3, 2 * len(content) // 3)
    content[middle] = bytes(byte ^ 0x55 for byte in content[middle])
    path.write_bytes(content)
    with pytest.raises((AssertionError, av.FFmpegError)):
        decoded(path)


def psnr(film: Sequence[Run], arrays: Sequence[Image]) -> npt.NDArray[np.float64]:
    """Compare every frame's brightness with what was drawn."""
    values = []
    for run, first in zip(film, starts(film), strict=False):
        drawn = av.VideoFrame.from_ndarray(run.picture, "rgba").reformat(
            format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
        )
        for number in range(first, first + run.length):
            difference = arrays[number].astype(float) - drawn.to_ndarray()
            values.append(10 * np.log10(255**2 / np.mean(difference[: SMALL.height] ** 2)))
    return np.array(values)


def test_pictures_are_as_good_as_x264_alone_makes_them(
    tmp_path: Path, film: list[Run], frames: list[av.VideoFrame]
) -> None:
    alone = tmp_path / "alone.mp4"
    with av.open(str(alone), "w") as container:
        options = {"preset": "veryfast", "crf": "21", "bf": "0"}
        stream = container.add_stream("libx264", rate=SMALL.fps, options=options)
        stream.width, stream.height, stream.pix_fmt = SMALL.width, SMALL.height, "yuv420p"
        stream.codec_context.gop_size = GROUP
        for run in film:
            for _ in range(run.length):
                frame = av.VideoFrame.from_ndarray(run.picture, "rgba").reformat(
                    format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
                )
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    ours = psnr(film, [frame.to_ndarray() for frame in frames])
    plain = psnr(film, [frame.to_ndarray() for frame in decoded(alone)])
    moving = np.repeat([run.length == 1 for run in film], [run.length for run in film])
    assert ours.min() > plain.min() - 0.1
    for kind in (moving, ~moving):
        assert ours[kind].mean() > plain[kind].mean() - 0.1


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    """Also where a still picture is put in pieces."""
    film = runs([1, 3, *[1] * 10, 100, 1, GROUP, 1])
    content = write(tmp_path / "a.mp4", film).read_bytes()
    assert write(tmp_path / "b.mp4", film).read_bytes() == content
    pieces = [Run(run.picture.copy(), 1) for run in film for _ in range(run.length)]
    assert write(tmp_path / "c.mp4", pieces).read_bytes() == content


def test_parts_that_are_joined_decode_as_they_did_alone(tmp_path: Path) -> None:
    """They're one frame long, or a hold, or end anywhere between key frames."""
    lengths = [[1], [2 * GROUP + 1], [1] * 20, [1, 90, *[1] * 30], [300]]
    parts = [write(tmp_path / f"{seed}.mp4", runs(part, seed)) for seed, part in enumerate(lengths)]
    joined = tmp_path / "joined.mp4"
    with av.open(str(joined), "w") as container:
        with av.open(str(parts[0])) as first:
            stream = container.add_stream_from_template(first.streams.video[0])
        frames = 0
        for part, of_part in zip(parts, lengths, strict=True):
            with av.open(str(part)) as source:
                headers = source.streams.video[0].codec_context.extradata
                assert headers == stream.codec_context.extradata
                for packet in source.demux(video=0):
                    if packet.pts is not None:
                        packet.pts += round(Fraction(frames, SMALL.fps) / packet.time_base)
                        packet.dts, packet.stream = packet.pts, stream
                        container.mux(packet)
            frames += sum(of_part)
    alone = [frame.to_ndarray() for part in parts for frame in decoded(part)]
    together = decoded(joined)
    assert [number_of(frame) for frame in together] == list(range(frames))
    for frame, expected in zip(together, alone, strict=True):
        np.testing.assert_array_equal(frame.to_ndarray(), expected)


def test_a_frame_that_lasts_no_time_is_not_shown(tmp_path: Path) -> None:
    film = runs([1, 0, 2])
    shown = decoded(write(tmp_path / "none.mp4", film))
    assert len(shown) == 3
    without = write(tmp_path / "without.mp4", [film[0], film[2]])
    for frame, expected in zip(shown, decoded(without), strict=True):
        np.testing.assert_array_equal(frame.to_ndarray(), expected.to_ndarray())


def test_only_pictures_that_follow_others_are_numbered() -> None:
    with pytest.raises(ValueError, match=r"^no P picture of x264: its packet starts with 00 00 0"):
        numbered(bytes.fromhex("00 00 00 01 65 88 84 00"), 1)


def test_after_an_error_the_file_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FFmpeg crashes at a file that it could not begin."""
    calls: list[int] = []

    def full(*_args: object, **_kwargs: object) -> None:
        calls.append(1)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Encoder, "_mux", full)

    def encode() -> None:
        with Encoder(tmp_path / "a.mp4", SMALL) as made:
            for picture in pictures(20, seed=1):
                made.put(picture)

    with pytest.raises(OSError, match="No space"):
        encode()
    assert len(calls) == 1
