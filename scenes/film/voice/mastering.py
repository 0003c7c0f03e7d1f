"""How a passage is brought to the film's loudness: one gain, and a limiter for its peaks."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
from scipy.signal import firwin, resample_poly

from scenes.film.voice.speech import Speech, VoiceError
from scenes.film.voice.track import RATE, Placed

HIGHEST_PEAK = -2.0  # dB of full scale, between samples too; AAC adds up to 1 dB
LOOK_AHEAD = 0.005  # seconds over which the limiter turns down, and up again
AUDIBLE = 1e-4  # of full scale: -80 dB

OVERSAMPLED = 4  # as BS.1770 has it, to find peaks between samples
REACH = 10  # samples to both sides that decide on what is between two
BETWEEN = (
    (OVERSAMPLED * firwin(2 * REACH * OVERSAMPLED + 1, 1 / OVERSAMPLED, window=("kaiser", 5.0)))[1:]
    .reshape(2 * REACH, OVERSAMPLED)
    .astype(np.float32)
)
"""What each sample around adds to the sound at the quarters of the way from one to the next."""
HIGHEST_BETWEEN = float(np.abs(BETWEEN).sum(axis=0).max())


def mastered(passage: Placed, gain: float) -> np.ndarray:
    """Return a passage as the film has it.

    Parameters
    ----------
    passage
        The passage; silence at its end may be cut.
    gain
        In dB, the same for the whole film.

    Returns
    -------
    ndarray
        Float32, shape (n,), at `RATE`: at most as long as its beat; silence follows.

    Raises
    ------
    VoiceError
        If the passage would be cut short by the next beat.
    """
    samples = resampled(passage.speech)
    length = passage.end - passage.start
    lost = np.flatnonzero(np.abs(samples[length:]) > AUDIBLE)
    if len(lost):
        raise VoiceError(
            f"{'.'.join(passage.place)}: its words go on for {(lost[-1] + 1) / RATE:.2f} s"
            " after its end"
        )
    return limited(np.asarray(samples[:length] * 10 ** (gain / 20), np.float32))


def resampled(speech: Speech) -> np.ndarray:
    """Return speech at `RATE`: float32, shape (n,)."""
    if speech.rate == RATE:
        return speech.samples
    common = math.gcd(RATE, speech.rate)
    made: np.ndarray = resample_poly(speech.samples, RATE // common, speech.rate // common)
    return made.astype(np.float32)


def limited(samples: np.ndarray) -> np.ndarray:
    """Turn down for some milliseconds what is above `HIGHEST_PEAK`.

    The gain a sample needs is taken as the least over the look-ahead to both sides, then averaged
    over it: so it falls and rises smoothly, and is nowhere more than what is needed.

    Parameters
    ----------
    samples
        Float32, shape (n,), at `RATE`; silence is taken to be before and after.

    Returns
    -------
    ndarray
        Likewise.
    """
    ceiling = np.float32(10 ** (HIGHEST_PEAK / 20))
    if np.abs(samples).max(initial=0) * HIGHEST_BETWEEN <= ceiling:
        return samples
    peaks = _peaks(samples, ceiling)
    needed = ceiling / np.maximum(peaks, ceiling)
    window = 2 * round(LOOK_AHEAD * RATE) + 1
    least = minimum_filter1d(needed, window, mode="nearest")
    turned_down: np.ndarray = samples * uniform_filter1d(least, window, mode="nearest")
    return turned_down.astype(np.float32)


def _peaks(samples: np.ndarray, ceiling: np.float32) -> np.ndarray:
    """Return how high the sound goes around each sample, between two only where it may matter."""
    peaks: np.ndarray = np.abs(samples)
    around = maximum_filter1d(peaks, 2 * REACH + 1, mode="constant")
    near = np.flatnonzero(around * HIGHEST_BETWEEN > ceiling)
    # The quarters after a sample depend on the REACH - 1 samples before it and the REACH after.
    padded = np.pad(samples, (REACH - 1, REACH))
    after = np.abs(sliding_window_view(padded, 2 * REACH)[near] @ BETWEEN).max(axis=1)
    np.maximum.at(peaks, near, after)
    following = near < len(samples) - 1
    np.maximum.at(peaks, near[following] + 1, after[following])
    return peaks
