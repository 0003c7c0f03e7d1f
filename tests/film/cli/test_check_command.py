"""``lvebm check`` as it is typed, on a film of two chapters."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from scenes.film.cli.main import main
from tests.film.conftest import WriteFilm
from tests.film.tiny_film import CHAPTER, TinyFilm

pytestmark = pytest.mark.slow

POP = "self.add(Square(2).shift(3 * LEFT))"
"""What the second chapter's second beat does: it is seen at once."""
LINE = 1 + next(k for k, line in enumerate(CHAPTER.splitlines()) if line.strip() == "{rest}")


def check(film: TinyFilm, *given: str) -> Result:
    return CliRunner().invoke(main, ["check", "-j", "1", *given], obj=film.programme)


def findings(film: TinyFilm, *given: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(check(film, "--json", *given).stdout)
    return found


def with_pop(write_film: WriteFilm, allowance: str = "") -> TinyFilm:
    """Return a film whose last beat has a fault, and maybe an allowance above it."""
    comment = f"{allowance}\n        " if allowance else ""
    film = write_film(rest=f"{comment}{POP}\n        self.hold(1.0)")
    # Lines are told of files that are named as the film's chapters are.
    chapters = "c01_first", "s02_second"
    film.chapter_file("c02_second").rename(film.chapter_file(chapters[1]))
    film.narration_file("c02").rename(film.narration_file(chapters[1]))
    return replace(film, programme=replace(film.programme, chapters=chapters))


def test_a_film_without_faults_ends_with_0_and_says_so(tiny_film: TinyFilm) -> None:
    result = check(tiny_film)
    assert (result.exit_code, result.stdout) == (0, "2 chapters: no errors, no warnings\n")
    assert list((tiny_film.programme.media / "check").iterdir()) == []


def test_an_error_ends_with_1_and_is_told_with_its_place_its_line_and_a_picture(
    write_film: WriteFilm,
) -> None:
    film = with_pop(write_film)
    result = check(film)
    assert result.exit_code == 1
    told, where, last = result.stdout.splitlines()
    start = round(film.script("s02_second").beats[1].start, 1)
    assert told.startswith(f"error: s02_second.rest at {start:g}")
    assert ": pop: Square appears at once" in told
    assert where.strip().startswith(f"s02_second.py, line {LINE}  ")
    assert last == "2 chapters: 1 error, no warnings"
    with Image.open(where.split("  ")[-1]) as picture:
        assert 100 < picture.width < 300  # the square and its surroundings, not the whole frame
        assert 100 < picture.height < 300


def test_for_programs_each_finding_has_all_its_fields(write_film: WriteFilm) -> None:
    film = with_pop(write_film)
    (finding,) = findings(film)
    assert list(finding) == (
        ["kind", "severity", "chapter", "beat", "start", "end", "what", "says"]
        + ["picture", "file", "line"]
    )
    assert (finding["kind"], finding["severity"]) == ("pop", "error")
    assert (finding["chapter"], finding["beat"], finding["what"]) == (
        "s02_second",
        "rest",
        "Square",
    )
    assert Path(finding["file"]) == film.chapter_file("s02_second")
    assert finding["line"] == LINE
    assert Path(finding["picture"]).is_file()


def test_one_chapter_or_one_beat_is_looked_at_alone(write_film: WriteFilm) -> None:
    film = with_pop(write_film)
    assert findings(film, "c01") == []
    assert findings(film, "s02", "--beat", "move") == []
    assert [each["kind"] for each in findings(film, "s02", "--beat", "rest")] == ["pop"]
    assert check(film, "--beat", "rest").exit_code == 2
    assert "no beat" in check(film, "s02", "--beat", "nowhere").stderr


@pytest.mark.parametrize(
    ("allowance", "kinds"),
    [
        ("# allow: pop: it is to startle", []),
        ("# allow: pop Square: it is to startle", []),
        ("# allow: pop Circle: it is to startle", ["pop", "allowance"]),
        ("# allow: pop", ["pop", "allowance"]),
        ("# allow: bang: it is to startle", ["pop", "allowance"]),
        ("# allow: flash: it is to startle", ["pop", "allowance"]),
    ],
)
def test_an_allowance_needs_a_kind_a_reason_and_something_to_allow(
    write_film: WriteFilm, allowance: str, kinds: list[str]
) -> None:
    film = with_pop(write_film, allowance)
    assert [each["kind"] for each in findings(film, "s02")] == kinds


def test_a_media_folder_that_cannot_be_written_is_one_line(tiny_film: TinyFilm) -> None:
    tiny_film.programme.media.write_text("no folder")
    result = check(tiny_film)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("lvebm: can't write ")
    assert "Traceback" not in result.output
