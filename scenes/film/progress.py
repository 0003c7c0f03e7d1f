"""How far the film is: bars in a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Protocol, Self, TextIO

SECONDS_BETWEEN_LINES = 10.0


class Progress(Protocol):
    """Who is told how far the chapters are; a context manager around the work."""

    def keep(self, chapter: str, frames: int) -> None:
        """Note that a chapter need not be rendered."""

    def add(self, chapter: str, frames: int) -> None:
        """Note that a chapter is to be rendered, and how long it is."""

    def update(self, chapter: str, frames: int) -> None:
        """Note how many frames of a chapter are done."""

    def end(self, chapter: str, *, failed: bool) -> None:
        """Note that a chapter has ended."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


class Lines:
    """Progress in plain lines, for logs.

    Parameters
    ----------
    out
        Where to write.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._lengths: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._spoke = time.monotonic()

    def keep(self, chapter: str, frames: int) -> None:
        """Say that a chapter need not be rendered."""
        self._say(f"{chapter}: unchanged, {frames} frames")

    def add(self, chapter: str, frames: int) -> None:
        """Say that a chapter is to be rendered."""
        self._lengths[chapter], self._done[chapter] = frames, 0
        self._say(f"{chapter}: to render, {frames} frames")

    def update(self, chapter: str, frames: int) -> None:
        """Say now and then how far the film is."""
        self._done[chapter] = frames
        if time.monotonic() - self._spoke >= SECONDS_BETWEEN_LINES:
            done, all_frames = sum(self._done.values()), sum(self._lengths.values())
            self._say(f"{done} of {all_frames} frames, {done / all_frames:.0%}")

    def end(self, chapter: str, *, failed: bool) -> None:
        """Say that a chapter has ended."""
        self._say(f"{chapter}: {'failed' if failed else 'rendered'}")

    def _say(self, line: str) -> None:
        self._spoke = time.monotonic()
        self._out.write(f"{line}\n")
        self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None


class Bars:
    """Progress as a bar for every chapter and one for the film.

    Parameters
    ----------
    out
        A terminal.
    """

    def __init__(self, out: TextIO) -> None:
        from rich import progress
        from rich.console import Console

        self._progress = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[note]}"),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=Console(file=out),
        )
        self._total = self._progress.add_task("film", total=0, note="")
        self._lengths: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._tasks: dict[str, progress.TaskID] = {}

    def keep(self, chapter: str, frames: int) -> None:
        """Show a chapter that need not be rendered."""
        self._progress.add_task(chapter, total=frames, completed=frames, note="unchanged")

    def add(self, chapter: str, frames: int) -> None:
        """Show a bar for a chapter that is to be rendered."""
        self._lengths[chapter], self._done[chapter] = frames, 0
        self._tasks[chapter] = self._progress.add_task(chapter, total=frames, note="", start=False)
        self._progress.update(self._total, total=sum(self._lengths.values()))

    def update(self, chapter: str, frames: int) -> None:
        """Move a chapter's bar and the film's."""
        if frames and not self._done[chapter]:
            self._progress.start_task(self._tasks[chapter])
        self._done[chapter] = frames
        self._progress.update(self._tasks[chapter], completed=frames)
        self._progress.update(self._total, completed=sum(self._done.values()))

    def end(self, chapter: str, *, failed: bool) -> None:
        """Stop a chapter's bar."""
        self._progress.update(self._tasks[chapter], note="failed" if failed else "done")
        self._progress.stop_task(self._tasks[chapter])

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()


def progress_on(out: TextIO) -> Progress:
    """Choose bars for a terminal, lines for anything else."""
    return Bars(out) if out.isatty() else Lines(out)


@contextlib.contextmanager
def one_bar(out: TextIO, what: str, total: int, unit: str) -> Iterator[Callable[[int], None]]:
    """Show how far one thing is: a bar in a terminal, and elsewhere one line that it has begun.

    Parameters
    ----------
    out
        Where to write.
    what, total, unit
        What is done, and how many of what it takes.

    Yields
    ------
    callable
        To be called with how many are done.
    """
    if not out.isatty():
        print(f"{what}, {total} {unit}", file=out, flush=True)
        yield lambda done: None
        return
    from rich import progress
    from rich.console import Console

    with progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn(unit),
        progress.TimeRemainingColumn(),
        console=Console(file=out),
    ) as bars:
        task = bars.add_task(what, total=total)
        yield lambda done: bars.update(task, completed=done)
