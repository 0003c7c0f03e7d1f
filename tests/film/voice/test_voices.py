"""The voices that need nothing installed, and how a voice is chosen."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from scenes.film.voice import choice, hibari, piper
from scenes.film.voice.choice import choose_voice, default_voice
from scenes.film.voice.piper import PiperVoice
from scenes.film.voice.recorded import RecordedVoice
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.sound import PAUSE, PREROLL, TAIL
from scenes.film.voice.speech import Passage, VoiceError
from scenes.film.voice.waves import write_wave
from tests.film.tone_bursts import tone_bursts

SWEEP = Passage("s04_latent", "sweep", "The point is at 2.25, and goes on.")


# --- Silent ---------------------------------------------------------------------------------------


def test_the_silent_voice_takes_the_time_of_the_words() -> None:
    speech = SilentVoice(120).speak(SWEEP)
    assert speech.duration == 5.5  # 11 words, for 2.25 takes four
    assert not speech.samples.any()
    assert [word.text for word in speech.words] == SWEEP.words.split()
    assert [word.start for word in speech.words] == [0, 0.5, 1, 1.5, 2, 4, 4.5, 5]
    assert speech.words[-1].end == 5.5


def test_the_silent_voices_pace_is_its_version() -> None:
    assert SilentVoice(120).version != SilentVoice(150).version


# --- Recorded -------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s04_latent").mkdir()
    write_wave(
        tmp_path / "s04_latent/sweep.wav", tone_bursts(6.0, [(1.0, 4.3)], noise=0.001), 24_000
    )
    return tmp_path


def test_a_recording_is_cut_out_of_its_silence(folder: Path) -> None:
    speech = RecordedVoice(folder).speak(SWEEP)
    assert speech.duration == pytest.approx(PREROLL + 3.3 + TAIL + PAUSE, abs=0.01)
    assert [word.text for word in speech.words] == SWEEP.words.split()
    assert speech.words[0].start == pytest.approx(PREROLL, abs=0.005)
    assert speech.words[4].start == pytest.approx(PREROLL + 4 * 0.3, abs=0.01)
    assert speech.words[-1].end == pytest.approx(PREROLL + 3.3, abs=0.01)


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 96_000])
def test_a_recording_may_have_any_rate_and_ending(folder: Path, rate: int) -> None:
    file = folder / "s04_latent/sweep.wav"
    write_wave(file, tone_bursts(6.0, [(1.0, 4.3)], rate=rate, noise=0.001), rate)
    file.rename(file.with_suffix(".sound"))
    speech = RecordedVoice(folder).speak(SWEEP)
    assert speech.rate == rate
    assert speech.duration == pytest.approx(PREROLL + 3.3 + TAIL + PAUSE, abs=0.01)


def test_another_take_has_another_fingerprint(folder: Path) -> None:
    voice = RecordedVoice(folder)
    before = voice.fingerprint(SWEEP)
    assert before == voice.fingerprint(SWEEP)
    write_wave(folder / "s04_latent/sweep.wav", tone_bursts(6.0, [(1.0, 4.2)]), 24_000)
    assert voice.fingerprint(SWEEP) != before


def test_bad_recordings_are_told_in_one_line(folder: Path) -> None:
    voice, file = RecordedVoice(folder), folder / "s04_latent/sweep.wav"

    def said() -> str:
        voice.fingerprint(SWEEP)
        with pytest.raises(VoiceError) as caught:
            voice.speak(SWEEP)
        return str(caught.value)

    write_wave(file, np.zeros(48_000, np.float32), 48_000)
    assert said() == f"{file}: there is no sound in it"
    file.write_text("not a sound file")
    assert said().startswith(f"{file}: not a sound file that can be read, such as ")
    file.with_suffix(".txt").touch()
    assert said() == f"{file.parent}: sweep.txt, sweep.wav: must be one recording of sweep"
    file.with_suffix(".txt").unlink()
    file.unlink()
    assert said() == f"{file}: no such file"


def test_a_recording_that_is_empty_or_broken_off_is_told_in_a_sentence(folder: Path) -> None:
    voice, file = RecordedVoice(folder), folder / "s04_latent/sweep.wav"
    write_wave(file, np.zeros(0, np.float32), 24_000)
    header = file.read_bytes()
    for size in range(len(header) + 1):
        file.write_bytes(header[:size])
        with pytest.raises(VoiceError) as caught:
            voice.speak(SWEEP)
        path, _, problem = str(caught.value).partition(": ")
        assert path == str(file)
        assert problem.startswith(("not a sound file that can be read, such as", "there is no so"))


# --- Piper ----------------------------------------------------------------------------------------


@dataclass
class Chunk:
    audio_float_array: np.ndarray
    sample_rate: int = 22_050


@pytest.fixture
def piper_module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Stand in for piper-tts, as far as its interface is used: a tone of 1 s for each sentence."""

    class Model:
        def synthesize(self, text: str) -> Iterator[Chunk]:
            for _ in range(text.count(".")):
                yield Chunk(tone_bursts(2.0, [(0.5, 1.5)], rate=22_050))

    class Loader:
        @staticmethod
        def load(model: Path) -> Model:
            return Model()

    module = ModuleType("piper")
    module.PiperVoice = Loader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "piper", module)
    monkeypatch.setattr(piper, "find_spec", lambda name: object())
    return module


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "voice.onnx").write_bytes(b"weights")
    (tmp_path / "voice.onnx.json").write_text(json.dumps({}))
    return tmp_path / "voice.onnx"


