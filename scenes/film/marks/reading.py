"""What a Typst source says, as one would write it without Typst."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scenes.film.marks.roles import lowered, symbol_of

_PART = re.compile(r'(?<![A-Za-z0-9])part\(\s*"([^"\\]+)"\s*,?')
_INDEX = re.compile(r"_(\w|\d+|\(\w+\))$")
_MARKS = {
    r'op\("([^"]*)"[^)]*\)': r"\1",
    r'mat\(delim: "\[",': "[",
    r"\b(?:bold|hat|tilde|caron|italic|upright)\((\w+)\)": r"\1",
    r"\bpi\b": "π",
    r"\boo\b": "∞",
    r"\bnabla\b": "∇",
    r"\bsum\b": "Σ",
    r"\bapprox\b": "≈",
    r"\bintegral\b": "∫",
    r"\brho(?=_|\b)": "ρ",
    r"\btheta(?=_|\b)": "θ",
    r"\bepsilon(?=_|\b)": "ε",
    r"\bdot\b": "·",
    r"[$#\\\"]": "",
}


@lru_cache(maxsize=4096)
def plain_text(source: str) -> str:
    """Return a Typst source as one would read it: its parts by what they stand for."""
    text = source
    while (found := _PART.search(text)) is not None:
        end = _closing(text, found.end())
        body = text[found.end() : end]
        text = f"{text[: found.start()]}{_written(found[1], body)}{text[end + 1 :]}"
    for pattern, plain in _MARKS.items():
        text = re.sub(pattern, plain, text)
    text = re.sub(r"(?<=\w)_(\d)\b", lambda found: lowered(found[1]), text)
    return " ".join(text.split())


def bare(source: str) -> str:
    """Return a Typst source without its marks of parts: ``part("y", y_1) = 2`` is ``y_1 = 2``."""
    text = source
    while (found := _PART.search(text)) is not None:
        end = _closing(text, found.end())
        text = text[: found.start()] + text[found.end() : end].strip() + text[end + 1 :]
    return text


def leaf_name(source: str, labels: Sequence[str], part: int) -> str:
    """Return what a part of a source stands for: ``part("y", y_1)`` for y₁.

    Parameters
    ----------
    source
        The whole source.
    labels
        Those of its parts, in order.
    part
        Which of them.
    """
    openings = list(_PART.finditer(source))
    if len(openings) != len(labels):
        return symbol_of(labels[part])
    opening = openings[part]
    body = source[opening.end() : _closing(source, opening.end())]
    return _written(labels[part], body)


def _written(label: str, body: str) -> str:
    """Write a part: by its label's symbol, and the index that its body may have."""
    symbol = symbol_of(label)
    index = _INDEX.search(body.strip())
    if index is None or "part(" in body or not index[1].strip("()").isdigit():
        return symbol
    return symbol.rstrip("₀₁₂₃₄₅₆₇₈₉") + lowered(index[1].strip("()"))


def _closing(text: str, start: int) -> int:
    """Return where the bracket closes that is open at a place."""
    depth = 1
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return end
    return len(text)
