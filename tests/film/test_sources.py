"""What a part of the film depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenes.film import sources
from scenes.film.errors import FilmError
from scenes.film.sources import sources_digest
from tests.film.tiny_film import TinyFilm


def digest(film: TinyFilm) -> str:
    return sources_digest(film.programme.module("c01_first"), film.programme.packages)


def test_it_does_not_import_the_chapter(tiny_film: TinyFilm) -> None:
    file = tiny_film.chapter_file("c01_first")
    file.write_text(file.read_text() + "\nraise SystemExit\n")
    assert len(digest(tiny_film)) == 64


def test_a_changed_chapter(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c01_first")
    file.write_text(file.read_text().replace("0.8", "0.7"))
    assert digest(tiny_film) != before


def test_another_chapter_does_not_count(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c02_second")
    file.write_text(file.read_text().replace("0.8", "0.7"))
    assert digest(tiny_film) == before


def test_a_comment_does_not_count(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c01_first")
    file.write_text("# Why it moves.\n\n" + file.read_text())
    assert digest(tiny_film) == before


def package(film: TinyFilm) -> Path:
    return film.folder / film.programme.package


def test_what_the_chapter_imports(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    (package(tiny_film) / "paint.py").write_text('RED = "#ff0000"\n')
    assert digest(tiny_film) != before


@pytest.mark.parametrize(
    "statement",
    [
        "import {package}.deep.far",
        "from {package}.deep import far",
        "from {package}.deep.far import AWAY",
        "from .deep import far",
        "from . import deep",
        "def later():\n    from {package}.deep.far import AWAY",
    ],
)
def test_what_the_imported_imports(tiny_film: TinyFilm, statement: str) -> None:
    here = package(tiny_film)
    (here / "deep").mkdir()
    (here / "deep" / "__init__.py").write_text("from .far import AWAY\n")
    (here / "deep" / "far.py").write_text("AWAY = 1\n")
    paint = here / "paint.py"
    without = digest(tiny_film)
    paint.write_text(paint.read_text() + statement.format(package=here.name) + "\n")
    before = digest(tiny_film)
    assert before != without
    (here / "deep" / "far.py").write_text("AWAY = 2\n")
    assert digest(tiny_film) != before


@pytest.mark.parametrize(
    "module", ["scenes.chapter", "scenes.look", "scenes.film.encoder", "lvebm_core.horn"]
)
def test_the_project_around_it_counts(module: str) -> None:
    found = sources._closure(
        ("scenes.s01_horn", "scenes.film.render"), frozenset({"scenes", "lvebm_core"})
    )
    assert module in found
    assert found[module].is_file()


def test_the_rest_of_the_film_command_does_not_count() -> None:
    found = sources._closure(
        ("scenes.s01_horn", "scenes.film.render"), frozenset({"scenes", "lvebm_core"})
    )
    assert not {"scenes.film.cli.main", "scenes.film.assemble", "scenes.s03_slice"} & set(found)


def test_pictures_count_but_words_and_their_times_do_not(
    tiny_film: TinyFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    monkeypatch.setattr(sources, "ASSETS", assets)
    before = digest(tiny_film)
    (assets / "s01.md").write_text("words")
    (assets / "timings.json").write_text("{}")
    assert digest(tiny_film) == before
    (assets / "horn.svg").write_text("<svg/>")
    with_picture = digest(tiny_film)
    assert with_picture != before
    (assets / "shape.json").write_text("[]")
    assert digest(tiny_film) != with_picture


def test_the_versions_of_the_libraries_count(
    tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(tiny_film)
    monkeypatch.setattr(sources, "version", lambda library: "0")
    assert digest(tiny_film) != before


def test_what_is_not_python_is_one_line(tiny_film: TinyFilm) -> None:
    tiny_film.chapter_file("c01_first").write_text("def move(:\n")
    with pytest.raises(FilmError, match=r"c01_first: SyntaxError: .*line 1\)$"):
        digest(tiny_film)
