"""A real film of two tiny chapters, rendered by real processes and read back."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from tests.film.made_film import DRAFT, MadeFilm, copied, run
from tests.film.tiny_film import TinyFilm

pytestmark = pytest.mark.slow
RED = np.array([0xE0, 0x30, 0x20])


def test_every_frame_of_the_narration_is_there(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        stream = container.streams.video[0]
        times = [frame.time for frame in container.decode(stream)]
    assert len(times) == sum(made.frame_counts())
    np.testing.assert_allclose(times, np.arange(len(times)) / DRAFT.fps, atol=1e-9)


def test_size_rate_and_codec(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (854, 480, 15)
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        seconds = stream.duration * stream.time_base
    assert seconds == pytest.approx(sum(made.frame_counts()) / 15)


def test_the_colours_survive(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_range) == (1, 1, 1)
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    # The square stands 5 units to the left of the middle of a frame 8 units high.
    center = frame[235:245, 427 - 300 - 5 : 427 - 300 + 5]
    assert np.abs(center - RED).max() <= 4


def test_chapter_marks(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        marks = container.chapters()
    assert [mark["metadata"]["title"] for mark in marks] == ["One & only", "Zwei"]
    first, second = (count / DRAFT.fps for count in made.frame_counts())
    times = [(float(m["start"] * m["time_base"]), float(m["end"] * m["time_base"])) for m in marks]
    np.testing.assert_allclose(times, [(0, first), (first, first + second)], atol=1e-3)


def test_every_chapter_starts_at_a_key_frame(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        packets = [p for p in container.demux(video=0) if p.pts is not None]
    assert [packets[number].is_keyframe for number in (0, made.frame_counts()[0])] == [True, True]


def test_a_browser_can_start_before_it_has_everything(made: MadeFilm) -> None:
    content = made.path.read_bytes()
    boxes, place = [], 0
    while place < len(content):
        size, name = struct.unpack(">I4s", content[place : place + 8])
        boxes.append(name)
        place += size
    assert boxes.index(b"moov") < boxes.index(b"mdat")


def test_it_says_what_it_made(made: MadeFilm) -> None:
    assert str(made.path) in made.output
    assert "voice recorded; 4 of 4 beats rendered" in made.output
    assert made.film.scratch_folders() == []


def test_the_same_inputs_give_the_same_bytes(
    made: MadeFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(made.film.folder)
    again = TinyFilm(made.film.folder, replace(made.film.programme, media=tmp_path / "media"))
    out = tmp_path / "film.mp4"
    arguments = ["--recordings", made.recordings, "-q", "draft", "-j", "1", "--out", out]
    result = run(again, "film", *arguments)
    assert result.exit_code == 0, result.output
    assert "4 of 4 beats rendered" in result.output
    assert [part.name for part in again.parts] == [part.name for part in made.film.parts]
    assert out.read_bytes() == made.path.read_bytes()


def test_what_has_not_changed_is_not_joined_again(
    made: MadeFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copied(made, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    def make() -> dict[str, tuple[int, int, int]]:
        done = run(mine.film, "film", "--voice", "silent", "-q", "draft", "--out", mine.path)
        assert done.exit_code == 0, done.output
        files = [mine.path.with_suffix(end) for end in (".mp4", ".vtt", ".srt")]
        found = {file.suffix: file.stat() for file in files}
        return {end: (at.st_ino, at.st_mtime_ns, at.st_size) for end, at in found.items()}

    first = make()
    assert make() == first
    mine.path.with_suffix(".vtt").unlink()
    second = make()
    assert all(second[end][:2] != first[end][:2] for end in first)
    with mine.path.open("ab") as film:
        film.write(b"more")
    third = make()
    assert third[".mp4"] != second[".mp4"]
    assert third[".mp4"][2] == first[".mp4"][2]
    words = mine.film.narration_file("c02_second")
    words.write_text(words.read_text().replace("Zwei", "Drei"))  # the mark of a chapter
    assert make()[".mp4"][:2] != third[".mp4"][:2]
