"""Where sound begins and ends."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.film.voice.sound import PAUSE, PREROLL, TAIL, cut_out, onset, sound
from scenes.narration.timings import WordTime
from tests.film.tone_bursts import tone_bursts


@pytest.mark.parametrize("rate", [8_000, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("level", [0.9, 0.01])
def test_onset_is_told_to_some_milliseconds(rate: int, level: float) -> None:
    samples = tone_bursts(3.0, [(0.731, 1.2), (2.0, 2.2)], rate=rate, level=level)
    assert onset(samples, rate) == pytest.approx(0.731, abs=0.003)
    assert onset(samples, rate, 1.3, 2.5) == pytest.approx(2.0, abs=0.003)
    assert onset(samples, rate, 1.3, 1.9) is None
    assert onset(samples, rate, 2.5) is None


def test_noise_before_the_voice_is_not_its_onset() -> None:
    samples = tone_bursts(3.0, [(0.731, 2.2)], level=0.3, noise=0.006)  # 31 dB apart
    assert onset(samples, 24_000) == pytest.approx(0.731, abs=0.003)


def test_a_click_is_no_sound() -> None:
    samples = tone_bursts(3.0, [(1.0, 2.0)])
    samples[5000:5024] = 0.9
    assert onset(samples, 24_000) == pytest.approx(1.0, abs=0.003)


@pytest.mark.parametrize(
    "samples", [np.zeros(24_000), np.zeros(0), np.ones(10), np.full(24_000, 1e-6)]
)
def test_there_is_no_onset_in_silence(samples: np.ndarray) -> None:
    assert sound(samples.astype(np.float32), 24_000) is None
    assert cut_out(samples.astype(np.float32), 24_000, []) is None


def test_a_passage_is_cut_out_between_its_first_and_last_sound() -> None:
    samples = tone_bursts(4.0, [(0.8, 1.5), (2.0, 3.0)])
    words = [
        WordTime(0.7, 1.1, "early"),  # as a model may guess: before the sound
        WordTime(1.1, 1.5, "then"),
        WordTime(2.0, 3.4, "late"),
    ]
    speech = cut_out(samples, 24_000, words)
    assert speech is not None
    assert speech.rate == 24_000
    assert speech.samples.dtype == np.float32
    assert speech.duration == pytest.approx(PREROLL + 2.2 + TAIL + PAUSE, abs=0.003)
    assert onset(speech.samples, 24_000) == pytest.approx(PREROLL, abs=0.003)
    assert [word.text for word in speech.words] == ["early", "then", "late"]
    starts, ends = zip(*((word.start, word.end) for word in speech.words), strict=True)
    assert starts == pytest.approx((PREROLL, 0.305, 1.205), abs=0.003)
    assert ends == pytest.approx((0.305, 0.705, 2.205), abs=0.003)
    # The tones are as they were, and the pause is silent.
    np.testing.assert_array_equal(
        speech.samples[240:48_000], samples[round(0.795 * 24_000) :][240:48_000]
    )
    assert not speech.samples[-round(PAUSE * 24_000) :].any()


def test_words_that_are_told_out_of_order_are_put_in_order() -> None:
    words = [WordTime(0.5, 0.6, "a"), WordTime(0.9, 0.95, "b"), WordTime(0.7, 0.8, "c")]
    speech = cut_out(tone_bursts(2.0, [(0.2, 1.5)]), 24_000, words)
    assert speech is not None
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert all(word.start <= word.end for word in speech.words)
