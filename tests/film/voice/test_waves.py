"""WAV files, good and bad."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from scenes.film.voice.speech import VoiceError
from scenes.film.voice.waves import read_wave, write_wave


def store(
    file: Path, content: bytes, *, channels: int = 1, width: int = 2, rate: int = 24_000
) -> None:
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(content)


def test_samples_survive_to_half_a_step_of_16_bits(tmp_path: Path) -> None:
    samples = np.random.default_rng(0).uniform(-1, 1, 5000).astype(np.float32)
    write_wave(tmp_path / "a.wav", samples, 44_100)
    found, rate = read_wave(tmp_path / "a.wav")
    assert rate == 44_100
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, samples, atol=0.5 / 32767 + 1e-6)
    write_wave(tmp_path / "b.wav", found, rate)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_what_is_too_loud_is_clipped_and_not_wrapped(tmp_path: Path) -> None:
    write_wave(tmp_path / "a.wav", np.array([-1.5, 1.5], np.float32), 24_000)
    np.testing.assert_array_equal(read_wave(tmp_path / "a.wav")[0], [-1, 1])


@pytest.mark.parametrize("width", [2, 3, 4])
def test_every_width_is_read(tmp_path: Path, width: int) -> None:
    full = 2 ** (8 * width - 1)
    values = [-full, -full // 2, 0, full // 4, full - 1]
    content = b"".join(value.to_bytes(width, "little", signed=True) for value in values)
    store(tmp_path / "a.wav", content, width=width)
    np.testing.assert_allclose(read_wave(tmp_path / "a.wav")[0], [-1, -0.5, 0, 0.25, 1], atol=1e-4)


def test_bad_files_are_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"

    def said() -> str:
        with pytest.raises(VoiceError) as caught:
            read_wave(file)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert said() == f"{file}: no such file"
    store(file, bytes(8), channels=2)
    assert said() == f"{file}: 2 channels, must be one: export it as mono"
    store(file, bytes(8), width=1)
    assert said() == f"{file}: 8 bits, must be 16, 24 or 32"
    for junk in (b"", b"RIFF", b"not a wave file at all, but long enough to be one"):
        file.write_bytes(junk)
        assert said().startswith(f"{file}: not a WAV file of whole numbers: ")
    file.unlink()
    file.mkdir()
    assert said() == f"{file}: can't be read: Is a directory"
