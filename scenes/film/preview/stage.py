"""What the page's server asks for, and the processes that do it."""

from __future__ import annotations

import itertools
import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scenes.film.preview.drawing import serve
from scenes.film.preview.pipe import Message, receive, send

_SPAWN = multiprocessing.get_context("spawn")
_TOO_SHORT = 2.0  # seconds of life after which it's no use to start another one
POINTING = {"at", "marks", "depends"}
BOTH = {"open", "change", "tell_story"}

OnEvent = Callable[[Message, bytes | None], None]


class StageError(RuntimeError):
    """What was asked for can't be done.

    Parameters
    ----------
    told
        ``{"text": …, "file": …, "line": …}``.
    """

    def __init__(self, told: Message) -> None:
        super().__init__(told["text"])
        self.told = told


class Stage:
    """Two processes kept warm: one draws, and one tells what is drawn; thread-safe.

    Parameters
    ----------
    story
        The file of the numbers; None is the lecture's.
    language
        Of the words.
    media
        The folder for all that is made.
    quality
        The name of a quality.
    on_event
        Called, in a thread of its own, with what happens and its picture if there is one: a frame
        was ``redrawn``, frames are ``drawn``, the ``outline`` is another one, an ``error`` is in
        what was edited, a process has ``died`` and another one took over.
    """

    def __init__(
        self,
        *,
        story: Path | None,
        language: str,
        media: Path,
        quality: str,
        on_event: OnEvent,
    ) -> None:
        given = (str(story) if story else None, language, str(media), quality)
        self._draws = _Worker("draw", given, on_event)
        self._points = _Worker("point", given, on_event)

    def ask(self, what: str, **more: Any) -> Future[Any]:
        """Ask for something; the future holds what JSON can say, or bytes, or a `StageError`."""
        if what in POINTING:
            return self._points.ask(what, **more)
        if what in BOTH:
            self._points.ask(what, **more)
        return self._draws.ask(what, **more)

    def close(self) -> None:
        """End the processes."""
        for worker in (self._draws, self._points):
            worker.close()


class _Worker:
    """A process at the other end of a pipe; if it dies, another one takes over."""

    def __init__(self, what: str, given: tuple[str | None, str, str, str], tell: OnEvent) -> None:
        self._what, self._given, self._on_event = what, given, tell
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._asked: dict[int, Future[Any]] = {}
        self._closed = False
        self._start()

    def ask(self, what: str, **more: Any) -> Future[Any]:
        future: Future[Any] = Future()
        with self._lock:
            if what == "tell_story":  # whoever takes over knows it, too
                self._given = (more["path"], *self._given[1:])
            number = next(self._numbers)
            self._asked[number] = future
            try:
                send(self._pipe, {"id": number, "do": what, "with": more})
            except OSError:  # it has just died: whoever waits is told
                self._asked.pop(number)
                future.set_exception(_died())
        return future

    def close(self) -> None:
        self._closed = True
        self._pipe.close()
        self._process.join(timeout=0.5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _start(self) -> None:
        ours, theirs = _SPAWN.Pipe()
        self._pipe: Connection = ours
        self._started = time.monotonic()
        self._process = _SPAWN.Process(
            target=serve, args=(self._what, theirs, *self._given), daemon=True
        )
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, args=(ours,), daemon=True).start()

    def _listen(self, pipe: Connection) -> None:
        try:
            while True:
                message, content = receive(pipe)
                if "event" in message:
                    self._on_event(message, content)
                else:
                    self._settle(message, content)
        except (EOFError, OSError, TypeError):  # the last if it is closed while it is read
            if not self._closed:
                self._start_again()

    def _settle(self, message: Message, content: bytes | None) -> None:
        with self._lock:
            future = self._asked.pop(message["id"], None)
        if future is None or not future.set_running_or_notify_cancel():
            return
        if "error" in message:
            future.set_exception(StageError(message["error"]))
        else:
            future.set_result(message.get("result") if content is None else content)

    def _start_again(self) -> None:
        lives = time.monotonic() - self._started > _TOO_SHORT
        with self._lock:
            lost, self._asked = self._asked, {}
            if lives:
                self._start()
        for future in lost.values():
            if future.set_running_or_notify_cancel():
                future.set_exception(_died())
        if lives:
            self._on_event({"event": "died"}, None)
        else:
            self._on_event({"event": "error", "error": _died().told}, None)


def _died() -> StageError:
    return StageError({"text": "a process of the preview has died", "file": None, "line": None})
