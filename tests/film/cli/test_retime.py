"""`lvebm film` speaks changed words into the timing table, unless it is told not to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest
from click.testing import CliRunner, Result

from scenes.film.cli import voice_command
from scenes.film.cli.main import main
from scenes.film.voice import choice
from scenes.film.voice.speech import Passage, Speech, VoiceError
from scenes.narration.timings import even_times
from scenes.story.parameters import DEFAULT_STORY
from tests.film.tiny_film import TinyFilm
from tests.film.tone_bursts import tone_bursts

NEW = "And that is nearly all."


class Heart:
    """In place of hibari: a tone of half a second a word, a little longer on each processor."""

    name = "hibari"
    version = "made up"
    late = 0.0

    def fingerprint(self, passage: Passage) -> str:
        return ""

    def speak(self, passage: Passage) -> Speech:
        if "mute" in passage.words:
            raise VoiceError(f"{passage}: no voice for it")
        words = passage.words.split()
        seconds = round(0.5 * len(words) + self.late, 3)
        sound = tone_bursts(seconds + 0.35, [(0.0, seconds)])
        return Speech(sound, 24_000, even_times(words, 0.0, seconds))


@pytest.fixture
def film(tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch) -> TinyFilm:
    """A film whose table is of another processor, and one sentence newer than it."""
    monkeypatch.chdir(tiny_film.folder)
    monkeypatch.setattr(choice, "HibariVoice", Heart)
    monkeypatch.setattr(choice, "hibari_version", lambda: choice.TRIED)
    assert lvebm(tiny_film, "voice").exit_code == 0
    monkeypatch.setattr(Heart, "late", 0.015)
    change(tiny_film, "And that is all.", NEW)
    return tiny_film


def change(film: TinyFilm, old: str, new: str) -> None:
    file = film.narration_file("c02_second")
    file.write_text(file.read_text().replace(old, new))


def lvebm(film: TinyFilm, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=film.programme)


def blocked(film: TinyFilm, *arguments: str) -> list[str]:
    """Make the film where nothing can be written, so that nothing is rendered; what it told."""
    (film.folder / "file").touch()
    result = lvebm(film, "film", "-q", "draft", "--out", "file/film.mp4", *arguments)
    assert result.exit_code == 1, result.output
    return result.stderr.splitlines()


def rows(film: TinyFilm) -> dict[tuple[str, str], dict[str, Any]]:
    table = json.loads(film.programme.timing_table.read_text())
    return {(c, b): row for c, beats in table["chapters"].items() for b, row in beats.items()}


TOLD = "lvebm: timings.json: has the times of the new words in c02_second.rest"
STALE = "timings.json: stale, the words have changed in c02_second.rest; refresh it: lvebm voice"


@pytest.mark.parametrize("arguments", [(), ("--retime",), ("--chapters", "c02")])
def test_changed_words_are_spoken_into_the_table(
    film: TinyFilm, arguments: tuple[str, ...]
) -> None:
    before = rows(film)
    told = blocked(film, *arguments)
    assert told[0] == TOLD
    assert told[1].startswith("lvebm: can't write ")
    assert len(told) == 2
    after = rows(film)
    assert [place for place in before if before[place] != after[place]] == [("c02_second", "rest")]
    assert list(after) == list(before)
    said = [word for _, _, word in after["c02_second", "rest"]["words"]]
    assert said == NEW.split()
    assert blocked(film)[0].startswith("lvebm: can't write ")  # there is nothing more to tell


def test_chapters_that_are_not_made_stay_stale(film: TinyFilm) -> None:
    before = film.programme.timing_table.read_bytes()
    assert len(blocked(film, "--chapters", "c01")) == 1
    assert film.programme.timing_table.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "ci"),
    [
        (["--no-retime"], ""),
        ([], "true"),
        (["--voice", "silent"], ""),
        (["--recordings", "takes"], ""),
    ],
)
def test_otherwise_a_stale_table_is_told(
    film: TinyFilm, arguments: list[str], ci: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    (film.folder / "takes").mkdir()
    before = film.programme.timing_table.read_bytes()
    result = lvebm(film, "film", "-q", "draft", *arguments)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.endswith(STALE)
    assert film.programme.timing_table.read_bytes() == before


@pytest.mark.parametrize("ci", ["", "0", "false", "False"])
def test_a_ci_that_is_none_changes_nothing(
    film: TinyFilm, ci: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    assert blocked(film)[0] == TOLD


def test_ci_can_ask_for_it(film: TinyFilm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert blocked(film, "--retime")[0] == TOLD


def test_the_table_of_another_voice_is_left_alone(film: TinyFilm) -> None:
    table = film.programme.timing_table
    table.write_text(table.read_text().replace("made up", "another"))
    before = table.read_bytes()
    result = lvebm(film, "film", "-q", "draft")
    assert result.stderr.splitlines()[-1].endswith(STALE)
    assert table.read_bytes() == before


def test_words_that_cannot_be_spoken_leave_the_table_alone(film: TinyFilm) -> None:
    before = film.programme.timing_table.read_bytes()
    change(film, NEW, "It is mute.")
    assert blocked(film) == ["lvebm: c02_second.rest: no voice for it"]
    assert film.programme.timing_table.read_bytes() == before


def test_another_story_leaves_the_table_alone(film: TinyFilm) -> None:
    before = film.programme.timing_table.read_bytes()
    other = film.folder / "other.toml"
    other.write_text(DEFAULT_STORY.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(blocked(film, "--story", str(other))) == 1
    assert film.programme.timing_table.read_bytes() == before


@pytest.mark.slow
def test_a_table_that_is_not_ours_to_write_is_left_alone_and_the_film_is_made(
    film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_command, "INSTALLED", True)
    before = film.programme.timing_table.read_bytes()
    result = lvebm(film, "film", "-q", "draft", "-j", "1", "--out", "film.mp4")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[0] == (
        "lvebm: timings.json: stale and not ours to write, so this film alone has the times of the"
        " new words in c02_second.rest"
    )
    assert film.programme.timing_table.read_bytes() == before
    captions = Path("film.srt").read_text(encoding="utf-8")
    assert captions.rstrip().endswith(NEW)


@pytest.mark.slow
def test_the_film_follows_the_new_times(film: TinyFilm) -> None:
    result = lvebm(film, "film", "-q", "draft", "-j", "1", "--out", "film.mp4")
    assert result.exit_code == 0, result.output
    with av.open("film.mp4") as container:
        frames = container.streams.video[0].frames
    assert frames == sum(
        round(15 * sum(row["duration"] for (of, _), row in rows(film).items() if of == chapter))
        for chapter in film.programme.chapters
    )
    again = lvebm(film, "film", "-q", "draft", "--out", "film.mp4")
    assert "0 of 4 beats rendered" in again.stdout
