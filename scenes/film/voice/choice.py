"""The voices by name."""

from __future__ import annotations

from pathlib import Path

from scenes.film.programme import ENGLISH
from scenes.film.voice.hibari import INSTALL, TRIED, HibariVoice, hibari_version
from scenes.film.voice.piper import PiperVoice
from scenes.film.voice.recorded import RecordedVoice
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import Voice, VoiceError

VOICES = {
    "silent": "no sound; beats last as long as their words take to say",
    "hibari": f"English, offline, made by a model; {INSTALL}",
    "recorded": "your own recordings, one sound file a beat: --recordings DIR",
    "piper": "a Piper model of your own: --piper-model FILE",
}

READERS = ("hibari", "piper")
"""The voices that say any words they are given; the others say nothing, or what was recorded."""


def default_voice(language: str = ENGLISH) -> str:
    """Return the best voice that is installed and speaks a language."""
    return "hibari" if hibari_version() == TRIED and language == ENGLISH else "silent"


def choose_voice(
    name: str,
    *,
    words_per_minute: float,
    language: str = ENGLISH,
    recordings: Path | None = None,
    piper_model: Path | None = None,
) -> Voice:
    """Return a voice by its name.

    Parameters
    ----------
    name
        One of `VOICES`.
    words_per_minute
        The pace of the silent one.
    language
        Of the words, such as ``de``.
    recordings
        The folder of the recorded one.
    piper_model
        The model of Piper's.

    Raises
    ------
    VoiceError
        If there is no such voice, it doesn't speak the language, or what it needs is missing.
    """
    match name:
        case "silent":
            return SilentVoice(words_per_minute)
        case "hibari" if language != ENGLISH:
            raise VoiceError(
                f"the voice hibari speaks English, not {language!r}: take silent, recorded or piper"
            )
        case "hibari":
            return HibariVoice()
        case "recorded" if recordings is not None:
            return RecordedVoice(recordings)
        case "recorded":
            raise VoiceError("the voice recorded needs --recordings DIR, a folder of sound files")
        case "piper" if piper_model is not None:
            return PiperVoice(piper_model)
        case "piper":
            raise VoiceError("the voice piper needs --piper-model FILE, a model of its own")
    raise VoiceError(f"no voice {name!r}; there are {', '.join(VOICES)}")
