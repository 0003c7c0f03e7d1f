"""Every command prints in every encoding, and none ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from scenes.film.cli.main import main
from tests.conftest import WriteStory
from tests.film.command import COMMAND
from tests.film.tiny_film import TinyFilm

COMMANDS = [
    ["--help"],
    ["film", "--help"],
    ["still", "--help"],
    ["list"],
    ["list", "--language", "de"],
    ["list", "--format", "csv", "--language", "de"],
    ["list", "--format", "json", "--language", "de"],
    ["numbers", "s09"],
    ["numbers", "s05", "--format", "csv"],
    ["numbers", "s05", "--format", "json"],
    ["facts"],
    ["facts", "--json"],
    ["voice", "--list"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_cannot_be_printed_is_replaced(command: list[str]) -> None:
    plain = CliRunner().invoke(main, command)
    assert plain.exit_code == 0, plain.output
    result = CliRunner(charset="latin-1").invoke(main, command)
    assert result.exception is None
    assert result.stdout_bytes == plain.stdout.encode("latin-1", errors="replace")
    if "json" in "".join(command):
        assert json.loads(result.stdout) == json.loads(plain.stdout)


def test_where_only_ascii_is_known_it_is_written_in_utf_8() -> None:
    """For click takes that for a mistake of the surroundings."""
    plain = CliRunner().invoke(main, ["numbers", "s09"])
    result = CliRunner(charset="ascii").invoke(main, ["numbers", "s09"])
    assert result.exception is None
    assert result.stdout_bytes == plain.stdout.encode()


def test_some_of_it_cannot_be_printed() -> None:
    shown = CliRunner().invoke(main, ["numbers", "s09"]).stdout
    with pytest.raises(UnicodeEncodeError):
        shown.encode("latin-1")


@pytest.mark.parametrize("command", [["still", "sž"], ["film", "--voice", "ž"]])
def test_mistakes_are_told_in_any_encoding(tiny_film: TinyFilm, command: list[str]) -> None:
    result = CliRunner(charset="latin-1").invoke(main, command, obj=tiny_film.programme)
    assert isinstance(result.exception, SystemExit)
    assert "\\u017e" in result.stderr


def test_the_name_of_a_folder_may_be_no_text(tiny_film: TinyFilm) -> None:
    folder = os.fsdecode(os.fsencode(tiny_film.folder) + b"/\xff")
    result = CliRunner().invoke(
        main, ["--media", folder, "still", "c01", "-q", "draft"], obj=tiny_film.programme
    )
    assert result.exception is None
    assert result.stdout.endswith("?/stills/c01_first-last.png\n")
    assert (Path(folder) / "stills" / "c01_first-last.png").is_file()


SURROUNDINGS = {
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("latin-1", ["numbers", "s09", "--format", "csv"]),
        ("C", ["still", "s03", "-q", "draft", "--language", "de"]),
        ("C", ["voice", "--voice", "silent", "--story", "story.toml"]),
    ],
)
def test_no_surroundings_give_a_traceback(
    tmp_path: Path, write_story: WriteStory, name: str, command: list[str]
) -> None:
    write_story({})
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    path = os.environ.get("PYTHONPATH", "")
    done = subprocess.run(
        [*COMMAND, "--media", "media", *command],
        cwd=tmp_path,
        env=variables | {"PYTHONPATH": path} | SURROUNDINGS[name],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    if "csv" in command:
        assert b"?" in done.stdout
