"""A new chapter, made in a copy of the project: it is three files, and works at once."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from scenes.film.errors import FilmError
from scenes.film.new_chapter import new_chapter
from scenes.film.programme import FILM
from scenes.film.scratch import publish
from scenes.folders import PACKAGE
from scenes.narration.captions import LINE_WIDTH

ROOT = PACKAGE.parent
COPIED = ("scenes", "lvebm_core", "assets", "tests", "manim.cfg", "pyproject.toml", "README.md")
MADE = {
    Path("scenes/s15_more.py"),
    Path("assets/narration/s15.md"),
    Path("tests/chapters/test_s15_more.py"),
}


def files(folder: Path) -> dict[Path, bytes]:
    """Read every file of a project, but for what Python and pytest leave behind."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", "media", ".pytest_cache"} & set(path.parts)
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def run(project: Path, *arguments: str) -> str:
    """Run Python in the copy, with the copy's own packages."""
    environment = {**os.environ, "PYTHONPATH": str(project), "OMP_NUM_THREADS": "1"}
    environment.pop("PYTEST_ADDOPTS", None)  # of the run that this test is part of
    result = subprocess.run(
        [sys.executable, *arguments], cwd=project, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.mark.slow
def test_a_new_chapter_renders_is_captioned_and_passes_its_own_test(project: Path) -> None:
    lvebm = ("-m", "scenes.film.cli.entry")
    assert run(project, "-c", "import scenes; print(scenes.__file__)").startswith(str(project))
    before = files(project)
    told = run(project, *lvebm, "new", "chapter", "s15_more", "--title", "More of it")
    assert {Path(line) for line in told.splitlines()[:3]} == MADE
    after = files(project)
    assert set(after) - set(before) == MADE
    assert {path: after[path] for path in before} == before

    assert "s15_more" in run(project, *lvebm, "list")
    film = project / "media" / "more.mp4"
    run(
        project,
        *(*lvebm, "film", "--chapters", "s15", "--quality", "draft", "--voice", "silent"),
        *("--out", str(film)),
    )
    with av.open(str(film)) as made:
        assert made.streams.video[0].frames > 15 * 15  # more than fifteen seconds
        assert made.streams.subtitles
    captions = film.with_suffix(".vtt").read_text(encoding="utf-8")
    assert "violet" in captions
    assert all(len(line) <= LINE_WIDTH for line in captions.splitlines())
    options = ("-q", "-p", "no:cacheprovider", "-n", "0")
    passed = run(project, "-m", "pytest", *options, "tests/chapters/test_s15_more.py")
    assert "6 passed" in passed


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    for folder in ("scenes", "assets/narration", "tests/chapters"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_the_scene_plays_the_headings_of_the_words(empty: Path) -> None:
    scene, words, _test = new_chapter(empty, "s99_last_words", "Last words")
    headings = [line[3:] for line in words.read_text().splitlines() if line.startswith("## ")]
    played = [line.strip() for line in scene.read_text().splitlines() if "self.beat(" in line]
    assert played == [f"self.beat(self.{heading})" for heading in headings]
    assert "class S99LastWords(Chapter):" in scene.read_text()


@pytest.mark.parametrize(
    ("name", "title", "problem"),
    [
        ("more", "More", "no chapter can be called 'more': it must be s, two digits and words"),
        ("s5_more", "More", "no chapter can be called 's5_more'"),
        ("s15_", "More", "no chapter can be called 's15_'"),
        ("s15_../x", "More", "no chapter can be called"),
        ("s15_more", " ", "no title can be ' '"),
        ("s15_more", "{{ x }}", "no title can be '{{ x }}'"),
        ("s15_more", "two\nlines", "no title can be"),
        ("s15_more", "long " * 20, "is longer than 40 characters"),
    ],
)
def test_a_bad_name_or_title_writes_nothing(
    empty: Path, name: str, title: str, problem: str
) -> None:
    with pytest.raises(FilmError) as error:
        new_chapter(empty, name, title)
    assert problem in str(error.value)
    assert str(error.value).isprintable()
    assert files(empty) == {}


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_a_number_that_is_taken_writes_nothing(chapter: str) -> None:
    number = chapter.partition("_")[0]
    with pytest.raises(FilmError, match=f"there is a chapter {number} already"):
        new_chapter(ROOT, f"{number}_other", "Other")


def test_a_file_that_is_there_is_not_overwritten(empty: Path) -> None:
    words = empty / "assets" / "narration" / "s15.md"
    words.write_text("mine")
    with pytest.raises(FilmError, match="there is a chapter s15 already"):
        new_chapter(empty, "s15_more", "More")
    assert files(empty) == {Path("assets/narration/s15.md"): b"mine"}


@pytest.mark.parametrize("count", range(3))
def test_a_file_that_cannot_be_published_takes_the_others_back(
    empty: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = []

    def fails(made: Path, final: Path) -> None:
        if len(published) == count:
            raise OSError(errno.ENOSPC, "")
        publish(made, final)
        published.append(final)

    monkeypatch.setattr("scenes.film.new_chapter.publish", fails)
    with pytest.raises(FilmError, match=r"can't write .*: No space left on device"):
        new_chapter(empty, "s15_more", "More")
    assert len(published) == count
    assert files(empty) == {}
