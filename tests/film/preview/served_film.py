"""The real preview of a copy of the project, asked as its page asks."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import httpx

from tests.film.command import COMMAND

ROOT = Path(__file__).parents[3]
COPIED = ("scenes", "lvebm_core", "assets")
PATIENCE = 240.0  # seconds


def copy_project(folder: Path) -> None:
    """Copy what the film is made of, so that it can be edited."""
    left = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=left)


class ServedFilm:
    """A copy of the project that is previewed; ``with`` ends the preview.

    Parameters
    ----------
    folder
        Where the copy is made.
    chapter
        What is opened first.
    """

    def __init__(self, folder: Path, chapter: str) -> None:
        self.root, self.chapter = folder / "project", chapter
        copy_project(self.root)
        media = str(folder / "media")
        started = time.perf_counter()
        self._process = subprocess.Popen(
            [*COMMAND, "preview", chapter, "--media", media],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        address = re.match(r"http://127\.0\.0\.1:\d+/[\w-]+/", line)
        assert address is not None, line
        self._client = httpx.Client(base_url=address[0], timeout=PATIENCE)
        self.events: Queue[dict[str, Any]] = Queue()
        self._listens = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        assert self._listens.wait(PATIENCE)
        self.outline: dict[str, Any] = self.ask(f"outline/{chapter}").json()
        self.frame(0)
        self.started = time.perf_counter() - started
        """Seconds until the first picture."""

    def __enter__(self) -> ServedFilm:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(PATIENCE)
        self._client.close()

    def ask(self, path: str) -> httpx.Response:
        """Read something of the page's server."""
        return self._client.get(path)

    def post(self, path: str, body: object) -> httpx.Response:
        """Have the page's server do something."""
        return self._client.post(path, json=body)

    def frame(self, number: int) -> bytes:
        """Put the playhead on a frame, and return its picture."""
        answer = self.ask(f"frame/{self.chapter}/{number}")
        assert answer.status_code == 200, answer.text
        return answer.content

    def save(self, name: str, old: str, new: str) -> int:
        """Change a file, as an editor does, and return the number of the line."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        changed = file.with_suffix(".part")
        changed.write_text(text.replace(old, new), encoding="utf-8")
        self.forget_events()
        changed.replace(file)
        return 1 + text[: text.index(old)].count("\n")

    def forget_events(self) -> None:
        """Forget what has happened."""
        while not self.events.empty():
            self.events.get()

    def event(self, *kinds: str) -> dict[str, Any]:
        """Wait for what happens next, of some kinds."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                event = self.events.get(timeout=max(until - time.monotonic(), 0))
            except Empty:
                raise AssertionError(f"no event of {kinds} in {PATIENCE:g} s") from None
            if event["event"] in kinds:
                return event

    def redrawn(self) -> bytes:
        """Wait until the frame at the playhead is drawn anew, and return its picture."""
        event = self.event("redrawn", "error")
        assert event["event"] == "redrawn", event
        answer = self.ask(f"redrawn/{event['redrawn']}")
        assert answer.status_code == 200, answer.text
        return answer.content

    def _listen(self) -> None:
        with self._client.stream("GET", "events", timeout=None) as answer:
            for line in answer.iter_lines():
                self._listens.set()
                if line.startswith("data: "):
                    self.events.put(json.loads(line.removeprefix("data: ")))
