"""The film's sound, made beat by beat, against the whole of it encoded at once."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
import pytest

from scenes.film.errors import FilmError
from scenes.film.voice import film_sound as module
from scenes.film.voice.aac import add_audio_stream, encode
from scenes.film.voice.film_sound import FilmSound, film_sound, stretches
from scenes.film.voice.speech import Speech, VoiceError
from scenes.film.voice.track import RATE, placed
from scenes.narration.script import Beat, Script
from scenes.narration.timings import WordTime

FPS = 60
Film = tuple[list[Script], dict[tuple[str, str], Speech]]


def said(seed: int, seconds: float, pause: float = 0.35, rate: int = 24_000) -> Speech:
    """Return hisses and hums that come and go like syllables, then silence."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate)) / rate
    syllables = np.clip(np.sin(2 * np.pi * rng.uniform(2, 4) * time + 1), 0.02, 1) ** 2
    hum = sum(np.sin(2 * np.pi * k * rng.uniform(100, 220) * time) / k for k in range(1, 12))
    hiss = 0.1 * rng.standard_normal(len(time))
    samples = np.concatenate([0.1 * syllables * (hum + hiss), np.zeros(round(pause * rate))])
    return Speech(samples.astype(np.float32), rate, (WordTime(0.0, seconds, "word"),))


def a_film(lengths: list[float], pause: float = 0.35) -> Film:
    """Return two chapters; each beat lasts as long as what is said in it."""
    speech, scripts = {}, []
    half = len(lengths) // 2
    for chapter, own in (("c01", lengths[:half]), ("c02", lengths[half:])):
        beats = []
        for index, seconds in enumerate(own):
            passage = said(len(speech), seconds, pause)
            speech[chapter, f"b{index}"] = passage
            start = beats[-1].end if beats else 0.0
            frames = math.ceil(passage.duration * FPS)
            beats.append(Beat(f"b{index}", "word", start, frames / FPS))
        scripts.append(Script(chapter, chapter, tuple(beats)))
    return scripts, speech


LENGTHS = [1.537, 2.2, 1.001, 3.3333, 1.24, 2.71]


@pytest.fixture(scope="module")
def film() -> Film:
    return a_film(LENGTHS)


