"""The voice of a lecturer: a folder of recordings, one for each beat."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scenes.film.voice.sound import cut_out, sound
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.film.voice.waves import read_sound
from scenes.narration.timings import even_times


class RecordedVoice:
    """A voice that plays recordings; its words are timed evenly.

    Parameters
    ----------
    folder
        It holds ``s04_latent/sweep.wav`` for the beat ``sweep`` of the chapter ``s04_latent``; or
        ``sweep.m4a``, or any other sound file, of any rate and number of channels.

    Raises
    ------
    VoiceError
        If there is no such folder.
    """

    name = "recorded"
    version = "1"

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise VoiceError(f"{folder}: no such folder of recordings")
        self._folder = folder

    def fingerprint(self, passage: Passage) -> str:
        """Digest the recording."""
        try:
            return hashlib.sha256(self._file(passage).read_bytes()).hexdigest()
        except (OSError, VoiceError):
            return "none"  # which file, and what is wrong with it, is told by `speak`

    def speak(self, passage: Passage) -> Speech:
        """Read the recording, and leave out the silence around it."""
        file = self._file(passage)
        samples, rate = read_sound(file)
        found = sound(samples, rate)
        words = passage.words.split()
        first, last = found or (0, 0)
        speech = cut_out(samples, rate, even_times(words, first / rate, last / rate))
        if speech is None:
            raise VoiceError(f"{file}: there is no sound in it")
        return speech

    def _file(self, passage: Passage) -> Path:
        """Find the recording, whatever its ending; a WAV is asked for where there is none."""
        wav = self._folder / passage.chapter / f"{passage.beat}.wav"
        takes = sorted(wav.parent.glob(f"{passage.beat}.*"))
        if len(takes) > 1:
            names = ", ".join(take.name for take in takes)
            raise VoiceError(f"{wav.parent}: {names}: must be one recording of {passage.beat}")
        return takes[0] if takes else wav
