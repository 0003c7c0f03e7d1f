"""A film in another language: its words, its labels, and what it says of what isn't translated."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
import webvtt
from click.testing import CliRunner, Result

from scenes.film.cli.main import main
from scenes.film.programme import ENGLISH, FILM
from scenes.film.voice import choice
from scenes.film.voice.choice import choose_voice, default_voice
from scenes.film.voice.speech import VoiceError
from scenes.narration.languages import REFERENCE
from tests.film.tiny_film import TinyFilm

WARNINGS = [
    "lvebm: c01_first: no German words, so English ones, for rest",
    "lvebm: c02_second: no German words, so English ones, for move, rest",
]


@pytest.fixture
def half_german(tiny_film: TinyFilm) -> TinyFilm:
    """A tiny film of which one beat is German too."""
    file = tiny_film.folder / "narration" / "de" / "c01.md"
    file.parent.mkdir()
    file.write_text(
        "# Eins\n\n## move\nDas Quadrat läuft {{ slice_x | figures }} Kästchen, dann minus 1,5.\n",
        encoding="utf-8",
    )
    return tiny_film


def lvebm(film: TinyFilm, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=film.programme)


def test_the_film_is_english_where_nothing_else_is_asked_for() -> None:
    assert FILM.language == ENGLISH == REFERENCE


def test_what_is_not_translated_is_told(half_german: TinyFilm) -> None:
    result = lvebm(half_german, "list", "--language", "de", "--format", "csv")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == WARNINGS
    assert "Eins" in result.stdout
    assert "One & only" not in result.stdout
    assert "Zwei" in result.stdout
    english = lvebm(half_german, "list", "--format", "csv")
    assert english.stderr == ""
    assert "One & only" in english.stdout


@pytest.mark.parametrize("command", [["list"], ["film"], ["still", "c01"]])
def test_an_unknown_language_is_one_line(half_german: TinyFilm, command: list[str]) -> None:
    result = lvebm(half_german, *command, "--language", "fr")
    assert result.exit_code == 1
    assert result.stderr == "lvebm: no language 'fr'; there are de, en\n"


def test_a_faulty_translation_is_one_line(half_german: TinyFilm) -> None:
    (half_german.folder / "narration" / "de" / "c03.md").write_text("# Drei\n\n## move\nWeg.\n")
    result = lvebm(half_german, "film", "--language", "de")
    assert result.exit_code == 1
    assert result.stderr.startswith("lvebm: ")
    assert "de/c03.md: translates nothing; the English files are c01.md, c02.md" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_hibari_speaks_english_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "hibari_version", lambda: choice.TRIED)
    assert (default_voice(), default_voice("de")) == ("hibari", "silent")
    with pytest.raises(VoiceError, match=r"^the voice hibari speaks English, not 'de': take sil"):
        choose_voice("hibari", words_per_minute=150, language="de")


@pytest.mark.slow
def test_a_german_film(half_german: TinyFilm) -> None:
    result = lvebm(half_german, "film", "-q", "draft", "--language", "de", "--jobs", "1")
    assert result.exit_code == 0, result.output
    told = [line for line in result.stderr.splitlines() if line.startswith("lvebm: ")]
    assert told == [
        *WARNINGS,
        "lvebm: hibari speaks English only, so the film is silent: choose another --voice",
    ]
    made = half_german.programme.media / "lvebm-draft-de.mp4"
    with av.open(str(made)) as container:
        languages = {stream.type: stream.language for stream in container.streams}
        assert (languages["video"], languages["subtitle"]) == ("deu", "deu")
        assert "audio" not in languages
        titles = [mark["metadata"]["title"] for mark in container.chapters()]
    assert titles == ["Eins", "Zwei"]
    captions = [cue.text.replace("\n", " ") for cue in webvtt.read(made.with_suffix(".vtt"))]
    assert captions[:2] == ["Das Quadrat läuft 0 Kästchen, dann −1,5.", "It rests."]


@pytest.mark.slow
def test_a_german_still_has_a_name_of_its_own(half_german: TinyFilm) -> None:
    result = lvebm(half_german, "still", "c01", "-q", "draft", "--language", "de")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines() == WARNINGS[:1]
    assert Path(result.stdout.strip()).name.endswith("-de.png")
