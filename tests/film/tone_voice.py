"""A voice in place of hibari: a tone of a third of a second a word."""

from __future__ import annotations

from scenes.film.voice import choice
from scenes.film.voice.speech import Passage, Speech
from scenes.narration.timings import even_times
from tests.film.tone_bursts import tone_bursts


class ToneVoice:
    """Says any words, at once and everywhere the same."""

    name = "hibari"
    version = "a tone"

    def fingerprint(self, passage: Passage) -> str:
        return ""

    def speak(self, passage: Passage) -> Speech:
        words = passage.words.split()
        seconds = len(words) / 3
        sound = tone_bursts(seconds + 0.35, [(0.0, seconds)])
        return Speech(sound, 24_000, even_times(words, 0.0, seconds))


def speak_in_tones() -> None:
    """Let it be the voice that is installed, in this process."""
    choice.HibariVoice = ToneVoice  # type: ignore[misc, assignment]
    choice.hibari_version = lambda: choice.TRIED
