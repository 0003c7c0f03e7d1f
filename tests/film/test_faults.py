"""Kills at random moments, a full disk, interrupts: nothing is lost, nothing half is left.

A few of each here; ``make test-faults`` does a hundred.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from scenes.film.parts import read_record
from tests.film.real_runs import PATIENCE, Runner, session_is_empty, wait_for
from tests.film.tiny_film import TinyFilm, write_tiny_film

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

COUNT = int(os.environ.get("FAULTS", "1"))  # of each kind
ENDS = (".mp4", ".vtt", ".srt")
PROGRESS = re.compile(r"c0[12]_|\d+ of \d+ frames")  # of a chapter; of all, where it takes long


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """Make the film undisturbed: its files, and the seconds that it took."""
    runner = Runner(write_tiny_film(tmp_path_factory.mktemp("whole"), package="faulty_film"))
    started = time.monotonic()
    finish(runner)
    return final_files(runner.film), time.monotonic() - started


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(write_tiny_film(tmp_path, package="faulty_film"))
    yield runner
    runner.stop_all()


def finish(runner: Runner) -> None:
    process = runner.start()
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors


def final_files(film: TinyFilm) -> dict[str, bytes]:
    media = film.folder / "media"
    files = [media / f"lvebm-draft{end}" for end in ENDS]
    return {file.suffix: file.read_bytes() for file in files if file.exists()}


def assert_nothing_half(film: TinyFilm, whole: dict[str, bytes]) -> None:
    """Check every file that stands under its final name."""
    for part in film.parts:
        assert read_record(part.with_suffix(".json")) is not None
        with av.open(str(part)) as container:
            assert sum(1 for _ in container.decode(video=0)) == container.streams.video[0].frames
    for end, content in final_files(film).items():
        assert content == whole[end]


def assert_goes_on(runner: Runner, whole: dict[str, bytes]) -> None:
    assert_nothing_half(runner.film, whole)
    finish(runner)
    assert final_files(runner.film) == whole
    assert runner.film.scratch_folders() == []


def workers(process: subprocess.Popen[str]) -> list[int]:
    """List the processes that a run has started to draw.

    Python's own tracker of semaphores is not among them: when it is killed it is replaced, and the
    new one writes what it does not know of to the terminal.
    """
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parent) == process.pid and state != "Z" and not is_tracker(stat.parent):
            found.append(int(stat.parent.name))
    return found


def is_tracker(folder: Path) -> bool:
    try:
        return b"resource_tracker" in (folder / "cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_kill_at_any_moment(
    runner: Runner, whole: tuple[dict[str, bytes], float], seed: int
) -> None:
    files, seconds = whole
    chance = random.Random(seed)
    process = runner.start()
    time.sleep(chance.uniform(0.3, 1.1) * seconds)
    victims = [process.pid, *workers(process)]
    os.kill(chance.choice(victims), signal.SIGKILL)
    _, errors = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in errors
    wait_for(lambda: session_is_empty(process))
    assert_goes_on(runner, files)


@pytest.mark.parametrize("number", range(1, 3 * COUNT, 3 if COUNT < 9 else 1))
def test_a_kill_at_a_publishing(
    runner: Runner, whole: tuple[dict[str, bytes], float], number: int
) -> None:
    """The parent publishes what it keeps and the film, each worker its parts and their records."""
    process = runner.start(KILLED_AT_PUBLISHING=str(number))
    process.communicate(timeout=PATIENCE)
    wait_for(lambda: session_is_empty(process))
    assert_goes_on(runner, whole[0])


@pytest.mark.parametrize("seed", range(COUNT))
def test_an_interrupt_at_any_moment(
    runner: Runner, whole: tuple[dict[str, bytes], float], seed: int
) -> None:
    files, seconds = whole
    process = runner.start()
    time.sleep(random.Random(seed).uniform(0.3, 1.0) * seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    told = [line for line in errors.splitlines() if not PROGRESS.match(line)]
    # It may come too late, when the film is made and Python itself is on its way out.
    late = ((0, []), (-signal.SIGINT, []))
    assert (process.returncode, told) in ((130, ["lvebm: interrupted"]), *late)
    if told == []:
        assert final_files(runner.film) == files
    wait_for(lambda: session_is_empty(process))
    assert_goes_on(runner, files)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system that is made as large as a test wants."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("can't mount a small disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("kilobytes", sorted({4 + 112 * k // COUNT // 4 * 4 for k in range(COUNT)}))
def test_a_disk_that_fills(
    small_disk: Path, whole: tuple[dict[str, bytes], float], kilobytes: int
) -> None:
    runner = Runner(write_tiny_film(small_disk.parent, package="faulty_film"))
    media = small_disk.parent / "media"
    media.symlink_to(small_disk)
    resize(small_disk, f"{kilobytes}k")
    process = runner.start()
    _, errors = process.communicate(timeout=PATIENCE)
    told = [line for line in errors.splitlines() if line.startswith("lvebm: ")]
    if process.returncode:
        assert len(told) == 1
        assert told[0].startswith("lvebm: can't write ")
        assert told[0].endswith(": No space left on device")
    assert "Traceback" not in errors
    resize(small_disk, "4m")
    assert_goes_on(runner, whole[0])


def resize(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
