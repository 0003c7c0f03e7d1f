"""The voice that is always there: it says nothing, and takes the time that the words take."""

from __future__ import annotations

import numpy as np

from scenes.film.voice.speech import Passage, Speech
from scenes.narration.languages import english
from scenes.narration.timings import even_times

RATE = 8000  # of samples that are all zero


class SilentVoice:
    """A voice without sound.

    Parameters
    ----------
    words_per_minute
        Its pace, pauses included: the story's.
    """

    name = "silent"

    def __init__(self, words_per_minute: float) -> None:
        self._seconds_per_word = 60 / words_per_minute
        self.version = f"{words_per_minute:g} words a minute"

    def fingerprint(self, passage: Passage) -> str:
        """Nothing but the words decides."""
        return ""

    def speak(self, passage: Passage) -> Speech:
        """Take the passage's time."""
        seconds = english().spoken_length(passage.words) * self._seconds_per_word
        words = even_times(passage.words.split(), 0.0, seconds)
        return Speech(np.zeros(round(seconds * RATE), np.float32), RATE, words)
