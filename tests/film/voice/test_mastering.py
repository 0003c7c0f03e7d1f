"""A passage as the film has it: resampled, louder, and nowhere too high."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import resample_poly

from scenes.film.voice.loudness import block_loudness, film_gain
from scenes.film.voice.mastering import limited, mastered
from scenes.film.voice.speech import Speech, VoiceError
from scenes.film.voice.track import RATE, Placed
from scenes.narration.timings import WordTime
from tests.film.tone_bursts import tone_bursts
from tests.film.voice.loudness_meter import measure_loudness


def babble(seconds: float = 10.0, level: float = 0.03) -> np.ndarray:
    """Return noise that comes and goes like syllables, with high peaks as speech has."""
    rng = np.random.default_rng(0)
    time = np.arange(round(seconds * RATE)) / RATE
    syllables = np.clip(np.sin(2 * np.pi * 2.3 * time), 0, 1) ** 2
    return (level * rng.laplace(size=len(time)) * syllables).astype(np.float32)


def passage(samples: np.ndarray, rate: int = RATE, seconds: float | None = None) -> Placed:
    length = len(samples) / rate if seconds is None else seconds
    speech = Speech(samples, rate, (WordTime(0.0, 1.0, "word"),))
    return Placed(("c01", "b0"), speech, 0, round(length * RATE))


@pytest.mark.parametrize("level", [0.001, 0.03, 0.3])
def test_mastered_sound_is_as_loud_as_it_should_be_and_does_not_clip(level: float) -> None:
    said = passage(babble(level=level))
    gain = film_gain(lambda gain: block_loudness(mastered(said, gain), RATE))
    samples = mastered(said, gain)
    assert samples.dtype == np.float32
    found = measure_loudness(samples, RATE)
    assert found.integrated == pytest.approx(-16, abs=0.2)
    assert found.peak < -1.8


def test_soft_sound_is_changed_by_one_gain_only() -> None:
    quiet = babble(level=0.001)
    np.testing.assert_allclose(mastered(passage(quiet), 20.0), 10 * quiet, rtol=1e-6)


def test_no_peak_between_samples_is_left() -> None:
    loud = 1.5 * babble(level=0.2)
    fine = resample_poly(limited(loud), 4, 1)
    assert 20 * np.log10(np.abs(fine).max()) < -1.98
    # At a quarter of the rate and 45 degrees, every sample is 3 dB below the sine's peak.
    time = np.arange(RATE)
    fade = np.minimum(1, np.minimum(time, time[::-1]) / 4800)
    between = (1.1 * fade * np.sin(np.pi / 2 * time + np.pi / 4)).astype(np.float32)
    assert np.abs(between).max() < 10 ** (-2 / 20)
    fine = resample_poly(limited(between), 16, 1)
    assert 20 * np.log10(np.abs(fine).max()) == pytest.approx(-2, abs=0.1)


def test_the_limiter_turns_down_smoothly_and_only_near_a_peak() -> None:
    samples = tone_bursts(1.0, [(0.0, 1.0)], RATE, level=0.7)
    samples[24_000:24_020] *= 2
    gains = limited(samples)[samples != 0] / samples[samples != 0]
    assert gains.min() < 0.8
    assert np.abs(np.diff(gains)).max() < 0.005
    np.testing.assert_array_equal(limited(samples)[:23_000], samples[:23_000])
    np.testing.assert_array_equal(limited(samples)[25_000:], samples[25_000:])


@pytest.mark.parametrize("length", [0, 1, 5, 1000])
def test_short_sound_can_be_limited(length: int) -> None:
    assert np.abs(limited(np.full(length, 2.0, np.float32))).max(initial=0) < 10 ** (-2 / 20) + 1e-6


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100])
def test_speech_of_any_rate_keeps_its_times(rate: int) -> None:
    made = mastered(passage(tone_bursts(2.0, [(0.5, 1.5)], rate), rate), 0.0)
    heard = np.flatnonzero(np.abs(made) > 0.02) / RATE
    assert len(made) == 2 * RATE
    assert (heard[0], heard[-1]) == (pytest.approx(0.5, abs=2e-3), pytest.approx(1.5, abs=2e-3))


def test_silence_at_a_passages_end_may_be_cut_but_no_sound() -> None:
    said = tone_bursts(1.75 + 0.3, [(0.0, 1.75)], 24_000)
    assert len(mastered(passage(said, 24_000, 1.8), 0.0)) == 1.8 * RATE
    with pytest.raises(VoiceError) as caught:
        mastered(passage(said, 24_000, 23 / 15), 0.0)
    assert str(caught.value) == "c01.b0: its words go on for 0.22 s after its end"
