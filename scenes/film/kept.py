"""What was worked out before: kept under a digest of all that it depends on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scenes.film.scratch import publish, scratch_folder

KEPT_VERSIONS = 6  # of one thing


class Kept:
    """A folder of things that could be worked out anew.

    A file that is missing or broken, or a folder that can't be written, costs time and no more.

    Parameters
    ----------
    folder
        It is made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str, key: str) -> Any:
        """Return what is kept under a name and a digest, as JSON has it; None if nothing is."""
        file = self.file(name, key)
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):  # only a mark of use
            os.utime(file)
        return found

    def put(self, name: str, key: str, value: Any) -> None:
        """Keep something that JSON can tell, and let older versions of it go."""
        self.put_bytes(name, key, json.dumps(value, ensure_ascii=False).encode())

    def put_bytes(self, name: str, key: str, content: bytes, suffix: str = ".json") -> None:
        """Keep a file, and let older versions of it go."""
        with contextlib.suppress(OSError), scratch_folder(self._folder) as scratch:
            made = scratch / "kept"
            made.write_bytes(content)
            publish(made, self.file(name, key, suffix))
            files = self._folder.glob(f"{name}-*{suffix}")
            versions = oldest_first(f for f in files if f.stem.rpartition("-")[0] == name)
            for old in versions[:-KEPT_VERSIONS]:
                old.unlink(missing_ok=True)

    def file(self, name: str, key: str, suffix: str = ".json") -> Path:
        """Return the file of what is kept under a name and a digest; it may be missing."""
        return self._folder / f"{name}-{key}{suffix}"


def oldest_first(files: Iterable[Path]) -> list[Path]:
    """Sort files by their last use; one that another run has removed meanwhile is left out."""
    found = []
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            found.append((file.stat().st_mtime, file))
    return [file for _, file in sorted(found)]


def digest(told: Iterable[Any]) -> str:
    """Digest values that JSON can tell."""
    return hashlib.sha256(json.dumps(list(told), sort_keys=True).encode()).hexdigest()[:20]


def files_digest(files: Iterable[Path]) -> str:
    """Digest files: their names and their bytes.

    Raises
    ------
    OSError
        If one can't be read.
    """
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(f"{file.name}\n".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()
