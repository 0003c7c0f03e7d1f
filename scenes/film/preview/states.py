"""A chapter's states: a process that waits at the start of each beat, to draw from there.

A chapter is played once, jumping over everything, in a process beside the one that asks; where a
beat starts it forks, and what is left behind waits. Asked for frames, it forks again, and that one
plays on. So a state costs little, is exactly what playing leaves, and can be used as often as one
likes.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from scenes.film.preview.frames import encoded
from scenes.film.preview.pipe import receive, send

PATIENCE = 5.0  # seconds that a frame may take from a state


class States:
    """The states of one chapter; without `os.fork` there are none.

    Parameters
    ----------
    play
        Plays the chapter of a class that is derived from it, wanting one frame.
    chapter_class
        The chapter.
    beats
        Its beats' names.
    shut
        Files of this process that those who wait must not hold open.
    """

    def __init__(
        self,
        play: Callable[[Any], None],
        chapter_class: Any,
        beats: tuple[str, ...],
        shut: tuple[Connection, ...] = (),
    ) -> None:
        self.source = Path(sys.modules[chapter_class.__module__].__file__ or "")
        self.text = self.source.read_bytes()
        self.beats = beats
        pipes = {beat: Pipe() for beat in beats}
        self._ours = {beat: ours for beat, (ours, _) in pipes.items()}
        self._left: set[str] = set()
        gc.freeze()
        self._child = os.fork()
        if self._child == 0:
            for connection in shut:
                connection.close()
            _leave_states(play, chapter_class, pipes)
        for _, theirs in pipes.values():
            theirs.close()

    def wait(self) -> None:
        """Wait until all states are there that there will be."""
        if self._child:
            os.waitpid(self._child, 0)
            self._child = 0

    def _is_left(self, beat: str) -> bool:
        """Tell whether the state of a beat is there already."""
        pipe = self._ours[beat]
        if beat not in self._left and pipe.poll(0):
            receive(pipe)  # all that it says by itself
            self._left.add(beat)
        return beat in self._left

    def frame(self, beat: str, number: int, *, edited: bool = False) -> bytes:
        """Draw a frame of a beat, as a JPEG.

        Parameters
        ----------
        beat
            Its name.
        number
            Of the frame, in the chapter.
        edited
            Whether the chapter's file was edited since, where it does no harm to the state.

        Raises
        ------
        LookupError
            If the state is gone, or not there yet, or the beat raises.
        """
        pipe, content = self._ours[beat], None
        with contextlib.suppress(EOFError, OSError):
            if not self._is_left(beat):
                raise LookupError(f"{beat}: its state is not there yet")
            send(pipe, {"number": number, "edited": edited})
            if pipe.poll(PATIENCE):
                _, content = receive(pipe)
        if content is None:
            self._ours.pop(beat).close()  # what comes late must not be taken for something else
            raise LookupError(f"{beat}: can't be drawn from its state")
        return content

    def outlasts(self, edited: Sequence[Path], beat: str) -> bool:
        """Tell whether the state at a beat's start is as it would be after an edit.

        Parameters
        ----------
        edited
            The files.
        beat
            Its name.

        Returns
        -------
        bool
            Whether nothing but this beat and later ones of the chapter's file are different.
        """
        if [file.resolve() for file in edited] != [self.source.resolve()]:
            return False
        later = self.beats[self.beats.index(beat) :]
        try:
            return _without(self.text, later) == _without(self.source.read_bytes(), later)
        except (OSError, SyntaxError):
            return False

    def close(self) -> None:
        """Let the states end."""
        if self._child:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            self.wait()
        for pipe in self._ours.values():
            pipe.close()


def _without(text: bytes, beats: tuple[str, ...]) -> str:
    tree = ast.parse(text)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            node.body = [
                each
                for each in node.body
                if not (isinstance(each, ast.FunctionDef) and each.name in beats)
            ]
    return ast.dump(tree)


def _leave_states(
    play: Callable[[Any], None],
    chapter_class: Any,
    pipes: Mapping[str, tuple[Connection, Connection]],
) -> NoReturn:
    """Play a chapter, and leave a process behind at the start of each beat."""
    mine: list[Connection] = []  # where this process answers, once it draws

    def beat(scene: Any, method: Callable[[], None]) -> None:
        name = method.__name__
        if not mine and name in pipes:
            if os.fork() == 0:
                number = _wait(pipes, name, scene)
                mine.append(pipes[name][1])
                _want(scene, number, pipes[name][1])
            elif name == list(pipes)[-1]:
                os._exit(0)
        plain = chapter_class if type(scene) is held else type(scene)  # it may be edited
        plain.beat(scene, getattr(scene, name))

    own = {"beat": beat, "__module__": chapter_class.__module__}
    held = type(chapter_class.__name__, (chapter_class,), own)
    with contextlib.suppress(BaseException):
        play(held)
    if mine:
        send(mine[0], {"failed": True})
    os._exit(0)


def _wait(pipes: Mapping[str, tuple[Connection, Connection]], name: str, scene: Any) -> int:
    """Wait at the start of a beat; return in a process of its own for each frame asked for."""
    for beat, (ours, theirs) in pipes.items():
        ours.close()
        if beat != name:
            theirs.close()
    pipe = pipes[name][1]
    send(pipe, {"left": name})
    while True:
        try:
            message, _ = receive(pipe)
        except (EOFError, OSError):
            os._exit(0)
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        if message["edited"]:
            _reload(scene)
        return int(message["number"])


def _reload(scene: Any) -> None:
    """Give a scene the methods of its edited file."""
    module = importlib.reload(sys.modules[type(scene).__module__])
    scene.__class__ = vars(module)[type(scene).__name__]


def _want(scene: Any, number: int, pipe: Connection) -> None:
    """Have a scene draw one frame from here on, send it, and end."""

    def take(drawn: Any) -> None:
        send(pipe, {"number": number}, encoded(drawn.picture))
        os._exit(0)

    scene.renderer.want([number], take)
    scene.frames = range(number, number + 1)
