"""The film's sound as a stream of AAC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from scenes.film.voice.track import BLOCK, RATE

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

BIT_RATE = 128_000  # a second; both channels are the same, so that is plenty for speech
CODER = {"aac_coder": "fast"}  # a third of the time of the other, which saves bits we have


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


def encode(samples: np.ndarray) -> list[bytes]:
    """Encode sound, both channels the same.

    Parameters
    ----------
    samples
        Float32, shape (n,), at `RATE`.

    Returns
    -------
    list of bytes
        A packet for each block of samples and one more: each holds the end of a block and the
        beginning of the next, faded into each other, so that it takes two for a block to be heard.
    """
    coder = av.CodecContext.create("aac", "w")
    coder.sample_rate, coder.layout, coder.format = RATE, "stereo", "fltp"
    coder.bit_rate, coder.options = BIT_RATE, dict(CODER)
    both = np.ascontiguousarray(np.broadcast_to(samples, (2, len(samples))), np.float32)
    frame = av.AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
    frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
    return [bytes(packet) for packet in (*coder.encode(frame), *coder.encode(None))]


def audio_packets(
    stream: AudioStream, encoded: Sequence[bytes], samples: int
) -> Iterator[av.Packet[AudioStream]]:
    """Give the film's sound its times.

    Parameters
    ----------
    stream
        From `add_audio_stream`.
    encoded
        The packets of all of the film, as `encode` has them.
    samples
        How long it is, at `RATE`.

    Yields
    ------
    Packet
        In order of time; the first one's time is below zero, for it only leads to the first block.
    """
    for index, content in enumerate(encoded):
        packet: av.Packet[Any] = av.Packet(content)
        packet.stream = stream
        packet.time_base = Fraction(1, RATE)
        packet.pts = packet.dts = (index - 1) * BLOCK
        packet.duration = min(BLOCK, samples - packet.pts)
        yield packet
