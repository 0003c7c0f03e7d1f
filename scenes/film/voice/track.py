"""The sound of a film: each passage where its beat starts, to the sample."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.signal import resample_poly

from scenes.film.voice.loudness import mastered
from scenes.film.voice.speech import Speech, VoiceError
from scenes.narration.script import Script

RATE = 48_000  # samples a second: what video has, and a whole number to a frame
AUDIBLE = 1e-4  # of full scale: -80 dB


def film_track(
    scripts: Sequence[Script], speech: Mapping[tuple[str, str], Speech], fps: int
) -> np.ndarray:
    """Join the chapters' sound, and bring the whole to its loudness.

    Parameters
    ----------
    scripts
        The chapters in order, with the times that their pictures follow.
    speech
        By chapter and beat.
    fps
        Frames a second.

    Returns
    -------
    ndarray
        Float32, shape (n,), at `RATE`: exactly as long as the film's frames.

    Raises
    ------
    VoiceError
        If a passage would be cut short, or the sound is too peaked for its loudness.
    """
    return mastered(np.concatenate([audio_track(each, speech, fps) for each in scripts]), RATE)


def audio_track(script: Script, speech: Mapping[tuple[str, str], Speech], fps: int) -> np.ndarray:
    """Join the passages of a chapter.

    Parameters
    ----------
    script
        The chapter, with the times that its pictures follow.
    speech
        By chapter and beat.
    fps
        Frames a second: a beat starts with a frame, as its picture does.

    Returns
    -------
    ndarray
        Float32, shape (n,), at `RATE`: exactly as long as the chapter's frames.

    Raises
    ------
    VoiceError
        If a passage would be cut short by the next beat.
    """
    told = script.in_frames(fps)
    track = np.zeros(_sample(told.duration, fps), np.float32)
    for beat in told.beats:
        passage = speech[script.chapter, beat.name]
        start, end = _sample(beat.start, fps), _sample(beat.end, fps)
        samples = _resampled(passage)
        lost = np.flatnonzero(np.abs(samples[end - start :]) > AUDIBLE)
        if len(lost):
            raise VoiceError(
                f"{script.chapter}.{beat.name}: its words go on for {(lost[-1] + 1) / RATE:.2f} s"
                " after its end"
            )
        kept = samples[: end - start]
        track[start : start + len(kept)] = kept
    return track


def _sample(seconds: float, fps: int) -> int:
    """Return the sample at which the nearest frame starts."""
    return round(round(seconds * fps) * RATE / fps)


def _resampled(speech: Speech) -> np.ndarray:
    if speech.rate == RATE:
        return speech.samples
    common = math.gcd(RATE, speech.rate)
    made = resample_poly(speech.samples, RATE // common, speech.rate // common)
    return np.asarray(made, np.float32)
