"""The voice that comes with the extra ``voice``: hibari-tts, which speaks English offline.

Its model predicts how long each of its tokens lasts, in units of 25 ms, before it makes their
sound. That prediction is inside the model; here it becomes one output more, so that the time of
every word is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from scenes.film.voice.sound import cut_out
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.narration.spoken import SpokenError, spoken_words
from scenes.narration.timings import WordTime

TRIED = "0.2.1"  # the release whose inside is known here
INSTALL = "pip install 'lvebm[voice]'"
SPEED = 0.85  # of its own pace, some 175 words a minute: with it, and a breath after a beat, 158
SEED = 1  # of the noise in its breath: the same words sound the same to the last bit
DURATIONS = "/Cast_32_output_0"  # the tensor of the durations, in the model's graph
UNIT = 600  # samples in a unit of the durations
LATE = 0.06  # seconds that a word sounds before its first token's turn: the median of 66 sentences
MOST_TOKENS = 400  # that the model was made for at once
SENTENCE_ENDS = (".", "?", "!")
CLOSING = "\"'”)"
STOPS = '.,;:?!—…"“”()'  # phonemes that are pauses


def hibari_version() -> str | None:
    """Return the installed release of hibari-tts; None if there is none."""
    try:
        return version("hibari-tts")
    except PackageNotFoundError:
        return None


class HibariVoice:
    """The voice called heart, of hibari-tts.

    Raises
    ------
    VoiceError
        If it isn't installed, or in another release than the one that is known here.
    """

    name = "hibari"
    version = f"{TRIED}, speed {SPEED:g}, seed {SEED}"

    def __init__(self) -> None:
        found = hibari_version()
        if found is None:
            raise VoiceError(f"the voice hibari is not installed: {INSTALL}")
        if found != TRIED:
            raise VoiceError(f"hibari-tts {found} is installed, must be {TRIED}: {INSTALL}")

    def fingerprint(self, passage: Passage) -> str:
        """Nothing but the words decides."""
        return ""

    def speak(self, passage: Passage) -> Speech:
        """Speak a passage, sentence by sentence."""
        written = passage.words.split()
        try:
            spoken = spoken_words(passage.words)
        except SpokenError as error:
            raise VoiceError(f"{passage}: {error}") from error
        noise = np.random.default_rng(SEED)
        sounds: list[np.ndarray] = []
        words: list[WordTime] = []
        start = 0.0
        for part in _sentences(spoken):
            samples, spans = self._sentence(passage, spoken[part], noise)
            words += [
                WordTime(start + begin, start + end, word)
                for word, (begin, end) in zip(written[part], spans, strict=True)
            ]
            sounds.append(samples)
            start += len(samples) / self._tts.sample_rate
        speech = cut_out(np.concatenate(sounds), self._tts.sample_rate, words)
        if speech is None:
            raise VoiceError(f"{passage}: no sound comes of {passage.words!r}")
        return speech

    def phonemes(self, text: str) -> list[str]:
        """Return how each word of a sentence is pronounced, in the model's alphabet.

        Parameters
        ----------
        text
            Words only, as `spoken_words` makes them.
        """
        words = [""]
        for token in self._tts.g2p.phonemize_tokens(self._tts.g2p.tokenize(text)):
            words[-1] += token.phonemes or ""
            if token.whitespace:
                words.append("")
        # It takes a last "x." for an abbreviation, and would leave the sentence open.
        end = text.rstrip(CLOSING)[-1:]
        if end in SENTENCE_ENDS and end not in words[-1]:
            words[-1] += end
        return words

    def _sentence(
        self, passage: Passage, spoken: Sequence[str], noise: np.random.Generator
    ) -> tuple[np.ndarray, list[tuple[float, float]]]:
        """Return a sentence's sound, and start and end of each of its words as written."""
        vocabulary = self._tts.vocab
        sounds = self.phonemes(" ".join(spoken))
        tokens = [0]  # the silence before
        spans = []  # of tokens, first and end, for each word
        for word in sounds:
            ids = [vocabulary[char] for char in word if char in vocabulary]
            spans.append((len(tokens), len(tokens) + len(word.rstrip(STOPS))))
            tokens += [*ids, vocabulary[" "]]
        tokens[-1] = 0  # the silence after
        if len(tokens) > MOST_TOKENS:
            raise VoiceError(
                f"{passage}: a sentence of {len(tokens)} sounds, must be at most {MOST_TOKENS}:"
                f" split the one that begins {' '.join(spoken[:5])!r}"
            )
        samples, durations = self._run(tokens, noise)
        if sum(durations) * UNIT != len(samples):
            raise VoiceError(
                f"{passage}: hibari's durations add up to {sum(durations) * UNIT} samples,"
                f" its sound has {len(samples)}"
            )
        times = [units * UNIT / self._tts.sample_rate - LATE for units in _sums(durations)]
        counts = _sums([len(word.split()) for word in spoken])
        return samples, [
            (times[spans[first][0]], times[spans[last - 1][1]])
            for first, last in zip(counts, counts[1:], strict=False)
        ]

    def _run(
        self, tokens: Sequence[int], noise: np.random.Generator
    ) -> tuple[np.ndarray, list[int]]:
        """Return the sound of tokens, and how many units each of them lasts."""
        given = {"ids": np.asarray([tokens], np.int64), "speed": np.asarray([SPEED], np.float32)}
        *spectrum, durations = self._tts.sess.run(None, given)
        synth = import_module("hibari.dsp").synth
        return synth(*(part[0] for part in spectrum), noise), durations.tolist()

    @cached_property
    def _tts(self) -> Any:
        """The model with its extra output, and what turns words into phonemes."""
        model = Path(import_module("hibari.voices").voice_path("heart")).read_bytes()
        return import_module("hibari").Hibari(model=model + _output(DURATIONS))


def _sentences(spoken: Sequence[str]) -> Iterator[slice]:
    """Find the sentences among words."""
    start = 0
    for end, word in enumerate(spoken, 1):
        if word.rstrip(CLOSING).endswith(SENTENCE_ENDS) or end == len(spoken):
            yield slice(start, end)
            start = end


def _sums(counts: Sequence[int]) -> list[int]:
    return list(accumulate(counts, initial=0))


def _output(tensor: str) -> bytes:
    """Return what makes a tensor an output of an ONNX model, when appended to the model's file.

    The file is a protocol buffer: what follows is merged into it. A model has its graph in field 7,
    a graph its outputs in field 12, an output its name in field 1.
    """

    def field(number: int, content: bytes) -> bytes:
        return bytes([number << 3 | 2, len(content)]) + content

    return field(7, field(12, field(1, tensor.encode())))
