"""The sound and the captions of a real film, read back by others than wrote them."""

from __future__ import annotations

import json
import math
import re
import shutil
import struct
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
import srt
import webvtt
from av.stream import Disposition
from scipy.signal import lfilter

from tests.film.made_film import DRAFT, TONES, MadeFilm, copied, run, write_recordings

pytestmark = pytest.mark.slow
RATE = 48_000
FRAME = 1 / DRAFT.fps
AAC_FRAME = 1024 / RATE
AUDIBLE = 0.02  # of full scale; the tones are some ten times louder
READ_FROM_THE_NARRATION = [
    "The square moves right, <slowly> on.",
    "It rests.",
    "The other square does so as well.",
    "And that is all.",
]


# --- In step --------------------------------------------------------------------------------------


def heard(made: MadeFilm) -> list[tuple[float, float]]:
    """Return when each sound begins and ends; a silence of a fifth of a second parts two."""
    loud = np.flatnonzero(np.abs(made.sound[0]) > AUDIBLE)
    breaks = np.flatnonzero(np.diff(loud) > RATE / 5)
    firsts, lasts = loud[[0, *(breaks + 1)]], loud[[*breaks, -1]]
    return [(first / RATE, last / RATE) for first, last in zip(firsts, lasts, strict=True)]


def first_words(made: MadeFilm) -> list[float]:
    """Return when the table has the first word of each beat, from the beat's start."""
    table = json.loads((made.film.folder / "timings.json").read_text(encoding="utf-8"))
    return [beat["words"][0][0] for beats in table["chapters"].values() for beat in beats.values()]


def test_each_beat_is_heard_when_the_table_has_its_first_word(made: MadeFilm) -> None:
    sounds = heard(made)
    due = np.add(made.beat_starts(), first_words(made))
    assert len(sounds) == len(due) == 4
    late = [start - time for (start, _), time in zip(sounds, due, strict=True)]
    # A beat starts with a frame, so at most half a frame from its time; a chapter with a packet.
    assert np.abs(late).max() <= FRAME / 2 + AAC_FRAME / 2 + 0.005


def test_each_beat_is_heard_with_its_first_frame(made: MadeFilm) -> None:
    whole = [round(start * DRAFT.fps) * FRAME for start in made.beat_starts()]
    late = [
        start - frame - word
        for frame, word, (start, _) in zip(whole, first_words(made), heard(made), strict=True)
    ]
    assert np.abs(late[:2]).max() <= 0.005
    assert np.abs(late[2:]).max() <= AAC_FRAME / 2 + 0.005  # the second chapter, with a packet
    assert late[3] == pytest.approx(late[2], abs=0.005)


def test_the_pictures_change_when_the_sound_does(made: MadeFilm) -> None:
    """The second chapter begins with the square at the left, and its rest turns it blue."""
    middle = [picture[240] for picture in made.pictures]
    red = [np.flatnonzero(row[:, 0] > row[:, 2] + 80) for row in middle]
    blue = [np.flatnonzero(row[:, 2] > row[:, 0] + 80) for row in middle]
    back = [
        n
        for n, (before, now) in enumerate(pairwise(red), 1)
        if len(before) and len(now) and now.mean() < before.mean() - 100
    ]
    turned = next(n for n, row in enumerate(blue) if len(row))
    sounds = [start for start, _ in heard(made)]
    assert back == [pytest.approx(sounds[2] * DRAFT.fps, abs=1)]
    assert turned == pytest.approx(sounds[3] * DRAFT.fps, abs=1)


def test_no_beat_is_cut_short_or_left_hanging(made: MadeFilm) -> None:
    lengths = [end - start for start, end in heard(made)]
    np.testing.assert_allclose(lengths, list(TONES.values()), atol=0.01)
    ends = [*made.beat_starts()[1:], sum(made.frame_counts()) * FRAME]
    pauses = [end - last for end, (_, last) in zip(ends, heard(made), strict=True)]
    assert min(pauses) > 0.25
    assert max(pauses) < 0.6


