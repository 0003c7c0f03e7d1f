"""Kills at any moment and at each publishing, interrupts, a full disk: nothing is lost, or half.

A few of each here; ``make test-faults`` does a hundred.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from scenes.film.parts import read_record
from scenes.film.voice import choice
from tests.film.made_film import run, write_recordings
from tests.film.real_runs import PATIENCE, Runner, session_is_empty, wait_for
from tests.film.small_disk import PLENTY, SmallDisk
from tests.film.tiny_film import TinyFilm, write_tiny_film
from tests.film.tone_voice import ToneVoice

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

COUNT = int(os.environ.get("FAULTS", "1"))  # of each kind
at_random = pytest.mark.skipif(
    "FAULTS" not in os.environ, reason="make test-faults; test_interruptions has one of each"
)
ENDS = (".mp4", ".vtt", ".srt")
PROGRESS = re.compile(r"c0[12]_|\d+ of \d+ frames")  # of a chapter; of all, where it takes long
FILM = ("film", "--recordings", "recordings", "-q", "draft", "-j", "2")
AGAIN = (*FILM[:-1], "1")  # the same film, with a worker less to start


@dataclass(frozen=True)
class Whole:
    """The film as it is made undisturbed: its folder, its files, and the seconds that it took."""

    film: TinyFilm
    files: dict[str, bytes]
    seconds: float


def write_film(folder: Path) -> Runner:
    """Write the film that is disturbed; each beat is heard as a tone."""
    film = write_tiny_film(folder, package="faulty_film")
    write_recordings(folder / "recordings")
    return Runner(film)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    runner = write_film(tmp_path_factory.mktemp("whole"))
    started = time.monotonic()
    finish(runner)
    return Whole(runner.film, final_files(runner.film), time.monotonic() - started)


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    runner = write_film(tmp_path)
    yield runner
    runner.stop_all()


def finish(runner: Runner, command: tuple[str, ...] = AGAIN) -> None:
    process = runner.run(*command)
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
    for sound in (film.folder / "media" / "voice").glob("*.wav"):
        json.loads(sound.with_suffix(".json").read_text(encoding="utf-8"))
        with av.open(str(sound)) as container:
            assert sum(frame.samples for frame in container.decode(audio=0)) > 0
    for packets in (film.folder / "media" / "sound").glob("*.npz"):
        with np.load(packets) as arrays:
            assert all(len(arrays[name]) for name in arrays if name != "key")
    for end, content in final_files(film).items():
        assert content == whole[end]


def assert_goes_on(runner: Runner, whole: dict[str, bytes]) -> None:
    assert_nothing_half(runner.film, whole)
    finish(runner)
    assert final_files(runner.film) == whole
    assert runner.film.scratch_folders() == []


# --- At any moment --------------------------------------------------------------------------------


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


def start_and_wait(runner: Runner, seconds: float) -> subprocess.Popen[str]:
    """Start a run and return while it goes on; one that has ended too soon is forgotten."""
    while True:
        process = runner.run(*FILM)
        time.sleep(seconds)
        if process.poll() is None:
            return process
        process.communicate()
        shutil.rmtree(runner.film.folder / "media")
        seconds *= 0.8


@at_random
@pytest.mark.parametrize("seed", range(COUNT))
def test_a_kill_at_any_moment(runner: Runner, whole: Whole, seed: int) -> None:
    chance = random.Random(seed)
    process = start_and_wait(runner, chance.uniform(0.3, 1.0) * whole.seconds)
    victim = chance.choice([process.pid, *workers(process)])
    os.kill(victim, signal.SIGKILL)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL or victim != process.pid
    assert "Traceback" not in errors
    wait_for(lambda: session_is_empty(process))
    assert_goes_on(runner, whole.files)


@at_random
@pytest.mark.parametrize("seed", range(COUNT))
def test_an_interrupt_at_any_moment(runner: Runner, whole: Whole, seed: int) -> None:
    process = start_and_wait(runner, random.Random(seed).uniform(0.1, 1.0) * whole.seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    told = [line for line in errors.splitlines() if not PROGRESS.match(line)]
    # It may come too late, when the film is made and Python itself is on its way out.
    late = ((0, []), (-signal.SIGINT, []))
    assert (process.returncode, told) in ((130, ["lvebm: interrupted"]), *late)
    if told == []:
        assert final_files(runner.film) == whole.files
    wait_for(lambda: session_is_empty(process))
    assert_goes_on(runner, whole.files)


@pytest.mark.parametrize("seed", range(COUNT))
def test_an_interrupt_of_a_command_from_its_first_moment(tmp_path: Path, seed: int) -> None:
    """Python itself, before it comes to ours, tells it in its own way."""
    chance = random.Random(seed)
    command = chance.choice(["list", "numbers s03", "still s01 -q draft", "voice --list"])
    process = subprocess.Popen(
        [sys.executable, "-m", "scenes.film.cli.entry", "--media", str(tmp_path), *command.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(chance.uniform(0, 3))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert errors in ("", "lvebm: interrupted\n") or "/scenes/" not in errors
    assert process.returncode in (0, 130, -signal.SIGINT)


# --- At a publishing ------------------------------------------------------------------------------

# What is published is taken from the film that is whole, so that it must be made again.
BY_A_WORKER = ("parts/*.json", "parts/*.mp4")
BY_THE_RUN = (
    *("lvebm-draft.vtt", "lvebm-draft.srt", "lvebm-draft.mp4", "kept/film-*.json"),
    *("voice/*.json", "voice/*.wav", "sound/*.npz", "kept/sources-*.json"),
)
MOMENTS = [(side, name) for name in BY_A_WORKER + BY_THE_RUN for side in ("before", "after")]
TRIED = (
    [("before", "parts/*.mp4"), ("after", "lvebm-draft.vtt"), ("after", "voice/*.wav")]
    if COUNT == 1
    else [MOMENTS[k % len(MOMENTS)] for k in range(max(COUNT, len(MOMENTS)))]
)


@pytest.fixture
def nearly(runner: Runner, whole: Whole) -> Runner:
    """A film that is made, in a folder of the test's own."""
    shutil.copytree(whole.film.folder / "media", runner.film.folder / "media")
    return runner


