"""Loading anew what was edited, and nothing else."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGES = ("scenes", "lvebm_core")
STAYS = "scenes.film.preview"  # what is running
KEEPS_VALUES = "scenes.film.telling"  # keeps what the words' and numbers' code once said
VALUES = ("scenes.story", "scenes.narration", "lvebm_core")


def forget(edited: Iterable[Path]) -> frozenset[str]:
    """Drop the modules of edited files, and all that import them: they're loaded when asked for.

    Parameters
    ----------
    edited
        Files, absolute; those that are no module of the project change nothing.

    Returns
    -------
    frozenset of str
        The modules that were dropped.
    """
    files = set(edited)
    loaded = {name: Path(file) for name, file in _project_files()}
    stale = {name for name, file in loaded.items() if file in files}
    importing = {
        name: _imported(file, file.stat().st_mtime_ns)
        for name, file in loaded.items()
        if file.exists()
    }
    while more := {name for name, used in importing.items() if used & stale} - stale:
        stale |= more
    if any(name.startswith(VALUES) for name in stale):
        stale.add(KEEPS_VALUES)
    for name in stale:
        sys.modules.pop(name, None)
        parent, _, child = name.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(child, None)
    importlib.invalidate_caches()
    return frozenset(stale)


def _project_files() -> Iterator[tuple[str, str]]:
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in PACKAGES and not name.startswith(STAYS) and file:
            yield name, file


@cache
def _imported(file: Path, _modified: int) -> frozenset[str]:
    """Return what a file imports when it is loaded, with the packages around it."""
    try:
        tree = ast.parse(file.read_bytes())
    except SyntaxError:
        return frozenset()
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)
