"""A voice of the user's own: a Piper model, spoken by piper-tts if that is installed."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from scenes.film.voice.sound import cut_out
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.narration.timings import WordTime, even_times

SENTENCE_ENDS = (".", "?", "!")


class PiperVoice:
    """A voice whose words are timed evenly within each sentence.

    It isn't shipped: piper-tts is under the GPL, and a model has a licence of its own.

    Parameters
    ----------
    model
        A file such as ``en_GB-alba-medium.onnx``, with its ``.onnx.json`` beside it.

    Raises
    ------
    VoiceError
        If the model or piper-tts is missing.
    """

    name = "piper"

    def __init__(self, model: Path) -> None:
        for file in (model, model.with_name(f"{model.name}.json")):
            if not file.is_file():
                raise VoiceError(f"{file}: no such file; a Piper voice is an .onnx and its .json")
        if find_spec("piper") is None:
            raise VoiceError("piper-tts is not installed: pip install piper-tts (GPL-3)")
        self._model = model
        digest = hashlib.sha256(model.read_bytes()).hexdigest()[:12]
        self.version = f"{model.stem} {digest}"

    def fingerprint(self, passage: Passage) -> str:
        """Nothing but the words decides."""
        return ""

    def speak(self, passage: Passage) -> Speech:
        """Speak a passage; Piper makes one piece of sound for each sentence."""
        pieces = [
            (np.asarray(piece.audio_float_array, np.float32), int(piece.sample_rate))
            for piece in self._piper.synthesize(passage.words)
        ]
        if not pieces:
            raise VoiceError(f"{passage}: no sound comes of {passage.words!r}")
        samples, rate = np.concatenate([piece for piece, _ in pieces]), pieces[0][1]
        edges = [n / rate for n in accumulate((len(piece) for piece, _ in pieces), initial=0)]
        speech = cut_out(samples, rate, _times(passage.words.split(), edges))
        if speech is None:
            raise VoiceError(f"{passage}: no sound comes of {passage.words!r}")
        return speech

    @cached_property
    def _piper(self) -> Any:
        return import_module("piper").PiperVoice.load(self._model)


def _times(words: list[str], edges: list[float]) -> list[WordTime]:
    """Time words by the edges of the sentences' sounds, or over all if the counts differ."""
    cuts = [0, *(n for n, word in enumerate(words, 1) if word.endswith(SENTENCE_ENDS))]
    if cuts[-1] != len(words):
        cuts.append(len(words))
    if len(cuts) != len(edges):
        cuts, edges = [0, len(words)], [edges[0], edges[-1]]
    return [
        time
        for k in range(len(cuts) - 1)
        for time in even_times(words[cuts[k] : cuts[k + 1]], edges[k], edges[k + 1])
    ]