def killed_at(runner: Runner) -> Path:
    """Return what a process was killed at the publishing of."""
    return Path((runner.film.folder / "killed").read_text())


@pytest.mark.parametrize(("number", "moment"), list(enumerate(TRIED)))
def test_a_kill_at_a_publishing(
    nearly: Runner, whole: Whole, number: int, moment: tuple[str, str]
) -> None:
    side, name = moment
    media = nearly.film.folder / "media"
    made = sorted(media.glob(name))
    lost = made[number % len(made)]
    for end in (lost.suffix, ".mp4", ".wav"):  # a part and a passage are two files each
        lost.with_suffix(end).unlink(missing_ok=True)
    process = nearly.run(*FILM, KILLED=f"{side} {name}")
    _, errors = process.communicate(timeout=PATIENCE)
    if name in BY_A_WORKER:
        assert process.returncode == 1
        assert "lvebm: a worker process was killed" in errors
    else:
        assert process.returncode == -signal.SIGKILL
    assert "Traceback" not in errors
    wait_for(lambda: session_is_empty(process))
    assert killed_at(nearly).match(name)
    assert_goes_on(nearly, whole.files)


# --- While words are timed anew -------------------------------------------------------------------

NEW = "And that is nearly all."
RETIMED = ("film", "--retime", "--chapters", "c02", "-q", "draft", "-j", "1")
RETIMINGS = [
    ("before", "timings.json"),
    ("after", "timings.json"),
    ("before", "voice/*.json"),
    ("after", "voice/*.wav"),
    ("before", "sound/*.npz"),
    ("after", "parts/*.mp4"),
]


@pytest.mark.parametrize(
    ("side", "name"), RETIMINGS[:1] if COUNT == 1 else RETIMINGS * (1 + COUNT // 20)
)
def test_a_kill_while_stale_words_are_timed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: str, name: str
) -> None:
    """The table is whole, old or new, and the next run makes the film that it would have made."""
    film = write_tiny_film(tmp_path, package="retimed_film")
    speaker = "from tests.film.tone_voice import speak_in_tones\nspeak_in_tones()"
    runner, table = Runner(film, speaker), film.programme.timing_table
    with monkeypatch.context() as patch:
        patch.setattr(choice, "HibariVoice", ToneVoice)
        patch.setattr(choice, "hibari_version", lambda: choice.TRIED)
        assert run(film, "voice").exit_code == 0
    old = table.read_bytes()
    words = film.narration_file("c02_second")
    words.write_text(words.read_text().replace("And that is all.", NEW))

    process = runner.run(*RETIMED, KILLED=f"{side} {name}")
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode in (-signal.SIGKILL, 1)
    assert killed_at(runner).match(name)
    assert "Traceback" not in errors
    wait_for(lambda: session_is_empty(process))
    left = table.read_bytes()
    finish(runner, RETIMED)
    new, made = table.read_bytes(), (film.folder / "media" / "lvebm-draft-c02.mp4").read_bytes()
    assert len({old, new}) == 2
    assert left in (old, new)
    assert film.scratch_folders() == []

    table.write_bytes(old)
    shutil.rmtree(film.folder / "media" / "voice")
    (film.folder / "media" / "lvebm-draft-c02.mp4").unlink()
    finish(runner, RETIMED)  # undisturbed
    assert table.read_bytes() == new
    assert (film.folder / "media" / "lvebm-draft-c02.mp4").read_bytes() == made


# --- On a disk that fills -------------------------------------------------------------------------

ALL = 800  # kilobytes that the film, its sound and all that is kept take


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = SmallDisk(folder)
    yield disk
    disk.unmount()


@pytest.mark.parametrize("kilobytes", [ALL * k // COUNT for k in range(COUNT)])
def test_a_disk_that_fills(disk: SmallDisk, whole: Whole, kilobytes: int) -> None:
    """With no room at all it is the assembling that fails, for all parts are there then."""
    runner = write_film(disk.folder)
    if kilobytes == 0:
        shutil.copytree(whole.film.folder / "media", disk.folder / "media")
        (disk.folder / "media" / "lvebm-draft.mp4").unlink()
    disk.leave(kilobytes)
    process = runner.run(*FILM, limit=disk.limit)
    _, errors = process.communicate(timeout=PATIENCE)
    told = [line for line in errors.splitlines() if line.startswith("lvebm: ")]
    if process.returncode:
        assert len(told) == 1
        assert told[0].startswith("lvebm: can't write ")
        assert told[0].endswith(f": {disk.cause}")
    assert process.returncode or kilobytes
    assert "Traceback" not in errors
    disk.leave(PLENTY)
    assert_goes_on(runner, whole.files)
