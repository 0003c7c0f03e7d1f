"""A faulty settings file of Manim's is told in one line, whichever command meets it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from manim._config.utils import ManimConfig, make_config_parser

from scenes.film import manim_settings
from scenes.film.manim_settings import settings_fault
from tests.film.command import COMMAND


def fault(content: bytes) -> str | None:
    """Read a settings file of this folder as Manim does when it is imported."""
    Path("manim.cfg").write_bytes(content)
    try:
        ManimConfig().digest_parser(make_config_parser())
    except Exception as error:
        return settings_fault(error)
    pytest.fail("Manim took it")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"garbage\n", "manim.cfg, line 1: 'garbage': must come after a section, such as [CLI]"),
        (b"[CLI]\na = 1\na = 2\n", "manim.cfg, line 3: the option a appears twice in [CLI]"),
        (b"[CLI]\n[CLI]\n", "manim.cfg, line 2: the section [CLI] appears twice"),
        (b"[CLI]\n= 7\n", "manim.cfg, line 2: '= 7\\n': must be an option and its value, "),
        (b"[CLI]\nquality = \xff\n", "manim.cfg: byte 0xff is not utf-8 text"),
        (b"[CLI]\npixel_width = wide\n", "manim.cfg: ValueError: invalid literal for int"),
        (b"[CLI]\npixel_width = -4\n", "manim.cfg: ValueError: pixel_width must be a non-neg"),
        (b"[CLI]\nbackground_color = no\n", "manim.cfg: ValueError: Color no not found"),
        (b"[CLI]\nframe_rate = %(x)s\n", "manim.cfg: InterpolationMissingOptionError: Bad value"),
    ],
)
def test_the_file_and_its_problem_are_told(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = fault(content)
    assert line is not None
    assert line.startswith(said)
    assert "\n" not in line


def test_the_users_own_file_may_be_the_faulty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    user = tmp_path / "home.cfg"
    monkeypatch.setattr(manim_settings, "FILES", (Path("manim.cfg"), user))
    user.write_text("[CLI]\n")
    said = fault(b"[CLI]\npixel_width = wide\n")
    assert said is not None
    assert said.startswith(f"manim.cfg or {user}: ValueError: ")


def test_an_error_of_anything_else_is_none_of_the_settings() -> None:
    with pytest.raises(ValueError, match="wide") as caught:
        int("wide")
    assert settings_fault(caught.value) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["still", "s03", "-q", "draft"],
        ["film", "--voice", "silent", "--jobs", "2", "--chapters", "s03,s04"],
    ],
)
def test_no_command_gives_a_traceback(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "manim.cfg").write_text("garbage\n")
    done = subprocess.run(
        [*COMMAND, "--media", "media", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if not line.startswith("s0")]  # progress
    if command == ["list"]:  # which draws nothing
        assert (done.returncode, told) == (0, [])
    else:
        assert done.returncode == 1
        assert told == [
            "lvebm: manim.cfg, line 1: 'garbage': must come after a section, such as [CLI]"
        ]
