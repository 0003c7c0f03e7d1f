"""Which times a film follows, with and without a table, a voice and the lecture's own story."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenes.film.voice.plan import plan_film
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import Passage, Speech
from scenes.film.voice.synthesis import write_timings
from scenes.narration.script import Beat, Script
from scenes.narration.timings import BeatTimes, Timings, TimingsError, WordTime, text_hash

OLD, NEW = "The old words.", "Some new words."


class Voice:
    """A voice that takes a second a word."""

    name = "hummer"

    def __init__(self, version: str = "1", late: float = 0.0) -> None:
        self.version = version
        self.late = late

    def fingerprint(self, passage: Passage) -> str:
        return f"{self.late}"

    def speak(self, passage: Passage) -> Speech:
        words = tuple(
            WordTime(k + self.late, k + 1.0, word) for k, word in enumerate(passage.words.split())
        )
        return Speech(np.full(24_000 * len(words), 0.1, np.float32), 24_000, words)


def script(words: str) -> list[Script]:
    return [Script("c01_first", "", (Beat("one", words, 0.0, 1.0),))]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    times = BeatTimes(3.125, tuple(WordTime(k, k + 1.0, w) for k, w in enumerate(OLD.split())))
    beats = {("c01_first", "one"): (text_hash(OLD), times)}
    path = tmp_path / "timings.json"
    write_timings(Timings("", "hummer", "1", beats), path)
    return path


def length(timings: Timings | None, words: str) -> float | None:
    found = timings and timings.find("c01_first", "one", text_hash(words))
    return found.duration if found else None


SILENT = SilentVoice(150)


def test_the_lecture_follows_its_table_with_and_without_its_voice(
    table: Path, tmp_path: Path
) -> None:
    for voice in (SILENT, Voice(), Voice(late=0.2)):
        plan = plan_film(script(OLD), voice, table=table, cache=tmp_path / "v", lecture=True)
        assert length(plan.timings, OLD) == 3.125
        assert (plan.spoken is None) == (voice is SILENT)


@pytest.mark.parametrize("voice", [SILENT, Voice(), Voice(version="2")])
def test_changed_words_of_the_lecture_are_stale(
    table: Path, tmp_path: Path, voice: Voice | SilentVoice
) -> None:
    with pytest.raises(TimingsError, match=r"stale, the words have changed in c01_first\.one;"):
        plan_film(script(NEW), voice, table=table, cache=tmp_path / "v", lecture=True)


@pytest.mark.parametrize(("voice", "seconds"), [(SILENT, None), (Voice(), 3.0)])
def test_a_new_chapter_of_the_lecture_has_its_own_times(
    table: Path, tmp_path: Path, voice: Voice | SilentVoice, seconds: float | None
) -> None:
    new = Script("c02_second", "", (Beat("two", NEW, 0.0, 1.0),))
    plan = plan_film([*script(OLD), new], voice, table=table, cache=tmp_path / "v", lecture=True)
    assert length(plan.timings, OLD) == 3.125
    assert plan.own == ()
    found = plan.timings and plan.timings.find("c02_second", "two", text_hash(NEW))
    assert (found.duration if found else None) == seconds


def test_a_beat_out_of_step_with_the_table_has_the_times_of_its_sound(
    table: Path, tmp_path: Path
) -> None:
    far = plan_film(script(OLD), Voice(late=0.4), table=table, cache=tmp_path / "v", lecture=True)
    assert length(far.timings, OLD) == 3.0
    assert far.timings is not None
    assert far.timings.beats["c01_first", "one"][1].words[1].start == 1.4
    assert far.own == ("c01_first.one",)
    assert table.read_bytes().count(b"3.125") == 1  # the file stays as it was


def test_another_voice_gives_its_own_times(table: Path, tmp_path: Path) -> None:
    voice = Voice(version="2", late=0.4)
    plan = plan_film(script(OLD), voice, table=table, cache=tmp_path / "v", lecture=True)
    assert length(plan.timings, OLD) == 3.0
    assert plan.spoken is not None


@pytest.mark.parametrize("words", [OLD, NEW])
def test_another_story_gives_its_own_times(table: Path, tmp_path: Path, words: str) -> None:
    plan = plan_film(script(words), Voice(), table=table, cache=tmp_path / "v", lecture=False)
    assert length(plan.timings, words) == 3.0


def test_a_silent_film_of_another_story_takes_what_the_table_has(
    table: Path, tmp_path: Path
) -> None:
    for words, duration in ((OLD, 3.125), (NEW, None)):
        plan = plan_film(script(words), SILENT, table=table, cache=tmp_path / "v", lecture=False)
        assert length(plan.timings, words) == duration


def test_without_a_table_the_voice_or_the_words_give_the_times(tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    plan = plan_film(script(NEW), Voice(), table=missing, cache=tmp_path / "v", lecture=True)
    assert length(plan.timings, NEW) == 3.0
    plan = plan_film(script(NEW), SILENT, table=missing, cache=tmp_path / "v", lecture=True)
    assert (plan.timings, plan.spoken) == (None, None)


def test_a_broken_table_is_told_and_not_passed_over(table: Path, tmp_path: Path) -> None:
    table.write_text("{")
    for lecture in (True, False):
        with pytest.raises(TimingsError, match="make it anew: lvebm voice$"):
            plan_film(script(OLD), SILENT, table=table, cache=tmp_path / "v", lecture=lecture)
