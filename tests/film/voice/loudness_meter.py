"""FFmpeg's meter over a whole, with the true peak."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import av
import av.filter
import numpy as np

BLOCK = 1 << 19  # samples at once


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS, and the true peak in dB of full scale."""

    integrated: float
    peak: float


def measure_loudness(samples: np.ndarray, rate: int) -> Loudness:
    """Measure sound of one channel, which both speakers play, or of two: (2, n)."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="fltp", layout="stereo")
    meter = graph.add("ebur128", "peak=true:metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    both = np.broadcast_to(samples, (2, samples.shape[-1]))
    said: dict[str, str] = {}
    for start in [*range(0, both.shape[1], BLOCK), None]:
        if start is None:
            source.push(None)
        else:
            block = np.ascontiguousarray(both[:, start : start + BLOCK], np.float32)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), start
            source.push(frame)
        while True:
            try:
                said = sink.pull().metadata or said
            except (av.error.EOFError, av.error.BlockingIOError):
                break
    peak = float(said["lavfi.r128.true_peak"])
    level = 20 * math.log10(peak) if peak > 0 else -math.inf
    return Loudness(float(said["lavfi.r128.I"]), level)
