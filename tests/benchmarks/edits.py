"""How long an edit takes until it is in the film: ``make bench-edits``.

In a copy of the project, the whole film is made once; then it is made again after nothing was
changed, and after each of some edits, with the words spoken anew that need it, and after each edit
was taken back. Beside that: how long the quick commands take from their start, with nothing kept
but what the film has left.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scenes.film.programme import FILM
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.benchmarks.film import machine
from tests.film.command import COMMAND
from tests.film.preview.served_film import copy_project

EDITS = {
    "one more sentence (s03.face_on)": (
        "assets/narration/s03.md",
        r"(?m)(\A.*?## face_on\n[^\n]*)",
        r"\1 It helps us to count.",
    ),
    "a beat's method (s05.components)": (
        "scenes/s05_energy.py",
        r"(def components\(self\).*?share=0\.\d)\d",
        r"\g<1>7",
    ),
    "a number (picks.two_valleys)": (
        "assets/story.toml",
        r"(?m)^two_valleys = 10",
        "two_valleys = 4",
    ),
    "a colour (the latent's)": (
        "scenes/look.py",
        r'(?m)^LATENT = ManimColor\("#......"\)',
        'LATENT = ManimColor("#f6c445")',
    ),
}
"""By name: the file, what is replaced in it, and by what."""


class Copy:
    """A copy of the project in which commands are typed."""

    def __init__(self, folder: Path) -> None:
        self.root, self._media = folder / "project", folder / "media"
        copy_project(self.root)
        self._environment = os.environ | {
            "PYTHONPATH": str(self.root),
            "LVEBM_MEDIA": str(self._media),
        }

    def type(self, *words: str) -> float:
        """Type a command of lvebm; return how long it took."""
        started = time.perf_counter()
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=self.root,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"lvebm {' '.join(words)}\n{done.stdout}{done.stderr}"
        return time.perf_counter() - started

    def edit(self, name: str, pattern: str, new: str) -> Callable[[], object]:
        """Change a file; return what takes that back."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        changed, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
        assert count == 1, (name, pattern)
        assert changed != text, name
        file.write_text(changed, encoding="utf-8")
        return lambda: file.write_text(text, encoding="utf-8")


def measure(copy: Copy, quality: str) -> dict[str, float]:
    """Return, by what was done, how many seconds it took; say each as it is known."""
    found: dict[str, float] = {}

    def time_command(name: str, *words: str) -> None:
        found[name] = copy.type(*words)
        print(f"{name}: {found[name]:.1f} s", file=sys.stderr, flush=True)

    film = ("film", "--quality", quality)
    time_command("lvebm list, the first time", "list")
    time_command("the film, from nothing", *film)
    time_command("the film, nothing changed", *film)
    time_command("lvebm list", "list")
    for name, edit in EDITS.items():
        take_back = copy.edit(*edit)
        time_command(name, *film)
        take_back()
        time_command(f"{name}, taken back", *film)
    data = StoryData(load_story())
    for chapter in FILM.chapters:
        beat = FILM.script(chapter, data, FILM.timings()).beats[-1].name
        number = chapter.partition("_")[0]
        time_command(f"lvebm still {number} --beat {beat}", "still", number, "--beat", beat)
    return found


def main() -> None:
    """Measure, and write the table and the JSON."""
    parser = argparse.ArgumentParser(description="How long an edit takes to be in the film.")
    parser.add_argument("--quality", default="medium", help="draft, medium, high or 4k")
    parser.add_argument("--out", type=Path, default=FILM.media / "bench", help="a folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Copy(Path(folder)), given.quality)
    where = machine() | {"quality": given.quality}
    rows = [f"| {name} | {seconds:.1f} |" for name, seconds in found.items()]
    place = ", ".join(f"{name} {value}" for name, value in where.items())
    text = "\n".join([place, "", "| what | seconds |", "|---|--:|", *rows, ""])
    given.out.mkdir(parents=True, exist_ok=True)
    told = {"machine": where, "seconds": found}
    (given.out / "edits.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    (given.out / "edits.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