@pytest.mark.usefixtures("piper_module")
def test_piper_times_its_words_within_each_sentence(model: Path) -> None:
    speech = PiperVoice(model).speak(Passage("s01", "axes", "One two. Three four five six."))
    assert speech.rate == 22_050
    # The second sentence's sound begins at 2 s, of which 0.5 s are cut at the start.
    assert speech.words[2].start == pytest.approx(1.5 + PREROLL, abs=0.01)
    assert speech.words[3].start == pytest.approx(2.0 + PREROLL, abs=0.01)


@pytest.mark.usefixtures("piper_module")
def test_piper_times_its_words_over_all_when_sentences_differ(model: Path) -> None:
    speech = PiperVoice(model).speak(Passage("s01", "axes", "One. e.g. two three."))
    gaps = np.diff([word.start for word in speech.words[1:]])
    assert gaps == pytest.approx(8.0 / 4, abs=0.01)


@pytest.mark.usefixtures("piper_module")
def test_pipers_version_tells_models_apart(model: Path) -> None:
    before = PiperVoice(model).version
    model.write_bytes(b"other weights")
    assert before.startswith("voice ")
    assert PiperVoice(model).version != before


@pytest.mark.usefixtures("piper_module")
def test_pipers_silence_is_an_error(model: Path) -> None:
    with pytest.raises(VoiceError, match=r"^s01\.axes: no sound comes of '—'$"):
        PiperVoice(model).speak(Passage("s01", "axes", "—"))


def test_what_piper_lacks_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "find_spec", lambda name: None)
    with pytest.raises(VoiceError, match=r"^piper-tts is not installed: pip install piper-tts"):
        PiperVoice(model)
    model.with_name("voice.onnx.json").unlink()
    with pytest.raises(VoiceError, match=r"voice\.onnx\.json: no such file"):
        PiperVoice(model)


# --- Choice ---------------------------------------------------------------------------------------


def test_voices_are_chosen_by_name(folder: Path, model: Path, piper_module: ModuleType) -> None:
    assert piper_module is sys.modules["piper"]
    assert isinstance(choose_voice("silent", words_per_minute=150), SilentVoice)
    assert isinstance(
        choose_voice("recorded", words_per_minute=150, recordings=folder), RecordedVoice
    )
    assert isinstance(choose_voice("piper", words_per_minute=150, piper_model=model), PiperVoice)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bob", "no voice 'bob'; there are silent, hibari, recorded, piper"),
        ("recorded", "the voice recorded needs --recordings DIR, a folder of sound files"),
        ("piper", "the voice piper needs --piper-model FILE, a model of its own"),
    ],
)
def test_a_voice_that_cannot_be_is_told(name: str, said: str) -> None:
    with pytest.raises(VoiceError) as caught:
        choose_voice(name, words_per_minute=150)
    assert str(caught.value) == said
    with pytest.raises(VoiceError, match="no such folder of recordings$"):
        choose_voice("recorded", words_per_minute=150, recordings=Path("nowhere"))


@pytest.mark.parametrize(
    ("installed", "said", "default"),
    [
        (None, "the voice hibari is not installed: pip install 'lvebm[voice]'", "silent"),
        ("0.3.0", "hibari-tts 0.3.0 is installed, must be 0.2.1: pip install", "silent"),
    ],
)
def test_hibari_in_another_release_is_not_used(
    monkeypatch: pytest.MonkeyPatch, installed: str | None, said: str, default: str
) -> None:
    for module in (choice, hibari):
        monkeypatch.setattr(module, "hibari_version", lambda: installed)
    assert default_voice() == default
    with pytest.raises(VoiceError) as caught:
        choose_voice("hibari", words_per_minute=150)
    assert str(caught.value).startswith(said)