def test_sound_and_pictures_are_equally_long(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        lengths = [float(stream.duration * stream.time_base) for stream in (video, audio)]
    assert lengths[0] == pytest.approx(sum(made.frame_counts()) * FRAME, abs=1e-3)
    assert lengths[1] == pytest.approx(lengths[0], abs=AAC_FRAME)
    assert made.sound.shape[1] / RATE == pytest.approx(lengths[0], abs=AAC_FRAME)


def test_sound_and_pictures_lie_side_by_side(made: MadeFilm) -> None:
    """A player that reads on finds the sound of a moment near its picture."""
    ahead = []
    read = {"video": 0.0, "audio": 0.0}
    with av.open(str(made.path)) as container:
        for packet in container.demux(video=0, audio=0):
            if packet.pts is not None:
                read[packet.stream.type] = float(packet.pts * packet.time_base)
                ahead.append(abs(read["video"] - read["audio"]))
    assert max(ahead) < 1.5


# --- Loudness -------------------------------------------------------------------------------------


def loudness(both: npt.NDArray[np.float32]) -> float:
    """Return the integrated loudness after ITU-R BS.1770-4, with its filters for 48 kHz."""
    shelf = ([1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241])
    shelved = lfilter(shelf[0], [*shelf[1], 0.73248077421585], both)
    weighted = lfilter([1, -2, 1], [1, -1.99004745483398, 0.99007225036621], shelved)
    block, step = round(0.4 * RATE), round(0.1 * RATE)
    starts = range(0, both.shape[1] - block + 1, step)
    power = np.array([(weighted[:, k : k + block] ** 2).mean(axis=1).sum() for k in starts])

    def level(mean: float) -> float:
        return -0.691 + 10 * math.log10(mean)

    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    return level(power[power > power.mean() / 10].mean())


def test_the_loudness_meter_of_this_test() -> None:
    # EBU Tech 3341, signal 1
    tone = 10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * np.arange(20 * RATE) / RATE)
    assert loudness(np.stack([tone, tone]).astype(np.float32)) == pytest.approx(-23, abs=0.1)


def test_the_film_is_as_loud_as_a_film_should_be(made: MadeFilm) -> None:
    assert loudness(made.sound) == pytest.approx(-16, abs=1)


def test_nothing_clips(made: MadeFilm) -> None:
    assert np.abs(made.sound).max() < 1


# --- Captions and labels --------------------------------------------------------------------------


def captions_in_the_film(path: Path) -> list[tuple[float, float, str]]:
    with av.open(str(path)) as container:
        track = container.streams.subtitles[0]
        assert track.codec_context.name == "mov_text"
        packets = [p for p in container.demux(track) if p.pts is not None and p.size > 2]
    return [
        (
            float(packet.pts * packet.time_base),
            float((packet.pts + packet.duration) * packet.time_base),
            bytes(packet)[2 : 2 + struct.unpack(">H", bytes(packet)[:2])[0]].decode(),
        )
        for packet in packets
    ]


def captions_by_ffmpeg(path: Path) -> list[tuple[float, float, str]]:
    with av.open(str(path)) as container:
        packets = [p for p in container.demux(subtitles=0) if p.pts is not None]
    return [
        (
            float(packet.pts * packet.time_base),
            float((packet.pts + packet.duration) * packet.time_base),
            bytes(packet).decode(),
        )
        for packet in packets
    ]


def captions_by_srt(path: Path) -> list[tuple[float, float, str]]:
    cues = list(srt.parse(path.read_text(encoding="utf-8"), ignore_errors=False))
    assert [cue.index for cue in cues] == list(range(1, len(cues) + 1))
    return [(cue.start.total_seconds(), cue.end.total_seconds(), cue.content) for cue in cues]


