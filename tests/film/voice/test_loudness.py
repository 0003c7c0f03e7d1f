"""Loudness, against the signals whose loudness EBU Tech 3341 states, and the gain to reach it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenes.film.voice.loudness import STEP, block_loudness, film_gain, integrated
from scenes.film.voice.speech import VoiceError
from tests.film.voice.loudness_meter import measure_loudness

RATE = 48_000


def sine(decibels: float, seconds: float, frequency: float = 1000.0) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    return (10 ** (decibels / 20) * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def loudness(*pieces: np.ndarray) -> float:
    return integrated(np.concatenate([block_loudness(piece, RATE) for piece in pieces]))


@pytest.mark.parametrize("decibels", [-23.0, -33.0])
def test_a_tone_on_both_speakers_is_as_loud_as_its_level(decibels: float) -> None:
    # Tech 3341, signals 1 and 2
    assert loudness(sine(decibels, 20.0)) == pytest.approx(decibels, abs=0.1)


def test_quiet_parts_do_not_count() -> None:
    # Tech 3341, signal 3
    assert loudness(sine(-36, 10), sine(-23, 60), sine(-36, 10)) == pytest.approx(-23, abs=0.1)


def test_measured_in_pieces_a_film_is_as_loud_as_in_whole() -> None:
    rng = np.random.default_rng(0)
    pieces = []
    for level, seconds in zip(rng.uniform(0.01, 0.2, 12), rng.uniform(1.0, 5.0, 12), strict=True):
        noise = level * rng.standard_normal(round(seconds * RATE))
        pieces.append(np.concatenate([noise, np.zeros(round(0.37 * RATE))]).astype(np.float32))
    whole = measure_loudness(np.concatenate(pieces), RATE).integrated
    assert loudness(*pieces) == pytest.approx(whole, abs=0.05)


def test_a_block_each_tenth_of_a_second_and_none_of_less() -> None:
    assert len(block_loudness(sine(-23, 2.0), RATE)) == 20
    assert len(block_loudness(sine(-23, 0.09), RATE)) == 0
    assert len(block_loudness(np.zeros(0, np.float32), RATE)) == 0


def test_silence_has_no_loudness_and_needs_no_gain() -> None:
    blocks = block_loudness(np.zeros(RATE, np.float32), RATE)
    assert integrated(blocks) == -math.inf
    assert film_gain(lambda _: blocks) == 0.0


@pytest.mark.parametrize("loud", [-60.0, -22.94, -16.1, -3.0])
def test_the_gain_is_the_nearest_step_to_what_is_missing(loud: float) -> None:
    gain = film_gain(lambda gain: np.full(9, loud + gain))
    assert gain % STEP == 0
    assert abs(loud + gain + 16) <= STEP / 2


def test_what_the_limiter_takes_is_made_up_for() -> None:
    gain = film_gain(lambda gain: np.full(9, -30 + 0.8 * gain))
    assert abs(-30 + 0.8 * gain + 16) <= STEP / 2


def test_sound_that_stays_soft_is_refused() -> None:
    with pytest.raises(
        VoiceError, match=r"^the sound can't be brought to -16 LUFS: it stays at -2"
    ):
        film_gain(lambda gain: np.full(9, min(-20.0, -30 + gain)))
