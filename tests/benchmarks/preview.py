"""How fast the preview is: ``python -m tests.benchmarks.preview --chapters s05,s11``.

A copy of the project is previewed. Measured from the question to its answer, on a warm process:
frames that are sought at random, while the chapter is still being drawn and after it; and, for each
kind of edit, how long it takes from the edit being told until the frame at the playhead is drawn
anew. Each edit changes what is seen or said, at a playhead of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
COPIED = ("scenes", "lvebm_core", "assets", "tests")
SEEKS = 200
PATIENCE = 30.0  # seconds


def told(what: str, seconds: list[float]) -> str:
    """Say how long something took."""
    p50, p95 = np.percentile(seconds, [50, 95])
    return f"{what:<22} {len(seconds):4} x  median {p50:6.3f} s  p95 {p95:6.3f} s"


def edits(
    root: Path, chapter: str, count: int
) -> dict[str, Iterator[tuple[Path, Callable[[str], str]]]]:
    """Return, for each kind of edit, the files to edit and how."""
    number = chapter.partition("_")[0]
    scene, words = root / f"scenes/{chapter}.py", root / f"assets/narration/{number}.md"
    story, look = root / "assets/story.toml", root / "scenes/look.py"
    mobject = root / "scenes/mobjects/title.py"

    def repeated(file: Path, change: Callable[[str, int], str]) -> Iterator[Any]:
        for k in range(count):
            yield file, lambda text, k=k: change(text, k)

    return {
        "a beat's share": repeated(
            scene, lambda text, k: re.sub(r"share=0\.0\d+", f"share=0.0{5 + k % 4}", text)
        ),
        "a mobject": repeated(
            mobject, lambda text, k: re.sub(r"\n\Z|\n# \d+\n\Z", f"\n# {k}\n", text)
        ),
        "a colour of the look": repeated(
            look,
            lambda text, k: re.sub(
                r'^GRID = ManimColor\("#......"\)',
                f'GRID = ManimColor("#25{k:02x}3b")',
                text,
                flags=re.M,
            ),
        ),
        "a number of the story": repeated(
            story, lambda text, k: re.sub(r"(?m)^noise_std = \S+", f"noise_std = 0.0{51 + k}", text)
        ),
        "a word": repeated(
            words,
            lambda text, k: re.sub(r"(?m)^(## \w+\n)(\w+ \d+ )?", rf"\1Take {k} ", text, count=1),
        ),
    }


class Previewed:
    """A chapter in a warm process."""

    def __init__(self, chapter: str, media: Path) -> None:
        from scenes.film.preview.stage import Stage

        self.chapter = chapter
        self._redrawn: Queue[str] = Queue()
        self._drawn: dict[str, tuple[int, int]] = {}
        self.stage = Stage(
            story=None, language="en", media=media, quality="draft", on_event=self._take
        )
        started = time.perf_counter()
        self.outline = self.stage.ask("open", chapter=chapter).result()
        self.opened = time.perf_counter() - started

    def _take(self, message: dict[str, Any], _content: bytes | None) -> None:
        if message["event"] in ("redrawn", "error"):
            self._redrawn.put(message["event"])
        elif message["event"] == "drawn":
            self._drawn = {name: (done, count) for name, done, count in message["beats"]}

    def seek(self) -> float:
        """Return how long a frame takes that is sought at random."""
        number = random.randrange(self.outline["frames"])
        started = time.perf_counter()
        self.stage.ask("frame", chapter=self.chapter, number=number).result()
        return time.perf_counter() - started

    def fill(self) -> float:
        """Wait until all is drawn, and return how long that took."""
        started = time.perf_counter()
        while not self._drawn or any(done < count for done, count in self._drawn.values()):
            time.sleep(0.05)
        return time.perf_counter() - started

    def edit(self, file: Path, change: Callable[[str], str]) -> float:
        """Return how long it takes to see an edit."""
        self.seek()
        text = file.read_text(encoding="utf-8")
        new = change(text)
        assert new != text, file
        file.write_text(new, encoding="utf-8")
        while True:
            try:
                self._redrawn.get_nowait()
            except Empty:
                break
        started = time.perf_counter()
        future = self.stage.ask("change", files=[str(file)])
        event = self._redrawn.get(timeout=PATIENCE)
        took = time.perf_counter() - started
        assert event == "redrawn", future.result()
        future.result()
        return took


def measure(chapter: str, count: int, media: Path) -> None:
    """Measure one chapter, and print what was found."""
    previewed = Previewed(chapter, media)
    print(f"{chapter}: opened in {previewed.opened:.1f} s")
    print(told("sought while drawing", [previewed.seek() for _ in range(SEEKS)]))
    print(f"the rest was drawn in {previewed.fill():.1f} s")
    print(told("sought", [previewed.seek() for _ in range(SEEKS)]))
    for kind, several in edits(ROOT, chapter, count).items():
        print(told(kind, [previewed.edit(*each) for each in several]), flush=True)
    previewed.stage.close()


def main() -> None:
    """Measure in a copy of the project."""
    parser = argparse.ArgumentParser(description="How fast the preview is.")
    parser.add_argument("--chapters", default="s05", help="such as s05,s11")
    parser.add_argument("--edits", type=int, default=50, help="of each kind")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here is not None:
        from scenes.film.programme import FILM

        for chapter in FILM.select(given.chapters.split(",")):
            measure(chapter, given.edits, Path(given.here))
        return
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "project"
        for folder in COPIED:
            shutil.copytree(ROOT / folder, copy / folder)
        program = [sys.executable, "-m", "tests.benchmarks.preview", *sys.argv[1:]]
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        media = str(Path(scratch) / "media")
        subprocess.run([*program, "--here", media], cwd=copy, env=environment, check=True)


if __name__ == "__main__":
    main()
