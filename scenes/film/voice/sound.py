"""Where sound begins and ends, and how a passage is cut out of its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from scenes.film.voice.speech import Speech
from scenes.narration.timings import WordTime

WINDOW = 0.004  # seconds over which a level is taken
HOP = 0.001  # seconds between levels: how finely an onset is told
LASTING = 0.015  # seconds: what is shorter is a click
BELOW_PEAK = 35.0  # dB: softer than that, speech can't be told from its echo
ABOVE_NOISE = 6.0  # dB
LOUDEST_NOISE = 20.0  # dB below the peak: whatever the noise, louder things are sound
FAINTEST = -90.0  # dB of full scale, about the last bit of 16: fainter is digital silence

PREROLL = 0.005  # seconds kept before the first sound, so that it isn't clipped: under a frame
TAIL = 0.05  # seconds kept after the last, for the voice to die away
FADE = 0.02  # seconds of the tail over which what is left fades
PAUSE = 0.35  # seconds of silence after a passage: a breath


def onset(
    samples: np.ndarray, rate: int, start: float = 0.0, end: float | None = None
) -> float | None:
    """Find the first sound.

    Parameters
    ----------
    samples
        Shape (n,).
    rate
        Samples a second.
    start, end
        The stretch to look at, in seconds; its loudest part is the measure of what is sound.

    Returns
    -------
    float or None
        Seconds from the start of the samples, to some milliseconds; None in silence.
    """
    first = max(0, round(start * rate))
    last = len(samples) if end is None else round(end * rate)
    found = sound(samples[first:last], rate)
    return None if found is None else (first + found[0]) / rate


def sound(samples: np.ndarray, rate: int) -> tuple[int, int] | None:
    """Find the first sample of sound and the end of the last; None in silence.

    A level is the root mean square over `WINDOW`. Sound is what comes within `BELOW_PEAK` of the
    loudest level and stands out from the noise, and lasts.
    """
    window, hop = max(1, round(WINDOW * rate)), max(1, round(HOP * rate))
    if len(samples) < window:
        return None
    energy = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    starts = np.arange(0, len(samples) - window + 1, hop)
    power = (energy[starts + window] - energy[starts]) / window
    levels = 10 * np.log10(np.maximum(power, 1e-20))
    peak = levels.max()
    if peak < FAINTEST:
        return None
    noise = np.percentile(levels, 5) + ABOVE_NOISE
    loud = levels > min(max(peak - BELOW_PEAK, noise), peak - LOUDEST_NOISE)
    runs = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]))).reshape(-1, 2)
    lasting = runs[runs[:, 1] - runs[:, 0] >= LASTING / HOP]
    if not len(lasting):
        return None
    # The first loud window holds the onset at its end, the last one the last sound at its start.
    return int(starts[lasting[0, 0]]) + window - hop, int(starts[lasting[-1, 1] - 1]) + hop


def cut_out(samples: np.ndarray, rate: int, words: Sequence[WordTime]) -> Speech | None:
    """Cut a passage out of the silence around it, and add the pause.

    Parameters
    ----------
    samples
        Float32, shape (n,).
    rate
        Samples a second.
    words
        Their times in the samples.

    Returns
    -------
    Speech or None
        The first word starts with the first sound, no word ends after the last; None if there is
        no sound.
    """
    found = sound(samples, rate)
    if found is None:
        return None
    first = max(0, found[0] - round(PREROLL * rate))
    last = min(len(samples), found[1] + round(TAIL * rate))
    kept = samples[first:last].astype(np.float32)
    fade = min(round(FADE * rate), len(kept))
    kept[len(kept) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    begin, end = round((found[0] - first) / rate, 3), round((found[1] - first) / rate, 3)
    starts = [round(min(max(word.start - first / rate, begin), end), 3) for word in words]
    starts[:1] = [begin]
    starts = list(accumulate(starts, max))
    ends = [round(min(max(word.end - first / rate, begin), end), 3) for word in words]
    pause = np.zeros(round(PAUSE * rate), np.float32)
    return Speech(
        np.concatenate([kept, pause]),
        rate,
        tuple(
            WordTime(start, max(start, until), word.text)
            for start, until, word in zip(starts, ends, words, strict=True)
        ),
    )
