"""How loud the film is, after ITU-R BS.1770 and EBU R128, and the gain that it needs."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import av
import av.filter
import numpy as np

from scenes.film.voice.speech import VoiceError

TARGET = -16.0  # LUFS
STEP = 0.25  # dB: so coarse that a changed sentence seldom changes the gain of all others
MOST_PASSES = 12

FAINTEST = -70.0  # LUFS: blocks below that are silence, and so is sound of nothing else
BELOW_MEAN = 10.0  # LU: blocks that much softer than the mean of the others don't count
OFFSET = -0.691  # between the level of a block, in dB, and its loudness


def block_loudness(samples: np.ndarray, rate: int) -> np.ndarray:
    """Measure the loudness of every block of 0.4 s, one each 0.1 s, with FFmpeg's meter.

    Parameters
    ----------
    samples
        Float32, shape (n,), which both speakers play; silence is taken to be before.
    rate
        Samples a second.

    Returns
    -------
    ndarray
        Float64 in LUFS, shape (10 n / rate,), rounded down; the first three blocks begin before the
        samples do.
    """
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="fltp", layout="stereo")
    meter = graph.add("ebur128", "metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    before = 3 * rate // 10  # the meter says nothing of less than a block
    both = np.zeros((2, before + len(samples)), np.float32)
    both[:, before:] = samples
    frame = av.AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
    source.push(frame)
    source.push(None)
    blocks: list[float] = []
    while True:
        try:
            said = sink.pull().metadata
        except av.error.EOFError:
            return np.array(blocks[3:], np.float64)
        if "lavfi.r128.M" in said:  # the last frame may be too short
            blocks.append(float(said["lavfi.r128.M"]))


def integrated(blocks: np.ndarray) -> float:
    """Return the loudness of the whole: the mean power of the blocks that are no pauses.

    Parameters
    ----------
    blocks
        Of all pieces, from `block_loudness`, shape (n,).

    Returns
    -------
    float
        LUFS; minus infinity for silence.
    """
    heard = blocks[blocks > FAINTEST]
    if not len(heard):
        return -math.inf
    power = 10 ** ((heard - OFFSET) / 10)
    power = power[power > power.mean() / 10 ** (BELOW_MEAN / 10)]
    return OFFSET + 10 * math.log10(power.mean())


def film_gain(measure: Callable[[float], np.ndarray]) -> float:
    """Find the gain that brings the film to the loudness `TARGET`.

    Parameters
    ----------
    measure
        Returns, from `block_loudness`, the blocks of all passages as `mastered` with a gain.

    Returns
    -------
    float
        dB, a multiple of `STEP`; zero for silence.

    Raises
    ------
    VoiceError
        If the sound is so peaked that it can't be that loud.
    """
    gain = 0.0
    for _ in range(MOST_PASSES):
        found = integrated(measure(gain))
        if found == -math.inf:
            return gain
        steps = round((TARGET - found) / STEP)
        if steps == 0:
            return gain
        gain += steps * STEP
    raise VoiceError(
        f"the sound can't be brought to {TARGET:g} LUFS: it stays at {found:.1f}, "
        "its peaks are too high for its loudness"
    )