def captions_by_webvtt(path: Path) -> list[tuple[float, float, str]]:
    def seconds(timestamp: str) -> float:
        hours, minutes, rest = timestamp.split(":")
        return 3600 * int(hours) + 60 * int(minutes) + float(rest)

    return [(seconds(cue.start), seconds(cue.end), cue.text) for cue in webvtt.read(path)]


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize(
    ("read", "end", "escapes"),
    [
        (captions_in_the_film, ".mp4", False),
        (captions_by_ffmpeg, ".srt", False),
        (captions_by_ffmpeg, ".vtt", True),
        (captions_by_srt, ".srt", False),
        (captions_by_webvtt, ".vtt", True),
    ],
)
def test_every_reader_finds_the_same_captions(
    made: MadeFilm, read: object, end: str, escapes: bool
) -> None:
    assert callable(read)
    found = read(made.path.with_suffix(end))
    wanted = made.captions()
    texts = [unescaped(text) if escapes else text for _, _, text in found]
    assert texts == [caption.text for caption in wanted]
    times = [(start, until) for start, until, _ in found]
    np.testing.assert_allclose(times, [(c.start, c.end) for c in wanted], atol=FRAME / 2 + 1e-3)


def test_no_caption_outlasts_the_film(made: MadeFilm) -> None:
    assert captions_in_the_film(made.path)[-1][1] <= sum(made.frame_counts()) * FRAME + 0.001


def test_the_captions_are_the_words(made: MadeFilm) -> None:
    words = " ".join(caption.text.replace("\n", " ") for caption in made.captions())
    assert words == " ".join(READ_FROM_THE_NARRATION)


def test_each_beats_first_caption_comes_with_its_sound(made: MadeFilm) -> None:
    starts = [start for start, _, _ in captions_in_the_film(made.path)]
    for onset, _ in heard(made):
        assert min(abs(start - onset) for start in starts) <= FRAME


def enabled_tracks(path: Path) -> dict[str, bool]:
    """Read from the file's bytes which kinds of tracks are switched on."""
    content = path.read_bytes()
    moov = content[content.index(b"moov") :]
    found = {}
    for track in moov.split(b"trak")[1:]:
        kind = track[track.index(b"hdlr") + 12 :][:4].decode()
        found[kind] = bool(track[track.index(b"tkhd") + 7] & 1)
    return found


