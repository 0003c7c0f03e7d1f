"""What can be pointed at in a frame: it is answered by a process of its own, so that nothing waits.

A chapter is played up to the frame and stands still there. What its things depend on is found out
by playing it with other numbers, which takes some seconds: that is done while nobody asks.
"""

from __future__ import annotations

import contextlib
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scenes.film.preview.faults import told
from scenes.film.preview.pipe import Message, receive, send
from scenes.film.preview.player import Player

ASKS = {"at", "marks"}  # what needs no study


class Pointing:
    """Answers messages about what is drawn.

    Parameters
    ----------
    pipe
        Where messages come from.
    player
        The project as it is on disk now.
    """

    def __init__(self, pipe: Connection, player: Player) -> None:
        self._pipe, self._player = pipe, player
        self._seen: tuple[str, int, Any] | None = None
        self._to_study = ""  # a chapter
        self._waiting: list[Message] = []

    def run(self) -> None:
        """Work until the pipe is closed."""
        while True:
            if self._to_study and not self._waiting and not self._pipe.poll(0.5):
                self._study()  # as nobody asks just now
            self._answer(self._waiting.pop() if self._waiting else receive(self._pipe)[0])

    def _answer(self, message: Message) -> None:
        reply: Message = {"id": message["id"]}
        try:
            reply["result"] = getattr(self, f"do_{message['do']}")(**message["with"])
        except Exception as error:
            reply["error"] = told(error)
        send(self._pipe, reply)

    def _study(self) -> None:
        from scenes.film.marks.study import study

        chapter, self._to_study = self._to_study, ""

        def answer() -> None:
            while self._pipe.poll(0):
                message = receive(self._pipe)[0]
                if message["do"] in ASKS:
                    self._answer(message)
                else:  # what is studied is another chapter now
                    self._waiting.append(message)
                    self._to_study = chapter
                    raise InterruptedError

        with contextlib.suppress(Exception):  # what is wrong is told where it is drawn
            study(self._player.standing(chapter, 0), answer)
            send(self._pipe, {"event": "studied", "chapter": chapter})

    def do_open(self, chapter: str) -> None:
        """Get ready for a chapter."""
        self._seen, self._to_study = None, chapter

    def do_change(self, files: list[str]) -> None:
        """Load what was edited."""
        self._player.change([Path(file) for file in files])
        self._forget()

    def do_tell_story(self, path: str | None) -> None:
        """Take another story's numbers."""
        self._player.use_story(Path(path) if path else None)
        self._forget()

    def do_at(self, chapter: str, number: int, x: float, y: float) -> Any:
        """Say what is seen at a place of a frame, in shares of its width and height."""
        from scenes.film.marks.pointing import mark_at, place_of

        quality, scene = self._player.quality, self._scene(chapter, number)
        column = min(int(x * quality.width), quality.width - 1)
        row = min(int(y * quality.height), quality.height - 1)
        mark = mark_at(scene, column, row, quality)
        return None if mark is None else self._told(mark, scene, place_of(column, row, quality))

    def do_marks(self, chapter: str, number: int) -> Any:
        """Tell all that can be pointed at in a frame."""
        from scenes.film.marks.marks import marks_of

        scene = self._scene(chapter, number)
        return [self._told(mark, scene, None) for mark in marks_of(scene)]

    def do_depends(self, chapter: str, number: int, key: str) -> Any:
        """Return the boxes of what depends on a number of the story."""
        from scenes.film.marks.explaining import depending_on

        scene = self._scene(chapter, number)
        return [self._box(mark) for mark in depending_on(key, scene)]

    def _forget(self) -> None:
        from scenes.film.marks.study import forget_studies

        if self._seen is not None:
            self._to_study = self._seen[0]
        self._seen = None
        forget_studies()

    def _scene(self, chapter: str, number: int) -> Any:
        """Return the chapter as it stands at a frame."""
        if self._seen is None or self._seen[:2] != (chapter, number):
            self._seen = chapter, number, self._player.standing(chapter, number)
        return self._seen[2]

    def _told(self, mark: Any, scene: Any, at: tuple[float, float] | None) -> dict[str, Any]:
        from scenes.film.marks.explaining import explain
        from scenes.film.marks.study import is_studied

        found = explain(mark, scene, at, wait=False)
        core = [each for each in (found.function, found.asked_by) if each]
        return {
            "name": found.name,
            "kind": found.kind,
            "role": found.role,
            "color": self._color(found.role),
            "class": found.class_name,
            "value": found.value,
            "values": found.values,
            "functions": core,
            "made_at": f"{found.file}:{found.line}  {found.statement}" if found.line else "",
            "keys": list(found.keys),
            "studied": is_studied(scene),
            "box": self._box(mark),
        }

    @staticmethod
    def _color(role: str) -> str | None:
        from manim import ManimColor

        from scenes import look

        color = getattr(look, role.upper(), None)
        return color.to_hex() if isinstance(color, ManimColor) else None

    @staticmethod
    def _box(mark: Any) -> list[float]:
        """Return left, top, right and bottom, in shares of the frame."""
        from scenes import look

        box, frame = mark.box, look.FRAME
        return [
            (box.left - frame.left) / frame.width,
            (frame.top - box.top) / frame.height,
            (box.right - frame.left) / frame.width,
            (frame.top - box.bottom) / frame.height,
        ]
