"""Folders for half-made files, which can be told from those that a killed run left behind.

A run makes its files in a scratch folder beside their final place, and renames them when they are
whole. The folder is locked while the run lives; the system drops the lock even after ``kill -9``.
So a folder without a lock is rubbish, and two runs at once leave each other alone.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = ".lvebm-"


@contextlib.contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """Make a scratch folder, and remove it and all abandoned ones.

    Parameters
    ----------
    beside
        The folder in which the finished files will stand; it is made if it is missing.

    Yields
    ------
    Path
        An empty folder of this run alone, on the same file system.

    Raises
    ------
    OSError
        If nothing can be written there.
    """
    with contextlib.suppress(FileExistsError):  # a file of that name: not a directory, see below
        beside.mkdir(parents=True, exist_ok=True)
    sweep(beside)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
        lock = _lock(folder)
        # Another run's sweep may have come between the folder and its lock: then try again.
        if lock is not None and folder.exists():
            break
        if lock is not None:
            os.close(lock)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def publish(made: Path, final: Path) -> None:
    """Give a whole file its final name: all of it or nothing, even if the power fails.

    Parameters
    ----------
    made
        The file in a scratch folder.
    final
        Its place, on the same file system; what stands there is replaced.
    """
    descriptor = os.open(made, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(made, final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _lock(folder: Path) -> int | None:
    """Lock a folder and return the descriptor that holds the lock; None if another run has it."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def sweep(beside: Path) -> None:
    """Remove the scratch folders whose runs are dead; ``beside`` may be missing."""
    for folder in beside.glob(f"{PREFIX}*/"):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
