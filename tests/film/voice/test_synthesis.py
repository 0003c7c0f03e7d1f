"""The pass that speaks everything, and what it keeps."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenes.film.errors import FilmError
from scenes.film.quality import QUALITIES
from scenes.film.voice import cache as cache_module
from scenes.film.voice.recorded import RecordedVoice
from scenes.film.voice.sound import PAUSE
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.film.voice.synthesis import DRIFT, Spoken, synthesise, write_timings
from scenes.film.voice.waves import write_wave
from scenes.narration.script import Beat, Script
from scenes.narration.timings import (
    BeatTimes,
    WordTime,
    even_times,
    load_timings,
    text_hash,
)
from tests.film.tone_bursts import tone_bursts


class Hummer:
    """A voice that hums for half a second a word, and remembers what it was asked."""

    name = "hummer"

    def __init__(self, version: str = "1", pace: float = 0.5) -> None:
        self.version = version
        self.pace = pace
        self.asked: list[str] = []

    def fingerprint(self, passage: Passage) -> str:
        return ""

    def speak(self, passage: Passage) -> Speech:
        self.asked.append(str(passage))
        if "mute" in passage.words:
            raise VoiceError(f"{passage}: no voice for it")
        words = passage.words.split()
        seconds = self.pace * len(words)
        samples = tone_bursts(seconds + PAUSE, [(0.0, seconds)])
        return Speech(samples, 24_000, even_times(words, 0.0, seconds))


def scripts(**words: str) -> list[Script]:
    said = {"one": "Here we go.", "two": "On it goes, for long.", "three": "Done."} | words
    beats = [Beat(name, text, 0.0, 1.0) for name, text in said.items()]
    return [Script("c01_first", "First", tuple(beats[:2])), Script("c02_last", "Last", (beats[2],))]


def test_every_beat_is_spoken_and_timed(tmp_path: Path) -> None:
    spoken = synthesise(scripts(), Hummer(), tmp_path / "voice")
    assert list(spoken.speech) == [
        ("c01_first", "one"),
        ("c01_first", "two"),
        ("c02_last", "three"),
    ]
    times = spoken.timings().beat("c01_first", "two", text_hash("On it goes, for long."))
    assert times.duration == 2.5 + PAUSE
    assert times.words[2] == WordTime(1.0, 1.5, "goes,")
    # Even a single word gets the time that a beat needs at least.
    assert spoken.timings().beat("c02_last", "three", text_hash("Done.")).duration == 1.0


def test_what_was_spoken_is_kept_to_the_last_bit(tmp_path: Path) -> None:
    voice = Hummer()
    first = synthesise(scripts(), voice, tmp_path / "voice")
    assert len(voice.asked) == 3
    second = synthesise(scripts(), voice, tmp_path / "voice")
    assert len(voice.asked) == 3
    for place, speech in first.speech.items():
        np.testing.assert_array_equal(speech.samples, second.speech[place].samples)
        assert speech.words == second.speech[place].words
    assert not list((tmp_path / "voice").glob(".lvebm-*"))


def test_only_what_changed_is_spoken_again(tmp_path: Path) -> None:
    synthesise(scripts(), Hummer(), tmp_path)
    voice = Hummer()
    synthesise(scripts(two="Other words."), voice, tmp_path)
    assert voice.asked == ["c01_first.two"]
    voice = Hummer(version="2")
    synthesise(scripts(), voice, tmp_path)
    assert len(voice.asked) == 3


@pytest.mark.parametrize("suffix", [".wav", ".json"])
@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"[]", b"{}", b'[["a", 1, 2]]', b"\xff"])
def test_a_damaged_cache_is_mended(tmp_path: Path, suffix: str, content: bytes | None) -> None:
    first = synthesise(scripts(), Hummer(), tmp_path)
    victim = sorted(tmp_path.glob(f"*{suffix}"))[0]
    if content is None:
        victim.unlink()
    else:
        victim.write_bytes(content)
    voice = Hummer()
    again = synthesise(scripts(), voice, tmp_path)
    assert len(voice.asked) == 1
    assert again.timings() == first.timings()


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "voice").touch()
    with pytest.raises(FilmError, match=r"^can't write .*\.wav: Not a directory$"):
        synthesise(scripts(), Hummer(), tmp_path / "voice")


def test_what_was_not_used_for_longest_makes_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "KEPT", 3)
    synthesise(scripts(), Hummer(), tmp_path)
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))
    synthesise(scripts(one="Other words."), Hummer(), tmp_path)
    assert len(list(tmp_path.glob("*.wav"))) == len(list(tmp_path.glob("*.json"))) == 3
    voice = Hummer()
    synthesise(scripts(one="Other words."), voice, tmp_path)
    assert voice.asked == []


def test_all_that_cannot_be_spoken_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as caught:
        synthesise(scripts(one="mute", three="mute"), Hummer(), tmp_path)
    assert str(caught.value).splitlines() == [
        "c01_first.one: no voice for it",
        "c02_last.three: no voice for it",
    ]
    beats = tuple(Beat(f"b{k}", "mute", 0.0, 1.0) for k in range(9))
    with pytest.raises(VoiceError) as caught:
        synthesise([Script("c01", "", beats)], Hummer(), tmp_path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 6
    assert lines[-1] == "and 4 more beats that can't be spoken"


def test_a_new_take_of_a_recording_is_heard(tmp_path: Path) -> None:
    script = [Script("c01_first", "First", (Beat("one", "Here we go.", 0.0, 1.0),))]
    file = tmp_path / "recordings/c01_first/one.wav"
    file.parent.mkdir(parents=True)
    durations = []
    for end in (2.0, 3.0):
        write_wave(file, tone_bursts(4.0, [(0.5, end)]), 24_000)
        spoken = synthesise(script, RecordedVoice(tmp_path / "recordings"), tmp_path / "voice")
        durations.append(spoken.speech["c01_first", "one"].duration)
    assert durations[1] - durations[0] == pytest.approx(1.0, abs=0.01)


def test_the_table_is_written_whole_and_read_back(tmp_path: Path) -> None:
    spoken = synthesise(scripts(), Hummer(), tmp_path / "voice")
    table = tmp_path / "assets/timings.json"
    write_timings(spoken.timings(), table)
    found = load_timings(table)
    assert dict(found.beats) == dict(spoken.timings().beats)
    before = table.read_bytes()
    write_timings(found, table)
    assert table.read_bytes() == before
    assert [file.name for file in table.parent.iterdir()] == ["timings.json"]
    with pytest.raises(FilmError, match=r"^can't write "):
        write_timings(found, table / "below.json")


# --- In step with a table from elsewhere ----------------------------------------------------------


@pytest.fixture
def spoken(tmp_path: Path) -> Spoken:
    return synthesise(scripts(), Hummer(), tmp_path)


def shifted(times: BeatTimes, by: float) -> BeatTimes:
    words = tuple(replace(word, start=word.start + by) for word in times.words)
    return replace(times, words=words)


def changed(spoken: Spoken, change: Mapping[str, BeatTimes]) -> Spoken:
    """Return what was spoken, in step with other times."""
    speech = {
        (chapter, beat): replace(speech, words=change[beat].words) if beat in change else speech
        for (chapter, beat), speech in spoken.speech.items()
    }
    return replace(spoken, speech=speech)


def test_sound_is_in_step_with_its_own_table(spoken: Spoken) -> None:
    assert spoken.out_of_step(spoken.timings()) == set()


@pytest.mark.parametrize(("by", "apart"), [(0.2, set()), (0.3, {("c01_first", "two")})])
def test_a_little_drift_is_in_step_and_more_is_not(
    spoken: Spoken, by: float, apart: set[tuple[str, str]]
) -> None:
    timings = spoken.timings()
    two = timings.beat("c01_first", "two", text_hash("On it goes, for long."))
    assert changed(spoken, {"two": shifted(two, by)}).out_of_step(timings) == apart


def test_sound_that_outlasts_its_beat_is_out_of_step(spoken: Spoken, tmp_path: Path) -> None:
    slower = synthesise(scripts(three="Done."), Hummer(pace=0.6), tmp_path / "slower")
    # "Here we go." takes 0.3 s more; "Done." has the second that a beat lasts at least.
    assert slower.out_of_step(spoken.timings()) == {("c01_first", "one"), ("c01_first", "two")}


def test_other_words_are_out_of_step(spoken: Spoken, tmp_path: Path) -> None:
    other = synthesise(scripts(three="The end."), Hummer(), tmp_path)
    assert other.out_of_step(spoken.timings()) == {("c02_last", "three")}


def test_a_table_with_a_word_too_few_is_out_of_step(spoken: Spoken) -> None:
    beats = dict(spoken.timings().beats)
    digest, times = beats["c01_first", "two"]
    beats["c01_first", "two"] = (digest, replace(times, words=times.words[:-1]))
    short = replace(spoken.timings(), beats=beats)
    assert spoken.out_of_step(short) == {("c01_first", "two")}


@pytest.mark.parametrize("fps", sorted({quality.fps for quality in QUALITIES.values()}))
def test_no_beat_in_step_loses_sound_at_its_end(fps: int) -> None:
    """A beat may be a frame shorter than its times, for it starts and ends with frames."""
    assert DRIFT + 1 / fps < PAUSE
