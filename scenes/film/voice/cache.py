"""Speech that was spoken before, kept as WAV files."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from scenes.film.errors import writing
from scenes.film.kept import oldest_first
from scenes.film.scratch import publish, scratch_folder
from scenes.film.voice.speech import Passage, Speech, Voice, VoiceError
from scenes.film.voice.waves import read_wave, write_wave
from scenes.narration.timings import WordTime

KEPT = 400  # passages, of about half a megabyte each


class SpeechCache:
    """A folder of speech, found by what decides its sound.

    Each passage is a WAV file and, with the times of its words, a JSON file of the same name. The
    WAV is published last: where it stands, both are whole.

    Parameters
    ----------
    folder
        It is made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def speak(self, voice: Voice, passage: Passage) -> Speech:
        """Return a passage as a voice speaks it, out of the cache if it's there.

        Parameters
        ----------
        voice
            Who speaks.
        passage
            The words.

        Returns
        -------
        Speech
            The same to the last bit whether or not it was in the cache.

        Raises
        ------
        VoiceError
            If the voice can't speak it.
        FilmError
            If the cache can't be written.
        """
        parts = (voice.name, voice.version, voice.fingerprint(passage), passage.words)
        key = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
        kept = self._read(key, passage)
        if kept is None:
            self._write(key, voice.speak(passage))
            kept = self._read(key, passage)
        if kept is None:
            raise VoiceError(f"{self._folder / key}.wav: written, but not readable")
        return kept

    def prune(self) -> None:
        """Remove what was not used for longest, beyond `KEPT` passages."""
        for old in oldest_first(self._folder.glob("*.wav"))[:-KEPT]:
            old.unlink(missing_ok=True)
            old.with_suffix(".json").unlink(missing_ok=True)

    def _read(self, key: str, passage: Passage) -> Speech | None:
        """Return what is kept; None if it isn't there, or not whole."""
        file = self._folder / f"{key}.wav"
        try:
            samples, rate = read_wave(file)
            times = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
            words = tuple(
                WordTime(float(start), float(end), str(text)) for start, end, text in times
            )
        except (VoiceError, OSError, ValueError, TypeError):
            return None
        if [word.text for word in words] != passage.words.split():
            return None
        with contextlib.suppress(OSError):  # only a mark of use
            os.utime(file)
        return Speech(samples, rate, words)

    def _write(self, key: str, speech: Speech) -> None:
        file = self._folder / f"{key}.wav"
        with writing(file), scratch_folder(self._folder) as scratch:
            made, times = scratch / "speech.wav", scratch / "speech.json"
            write_wave(made, speech.samples, speech.rate)
            words = [[word.start, word.end, word.text] for word in speech.words]
            times.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
            publish(times, file.with_suffix(".json"))
            publish(made, file)
