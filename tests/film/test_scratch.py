"""Scratch folders: whose they are, and what is left of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.film.scratch import publish, scratch_folder


def test_nothing_is_left(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "made" / "here") as scratch:
        (scratch / "half").write_text("x")
    assert list((tmp_path / "made" / "here").iterdir()) == []


def test_nothing_is_left_after_an_error(tmp_path: Path) -> None:
    def interrupted() -> None:
        with scratch_folder(tmp_path) as scratch:
            (scratch / "half").write_text("x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    code = (
        "import os, pathlib; from scenes.film.scratch import scratch_folder\n"
        f"with scratch_folder(pathlib.Path({str(tmp_path)!r})) as s:\n"
        "    (s / 'half').touch(); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    (left,) = tmp_path.iterdir()
    with scratch_folder(tmp_path) as scratch:
        assert list(tmp_path.iterdir()) == [scratch]
        assert scratch != left


def test_what_a_living_run_has_is_left_alone(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as first:
        (first / "half").touch()
        with scratch_folder(tmp_path) as second:
            assert first != second
        assert (first / "half").exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".lvebm-notes").touch()
    (tmp_path / "folder").mkdir()
    with scratch_folder(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {".lvebm-notes", "folder"}


def test_a_file_is_published_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    final = tmp_path / "final"
    final.write_text("old")
    with scratch_folder(tmp_path) as scratch:
        made = scratch / "made"
        made.write_text("new")
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "")))
            with pytest.raises(OSError, match="28"):
                publish(made, final)
        assert final.read_text() == "old"
        publish(made, final)
    assert final.read_text() == "new"
