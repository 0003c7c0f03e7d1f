"""Sounds whose times are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

MakeSound = Callable[..., np.ndarray]


def tone_bursts(
    seconds: float,
    spans: Sequence[tuple[float, float]],
    rate: int = 24_000,
    level: float = 0.3,
    noise: float = 0.0,
) -> np.ndarray:
    """Return a sound that is silent but for tones, given by their starts and ends in seconds."""
    time = np.arange(round(seconds * rate)) / rate
    sound = noise * np.random.default_rng(0).standard_normal(len(time))
    for start, end in spans:
        sound += level * np.sin(2 * np.pi * 440 * time) * ((time >= start) & (time < end))
    return sound.astype(np.float32)
