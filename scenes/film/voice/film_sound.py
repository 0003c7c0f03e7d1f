"""The sound of a film, of which only what has changed is mastered and encoded again.

The film is encoded beat by beat, on the one grid of AAC's blocks. Each stretch is encoded with some
sound before and after it, whose packets are dropped: so the encoder is in its stride, and what two
packets share is the same sound on both sides of a join.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from scenes.film.voice.aac import audio_packets, encode
from scenes.film.voice.kept_arrays import KeptArrays
from scenes.film.voice.loudness import block_loudness, film_gain
from scenes.film.voice.speech import Speech
from scenes.film.voice.track import BLOCK, RATE, Placed, placed
from scenes.narration.script import Script

if TYPE_CHECKING:
    from av.audio.stream import AudioStream

EARLY = 6  # blocks before a beat at which its stretch begins: in the pause before it
WARM_UP = 8  # blocks encoded before a stretch
AFTER = 2  # blocks encoded after it: the encoder looks one ahead


@dataclass(frozen=True)
class FilmSound:
    """The sound of a film.

    Attributes
    ----------
    samples
        Its length, at `RATE`.
    encoded
        Packets of AAC.
    """

    samples: int
    encoded: tuple[bytes, ...]

    @property
    def digest(self) -> str:
        """What tells this sound from any other."""
        return hashlib.sha256(b"".join(self.encoded) + str(self.samples).encode()).hexdigest()

    def packets(self, stream: AudioStream) -> Iterator[av.Packet[AudioStream]]:
        """Return them with their times, as packets of a stream of `add_audio_stream`."""
        return audio_packets(stream, self.encoded, self.samples)


@dataclass(frozen=True)
class Stretch:
    """A run of the film's packets, and what is encoded for it.

    Attributes
    ----------
    first, end
        The packets.
    begin, until
        The blocks of samples; packet ``begin`` is the first that comes out.
    passages
        Those that are heard in them.
    """

    first: int
    end: int
    begin: int
    until: int
    passages: tuple[Placed, ...]


def film_sound(
    scripts: Sequence[Script], speech: Mapping[tuple[str, str], Speech], fps: int, kept: Path
) -> FilmSound:
    """Master and encode the film's sound.

    Parameters
    ----------
    scripts
        The chapters in order, with the times that their pictures follow.
    speech
        By chapter and beat.
    fps
        Frames a second.
    kept
        The folder of what was mastered and encoded before.

    Returns
    -------
    FilmSound
        Exactly as long as the film's frames; the same whether or not any of it was kept.

    Raises
    ------
    VoiceError
        If a passage would be cut short, or the sound is too peaked for its loudness.
    FilmError
        If nothing can be kept.
    """
    passages = placed(scripts, speech, fps)
    arrays = KeptArrays(kept)
    with ThreadPoolExecutor(os.cpu_count()) as pool:

        def measure(gain: float) -> np.ndarray:
            return np.concatenate(list(pool.map(partial(_loudness, arrays, gain), passages)))

        gain = film_gain(measure)
        runs = pool.map(partial(_encoded, arrays, gain), stretches(passages))
        encoded = tuple(packet for run in runs for packet in run)
    arrays.prune()
    return FilmSound(passages[-1].end, encoded)


def stretches(passages: Sequence[Placed]) -> list[Stretch]:
    """Divide the film's packets among its beats.

    Parameters
    ----------
    passages
        In order.

    Returns
    -------
    list of Stretch
        One a beat; together they have every packet once, in order.
    """
    blocks = -(-passages[-1].end // BLOCK)
    firsts = [0, *(max(0, passage.start // BLOCK - EARLY) for passage in passages[1:])]
    found = []
    for first, end in pairwise([*firsts, blocks + 1]):
        begin, until = max(0, first - WARM_UP), min(blocks, end + AFTER)
        heard = tuple(p for p in passages if p.start < until * BLOCK and p.end > begin * BLOCK)
        found.append(Stretch(first, end, begin, until, heard))
    return found


def _loudness(arrays: KeptArrays, gain: float, passage: Placed) -> np.ndarray:
    """Measure a passage, if it was not measured before."""
    key = _key("loudness", gain, passage.speech.digest, passage.end - passage.start)
    found = arrays.read(key)
    if found is None or set(found) != {"blocks"}:
        from scenes.film.voice.mastering import mastered

        found = {"blocks": block_loudness(mastered(passage, gain), RATE)}
        arrays.write(key, **found)
    return found["blocks"]


def _encoded(arrays: KeptArrays, gain: float, stretch: Stretch) -> list[bytes]:
    """Encode a stretch, if it was not encoded before."""
    origin, count = stretch.begin * BLOCK, stretch.end - stretch.first
    key = _key(
        *("packets", gain, stretch.first - stretch.begin, count, stretch.until - stretch.begin),
        *((p.speech.digest, p.start - origin, p.end - origin) for p in stretch.passages),
    )
    found = arrays.read(key)
    if found is None or set(found) != {"ends", "packets"} or len(found["ends"]) != count:
        skipped = stretch.first - stretch.begin
        made = encode(_samples(stretch, gain))[skipped : skipped + count]
        found = {
            "ends": np.cumsum([len(packet) for packet in made]),
            "packets": np.frombuffer(b"".join(made), np.uint8),
        }
        arrays.write(key, **found)
    content = found["packets"].tobytes()
    return [content[start:end] for start, end in pairwise([0, *found["ends"].tolist()])]


def _samples(stretch: Stretch, gain: float) -> np.ndarray:
    """Put together what is heard in a stretch."""
    from scenes.film.voice.mastering import mastered

    origin, end = stretch.begin * BLOCK, stretch.until * BLOCK
    samples = np.zeros(end - origin, np.float32)
    for passage in stretch.passages:
        if passage.start < origin and passage.speech.is_silent_from(
            (origin - passage.start) / RATE
        ):
            continue  # only the pause after it is heard
        made = mastered(passage, gain)
        first = max(0, origin - passage.start)
        made = made[first : end - passage.start]
        at = passage.start + first - origin
        samples[at : at + len(made)] = made
    return samples


def _key(*parts: object) -> str:
    """Digest all that decides what is kept."""
    return hashlib.sha256(json.dumps([_makers(), parts]).encode()).hexdigest()[:32]


@cache
def _makers() -> str:
    """Digest the sources and libraries that decide how sound is made."""
    here = Path(__file__)
    names = ("aac", "film_sound", "loudness", "mastering", "track")
    sources = b"".join(here.with_name(f"{name}.py").read_bytes() for name in names)
    libraries = json.dumps([av.library_versions, version("av"), version("numpy"), version("scipy")])
    return hashlib.sha256(sources + libraries.encode()).hexdigest()