@pytest.fixture(scope="module")
def kept(film: Film, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    film_sound(*film, FPS, folder)
    return folder


def longer(film: Film, place: tuple[str, str], seed: int = 77) -> Film:
    """Say something else in one beat, half a second longer."""
    scripts, speech = film
    chapter, name = place
    made = said(seed, speech[place].duration + 0.15)
    changed = []
    for script in scripts:
        beats = [
            replace(beat, duration=made.duration) if (script.chapter, beat.name) == place else beat
            for beat in script.beats
        ]
        starts = accumulate((beat.duration for beat in beats), initial=0.0)
        moved = tuple(replace(b, start=s) for b, s in zip(beats, starts, strict=False))
        changed.append(replace(script, beats=moved))
    return changed, speech | {place: made}


def written(path: Path, sound: FilmSound) -> Path:
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = add_audio_stream(container)
        for packet in sound.packets(stream):
            container.mux(packet)
    return path


def heard(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    assert frames[0].pts == 0
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)


def source(film: Film) -> np.ndarray:
    """Put the film's sound together from `mastered` alone."""
    from scenes.film.voice.loudness import block_loudness, film_gain
    from scenes.film.voice.mastering import mastered

    passages = placed(*film, FPS)
    gain = film_gain(
        lambda gain: np.concatenate([block_loudness(mastered(p, gain), RATE) for p in passages])
    )
    whole = np.zeros(passages[-1].end, np.float32)
    for passage in passages:
        made = mastered(passage, gain)
        whole[passage.start : passage.start + len(made)] = made
    return whole


def noise_ratio(found: np.ndarray, wanted: np.ndarray) -> float:
    return float(10 * np.log10((wanted**2).sum() / ((found - wanted) ** 2).sum()))


@pytest.mark.parametrize(
    ("pause", "worse"),
    [
        (0.35, 0.5),
        (0.0, 1.0),  # joined in the middle of sound: the encoder's rate control starts anew
    ],
)
def test_joined_it_is_as_good_as_encoded_at_once(
    tmp_path: Path, pause: float, worse: float
) -> None:
    film = a_film(LENGTHS, pause)
    whole = source(film)
    joined = film_sound(*film, FPS, tmp_path / "kept")
    at_once = FilmSound(len(whole), tuple(encode(whole)))
    assert joined.samples == len(whole)
    assert len(joined.encoded) == len(at_once.encoded)
    assert sum(map(len, joined.encoded)) == pytest.approx(sum(map(len, at_once.encoded)), rel=0.05)
    found = heard(written(tmp_path / "joined.mp4", joined))[0]
    best = heard(written(tmp_path / "at_once.mp4", at_once))[0]
    assert len(found) == len(best)
    length = len(whole)
    assert noise_ratio(found[:length], whole) > noise_ratio(best[:length], whole) - worse
    for stretch in stretches(placed(*film, FPS))[1:]:  # no click where two are joined
        near = slice((stretch.first - 3) * 1024, (stretch.first + 3) * 1024)
        error = np.abs(found[near] - whole[near]).max()
        assert error <= np.abs(best[:length] - whole).max()


def test_the_file_is_the_one_that_ffmpeg_itself_would_write(film: Film, tmp_path: Path) -> None:
    """Times, priming and length are those of a stream that its encoder wrote."""
    whole = source(film)
    path = tmp_path / "ffmpeg.mp4"
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = add_audio_stream(container)
        frame = av.AudioFrame.from_ndarray(np.stack([whole, whole]), format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    joined = written(tmp_path / "joined.mp4", film_sound(*film, FPS, tmp_path / "kept"))
    assert times(joined) == times(path)
    assert heard(joined).shape == heard(path).shape


def times(path: Path) -> list[object]:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        packets = [(p.pts, p.dts, p.duration) for p in container.demux(stream)]
        about = [stream.duration, stream.start_time, stream.frames, stream.time_base]
    # How the file says which of its samples are heard: the edit list.
    edits = re.search(rb"elst.{16,28}?mdia", path.read_bytes(), re.DOTALL)
    assert edits is not None
    return [*packets, *about, edits[0]]


def test_every_packet_belongs_to_one_beat(film: Film) -> None:
    passages = placed(*film, FPS)
    found = [packet for s in stretches(passages) for packet in range(s.first, s.end)]
    assert found == list(range(-(-passages[-1].end // 1024) + 1))


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.3])
def test_beats_shorter_than_what_is_encoded_around_them(tmp_path: Path, seconds: float) -> None:
    film = a_film([1.0, *[seconds] * 12, 1.0], pause=0.0)
    whole = source(film)
    found = heard(written(tmp_path / "film.mp4", film_sound(*film, FPS, tmp_path / "kept")))[0]
    best = heard(written(tmp_path / "best.mp4", FilmSound(len(whole), tuple(encode(whole)))))[0]
    ratios = [noise_ratio(each[: len(whole)], whole) for each in (found, best)]
    assert ratios[0] > ratios[1] - 3


# --- What is kept -----------------------------------------------------------------------------


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the stretches that are encoded."""
    lengths: list[int] = []

    def encode_and_count(samples: np.ndarray) -> list[bytes]:
        lengths.append(len(samples))
        return encode(samples)

    monkeypatch.setattr(module, "encode", encode_and_count)
    return lengths


def test_what_is_kept_is_not_made_again(
    film: Film, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths = counted(monkeypatch)
    files = {file: file.read_bytes() for file in kept.iterdir()}
    film_sound(*film, FPS, kept)
    assert lengths == []
    assert {file: file.read_bytes() for file in kept.iterdir()} == files


@pytest.mark.parametrize("place", [("c01", "b0"), ("c01", "b2"), ("c02", "b2")])
def test_a_changed_film_is_the_same_from_nothing_and_from_kept_pieces(
    film: Film, kept: Path, tmp_path: Path, place: tuple[str, str]
) -> None:
    changed = longer(film, place)
    pieces = film_sound(*changed, FPS, kept)
    assert pieces == film_sound(*changed, FPS, tmp_path / "empty")
    assert pieces != film_sound(*film, FPS, kept)


def test_a_changed_last_beat_leaves_the_beats_before_it(
    film: Film, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths = counted(monkeypatch)
    film_sound(*longer(film, ("c02", "b2"), seed=78), FPS, kept)
    assert len(lengths) == 1


@pytest.mark.parametrize(("beat", "most"), [("b4", 3), ("b0", 7)])
def test_a_changed_chapter_leaves_the_next_one_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beat: str, most: int
) -> None:
    """But for the pauses before it and at the film's end, if the film is as loud."""
    monkeypatch.setattr(module, "film_gain", lambda _measure: 1.0)
    film = a_film([0.5 + 0.1 * k for k in range(10)])
    film_sound(*film, FPS, tmp_path)
    lengths = counted(monkeypatch)
    film_sound(*longer(film, ("c01", beat)), FPS, tmp_path)
    assert len(lengths) <= most


def test_a_beat_in_which_one_sample_is_another_is_made_again(
    film: Film, kept: Path, tmp_path: Path
) -> None:
    scripts, speech = film
    for index in (0, 1000, -1):
        samples = speech["c01", "b1"].samples.copy()
        samples[index] += 1e-3
        other = replace(speech["c01", "b1"], samples=samples)
        changed = (scripts, speech | {("c01", "b1"): other})
        assert film_sound(*changed, FPS, kept) == film_sound(*changed, FPS, tmp_path / f"{index}")


def test_half_files_and_others_are_made_again(film: Film, tmp_path: Path) -> None:
    wanted = film_sound(*film, FPS, tmp_path)
    files = sorted(tmp_path.glob("*.npz"))
    contents = [file.read_bytes() for file in files]
    for index, file in enumerate(files):
        content = contents[index]
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]
        spoilt = [b"", content[:middle], content[:-1], flipped, b"words", contents[index - 1]]
        file.write_bytes(spoilt[index % len(spoilt)])
    np.save(files[0].with_suffix(""), np.zeros(3))
    files[0].with_suffix(".npy").replace(files[0])
    assert film_sound(*film, FPS, tmp_path) == wanted
    assert sorted(tmp_path.iterdir()) == files  # no scratch folder is left


def test_what_was_not_used_for_longest_makes_room(
    film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film_sound(*longer(film, ("c01", "b0")), FPS, tmp_path)
    old = set(tmp_path.iterdir())
    film_sound(*film, FPS, tmp_path)
    size = sum(file.stat().st_size for file in set(tmp_path.iterdir()) - old)
    monkeypatch.setattr("scenes.film.voice.kept_arrays.MOST_BYTES", 1.5 * size)
    lengths = counted(monkeypatch)
    film_sound(*film, FPS, tmp_path)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 1.5 * size
    film_sound(*film, FPS, tmp_path)
    assert lengths == []


def test_a_folder_that_cannot_be_written_is_one_line(film: Film, tmp_path: Path) -> None:
    (tmp_path / "sound").write_text("a file")
    with pytest.raises(
        FilmError, match=rf"^can't write {tmp_path}/sound/\w+\.npz: Not a directory$"
    ):
        film_sound(*film, FPS, tmp_path / "sound")


def test_words_that_are_cut_short_are_told(film: Film, kept: Path) -> None:
    scripts, speech = film
    long = speech | {("c02", "b1"): said(5, 4.0)}
    with pytest.raises(VoiceError, match=r"^c02\.b1: its words go on for [\d.]+ s after its end$"):
        film_sound(scripts, long, FPS, kept)


FROM_KEPT = """
import sys
from pathlib import Path
from tests.film.voice.test_film_sound import FPS, LENGTHS, a_film
from scenes.film.voice.film_sound import film_sound
for name in [each for each in sys.modules if each.split(".")[0] == "scipy"]:
    del sys.modules[name]  # the tests and the narration use it
sys.modules["scipy"] = None
film_sound(*a_film(LENGTHS), FPS, Path(sys.argv[1]))
"""


def test_kept_sound_needs_no_scipy(kept: Path) -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", FROM_KEPT, str(kept)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
