"""Commands that run out of room: one line that names the file, and nothing half is left.

A few moments here; ``make test-faults`` tries every command at many.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file

from scenes.film.errors import FilmError
from scenes.film.new_chapter import new_chapter
from scenes.story.parameters import DEFAULT_STORY
from tests.film.made_film import write_recordings
from tests.film.real_runs import PATIENCE, Runner
from tests.film.small_disk import PLENTY, SmallDisk
from tests.film.tiny_film import write_tiny_film

COUNT = int(os.environ.get("FAULTS", "1"))

COMMANDS = {
    "voice": "voice --recordings recordings",
    "still": "still c01 -q draft",
    "strip": "strip c01 --from 0 --to 1 --count 3 -q draft",
    "check": "check c02 -j 1",
    "learn": "learn --story other.toml",
}
# A square appears at once, which the check has a picture of.
POPS = """\
self.hold(0.3)
        self.add(self.mobjects[0].copy().shift(6 * LEFT))
        self.hold(0.7)"""
WRITTEN = {"voice": 500, "still": 40, "strip": 60, "check": 60, "learn": 60}
"""Kilobytes that are enough for each."""

EVERY = [
    (command, how, kilobytes * step // max(4, COUNT // 5))
    for command, kilobytes in WRITTEN.items()
    for how in ("mounted", "limited")
    for step in range(max(4, COUNT // 5))
]
FEW = [("voice", "mounted", 0), ("still", "limited", 1)]


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SmallDisk]:
    """Make one that is mounted, if it may be, or one where files end early."""
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = SmallDisk(folder, mounted=request.param == "mounted")
    yield disk
    disk.unmount()


def opened(file: Path) -> object:
    """Read all of a file that a command has made."""
    match file.suffix:
        case ".json":
            return json.loads(file.read_text(encoding="utf-8"))
        case ".wav":
            with av.open(str(file)) as container:
                return sum(frame.samples for frame in container.decode(audio=0))
        case ".png":
            with Image.open(file) as picture:
                return np.asarray(picture).shape
        case ".safetensors":
            return load_file(file)
        case other:
            raise AssertionError(f"{file}: a file of another kind, {other}")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("command", "disk", "kilobytes"), FEW if COUNT == 1 else EVERY, indirect=["disk"]
)
def test_a_command_that_runs_out_of_room(command: str, disk: SmallDisk, kilobytes: int) -> None:
    film = write_tiny_film(disk.folder, rest=POPS, package="cramped_film")
    write_recordings(disk.folder / "recordings")
    story = DEFAULT_STORY.read_text(encoding="utf-8")
    (disk.folder / "other.toml").write_text(story.replace("steps = ", "steps = 2 # "))
    runner = Runner(film)
    given = set(disk.folder.rglob("*"))

    def told() -> list[str]:
        """Run the command; what it told of errors."""
        process = runner.run(*COMMANDS[command].split(), limit=disk.limit)
        _, errors = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in errors
        lines = [line for line in errors.splitlines() if line.startswith("lvebm: ")]
        assert process.returncode == bool(lines) or command == "check", errors
        assert film.scratch_folders() == []
        return lines

    disk.leave(kilobytes)
    lines = told()
    if lines:
        (line,) = lines
        assert line.startswith(f"lvebm: can't write {film.folder}/")
        assert line.endswith(f": {disk.cause}")
    assert lines or kilobytes > 1
    made = {path for path in set(disk.folder.rglob("*")) - given if path.is_file()}
    for file in made:
        assert file.suffix == ".pyc" or opened(file) is not None
    disk.leave(PLENTY)
    assert told() == []


@pytest.mark.parametrize(
    ("disk", "kilobytes"),
    [("mounted", 1), ("mounted", 4), ("mounted", 8), ("limited", 1)],
    indirect=["disk"],
)
def test_a_new_chapter_that_runs_out_of_room(disk: SmallDisk, kilobytes: int) -> None:
    for folder in ("scenes", "assets/narration", "tests/chapters"):
        (disk.folder / folder).mkdir(parents=True)
    given = set(disk.folder.rglob("*"))
    disk.leave(kilobytes if disk.mounted else 1)
    with disk.limited(), pytest.raises(FilmError) as error:
        new_chapter(disk.folder, "s15_more", "More")
    assert str(error.value).startswith(f"can't write {disk.folder}/")
    assert str(error.value).endswith(f": {disk.cause}")
    assert set(disk.folder.rglob("*")) == given
