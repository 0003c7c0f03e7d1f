"""All that is made can be put elsewhere, by an option or by the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scenes.film.cli.main import main
from tests.film.made_film import write_recordings
from tests.film.tiny_film import TinyFilm


@pytest.fixture
def film(tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch) -> TinyFilm:
    monkeypatch.chdir(tiny_film.folder)
    return tiny_film


def lvebm(film: TinyFilm, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=film.programme)


STILL = ("still", "c01", "--at", "0", "-q", "draft")


@pytest.mark.parametrize(
    ("variable", "before", "after", "folder"),
    [
        (None, (), (), "media"),
        ("env", (), (), "env"),
        ("", (), (), "media"),
        ("env", ("--media", "one"), (), "one"),
        ("env", ("--media", "one"), ("--media", "two/of it"), "two/of it"),
        (None, (), ("--media", "two"), "two"),
        (None, ("--media", "."), (), "."),
    ],
)
def test_the_nearest_word_counts(
    film: TinyFilm,
    monkeypatch: pytest.MonkeyPatch,
    variable: str | None,
    before: tuple[str, ...],
    after: tuple[str, ...],
    folder: str,
) -> None:
    if variable is not None:
        monkeypatch.setenv("LVEBM_MEDIA", variable)
    result = lvebm(film, *before, *STILL, *after)
    assert result.exit_code == 0, result.output
    assert Path(result.stdout.strip()) == Path(folder) / "stills" / "c01_first-000.000s.png"
    assert Path(result.stdout.strip()).is_file()
    for other in {"media", "env", "one", "two"} - {folder.partition("/")[0]}:
        assert not Path(other).exists()


@pytest.mark.slow
def test_nothing_is_made_beside_the_project(
    film: TinyFilm, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("LVEBM_MEDIA", str(elsewhere / "media"))
    write_recordings(elsewhere / "takes")
    spoken = ("--recordings", str(elsewhere / "takes"))
    before = files(film.folder)
    for command in (("voice", *spoken), ("film", "-q", "draft", "-j", "1", *spoken), STILL):
        result = lvebm(film, *command)
        assert result.exit_code == 0, result.output
    assert files(film.folder) - before == {film.programme.timing_table}
    assert {path.name for path in (elsewhere / "media").iterdir()} == {
        *("kept", "parts", "sound", "stills", "voice"),
        *(f"lvebm-draft.{kind}" for kind in ("mp4", "srt", "vtt")),
    }


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_a_folder_that_cannot_be_made_is_one_line(film: TinyFilm) -> None:
    Path("file").touch()
    result = lvebm(film, "--media", "file/media", *STILL)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("lvebm: can't write ")
    assert line.endswith("file/media/stills/c01_first-000.000s.png: Not a directory")
