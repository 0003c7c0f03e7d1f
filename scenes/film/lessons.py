"""What was learned for other stories: kept in a folder, and shown while it is learned."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from scenes.film.kept import Kept
from scenes.film.progress import one_bar
from scenes.story.checkpoints import SUFFIX, Arrays, CheckpointError, Lesson, OnStep
from scenes.story.checkpoints import read_checkpoint as read


class KeptLessons:
    """A folder of checkpoints; one that is missing or broken costs time and no more.

    Parameters
    ----------
    folder
        It is made when something is kept.
    shown
        Whether standard error is told that something is being learned: by a bar in a terminal, by
        a line elsewhere.
    """

    def __init__(self, folder: Path, *, shown: bool = False) -> None:
        self._kept, self._shown = Kept(folder), shown

    def get(self, lesson: Lesson) -> Arrays | None:
        """Return what was kept; None if there is nothing that can be used."""
        file = self.file(lesson)
        try:
            found = read(file, lesson)
        except CheckpointError:
            return None
        with contextlib.suppress(OSError):  # only a mark of use
            os.utime(file)
        return found

    def put(self, lesson: Lesson, content: bytes) -> None:
        """Keep a checkpoint."""
        self._kept.put_bytes(lesson.name, lesson.digest, content, SUFFIX)

    def file(self, lesson: Lesson) -> Path:
        """Return where a lesson is kept."""
        return self._kept.file(lesson.name, lesson.digest, SUFFIX)

    @contextlib.contextmanager
    def progress(self, lesson: Lesson) -> Iterator[OnStep]:
        """Show that something is being learned."""
        if not self._shown:
            yield lambda done: None
            return
        with one_bar(sys.stderr, f"{lesson.name}: to learn", lesson.steps, "steps") as on_step:
            yield on_step
