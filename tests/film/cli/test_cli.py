"""The command as its users meet it: help, lists, mistakes, pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scenes.film.cli.main import main
from scenes.film.programme import FILM
from scenes.film.progress import Bars, Lines, Progress
from scenes.film.voice import hibari
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, load_story
from tests.chapters.reading import chapter_class
from tests.film.command import COMMAND
from tests.film.tiny_film import TinyFilm


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def shell(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    "command", ["", "film", "voice", "learn", "still", "strip", "list", "numbers", "facts"]
)
def test_help(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_version() -> None:
    assert run("--version").output.startswith("lvebm 0.")


def test_help_does_not_wait_for_torch_and_manim() -> None:
    code = (
        "import sys; from scenes.film.cli.main import main;"
        "main(['film', '-h'], standalone_mode=False);"
        "sys.exit(bool({'torch', 'manim', 'numpy', 'av'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["film", "--chapters", "s01,s99"], "no chapter 's99'; the film has s00_question, "),
        (["film", "--chapters", "s0"], "no chapter 's0'; the film has s00_question, "),
        (["film", "--chapters", ""], "no chapter ''; the film has s00_question, "),
        (["film", "--chapters", "s01,s01_horn"], "chapter s01_horn is chosen twice"),
        (["film", "--jobs", "0"], "0 is not in the range x>=1"),
        (["film", "--quality", "best"], "'best' is not one of 'draft', 'medium', 'high', '4k'"),
        (["film", "--out", "film.avi"], "film.avi is not the name of an .mp4 file"),
        (["still"], "name a CHAPTER: only --every-beat"),
        (["still", "horn"], "no chapter 'horn'; the film has s00_question, "),
        (["still", "s01", "--at", "1", "--beat", "axes"], "choose one of"),
        (["still", "s01", "--sheet"], "--sheet goes with --every-beat"),
        (["still", "s01", "--every-beat", "--out", "x.png"], "give --out a folder"),
        (["still", "s01", "--every-beat", "--out", "x.jpg"], "give --out a folder"),
        (["still", "s01", "--out", "x.svg"], "x.svg: must be a folder that is there, or a picture"),
        (["still", "s01", "--every-beat", "--sheet", "--out", "x.psd"], "x.psd: must be a folder"),
        (["strip", "s01", "--from", "0", "--to", "1", "--out", "x.mp4"], "x.mp4: must be a folder"),
        (["--media", "", "list"], "Invalid value for --media, $LVEBM_MEDIA: '' is not a folder"),
        (["still", "s01", "--media", __file__], f"'{__file__}' is not a folder"),
        (["numbers", "s99"], "no chapter 's99'"),
        (["film", "--voice", "silent", "--recordings", "."], "the voice silent doesn't go with"),
        (["film", "--recordings", "nowhere"], "Directory 'nowhere' does not exist"),
        (["fly"], "No such command 'fly'"),
    ],
)
def test_mistakes_in_the_command(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_bad_story_is_one_line(tmp_path: Path) -> None:
    story = tmp_path / "story.toml"
    story.write_text(DEFAULT_STORY.read_text().replace("noise_std = 0.05", "noise_std = -1.0"))
    result = run("list", "--story", str(story))
    assert result.exit_code == 1
    assert "noise_std" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_no_such_story_is_one_line(tmp_path: Path) -> None:
    result = run("film", "--story", str(tmp_path / "none.toml"))
    assert result.exit_code == 1
    assert "none.toml" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_bad_narration_is_one_line(tiny_film: TinyFilm) -> None:
    tiny_film.narration_file("c01_first").unlink()
    result = CliRunner().invoke(main, ["film", "--voice", "silent"], obj=tiny_film.programme)
    assert result.exit_code == 1
    assert "c01.md: no such file" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_nowhere_to_write_is_one_line(tiny_film: TinyFilm) -> None:
    file = tiny_film.folder / "file"
    file.touch()
    out = file / "film.mp4"
    result = CliRunner().invoke(
        main, ["film", "--voice", "silent", "--out", str(out)], obj=tiny_film.programme
    )
    assert result.exit_code == 1
    assert result.stderr.startswith(f"lvebm: can't write {out}: ")
    assert len(result.stderr.splitlines()) == 1


def test_the_list_has_every_beat() -> None:
    data = StoryData(load_story())
    listed = json.loads(run("list", "--format", "json").stdout)
    assert [each["chapter"] for each in listed] == list(FILM.chapters)
    for each in listed:
        script = FILM.script(each["chapter"], data, FILM.timings())
        assert [(b["beat"], b["start"], b["duration"]) for b in each["beats"]] == [
            (beat.name, beat.start, beat.duration) for beat in script.beats
        ]
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").stdout)))
    assert [(row["chapter"], row["beat"]) for row in rows] == [
        (each["chapter"], beat["beat"]) for each in listed for beat in each["beats"]
    ]
    total = sum(each["duration"] for each in listed)
    assert run("list").stdout.splitlines()[-1].split() == ["total", f"{total:.2f}"]


def test_times_are_those_of_the_table(tiny_film: TinyFilm) -> None:
    spoken = CliRunner().invoke(main, ["voice", "--voice", "silent"], obj=tiny_film.programme)
    assert spoken.exit_code == 0, spoken.output
    table = tiny_film.folder / "timings.json"
    content = json.loads(table.read_text())
    content["chapters"]["c01_first"]["move"]["duration"] = 7.25
    table.write_text(json.dumps(content))
    listed = CliRunner().invoke(main, ["list", "--format", "json"], obj=tiny_film.programme)
    times = [beat["duration"] for each in json.loads(listed.stdout) for beat in each["beats"]]
    assert times == [
        beat["duration"] for beats in content["chapters"].values() for beat in beats.values()
    ]
    late = CliRunner().invoke(main, ["still", "c01", "--at", "10"], obj=tiny_film.programme)
    assert "no frame at 10 s; it lasts 8.267 s" in late.stderr  # 7.25 s and 1 s in whole frames
    table.write_text("{")
    for command in (["list"], ["still", "c01"], ["strip", "c01", "--from", "0", "--to", "1"]):
        broken = CliRunner().invoke(main, command, obj=tiny_film.programme)
        assert broken.exit_code == 1
        assert broken.stderr.startswith(f"lvebm: {table}: ")
        assert len(broken.stderr.splitlines()) == 1


def test_where_no_voice_is_installed_the_film_says_that_it_is_silent(
    tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hibari, "version", _not_installed)
    tiny_film.narration_file("c01_first").unlink()  # which stops it before any work
    result = CliRunner().invoke(main, ["film"], obj=tiny_film.programme)
    first, second = result.stderr.splitlines()
    assert first == (
        "lvebm: hibari-tts 0.2.1 is not installed, so the film is silent: "
        "pip install 'lvebm[voice]'"
    )
    assert "no such file" in second
    chosen = CliRunner().invoke(main, ["film", "--voice", "silent"], obj=tiny_film.programme)
    assert len(chosen.stderr.splitlines()) == 1


def _not_installed(package: str) -> str:
    raise PackageNotFoundError(package)


def test_the_numbers_have_all_their_digits() -> None:
    tables = chapter_class("s05_energy").number_tables(StoryData(load_story()))
    listed = json.loads(run("numbers", "s05", "--format", "json").stdout)["s05_energy"]
    assert listed == {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in tables
    }
    blocks = run("numbers", "s05", "--format", "csv").stdout.split("\n\n")
    assert len(blocks) == len(tables)
    for block, table in zip(blocks, tables, strict=True):
        rows = list(csv.reader(io.StringIO(block)))
        assert rows[0] == ["chapter", "table", *table.columns]
        assert rows[1:] == [["s05_energy", table.name, *map(str, row)] for row in table.rows]


@pytest.mark.slow
def test_the_numbers_of_all_chapters_for_people() -> None:
    shown = run("numbers").stdout
    for chapter in FILM.chapters:
        for table in chapter_class(chapter).number_tables(StoryData(load_story())):
            assert f"{chapter}: {table.name}\n" in shown


def test_another_story_gives_other_numbers(tmp_path: Path) -> None:
    story = tmp_path / "story.toml"
    text = DEFAULT_STORY.read_text()
    story.write_text(text.replace("alpha = 1.5", "alpha = 1.25"))
    assert story.read_text() != text
    assert run("numbers", "s03", "--story", str(story)).stdout != run("numbers", "s03").stdout


@pytest.mark.slow
def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    result = shell("list", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("chapter")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = subprocess.run(
            [*COMMAND, "numbers", "--format", "json"],
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        os.close(writer)
    assert result.stderr == ""


@pytest.mark.parametrize("kind", [Lines, Bars])
def test_progress_names_every_chapter(kind: type[Lines] | type[Bars]) -> None:
    out = io.StringIO()
    progress: Progress = kind(out)
    with progress:
        progress.keep("first", 100)
        progress.add("second", 50)
        progress.update("second", 20)
        progress.update("second", 50)
        progress.end("second", failed=False)
    shown = out.getvalue()
    assert "first" in shown
    assert "unchanged" in shown
    assert "second" in shown
    assert "\x1b" not in shown


def test_a_chapter_without_tables_says_so(tiny_film: TinyFilm) -> None:
    result = CliRunner().invoke(main, ["numbers", "c01"], obj=tiny_film.programme)
    assert result.exit_code == 0, result.output
    assert result.stderr == "lvebm: c01_first: no numbers behind this chapter\n"
