"""The voice of hibari-tts, where it is installed."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from scenes.film.programme import FILM
from scenes.film.voice import hibari as voice_module
from scenes.film.voice.hibari import SEED, SPEED, TRIED, HibariVoice, hibari_version
from scenes.film.voice.sound import PAUSE, PREROLL, onset, sound
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.narration.spoken import spoken_words
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, load_story

pytestmark = pytest.mark.skipif(
    hibari_version() != TRIED, reason=f"the voice is not installed: hibari-tts {TRIED}"
)

WORDS = (
    "A point runs at 2.25, and back. The box — it's small — tells its x. Is this y? Yes, two pi."
)


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return HibariVoice()


def passage(words: str = WORDS) -> Passage:
    return Passage("s04_latent", "sweep", words)


@pytest.fixture(scope="module")
def speech(voice: HibariVoice) -> Speech:
    return voice.speak(passage())


# --- Sound ----------------------------------------------------------------------------------------


def test_the_model_says_what_it_says_without_our_output(voice: HibariVoice) -> None:
    # The library as its author meant it, on words that neither of us changes.
    from hibari import Hibari

    words = "The ellipse is wide and low."
    theirs = Hibari()(words, speed=SPEED, seed=SEED)
    found = sound(theirs, 24_000)
    assert found is not None
    ours = voice.speak(passage(words)).samples
    first = found[0] - round(PREROLL * 24_000)
    length = found[1] - first
    np.testing.assert_array_equal(ours[:length], theirs[first : first + length])


def test_the_same_words_sound_the_same_to_the_last_bit(voice: HibariVoice, speech: Speech) -> None:
    for again in (voice.speak(passage()), HibariVoice().speak(passage())):
        np.testing.assert_array_equal(again.samples, speech.samples)
        assert again.words == speech.words


def test_another_process_says_the_same(speech: Speech) -> None:
    code = (
        "import hashlib\n"
        "from scenes.film.voice.hibari import HibariVoice\n"
        "from scenes.film.voice.speech import Passage\n"
        f"samples = HibariVoice().speak(Passage('', '', {WORDS!r})).samples\n"
        "print(hashlib.sha256(samples.tobytes()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(speech.samples.tobytes()).hexdigest()


def test_speech_begins_at_once_and_ends_with_a_pause(speech: Speech) -> None:
    assert speech.rate == 24_000
    assert onset(speech.samples, 24_000) == pytest.approx(PREROLL, abs=0.003)
    assert not speech.samples[-round(PAUSE * 24_000) :].any()
    assert np.abs(speech.samples).max() < 1


# --- Times ----------------------------------------------------------------------------------------


def test_every_written_word_has_its_time(speech: Speech) -> None:
    assert [word.text for word in speech.words] == WORDS.split()
    assert all(word.start <= word.end <= speech.duration for word in speech.words)
    assert all(a.start <= b.start for a, b in pairwise(speech.words))
    by_text = {word.text: word for word in speech.words}
    # Four spoken words take longer than one.
    assert by_text["2.25,"].end - by_text["2.25,"].start > 0.8
    assert by_text["its"].end - by_text["its"].start < 0.3


@pytest.mark.slow
def test_words_start_when_they_are_heard(voice: HibariVoice) -> None:
    # Heard: the first sound after every pause that is long enough to be seen in the waveform.
    data = StoryData(load_story(DEFAULT_STORY))
    misses = []
    for beat in [
        beat for chapter in FILM.chapters[::3] for beat in FILM.script(chapter, data).beats
    ]:
        spoken = voice.speak(passage(beat.words))
        for before, word in pairwise(spoken.words):
            if before.text[-1] not in ".?!":
                continue
            heard = onset(spoken.samples, spoken.rate, word.start - 0.15, word.start + 0.4)
            assert heard is not None
            misses.append(heard - word.start)
    assert len(misses) > 50
    assert abs(np.median(misses)) < 0.025  # the sentences are others, time and again
    assert np.percentile(np.abs(misses), 90) < 0.07


def test_durations_that_do_not_add_up_are_refused(
    voice: HibariVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_module, "UNIT", 601)
    with pytest.raises(
        VoiceError, match=r"^s04_latent\.sweep: hibari's durations add up to \d+ sam"
    ):
        voice.speak(passage())


# --- Pronunciation --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "phonemes"),
    [
        ("z check", "zˈi ʧˈɛk"),
        ("y tilde", "wˈI tˈɪldə"),
        ("y prime", "wˈI pɹˈIm"),
        ("theta", "θˈATə"),
        ("rho one", "ɹˈO wˈʌn"),
        ("alpha and beta", "ˈælfə ænd bˈATə"),
        ("epsilon", "ˈɛpsɪlˌɑn"),
        ("w two", "dˈʌbᵊlju tˈu"),
        ("two pi", "tˈu pˈI"),
        ("ž = ỹ′ θ", "zˈi ʧˈɛk ˈikwᵊlz wˈI tˈɪldə pɹˈIm θˈATə"),
        ("minus 1.5", "mˈInəs wˈʌn pˈYnt fˈIv"),
        ("axes", "ˈæksˌiz"),
        ("its x.", "ɪts ˈɛks."),
        ("Is it z?", "ˌɪz ɪt zˈi?"),
        ("capital Y.”", "kˈæpəTᵊl wˈI."),
    ],
)
def test_symbols_are_pronounced_as_a_lecturer_would(
    voice: HibariVoice, words: str, phonemes: str
) -> None:
    assert " ".join(voice.phonemes(" ".join(spoken_words(words)))) == phonemes


def test_no_word_of_the_narration_is_left_unsaid(voice: HibariVoice) -> None:
    data = StoryData(load_story(DEFAULT_STORY))
    for chapter in FILM.chapters:
        for beat in FILM.script(chapter, data).beats:
            text = " ".join(spoken_words(beat.words))
            for sentence in re.split(r"(?<=[.?!]) ", text):
                for word, said in zip(sentence.split(), voice.phonemes(sentence), strict=True):
                    assert re.search(r"\w", said) or not re.search(r"\w", word), word


def test_what_cannot_be_said_is_told(voice: HibariVoice) -> None:
    with pytest.raises(VoiceError) as caught:
        voice.speak(passage("The field ∇F points up."))
    assert str(caught.value) == "s04_latent.sweep: no reading for '∇' in '∇F': write it in words"
    with pytest.raises(
        VoiceError, match=r"^s04_latent\.sweep: a sentence of \d+ sounds, must be at"
    ):
        voice.speak(passage("energy " * 100))