def test_only_the_captions_beside_the_film_are_switched_on(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        on = {
            stream.type: bool(stream.disposition & Disposition.default)
            for stream in container.streams
            if stream.type != "data"  # of the chapter marks
        }
    assert on == {"video": True, "audio": True, "subtitle": False}
    assert enabled_tracks(made.path) == {"vide": True, "soun": True, "sbtl": False, "text": False}


def test_title_description_and_language(made: MadeFilm) -> None:
    with av.open(str(made.path)) as container:
        assert container.metadata["title"] == "A tiny film"
        assert container.metadata["description"] == "Squares move."
        assert container.metadata["comment"] == "Squares move."
        streams = [
            (stream.type, stream.codec_context.name, stream.metadata["language"])
            for stream in container.streams
            if stream.type != "data"  # of the chapter marks
        ]
    assert streams == [
        ("video", "h264", "eng"),
        ("audio", "aac", "eng"),
        ("subtitle", "mov_text", "eng"),
    ]


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="there is no ffprobe here")
def test_ffprobe_reads_it_too(made: MadeFilm) -> None:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams"]
    done = subprocess.run(
        [*command, "-show_chapters", str(made.path)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert found["format"]["tags"]["title"] == "A tiny film"
    assert found["format"]["tags"]["comment"] == "Squares move."
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == ["One & only", "Zwei"]
    streams = {stream["codec_type"]: stream for stream in found["streams"]}
    codecs = {kind: streams[kind]["codec_name"] for kind in ("video", "audio", "subtitle")}
    assert codecs == {"video": "h264", "audio": "aac", "subtitle": "mov_text"}
    assert {streams[kind]["tags"]["language"] for kind in ("audio", "subtitle")} == {"eng"}
    seconds = sum(made.frame_counts()) * FRAME
    for kind in ("video", "audio"):
        assert float(streams[kind]["duration"]) == pytest.approx(seconds, abs=AAC_FRAME)


# --- With and without a voice ---------------------------------------------------------------------


def test_the_pictures_are_the_same_without_a_voice(
    made: MadeFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copied(made, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    done = run(mine.film, "film", "--voice", "silent", "-q", "draft", "--out", mine.path)
    assert done.exit_code == 0, done.output
    assert re.search(r"silent; 0 of 4 beats rendered", done.output)
    assert "out of step" not in done.stderr
    with av.open(str(mine.path)) as silent, av.open(str(made.path)) as spoken:
        assert len(silent.streams.audio) == 0
        pictures = [
            [(p.pts, bytes(p)) for p in container.demux(video=0) if p.pts is not None]
            for container in (silent, spoken)
        ]
    assert pictures[0] == pictures[1]
    assert captions_in_the_film(mine.path) == captions_in_the_film(made.path)


def test_a_take_too_long_for_the_table_is_heard_to_its_end(
    made: MadeFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copied(made, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    longer = {**TONES, ("c02_second", "move"): 2.5}
    write_recordings(mine.recordings, longer)
    table = (tmp_path / "timings.json").read_bytes()
    done = run(
        mine.film, "film", "--recordings", mine.recordings, "-q", "draft", "--out", mine.path
    )
    assert done.exit_code == 0, done.output
    lengths = [end - start for start, end in heard(mine)]
    np.testing.assert_allclose(lengths, list(longer.values()), atol=0.01)
    assert "1 of 4 beats rendered" in done.output
    assert "lvebm: c02_second.move: what the voice says here is out of step with" in done.stderr
    assert (tmp_path / "timings.json").read_bytes() == table


FILES = {"film.mp4", "film.srt", "film.vtt"}


def missing(made: MadeFilm) -> None:
    (made.recordings / "c02_second" / "rest.wav").unlink()


def no_sound_file(made: MadeFilm) -> None:
    (made.recordings / "c02_second" / "rest.wav").write_text("words, not sound")


def other_words(made: MadeFilm) -> None:
    for chapter, word in (("c01_first", "rests"), ("c02_second", "that")):
        file = made.film.narration_file(chapter)
        file.write_text(file.read_text().replace(word, f"{word} now"))


def no_table(made: MadeFilm) -> None:
    (made.film.folder / "timings.json").write_text("[")


@pytest.mark.parametrize(
    ("spoil", "options", "said"),
    [
        (
            other_words,
            ["--recordings", "recordings"],
            "{folder}/timings.json: stale, the words have changed in c01_first.rest, "
            "c02_second.rest; refresh it: lvebm voice",
        ),
        (
            other_words,
            ["--voice", "silent"],
            "{folder}/timings.json: stale, the words have changed in c01_first.rest, "
            "c02_second.rest; refresh it: lvebm voice",
        ),
        (
            missing,
            ["--recordings", "recordings"],
            "recordings/c02_second/rest.wav: no such file",
        ),
        (
            no_sound_file,
            ["--recordings", "recordings"],
            "recordings/c02_second/rest.wav: not a sound file that can be read, such as WAV, "
            "FLAC, MP3 or M4A",
        ),
        (None, ["--voice", "bob"], "no voice 'bob'; there are silent, hibari, recorded, piper"),
        (no_table, ["--voice", "silent"], "{folder}/timings.json: "),
    ],
)
def test_a_film_out_of_step_is_not_made(
    made: MadeFilm,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: object,
    options: list[str],
    said: str,
) -> None:
    mine = copied(made, tmp_path)
    monkeypatch.chdir(tmp_path)
    before = {file.name: file.read_bytes() for file in mine.path.parent.iterdir()}
    assert set(before) == FILES
    if callable(spoil):
        spoil(mine)
    done = run(mine.film, "film", *options, "-q", "draft", "--out", mine.path)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"lvebm: {said.format(folder=tmp_path)}")
    assert {file.name: file.read_bytes() for file in mine.path.parent.iterdir()} == before
    assert mine.film.scratch_folders() == []
    new = run(mine.film, "film", *options, "-q", "draft", "--out", tmp_path / "new" / "film.mp4")
    assert new.exit_code == 1
    assert list(tmp_path.glob("new/*")) == []
