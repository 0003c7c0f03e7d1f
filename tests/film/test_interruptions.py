"""Real runs that are killed, interrupted, or run out of room; the next one goes on."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from scenes.film.cli.entry import run
from scenes.film.workers import no_interrupt
from tests.film.real_runs import PATIENCE, SLOW_REST, Runner, session_is_empty, wait_for
from tests.film.tiny_film import write_tiny_film

pytestmark = pytest.mark.slow


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(write_tiny_film(tmp_path, rest=SLOW_REST))
    (tmp_path / "slow").touch()
    yield runner
    runner.stop_all()


def start_and_wait_in_the_middle(runner: Runner) -> subprocess.Popen[str]:
    """Start a run and return when all is whole but the last beat."""
    process = runner.start()

    def in_the_middle() -> bool:
        assert process.poll() is None, process.communicate()
        return len(runner.film.parts) == 3 and (runner.film.folder / "drawing").exists()

    wait_for(in_the_middle)
    return process


def test_after_kill_9_the_next_run_goes_on(runner: Runner) -> None:
    process = start_and_wait_in_the_middle(runner)
    first = runner.film.parts[0].stat()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_for(lambda: session_is_empty(process))
    assert len(runner.film.parts) == 3
    assert runner.film.scratch_folders() != []

    (runner.film.folder / "slow").unlink()
    again = runner.start()
    output, errors = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, errors
    assert "1 of 4 beats rendered" in output
    assert "c01_first: unchanged" in errors
    assert (first.st_ino, first.st_size) == (
        runner.film.parts[0].stat().st_ino,
        runner.film.parts[0].stat().st_size,
    )
    assert runner.film.scratch_folders() == []
    assert (runner.film.folder / "media" / "lvebm-draft.mp4").exists()


def interrupt(process: subprocess.Popen[str]) -> None:
    """Press Ctrl-C, and check that a run says so and leaves nothing behind."""
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "lvebm: interrupted"
    assert "Traceback" not in errors
    wait_for(lambda: session_is_empty(process))


def test_ctrl_c(runner: Runner) -> None:
    process = start_and_wait_in_the_middle(runner)
    interrupt(process)
    assert len(runner.film.parts) == 3
    assert runner.film.scratch_folders() == []


def test_ctrl_c_while_checking(runner: Runner) -> None:
    """A chapter that takes long is not waited for."""
    process = runner.run("check", "-j", "2")
    wait_for((runner.film.folder / "drawing").exists)
    interrupt(process)


# Ctrl-C comes when a module is about to be imported, or never.
IMPORTING = """\
import os, signal, sys
from scenes.film.cli.entry import run


class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)


sys.meta_path.insert(0, Interrupting())
run()
"""


@pytest.mark.parametrize(
    ("command", "module"),
    [
        ("list", "click"),
        ("list", "scenes.film.programme"),
        ("still s01", "scenes.narration.errors"),
        ("film", "numpy"),
        ("voice --list", "scenes.film.voice.choice"),
    ],
)
def test_ctrl_c_while_modules_are_imported(command: str, module: str) -> None:
    program = [sys.executable, "-c", IMPORTING.format(module=module), *command.split()]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "lvebm: interrupted\n")


def test_the_command_is_installed_with_an_answer_to_ctrl_c() -> None:
    (command,) = entry_points(group="console_scripts", name="lvebm")
    assert command.load() is run


def test_ctrl_c_when_all_is_done() -> None:
    """What Python does on its way out may take a while, and is not stopped half way."""
    late = """\
import atexit, os, signal
from scenes.film.cli.entry import run
atexit.register(os.kill, os.getpid(), signal.SIGINT)
run()
"""
    done = subprocess.run([sys.executable, "-c", late, "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lvebm ")


def test_an_interrupt_is_put_off_even_where_another_thread_gets_it() -> None:
    other = threading.Thread(target=time.sleep, args=(0.5,))
    other.start()
    done = []

    def interrupted() -> None:
        with no_interrupt():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.1)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    other.join()
    assert done == ["all"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_two_runs_at_once_leave_each_other_alone(runner: Runner) -> None:
    first = start_and_wait_in_the_middle(runner)
    (runner.film.folder / "slow").unlink()
    second = runner.start("--out", "second.mp4")
    for process in (first, second):
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    films = [runner.film.folder / "media" / "lvebm-draft.mp4", runner.film.folder / "second.mp4"]
    assert films[0].read_bytes() == films[1].read_bytes()
    assert len(runner.film.parts) == 4
    assert runner.film.scratch_folders() == []


def test_no_room_is_one_line_and_no_half_part(runner: Runner) -> None:
    (runner.film.folder / "slow").unlink()
    process = runner.start(
        "--chapters",
        "c01",
        limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500)),
    )
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    (line,) = [line for line in errors.splitlines() if line.startswith("lvebm: ")]
    assert line == f"lvebm: can't write {runner.film.folder}/media/parts: File too large"
    assert "Traceback" not in errors
    assert runner.film.parts == []
    assert runner.film.scratch_folders() == []


def test_a_chapter_that_raises_is_one_line(tmp_path: Path) -> None:
    film = write_tiny_film(tmp_path, rest='raise ValueError("no\\n such thing")')
    runner = Runner(film)
    process = runner.start("-j", "1")
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert [line for line in errors.splitlines() if line.startswith("lvebm: ")] == [
        "lvebm: c02_second, beat rest (c02_second.py, line 20): ValueError: no such thing"
    ]
    assert "Traceback" not in errors
    made = [part.name.partition("-")[0] for part in film.parts]
    assert made == ["c01_first.move", "c01_first.rest", "c02_second.move"]
    assert not (tmp_path / "media" / "lvebm-draft.mp4").exists()
