"""A checkout has the same bytes on every system, whatever git there makes of line ends."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="this is no checkout"
)


def git(*arguments: str | Path, folder: Path = ROOT) -> str:
    command = ["git", "-C", str(folder), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_every_file_is_text_with_lf_or_binary() -> None:
    files = [file for file in git("ls-files", "-z").split("\0") if file]
    told = git("check-attr", "-z", "text", "eol", "--", *files).split("\0")
    attributes: dict[str, dict[str, str]] = {}
    for file, name, value in zip(told[::3], told[1::3], told[2::3], strict=False):
        attributes.setdefault(file, {})[name] = value
    for file in files:
        binary = b"\0" in (ROOT / file).read_bytes()
        if binary:
            assert attributes[file]["text"] == "unset", f"{file}: list it as binary"
        else:
            assert attributes[file]["eol"] == "lf", file
            assert attributes[file]["text"] in ("auto", "set"), file


def test_a_checkout_with_the_line_ends_of_windows_can_be_set_up(tmp_path: Path) -> None:
    there = tmp_path / "checkout"
    git("clone", "-q", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", ROOT, there)
    for file in git("ls-files", "-z", folder=there).split("\0"):
        content = (there / file).read_bytes() if file else b""
        assert b"\0" in content or b"\r\n" not in content, file
    for script in (".ci/setup", ".ci/run"):
        subprocess.run(["sh", "-n", there / script], check=True, timeout=60)
