"""The film's sound as a stream of AAC."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np

from scenes.film.voice.track import RATE

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

BIT_RATE = 128_000  # a second; both channels are the same, so that is plenty for speech
CODER = {"aac_coder": "fast"}  # a third of the time of the other, which saves bits we have
BLOCK = 1024  # samples in a packet of AAC


def add_audio_stream(container: OutputContainer, language: str = "eng") -> AudioStream:
    """Add a stream for the film's sound.

    Parameters
    ----------
    container
        The film, before its first packet.
    language
        As ISO 639-2 has it.

    Returns
    -------
    AudioStream
        Two channels, because a loudness is agreed on for two.
    """
    stream = container.add_stream(
        "aac", rate=RATE, options=CODER, layout="stereo", bit_rate=BIT_RATE
    )
    stream.metadata["language"] = language
    return stream


def audio_packets(stream: AudioStream, samples: np.ndarray) -> Iterator[av.Packet[AudioStream]]:
    """Encode the film's sound.

    Parameters
    ----------
    stream
        From `add_audio_stream`.
    samples
        Float32, shape (n,), at `RATE`.

    Yields
    ------
    Packet
        In order of time; the first one's time is below zero, for the encoder begins with silence.
    """
    both = np.stack([samples, samples]).astype(np.float32)
    for start in range(0, both.shape[1], BLOCK):
        block = np.ascontiguousarray(both[:, start : start + BLOCK])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = start
        frame.time_base = Fraction(1, RATE)
        yield from stream.encode(frame)
    yield from stream.encode(None)
