"""A real film of two tiny chapters, rendered by real processes and read back."""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
import webvtt
from click.testing import CliRunner
from tiny_film import TinyFilm, write_tiny_film

from scenes.film.cli import main
from scenes.film.quality import QUALITIES
from scenes.story.captions import Caption

pytestmark = pytest.mark.slow
DRAFT = QUALITIES["draft"]
RED = np.array([0xE0, 0x30, 0x20])


@dataclass(frozen=True)
class Made:
    film: TinyFilm
    path: Path
    output: str

    def frame_counts(self) -> list[int]:
        return [
            round(self.film.script(chapter).duration * DRAFT.fps)
            for chapter in self.film.programme.chapters
        ]

    def captions(self) -> list[Caption]:
        """The chapters' captions at the times where the frames put them."""
        first, second = (
            self.film.script(chapter).captions() for chapter in self.film.programme.chapters
        )
        later = self.frame_counts()[0] / DRAFT.fps
        return [*first, *(Caption(c.start + later, c.end + later, c.text) for c in second)]


def seconds(timestamp: str) -> float:
    hours, minutes, rest = timestamp.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    film = write_tiny_film(folder)
    path = folder / "here" / "film.mp4"
    sys.path.insert(0, str(folder))
    try:
        result = CliRunner().invoke(
            main, ["film", "-q", "draft", "-j", "2", "--out", str(path)], obj=film.programme
        )
    finally:
        sys.path.remove(str(folder))
    assert result.exit_code == 0, result.output
    return Made(film, path, result.stdout)


def test_every_frame_of_the_narration_is_there(made: Made) -> None:
    with av.open(str(made.path)) as container:
        stream = container.streams.video[0]
        times = [frame.time for frame in container.decode(stream)]
    assert len(times) == sum(made.frame_counts())
    np.testing.assert_allclose(times, np.arange(len(times)) / DRAFT.fps, atol=1e-9)


def test_size_rate_and_codec(made: Made) -> None:
    with av.open(str(made.path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (854, 480, 15)
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        seconds = stream.duration * stream.time_base
    assert seconds == pytest.approx(sum(made.frame_counts()) / 15)


def test_the_colours_survive(made: Made) -> None:
    with av.open(str(made.path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_range) == (1, 1, 1)
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    # The square stands 5 units to the left of the middle of a frame 8 units high.
    center = frame[235:245, 427 - 300 - 5 : 427 - 300 + 5]
    assert np.abs(center - RED).max() <= 4


def test_chapter_marks(made: Made) -> None:
    with av.open(str(made.path)) as container:
        marks = container.chapters()
    assert [mark["metadata"]["title"] for mark in marks] == ["One & only", "Zwei"]
    first, second = (count / DRAFT.fps for count in made.frame_counts())
    times = [(float(m["start"] * m["time_base"]), float(m["end"] * m["time_base"])) for m in marks]
    np.testing.assert_allclose(times, [(0, first), (first, first + second)], atol=1e-3)


def test_every_chapter_starts_at_a_key_frame(made: Made) -> None:
    with av.open(str(made.path)) as container:
        packets = [p for p in container.demux(video=0) if p.pts is not None]
    assert [packets[number].is_keyframe for number in (0, made.frame_counts()[0])] == [True, True]


def test_the_title(made: Made) -> None:
    with av.open(str(made.path)) as container:
        assert container.metadata["title"] == "A tiny film"


def test_the_caption_track_has_the_words(made: Made) -> None:
    with av.open(str(made.path)) as container:
        track = container.streams.subtitles[0]
        assert (track.codec_context.name, track.metadata["language"]) == ("mov_text", "eng")
        packets = [p for p in container.demux(track) if p.pts is not None and p.size > 2]
    found = [
        (
            float(packet.pts * packet.time_base),
            float((packet.pts + packet.duration) * packet.time_base),
            bytes(packet)[2 : 2 + struct.unpack(">H", bytes(packet)[:2])[0]].decode(),
        )
        for packet in packets
    ]
    wanted = made.captions()
    assert [text for _, _, text in found] == [caption.text for caption in wanted]
    assert "<slowly>" in found[0][2]
    np.testing.assert_allclose(
        [times for *times, _ in found], [(c.start, c.end) for c in wanted], atol=0.035
    )


def test_the_captions_beside_the_film(made: Made) -> None:
    cues = list(webvtt.read(made.path.with_suffix(".vtt")))
    wanted = made.captions()
    assert [cue.text for cue in cues] == [
        c.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for c in wanted
    ]
    times = [(seconds(cue.start), seconds(cue.end)) for cue in cues]
    np.testing.assert_allclose(times, [(c.start, c.end) for c in wanted], atol=0.035)


def test_a_browser_can_start_before_it_has_everything(made: Made) -> None:
    content = made.path.read_bytes()
    boxes, place = [], 0
    while place < len(content):
        size, name = struct.unpack(">I4s", content[place : place + 8])
        boxes.append(name)
        place += size
    assert boxes.index(b"moov") < boxes.index(b"mdat")


def test_it_says_what_it_made(made: Made) -> None:
    assert str(made.path) in made.output
    assert "2 of 2 chapters rendered" in made.output
    assert made.film.scratch_folders() == []


def test_the_same_inputs_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    from dataclasses import replace

    again = replace(made.film.programme, media=tmp_path / "media")
    sys.path.insert(0, str(made.film.folder))
    try:
        result = CliRunner().invoke(
            main, ["film", "-q", "draft", "-j", "1", "--chapters", "c01"], obj=again
        )
    finally:
        sys.path.remove(str(made.film.folder))
    assert result.exit_code == 0, result.output
    (part,) = (tmp_path / "media" / "parts").glob("*.mp4")
    assert part.read_bytes() == made.film.parts[0].read_bytes()
    assert part.name == made.film.parts[0].name
