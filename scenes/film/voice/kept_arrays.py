"""Arrays that took long to compute, kept as files."""

from __future__ import annotations

import contextlib
import os
import zipfile
import zlib
from pathlib import Path

import numpy as np

from scenes.film.errors import writing
from scenes.film.scratch import publish, scratch_folder

MOST_BYTES = 400_000_000  # that are kept


class KeptArrays:
    """A folder of arrays, found by what decides them.

    Parameters
    ----------
    folder
        It is made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, key: str) -> dict[str, np.ndarray] | None:
        """Return the arrays of a key; None if they are not there, or not whole."""
        file = self._folder / f"{key}.npz"
        try:
            with np.load(file, allow_pickle=False) as arrays:
                found = dict(arrays)  # reading all of it checks its checksums
        except (OSError, ValueError, TypeError, EOFError, zipfile.BadZipFile, zlib.error):
            return None
        if str(found.pop("key", "")) != key:  # a file that was renamed
            return None
        with contextlib.suppress(OSError):  # only a mark of use
            os.utime(file)
        return found

    def write(self, key: str, **arrays: np.ndarray) -> None:
        """Keep arrays: all of them or nothing.

        Raises
        ------
        FilmError
            If they can't be written.
        """
        file = self._folder / f"{key}.npz"
        with writing(file), scratch_folder(self._folder) as scratch:
            made = scratch / file.name
            with made.open("wb") as stream:
                np.savez(stream, allow_pickle=False, key=np.array(key), **arrays)
            publish(made, file)

    def prune(self) -> None:
        """Remove what was not used for longest, beyond `MOST_BYTES`."""
        found = []
        for file in self._folder.glob("*.npz"):
            with contextlib.suppress(FileNotFoundError):  # another run removed it
                status = file.stat()
                found.append((status.st_mtime, status.st_size, file))
        left = MOST_BYTES
        for _, size, file in sorted(found, reverse=True):
            left -= size
            if left < 0:
                file.unlink(missing_ok=True)
