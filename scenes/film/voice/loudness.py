"""How loud the film is, after EBU R128, and how it's brought to its loudness without clipping."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import av.filter
import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from scenes.film.voice.speech import VoiceError

if TYPE_CHECKING:
    from av.filter.context import FilterContext

TARGET = -16.0  # LUFS
TOLERANCE = 0.1  # LU
HIGHEST_PEAK = -2.0  # dB of full scale, between samples too; AAC adds up to 1 dB
LOOK_AHEAD = 0.005  # seconds over which the limiter turns down, and up again
OVERSAMPLED = 4  # as BS.1770 has it, to find peaks between samples
BLOCK = 1 << 19  # samples at once, so that a long film needs no more memory
MARGIN = 64  # samples around a block, more than the filter of the oversampling is long
MOST_PASSES = 8
QUIETEST = -69.0  # LUFS; the meter says -70 of silence


@dataclass(frozen=True)
class Loudness:
    """A measurement.

    Attributes
    ----------
    integrated
        LUFS over the whole: about -70 for silence.
    peak
        The true peak in dB of full scale; minus infinity for silence.
    """

    integrated: float
    peak: float


def measure_loudness(samples: np.ndarray, rate: int) -> Loudness:
    """Measure loudness with FFmpeg's meter.

    Parameters
    ----------
    samples
        Shape (n,), which both speakers play, or (2, n), at least 0.4 s.
    rate
        Samples a second.

    Returns
    -------
    Loudness
    """
    said = _metered(samples, rate, "peak=true:metadata=1")
    peak = float(said["lavfi.r128.true_peak"])
    return Loudness(
        integrated=float(said["lavfi.r128.I"]),
        peak=20 * math.log10(peak) if peak > 0 else -math.inf,
    )


def _integrated(samples: np.ndarray, rate: int) -> float:
    """Measure the loudness alone, which is several times faster than with the peak."""
    return float(_metered(samples, rate, "metadata=1")["lavfi.r128.I"])


def _metered(samples: np.ndarray, rate: int, options: str) -> dict[str, str]:
    """Return what the meter says in the end."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="fltp", layout="stereo")
    meter = graph.add("ebur128", options)
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    said: dict[str, str] = {}
    both = np.broadcast_to(samples, (2, samples.shape[-1]))
    for start in range(0, both.shape[1], BLOCK):
        block = np.ascontiguousarray(both[:, start : start + BLOCK], np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), start
        source.push(frame)
        said = _newest(sink, said)
    source.push(None)
    return _newest(sink, said)


def _newest(sink: FilterContext, said: dict[str, str]) -> dict[str, str]:
    """Return what the meter says with the last frame that it has ready."""
    while True:
        try:
            said = sink.pull().metadata or said
        except (av.error.EOFError, av.error.BlockingIOError):
            return said


def mastered(samples: np.ndarray, rate: int) -> np.ndarray:
    """Bring sound to the loudness `TARGET`, with no peak above `HIGHEST_PEAK`.

    The gain is the same all over, except that it's less for a few milliseconds around what would be
    too high a peak.

    Parameters
    ----------
    samples
        Float32, shape (n,), at least 0.4 s.
    rate
        Samples a second.

    Returns
    -------
    ndarray
        As long; silence stays silence.

    Raises
    ------
    VoiceError
        If the sound is so peaked that it can't be that loud.
    """
    missing = TARGET - _integrated(samples, rate)
    if missing > TARGET - QUIETEST:
        return samples
    gain = 0.0  # dB
    for _ in range(MOST_PASSES):
        gain += missing
        loud = _limited(samples * np.float32(10 ** (gain / 20)), rate)
        missing = TARGET - _integrated(loud, rate)
        if abs(missing) <= TOLERANCE:
            return loud
    raise VoiceError(
        f"the sound can't be brought to {TARGET:g} LUFS: it stays at {TARGET - missing:.1f}, "
        "its peaks are too high for its loudness"
    )


def _limited(samples: np.ndarray, rate: int) -> np.ndarray:
    """Turn down what is too high.

    The gain a sample needs is taken as the least over the look-ahead to both sides, then averaged
    over it: so it falls and rises smoothly, and is nowhere more than what is needed.
    """
    ceiling = 10 ** (HIGHEST_PEAK / 20)
    peaks = np.concatenate(
        [_peaks(samples, at, at + BLOCK) for at in range(0, len(samples), BLOCK)]
    )
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    side = round(LOOK_AHEAD * rate)
    least = minimum_filter1d(needed, 2 * side + 1, mode="nearest")
    smooth = uniform_filter1d(least, 2 * side + 1, mode="nearest")
    limited: np.ndarray = (samples * smooth).astype(np.float32)
    return limited


def _peaks(samples: np.ndarray, start: int, end: int) -> np.ndarray:
    """Return how high the sound goes around each sample of a block, between the samples too."""
    first = max(0, start - MARGIN)
    fine = np.abs(resample_poly(samples[first : end + MARGIN], OVERSAMPLED, 1))
    after = fine.reshape(-1, OVERSAMPLED).max(axis=1)  # from each sample to the next
    either = np.maximum(after, np.concatenate([after[:1], after[:-1]]))
    return np.asarray(either[start - first :][: end - start])
