"""Sound files of every kind, and what is none."""

from __future__ import annotations

import re
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from scenes.film.voice.speech import VoiceError
from scenes.film.voice.waves import read_sound, read_wave, write_wave

STEP = 1 / 32767  # of 16 bits
RATES = (22_050, 44_100, 48_000)
MONO = np.sin(2 * np.pi * 440 * np.arange(8000) / 22_050) * np.linspace(0.9, 0, 8000)


def store(
    file: Path, content: bytes, *, channels: int = 1, width: int = 2, rate: int = 24_000
) -> None:
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(content)


def encode(file: Path, codec: str, samples: np.ndarray, rate: int) -> None:
    """Write samples of shape (channels, n) with one of FFmpeg's codecs."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[len(samples)]
    with av.open(str(file), "w") as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(samples.astype(np.float32), "fltp", layout)
        frame.rate = rate
        fitted = av.AudioResampler(stream.format, layout, rate, stream.frame_size or None)
        for each in (frame, None):
            for part in fitted.resample(each):
                out.mux(stream.encode(part))
        out.mux(stream.encode(None))


def test_samples_survive_to_half_a_step_of_16_bits(tmp_path: Path) -> None:
    samples = np.random.default_rng(0).uniform(-1, 1, 5000).astype(np.float32)
    write_wave(tmp_path / "a.wav", samples, 44_100)
    found, rate = read_sound(tmp_path / "a.wav")
    assert rate == 44_100
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, samples, atol=0.5 * STEP + 1e-6)
    write_wave(tmp_path / "b.wav", found, rate)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_16_bits_are_read_as_they_are(tmp_path: Path) -> None:
    integers = np.arange(-32768, 32768).astype("<i2")
    store(tmp_path / "a.wav", integers.tobytes())
    found, _ = read_sound(tmp_path / "a.wav")
    np.testing.assert_array_equal(found, (integers / 32767).astype(np.float32))


def test_our_own_files_are_read_in_the_same_way_but_faster(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    store(file, np.arange(-32768, 32768).astype("<i2").tobytes(), rate=44_100)
    (found, rate), (wanted, told) = read_wave(file), read_sound(file)
    assert rate == told == 44_100
    assert found.dtype == wanted.dtype == np.float32
    np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("kept", [0, 10, 40, 44, 1000, -1, -2])
def test_half_of_our_own_file_is_not_read(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "a.wav"
    write_wave(file, MONO, 24_000)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(VoiceError, match="^" + re.escape(f"{file}: not a ")):
        read_wave(file)


@pytest.mark.parametrize("kind", [{"channels": 2}, {"width": 1}])
def test_other_files_are_not_our_own(tmp_path: Path, kind: dict[str, int]) -> None:
    store(tmp_path / "a.wav", bytes(400), **kind)
    with pytest.raises(VoiceError, match="not a whole WAV file of one channel in 16 bits"):
        read_wave(tmp_path / "a.wav")


def test_what_is_too_loud_is_clipped_and_not_wrapped(tmp_path: Path) -> None:
    write_wave(tmp_path / "a.wav", np.array([-1.5, 1.5], np.float32), 24_000)
    np.testing.assert_array_equal(read_sound(tmp_path / "a.wav")[0], [-1, 1])


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_every_width_is_read(tmp_path: Path, width: int, rate: int) -> None:
    full = 2 ** (8 * width - 1)
    values = [-full, -full // 2, 0, full // 4, full - 1]
    unsigned = full if width == 1 else 0
    content = b"".join(
        (value + unsigned).to_bytes(width, "little", signed=width > 1) for value in values
    )
    store(tmp_path / "a.wav", content, width=width, rate=rate)
    found, told = read_sound(tmp_path / "a.wav")
    assert told == rate
    largest = 1 - 1 / full
    np.testing.assert_allclose(found, [-1, -0.5, 0, 0.25, largest], atol=1.1 * STEP)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("codec", ["pcm_f32le", "pcm_f64le", "pcm_s24le"])
def test_numbers_with_a_point_are_read(tmp_path: Path, codec: str, rate: int) -> None:
    encode(tmp_path / "a.wav", codec, MONO[None], rate)
    found, told = read_sound(tmp_path / "a.wav")
    assert told == rate
    np.testing.assert_allclose(found, MONO, atol=2 * STEP)


@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_s32le", "pcm_f32le"])
def test_stereo_becomes_the_mean_of_its_sides(tmp_path: Path, codec: str) -> None:
    left, right = MONO, -0.5 * MONO[::-1]
    encode(tmp_path / "a.wav", codec, np.stack([left, right]), 48_000)
    found, rate = read_sound(tmp_path / "a.wav")
    assert rate == 48_000
    np.testing.assert_allclose(found, (left + right) / 2, atol=2 * STEP)


@pytest.mark.parametrize(
    ("name", "codec", "channels", "rate"),
    [
        ("a.flac", "flac", 2, 96_000),
        ("a.m4a", "aac", 1, 44_100),
        ("a.mka", "ac3", 6, 48_000),
        ("a.au", "pcm_mulaw", 1, 8_000),
    ],
)
def test_other_kinds_are_read(
    tmp_path: Path, name: str, codec: str, channels: int, rate: int
) -> None:
    encode(tmp_path / name, codec, np.tile(MONO, (channels, 1)) / channels, rate)
    found, told = read_sound(tmp_path / name)
    assert told == rate
    assert found.dtype == np.float32
    assert np.abs(found).max() > 0.1
    assert len(found) == pytest.approx(len(MONO), abs=4000)  # a codec pads with silence


def test_a_file_without_samples_is_silence(tmp_path: Path) -> None:
    store(tmp_path / "a.wav", b"", rate=44_100)
    found, rate = read_sound(tmp_path / "a.wav")
    assert (found.shape, found.dtype, rate) == ((0,), np.float32, 44_100)


def test_bad_files_are_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"

    def said() -> str:
        with pytest.raises(VoiceError) as caught:
            read_sound(file)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert said() == f"{file}: no such file"
    picture = Path(__file__).parents[3] / "docs/pictures/horn.webp"
    words = b"not a sound file at all, but long enough to be one"
    for junk in (b"", b"RIFF", b"[]", words, picture.read_bytes()):
        file.write_bytes(junk)
        assert said() == (
            f"{file}: not a sound file that can be read, such as WAV, FLAC, MP3 or M4A"
        )
    file.unlink()
    file.mkdir()
    assert said() == f"{file}: can't be read: Is a directory"
