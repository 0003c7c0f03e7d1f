"""Loudness, against the signals whose loudness EBU Tech 3341 states, and how it is reached."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenes.film.voice.loudness import Loudness, mastered, measure_loudness
from scenes.film.voice.speech import VoiceError

RATE = 48_000


def sine(decibels: float, seconds: float, frequency: float = 1000.0) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    return (10 ** (decibels / 20) * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def babble(seconds: float = 10.0, level: float = 0.03) -> np.ndarray:
    """Return noise that comes and goes like syllables, with high peaks as speech has."""
    rng = np.random.default_rng(0)
    time = np.arange(round(seconds * RATE)) / RATE
    syllables = np.clip(np.sin(2 * np.pi * 2.3 * time), 0, 1) ** 2
    return (level * rng.laplace(size=len(time)) * syllables).astype(np.float32)


@pytest.mark.parametrize("decibels", [-23.0, -33.0])
def test_a_tone_on_both_speakers_is_as_loud_as_its_level(decibels: float) -> None:
    # Tech 3341, signals 1 and 2
    found = measure_loudness(sine(decibels, 20.0), RATE)
    assert found.integrated == pytest.approx(decibels, abs=0.1)
    assert found.peak == pytest.approx(decibels, abs=0.2)


def test_quiet_parts_do_not_count() -> None:
    # Tech 3341, signal 3
    samples = np.concatenate([sine(-36, 10), sine(-23, 60), sine(-36, 10)])
    assert measure_loudness(samples, RATE).integrated == pytest.approx(-23, abs=0.1)


def test_one_speaker_is_half_as_loud_as_two() -> None:
    left = np.stack([sine(-23, 10), np.zeros(10 * RATE, np.float32)])
    assert measure_loudness(left, RATE).integrated == pytest.approx(-26.0, abs=0.1)


def test_a_peak_between_the_samples_is_seen() -> None:
    # At a quarter of the rate and 45 degrees, every sample is 3 dB below the sine's peak.
    time = np.arange(5 * RATE)
    fade = np.minimum(1, np.minimum(time, time[::-1]) / RATE)
    samples = (0.5 * fade * np.sin(np.pi / 2 * time + np.pi / 4)).astype(np.float32)
    assert np.abs(samples).max() == pytest.approx(0.3536, abs=1e-3)
    assert measure_loudness(samples, RATE).peak == pytest.approx(20 * math.log10(0.5), abs=0.3)


def test_silence_has_no_loudness() -> None:
    found = measure_loudness(np.zeros(RATE, np.float32), RATE)
    assert found.integrated <= -70
    assert found == Loudness(found.integrated, -math.inf)


@pytest.mark.parametrize("level", [0.001, 0.03, 0.3])
def test_mastered_sound_is_as_loud_as_it_should_be_and_does_not_clip(level: float) -> None:
    samples = mastered(babble(level=level), RATE)
    assert samples.dtype == np.float32
    found = measure_loudness(samples, RATE)
    assert found.integrated == pytest.approx(-16, abs=0.2)
    assert found.peak < -1.8


def test_soft_sound_is_changed_by_one_gain_only() -> None:
    quiet = sine(-30, 5) + sine(-30, 5, 310)
    ratio = mastered(quiet, RATE)[1000:-1000] / np.where(quiet == 0, np.nan, quiet)[1000:-1000]
    assert np.nanpercentile(ratio, 99) == pytest.approx(np.nanpercentile(ratio, 1), rel=1e-4)


@pytest.mark.slow
def test_the_limiter_works_across_the_edges_of_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mastered(babble(), RATE)
    monkeypatch.setattr("scenes.film.voice.loudness.BLOCK", 4801)
    np.testing.assert_allclose(mastered(babble(), RATE), whole, atol=2e-3)


def test_silence_stays_silence() -> None:
    silence = np.zeros(2 * RATE, np.float32)
    assert mastered(silence, RATE) is silence


@pytest.mark.slow
def test_clicks_alone_cannot_be_loud() -> None:
    samples = np.zeros(10 * RATE, np.float32)
    samples[:: RATE // 5] = 0.9
    with pytest.raises(VoiceError, match=r"^the sound can't be brought to -16 LUFS: it stays at -"):
        mastered(samples, RATE)
