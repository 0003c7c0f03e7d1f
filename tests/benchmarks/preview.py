"""How fast the preview is: ``python -m tests.benchmarks.preview --chapters s05,s10,s13``.

A copy of the project is previewed as a creator does, and asked as its page asks. Measured are the
start until the first picture; frames that are sought at random, from the question to the picture,
while the chapter is still being drawn and after it; steps of one frame, forwards and back; and, for
each kind of edit, how long it takes from saving the file to having the frame at the playhead drawn
anew. Each edit changes what is seen or said, at a playhead of its own.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from scenes.film.programme import FILM
from tests.film.preview.served_film import ServedFilm

SEEKS, STEPS = 200, 200
WEIGHTS = ("[-1.5, 0.4]", "[-1.5, 0.6]", "[-1.2, 0.4]")
EDITS: dict[str, tuple[str, str, Iterable[str]]] = {
    "a beat's share": (
        "scenes/{chapter}.py",
        r"share=0\.0\d",
        [f"share=0.0{k}" for k in range(5, 9)],
    ),
    "a mobject": (
        "scenes/mobjects/title.py",
        r"(?:\d\.\d+ \* )?look\.TITLE_SIZE",
        [f"{1 + k / 50:.2f} * look.TITLE_SIZE" for k in range(1, 9)],
    ),
    "a colour of the look": (
        "scenes/look.py",
        r'(?m)^GRID = ManimColor\("#......"\)',
        [f'GRID = ManimColor("#25{k:02x}3b")' for k in range(60)],
    ),
    "noise": (
        "assets/story.toml",
        r"(?m)^noise_std = \S+",
        [f"noise_std = 0.0{51 + k}" for k in range(40)],
    ),
    "weights": (
        "assets/story.toml",
        r"(?m)^weights = \[.*?\]",
        [f"weights = {each}" for each in WEIGHTS],
    ),
    "the start of learning": (
        "assets/story.toml",
        r"(?m)^seed = \d+(?= +# ours: of its first weights, a surface)",
        [f"seed = {k}" for k in range(31, 81)],
    ),
    "a word": (
        "assets/narration/{number}.md",
        r"(?m)\A(# [^\n]*\s+## \w+\n)(?:Take \d+ )?",
        [rf"\g<1>Take {k} " for k in range(10, 90)],
    ),
}
"""By kind: the file, what is replaced in it, and by what, over and over."""


def told(what: str, seconds: list[float]) -> str:
    """Say how long something took."""
    p50, p95 = np.percentile(seconds, [50, 95])
    return f"{what:<22} {len(seconds):4} x  median {p50:6.3f} s  p95 {p95:6.3f} s"


def taken(run: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def filled(film: ServedFilm) -> float:
    """Wait until all of the chapter is drawn, and return how long that took."""
    started = time.perf_counter()
    while True:
        beats = film.event("drawn")["beats"]
        if all(done == count for _, done, count in beats):
            return time.perf_counter() - started


def edited(film: ServedFilm, file: Path, pattern: str, new: str) -> float:
    """Return how long it takes to see an edit."""
    film.frame(random.randrange(film.outline["frames"]))
    text = file.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, new, text, count=1)
    assert count == 1, (file, pattern)
    assert changed != text, (file, new)
    film.forget_events()
    started = time.perf_counter()
    file.write_text(changed, encoding="utf-8")
    film.redrawn()
    return time.perf_counter() - started


def measure(chapter: str, count: int, folder: Path) -> None:
    """Measure one chapter, and print what was found."""
    with ServedFilm(folder, chapter) as film:
        print(f"{chapter}: the first picture after {film.started:.1f} s")
        frames = film.outline["frames"]

        def seek() -> None:
            film.frame(random.randrange(frames))

        film.forget_events()
        print(told("sought while drawing", [taken(seek) for _ in range(SEEKS)]))
        print(f"the rest was drawn in {filled(film):.1f} s")
        print(told("sought", [taken(seek) for _ in range(SEEKS)]))
        first = random.randrange(frames - STEPS)
        for way, numbers in ("forwards", range(STEPS)), ("back", range(STEPS)[::-1]):
            steps = [taken(lambda k=k: film.frame(first + k)) for k in numbers]
            print(told(f"a step {way}", steps))
        for kind, (name, pattern, news) in EDITS.items():
            file = film.root / name.format(chapter=chapter, number=chapter.partition("_")[0])
            if re.search(pattern, file.read_text(encoding="utf-8")) is None:
                print(f"{kind:<22} not in this chapter")
                continue
            took = [edited(film, file, pattern, new) for new in islice(cycle(news), count)]
            print(told(kind, took), flush=True)


def main() -> None:
    """Measure in copies of the project."""
    parser = argparse.ArgumentParser(description="How fast the preview is.")
    parser.add_argument("--chapters", default="s05", help="such as s05,s10,s13")
    parser.add_argument("--edits", type=int, default=50, help="of each kind")
    given = parser.parse_args()
    for chapter in FILM.select(given.chapters.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            measure(chapter, given.edits, Path(folder))


if __name__ == "__main__":
    main()
