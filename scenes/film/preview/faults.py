"""What is wrong with an edited file: one line, and where in the file it is."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import Any

# How this project's errors begin: the file, its line if it's known, the problem.
_PLACE = re.compile(
    r"(?P<file>[^:]+\.(?:toml|md|jinja|json|safetensors))(?::(?P<line>\d+))?: (?P<problem>.+)"
)
_LINE = re.compile(r"\bline (\d+)")
_KEY = re.compile(r"(?:\[(?P<table>\w+)\]|(?P<key>\w+(?:\.\w+)*))(?= =|:| )")
_BEAT = re.compile(r"## (\w+):")


def told(error: BaseException) -> dict[str, Any]:
    """Say what is wrong: one line, and the file and line of the project where it is known.

    Parameters
    ----------
    error
        What was raised as the edited files were loaded, or drawn.

    Returns
    -------
    dict
        ``text``, ``file`` and ``line``; the last two may be None.
    """
    text = in_one_line(error)
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, SyntaxError) and cause.filename:
            return {"text": text, "file": cause.filename, "line": cause.lineno}
        place = _PLACE.fullmatch(" ".join(str(cause).split()))
        if isinstance(cause, ValueError) and place is not None:
            file = Path(place["file"]).absolute()
            line = int(place["line"]) if place["line"] else _line_of(place["problem"], file)
            return {"text": place["problem"], "file": str(file), "line": line}
    for cause in chain:
        calls = [call for call in traceback.extract_tb(cause.__traceback__) if _is_edited(call)]
        if calls:
            return {"text": text, "file": calls[-1].filename, "line": calls[-1].lineno}
    return {"text": text, "file": None, "line": None}


def in_one_line(error: BaseException) -> str:
    """Say what an error says, and of the system's which file it's about."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split()) or type(error).__name__


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and what caused it."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found


def _is_edited(call: traceback.FrameSummary) -> bool:
    """Tell whether a line is in what a creator edits: not in the tools."""
    is_scene = "/scenes/" in call.filename and "/scenes/film/" not in call.filename
    return is_scene or "/lvebm_core/" in call.filename


def _line_of(problem: str, file: Path) -> int | None:
    """Return the line that a problem is on: it says so, or names a heading or a key."""
    if told := _LINE.search(problem):
        return int(told[1])
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    if beat := _BEAT.match(problem):
        found = _all(lines, rf"## +{re.escape(beat[1])}\s*")
        return found[-1] if found else None  # the second, of one that appears twice
    if file.suffix != ".toml" or not (key := _KEY.match(problem)):
        return None
    *tables, name = (key["table"] or key["key"]).split(".")
    heads = [0, *_all(lines, r"\s*\[.*"), len(lines) + 1]
    of_table = _all(lines, rf"\s*\[{re.escape('.'.join(tables or [name]))}\].*")
    start = of_table[0] if of_table else 0
    end = min(head for head in heads if head > start)
    within = [k for k in _all(lines, rf"\s*{re.escape(name)}\s*=.*") if start < k < end]
    return within[0] if within else start or None


def _all(lines: list[str], pattern: str) -> list[int]:
    """Return the numbers, from 1, of the lines that are like a pattern."""
    return [k for k, line in enumerate(lines, 1) if re.fullmatch(pattern, line)]
