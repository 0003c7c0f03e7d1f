"""A film of two chapters of some seconds each, written to a folder of the test's own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from scenes.film.programme import Programme
from scenes.narration.script import Script
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

# A red square crosses the frame in the first beat of either chapter, and rests in the second.
CHAPTER = '''\
"""A square moves."""

from manim import LEFT, RIGHT, Square

from scenes.chapter import Chapter
from {package}.paint import RED


class Moving(Chapter):
    def construct(self):
        self.beat(self.move)
        self.beat(self.rest)

    def move(self):
        square = Square(2, fill_color=RED, fill_opacity=1, stroke_width=0).shift(5 * LEFT)
        self.add(square)
        self.play(square.animate.shift(10 * RIGHT), share=0.8)

    def rest(self):
        {rest}
'''

PAINT = '''\
"""What the chapters share."""

RED = "#e03020"
'''

WORDS = {
    "c01": """\
# One & only

## move

The square moves right, <slowly> on.

## rest

It rests.
""",
    "c02": """\
# Zwei

## move

The other square does so as well.

## rest

And that is all.
""",
}

_packages = itertools.count()


@dataclass(frozen=True)
class TinyFilm:
    """The folder of a tiny film, and its programme."""

    folder: Path
    programme: Programme

    def chapter_file(self, chapter: str) -> Path:
        return self.folder / self.programme.package / f"{chapter}.py"

    def narration_file(self, chapter: str) -> Path:
        return self.folder / "narration" / f"{chapter.partition('_')[0]}.md"

    @property
    def parts(self) -> list[Path]:
        return sorted((self.programme.media / "parts").glob("*.mp4"))

    def script(self, chapter: str) -> Script:
        return self.programme.script(chapter, StoryData(load_story()), self.programme.timings())

    def scratch_folders(self) -> list[Path]:
        return list(self.folder.rglob(".lvebm-*"))


def write_tiny_film(
    folder: Path, *, rest: str = "self.hold(1.0)", package: str | None = None
) -> TinyFilm:
    """Write the film; ``rest`` is what the second chapter does in its second beat."""
    package = package or f"tiny_film_{next(_packages)}"
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    (folder / package / "paint.py").write_text(PAINT)
    (folder / "narration").mkdir()
    programme = Programme(
        title="A tiny film",
        description="Squares move.",
        chapters=("c01_first", "c02_second"),
        package=package,
        narration=folder / "narration",
        media=folder / "media",
    )
    film = TinyFilm(folder, programme)
    for chapter, doing in zip(programme.chapters, ("self.hold(1.0)", rest), strict=True):
        film.chapter_file(chapter).write_text(CHAPTER.format(package=package, rest=doing))
        film.narration_file(chapter).write_text(WORDS[chapter.partition("_")[0]])
    return film
