"""A table is brought up to date beat by beat, whatever processor it was made on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenes.film.voice.film_sound import film_sound
from scenes.film.voice.plan import plan_film
from scenes.film.voice.recorded import RecordedVoice
from scenes.film.voice.retiming import Retimed, retimed
from scenes.film.voice.sound import PAUSE
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.film.voice.synthesis import write_timings
from scenes.film.voice.waves import write_wave
from scenes.narration.script import Beat, Script
from scenes.narration.timings import Timings, WordTime, load_timings, timings_text
from tests.film.tone_bursts import tone_bursts

WORDS = {
    ("c01", "one"): "Here we go, not far.",
    ("c01", "two"): "On it goes, for long.",
    ("c02", "three"): "And so it ends.",
}
WOBBLE = 0.015  # seconds a word, as measured between two processors


class Wobbler:
    """A voice that takes half a second a word, and another moment more on each processor."""

    name = "wobbler"

    def __init__(self, processor: int = 0, version: str = "1") -> None:
        self.version = version
        self.processor = processor
        self.asked: list[str] = []

    def fingerprint(self, passage: Passage) -> str:
        return ""

    def speak(self, passage: Passage) -> Speech:
        self.asked.append(str(passage))
        if "mute" in passage.words:
            raise VoiceError(f"{passage}: no voice for it")
        words = passage.words.split()
        steps = np.random.default_rng(self.processor).uniform(-WOBBLE, WOBBLE, len(words) + 1)
        edges = np.round(0.5 * np.arange(len(words) + 1) + steps * bool(self.processor), 3)
        times = [
            WordTime(float(max(start, 0)), float(end), word)
            for start, end, word in zip(edges, edges[1:], words, strict=False)
        ]
        sound = tone_bursts(float(edges[-1]) + PAUSE, [(0.0, float(edges[-1]))])
        return Speech(sound, 24_000, tuple(times))


def scripts(words: dict[tuple[str, str], str] = WORDS) -> list[Script]:
    chapters = dict.fromkeys(chapter for chapter, _ in words)
    return [
        Script(c, c, tuple(Beat(b, t, 0.0, 1.0) for (of, b), t in words.items() if of == c))
        for c in chapters
    ]


def speak(
    voice: Wobbler | RecordedVoice,
    cache: Path,
    before: Timings | None,
    words: dict[tuple[str, str], str] = WORDS,
    chapters: tuple[str, ...] = ("c01", "c02"),
) -> Retimed:
    return retimed(scripts(words), voice, before=before, chapters=chapters, cache=cache)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Timings:
    """The table as it was made on another processor, and read from its file."""
    write_timings(speak(Wobbler(1), tmp_path / "there", None).timings, tmp_path / "timings.json")
    return load_timings(tmp_path / "timings.json")


def test_this_processor_would_have_made_another_table(elsewhere: Timings, tmp_path: Path) -> None:
    here = speak(Wobbler(2), tmp_path / "here", None).timings
    for place in WORDS:
        assert here.beats[place] != elsewhere.beats[place]


def test_where_nothing_changed_nothing_is_spoken_and_the_file_is_the_same(
    elsewhere: Timings, tmp_path: Path
) -> None:
    voice = Wobbler(2)
    now = speak(voice, tmp_path / "here", elsewhere)
    assert (voice.asked, now.spoken) == ([], ())
    assert timings_text(now.timings) == timings_text(elsewhere)


def test_one_changed_word_changes_the_rows_of_its_own_beat(
    elsewhere: Timings, tmp_path: Path
) -> None:
    voice = Wobbler(2)
    now = speak(voice, tmp_path / "here", elsewhere, WORDS | {("c01", "two"): "On it runs."})
    assert voice.asked == ["c01.two"]
    assert now.spoken == (("c01", "two"),)
    before, after = (
        json.loads(timings_text(table))["chapters"] for table in (elsewhere, now.timings)
    )
    assert after["c01"].pop("two") != before["c01"].pop("two")
    assert after == before
    lines = [set(timings_text(table).splitlines()) for table in (elsewhere, now.timings)]
    assert len(lines[1] - lines[0]) <= 5  # the text's digest, the duration, three words


def test_new_beats_and_chapters_come_and_old_ones_go(elsewhere: Timings, tmp_path: Path) -> None:
    words = {("c01", "new"): "A new one.", ("c01", "two"): WORDS["c01", "two"]}
    words |= {("c03", "last"): "The last."}
    now = speak(Wobbler(2), tmp_path / "here", elsewhere, words, ("c01", "c03"))
    assert list(now.timings.beats) == list(words)
    assert now.spoken == (("c01", "new"), ("c03", "last"))
    assert now.timings.beats["c01", "two"] == elsewhere.beats["c01", "two"]


def test_the_rows_of_chapters_that_are_not_told_now_stay(
    elsewhere: Timings, tmp_path: Path
) -> None:
    words = {("c01", "one"): "Other words here."}
    now = speak(Wobbler(2), tmp_path / "here", elsewhere, words)
    assert set(now.timings.beats) == {("c01", "one"), ("c02", "three")}
    assert now.timings.beats["c02", "three"] == elsewhere.beats["c02", "three"]


@pytest.mark.parametrize("change", [{"voice": "another"}, {"version": "2"}])
def test_another_voice_speaks_everything(
    elsewhere: Timings, tmp_path: Path, change: dict[str, str]
) -> None:
    now = speak(Wobbler(2), tmp_path / "here", replace(elsewhere, **change))
    assert now.spoken == tuple(WORDS)
    assert (now.timings.voice, now.timings.version) == ("wobbler", "1")


def test_what_cannot_be_spoken_is_told(elsewhere: Timings, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"^c01\.two: no voice for it$"):
        speak(Wobbler(2), tmp_path / "here", elsewhere, WORDS | {("c01", "two"): "mute"})


def test_a_new_take_of_a_recording_gives_other_times(tmp_path: Path) -> None:
    words = {("c01", "one"): "Here we go.", ("c01", "two"): "On it goes."}
    takes = tmp_path / "takes" / "c01"
    takes.mkdir(parents=True)
    for beat in ("one", "two"):
        write_wave(takes / f"{beat}.wav", tone_bursts(3.0, [(0.5, 2.0)]), 24_000)
    voice, cache = RecordedVoice(tmp_path / "takes"), tmp_path / "voice"
    first = speak(voice, cache, None, words, ("c01",)).timings
    assert speak(voice, cache, first, words, ("c01",)).timings == first
    write_wave(takes / "two.wav", tone_bursts(3.0, [(0.5, 2.1)]), 24_000)
    second = speak(voice, cache, first, words, ("c01",)).timings
    assert second.beats["c01", "one"] == first.beats["c01", "one"]
    change = second.beats["c01", "two"][1].duration - first.beats["c01", "two"][1].duration
    assert change == pytest.approx(0.1, abs=0.01)
    (takes / "one.wav").unlink()
    with pytest.raises(VoiceError, match=r"one\.wav: no such file$"):
        speak(voice, cache, first, words, ("c01",))


@pytest.mark.parametrize("processor", range(2, 12))
@pytest.mark.parametrize("fps", [15, 60])
def test_a_film_follows_a_table_from_any_processor(
    elsewhere: Timings, tmp_path: Path, processor: int, fps: int
) -> None:
    table = tmp_path / "timings.json"
    plan = plan_film(
        scripts(), Wobbler(processor), table=table, cache=tmp_path / "here", lecture=True
    )
    assert plan.timings is not None
    assert plan.spoken is not None
    assert dict(plan.timings.beats) == dict(elsewhere.beats)
    timed = []
    for script in scripts():
        start, beats = 0.0, []
        for beat in script.beats:
            duration = elsewhere.beats[script.chapter, beat.name][1].duration
            beats.append(replace(beat, start=start, duration=duration))
            start += duration
        timed.append(replace(script, beats=tuple(beats)))
    # This tells of sound that is cut off.
    sound = film_sound(timed, plan.spoken.speech, fps, tmp_path / "sound")
    seconds = sum(script.in_frames(fps).duration for script in timed)
    assert sound.samples == pytest.approx(seconds * 48_000, abs=1)
