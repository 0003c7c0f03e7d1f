"""What a voice is asked and what it answers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from scenes.film.errors import FilmError
from scenes.narration.timings import WordTime

SPREAD = 0.01  # seconds over which a filter spreads a sound


class VoiceError(FilmError):
    """A voice that can't speak, or sound that doesn't fit; its text is one line."""


@dataclass(frozen=True)
class Passage:
    """What is said in one beat.

    Attributes
    ----------
    chapter, beat
        Where it is said.
    words
        The text, as the narration has it.
    """

    chapter: str
    beat: str
    words: str

    def __str__(self) -> str:
        return f"{self.chapter}.{self.beat}"


@dataclass(frozen=True, eq=False)
class Speech:
    """A spoken passage, from its first sound to the pause after its last.

    Attributes
    ----------
    samples
        Float32 in [-1, 1], shape (n,): one channel.
    rate
        Samples a second.
    words
        The times of ``passage.words.split()``, in whole milliseconds.
    """

    samples: np.ndarray
    rate: int
    words: tuple[WordTime, ...]

    @property
    def duration(self) -> float:
        """Seconds, in whole milliseconds."""
        return round(len(self.samples) / self.rate, 3)

    @property
    def heard(self) -> float:
        """Seconds until its last sound, and what a filter spreads of that."""
        sounding = np.flatnonzero(self.samples)
        last = int(sounding[-1]) + 1 if len(sounding) else 0
        return min(last / self.rate + SPREAD, len(self.samples) / self.rate)

    def is_silent_from(self, seconds: float) -> bool:
        """Tell whether nothing is heard from a time on, not even what a filter spreads."""
        return not np.any(self.samples[max(0, int((seconds - SPREAD) * self.rate)) :])

    @cached_property
    def digest(self) -> str:
        """What tells this sound from any other."""
        sound = hashlib.sha256(f"{self.rate} ".encode())
        sound.update(np.asarray(self.samples, np.float32).tobytes())
        return sound.hexdigest()


class Voice(Protocol):
    """Someone who speaks.

    Attributes
    ----------
    name
        As the user calls it.
    version
        How it speaks: the same text in another version may take another time.
    """

    name: str
    version: str

    def fingerprint(self, passage: Passage) -> str:
        """Return what decides the sound of this passage besides its words, the name and version.

        Empty where those decide all of it.
        """

    def speak(self, passage: Passage) -> Speech:
        """Speak a passage.

        Parameters
        ----------
        passage
            The words, and where they are said.

        Returns
        -------
        Speech
            Its words are timed by the voice itself or, where it can't tell, evenly.

        Raises
        ------
        VoiceError
            If it can't.
        """
