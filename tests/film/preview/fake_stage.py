"""A stage that draws nothing: its frames tell their number by their colour."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from scenes.film.preview.draft import Draft
from scenes.film.preview.server import Page
from scenes.film.preview.stage import StageError
from scenes.story.parameters import DEFAULT_STORY

STORY = DEFAULT_STORY.read_text(encoding="utf-8")
CHAPTERS = ("s01_first", "s02_second")
FPS, FRAMES = 15, 90
WORDS = "## begin\nThe [line] runs from left to right.\n\n## stop\nHere it [ends], and stays.\n"
MARK = {
    "name": "y[3]",
    "kind": "dot",
    "role": "y",
    "color": "#6cb6ff",
    "class": "Discs",
    "value": "y = (0.83, −1.2)",
    "functions": ["lvebm_core.horn.Horn.sample"],
    "made_at": "s01_first.py:41",
    "keys": ["horn.alpha", "slice.seed"],
    "box": [0.5, 0.5, 0.55, 0.6],
}
OTHER = MARK | {"name": "E", "kind": "symbol", "box": [0.1, 0.1, 0.15, 0.2], "keys": []}


class FakeStage:
    """Answers at once; what it was asked is in ``asked``."""

    def __init__(self) -> None:
        self.on_event: Callable[[dict[str, Any], bytes | None], None] = lambda *_: None
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was asked and drawn."""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.version = 0  # of the pictures: their green
        self.fault: dict[str, Any] | None = None
        self.is_slow = False  # never answers what is pointed at

    def ask(self, what: str, **more: Any) -> Future[Any]:
        self.asked.append((what, more))
        future: Future[Any] = Future()
        if self.is_slow and what == "at":
            return future
        try:
            future.set_result(getattr(self, f"do_{what}")(**more))
        except StageError as error:
            future.set_exception(error)
        return future

    def do_open(self, chapter: str) -> Any:
        self._check()
        return outline(chapter)

    def do_frame(self, chapter: str, number: int, peek: bool) -> bytes:
        self._check()
        return picture(number, self.version)

    def do_at(self, chapter: str, number: int, x: float, y: float) -> Any:
        left, top, right, bottom = MARK["box"]
        return MARK if left <= x <= right and top <= y <= bottom else None

    def do_marks(self, chapter: str, number: int) -> Any:
        return [OTHER, MARK]

    def do_depends(self, chapter: str, number: int, key: str) -> Any:
        return [MARK["box"], OTHER["box"]] if key == "horn.alpha" else []

    def do_tell_story(self, path: str) -> Any:
        if "alpha = 7.0" in Path(path).read_text(encoding="utf-8"):
            raise StageError({"text": "horn.alpha = 7.0 can't be drawn", "file": None})
        self.redraw()
        return {}

    def do_change(self, files: list[str]) -> Any:
        self._check()
        self.redraw()
        return {}

    def redraw(self, number: int = 0) -> None:
        """Draw all anew, as after an edit."""
        self.version += 1
        event = {"event": "redrawn", "chapter": CHAPTERS[0], "number": number}
        self.on_event(event, picture(number, self.version))

    def _check(self) -> None:
        if self.fault is not None:
            raise StageError(self.fault)


def outline(chapter: str) -> dict[str, Any]:
    """Return two beats of three seconds."""
    beats = []
    for k, (name, text) in enumerate(
        [("begin", "The line runs from left to right."), ("stop", "Here it ends, and stays.")]
    ):
        words = [{"text": word, "at": 3 * k + 0.4 * n} for n, word in enumerate(text.split())]
        place = (1, 2)[k]
        cue = {"name": ("line", "ends")[k], "word": place, "at": words[place]["at"]}
        beat = {"name": name, "start": 3.0 * k, "end": 3.0 * k + 3, "spoken": True}
        beats.append(beat | {"words": words, "cues": [cue]})
    about = {"chapter": chapter, "title": chapter.title(), "fps": FPS, "width": 160, "height": 90}
    return about | {"frames": FRAMES, "beats": beats, "animations": [0, 20, 45, 70]}


def picture(number: int, version: int) -> bytes:
    """Return a JPEG of one colour, with a disc where the mark is."""
    image = Image.new("RGB", (160, 90), (2 * number, 40 * version % 250, 60))
    ImageDraw.Draw(image).ellipse((80, 45, 88, 53), fill="#6cb6ff")
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=95)
    return stream.getvalue()


def sound() -> bytes:
    """Return six seconds of a WAV file."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8000) + b"\x00\x20" * 5 * 8000)
    return stream.getvalue()


async def speak(_chapter: str) -> bytes:
    return sound()


def write_files(folder: Path) -> None:
    """Write what the page edits."""
    (folder / "story.toml").write_text(STORY, encoding="utf-8")
    (folder / "s01.md").write_text("# First\n\n" + WORDS, encoding="utf-8")
    (folder / "warm.toml").unlink(missing_ok=True)


def page_over(stage: FakeStage, folder: Path) -> Page:
    """Return the page of two chapters, whose files are in a folder."""
    write_files(folder)
    page = Page(
        stage,
        chapters=[{"name": name, "title": name.replace("_", " ")} for name in CHAPTERS],
        first=CHAPTERS[0],
        draft=Draft(folder / "story.toml", folder / "scratch" / "draft.toml"),
        narration=lambda name: folder / f"{name.partition('_')[0]}.md",
        speak=speak,
    )
    stage.on_event = page.on_event
    return page
