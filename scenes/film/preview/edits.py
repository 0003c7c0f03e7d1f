"""What the page writes: cues into the narration, numbers into a story; all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from scenes.film.errors import cause
from scenes.film.scratch import publish, scratch_folder


class EditError(ValueError):
    """What can't be written, in one line."""


def write_whole(path: Path, text: str) -> None:
    """Write a file: all of it or nothing, its line ends as they are in the text.

    Raises
    ------
    EditError
        If it can't be written.
    """
    try:
        with scratch_folder(path.parent) as scratch:
            made = scratch / path.name
            made.write_bytes(text.encode("utf-8"))
            publish(made, path)
    except OSError as error:
        raise EditError(f"can't write {path}: {cause(error)}") from error


# --- Cues -----------------------------------------------------------------------------------------

_CUE = re.compile(r"\[([^\[\]]+)\](?:\((\w+)\))?")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_EDGE = re.compile(r"^\W*|\W*$")


def move_cue(
    text: str, beat: str, cue: str, word: str, occurrence: int, said: Sequence[str] = ()
) -> str:
    """Put a cue on another word.

    Parameters
    ----------
    text
        The chapter's narration.
    beat
        Under which heading.
    cue
        The cue's name.
    word
        The word as it is spoken.
    occurrence
        Which of the beat's words that read so, from 0.
    said
        All words of the beat as they are spoken: they tell which of those that are written is
        meant, where a template writes some that are not spoken.

    Returns
    -------
    str
        The narration; nothing else in it is different.

    Raises
    ------
    EditError
        If the beat or the cue isn't there, or the word isn't written in it as it is said: one that
        a number or a template makes can carry no cue, nor can one inside another cue.
    """
    start, end = _section(text, beat)
    section = text[start:end]
    marks = [mark for mark in _CUE.finditer(section) if (mark[2] or mark[1]) == cue]
    if len(marks) != 1:
        found = "no" if not marks else f"{len(marks)} times the"
        raise EditError(f"## {beat}: {found} cue [{cue}] is written there")
    (mark,) = marks
    bare = section[: mark.start()] + mark[1] + section[mark.end() :]
    place = _place_of(bare, word, occurrence, said)
    if place is None:
        raise EditError(
            f"## {beat}: {word!r} can't carry the cue [{cue}]: it isn't written there as it is said"
        )
    named = f"[{bare[place]}]" + ("" if bare[place] == cue else f"({cue})")
    return text[:start] + bare[: place.start] + named + bare[place.stop :] + text[end:]


def _section(text: str, beat: str) -> tuple[int, int]:
    """Return where the words of a beat begin and end."""
    heading = re.search(rf"^## +{re.escape(beat)} *\r?$", text, re.MULTILINE)
    if heading is None:
        raise EditError(f"## {beat}: there is no such heading")
    following = re.compile(r"^## ", re.MULTILINE).search(text, heading.end())
    return heading.end(), following.start() if following else len(text)


def _place_of(section: str, word: str, occurrence: int, said: Sequence[str]) -> slice | None:
    """Return where a word is written that may carry a cue."""
    closed = [*_TEMPLATE.finditer(section), *_CUE.finditer(section)]
    plain = _EDGE.sub("", word)
    if not plain:
        return None
    found = [
        slice(*match.span())
        for match in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", section)
        if not any(block.start() < match.end() and match.start() < block.end() for block in closed)
    ]
    if len(found) > 1 and said:
        meant = _written_at(section, plain, occurrence, said)
        found = [place for place in found if place.start == meant] or found
    return found[min(occurrence, len(found) - 1)] if found else None


def _written_at(section: str, word: str, occurrence: int, said: Sequence[str]) -> int | None:
    """Return where a spoken word is written, by the words around it; None if that's unknown."""
    spoken = [_EDGE.sub("", each) for each in said]
    places = [k for k, each in enumerate(spoken) if each == word]
    if occurrence >= len(places):
        return None
    prose = _TEMPLATE.sub(lambda block: " " * len(block[0]), section)
    prose = re.sub(r"\]\(\w+\)", lambda name: " " * len(name[0]), prose)
    written = [(match.start(), match[0]) for match in re.finditer(r"[\w'’]+(?:-\w+)*", prose)]
    matcher = SequenceMatcher(None, spoken, [each for _, each in written], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.a <= places[occurrence] < block.a + block.size:
            return written[block.b + places[occurrence] - block.a][0]
    return None


# --- Numbers --------------------------------------------------------------------------------------


def numbers_of(path: Path) -> list[dict[str, Any]]:
    """List a story's numbers as the page shows them.

    Parameters
    ----------
    path
        The story's file.

    Returns
    -------
    list of dict
        ``key`` (``"horn.alpha"``), ``value``, ``comment``, ``allowed`` (the sentence that says what
        is), ``low`` and ``high`` where there are limits, ``whole`` for whole numbers.

    Raises
    ------
    EditError
        If one isn't there.
    """
    import tomlkit

    from scenes.story.parameters import Story

    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    found = []
    for section, field in Story.model_fields.items():
        keys = getattr(field.annotation, "model_fields", {})
        for key, about in keys.items():
            item = _item(document, section, key)
            if item is None:
                raise EditError(f"{path.name}: {section}.{key}: missing")
            low, high = _limits(about)
            value = item.unwrap()
            found.append(
                {
                    "key": f"{section}.{key}",
                    "value": value,
                    "whole": about.annotation is int,
                    "low": low,
                    "high": high,
                    "allowed": about.description or "",
                    "comment": item.trivia.comment.lstrip("# "),
                }
            )
    return found


def _limits(about: Any) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value of a number or of an array's numbers."""
    metadata = [*about.metadata]
    for argument in getattr(about.annotation, "__args__", ()):
        metadata += getattr(argument, "__metadata__", ())
    for each in list(metadata):
        metadata += getattr(each, "metadata", ())  # of a field within an annotation
    low = next((each.ge for each in metadata if getattr(each, "ge", None) is not None), None)
    high = next((each.le for each in metadata if getattr(each, "le", None) is not None), None)
    return low, high


def with_numbers(text: str, values: Mapping[str, Any]) -> str:
    """Give a story other numbers; comments and layout stay.

    Parameters
    ----------
    text
        The story, TOML.
    values
        By key, ``{"decoder.weights": [-1.5, 0.4]}``.

    Raises
    ------
    EditError
        If a key isn't in the story, or its value is no number and no array of numbers.
    """
    import tomlkit

    document = tomlkit.parse(text)
    for key, value in values.items():
        section, _, name = key.partition(".")
        old = _item(document, section, name)
        if old is None:
            raise EditError(f"{key}: the story has no such number")
        if not _is_number(value) and not (isinstance(value, list) and all(map(_is_number, value))):
            raise EditError(f"{key} = {value!r}: must be a number or an array of numbers")
        if isinstance(old, list):
            if not isinstance(value, list):
                raise EditError(f"{key} = {value!r}: must be an array of numbers")
            _fill(old, value)
        elif isinstance(value, list) or not _is_number(old.unwrap()):
            raise EditError(f"{key} = {old.unwrap()!r}: can't become {value!r}")
        elif old.unwrap() != value:
            new = tomlkit.item(_like(old.unwrap(), value))
            new.trivia.indent, new.trivia.comment_ws = old.trivia.indent, old.trivia.comment_ws
            new.trivia.comment, new.trivia.trail = old.trivia.comment, old.trivia.trail
            document[section][name] = new
    return tomlkit.dumps(document)


def _item(document: Any, section: str, key: str) -> Any:
    """Return what a story has for a key, as it is written; None if there is nothing."""
    table = document.get(section)
    return table.get(key) if isinstance(table, dict) else None


def _fill(old: Any, values: Sequence[float]) -> None:
    """Put other numbers into an array, of as many or of more or fewer."""
    before = old.unwrap()
    if before == list(values):
        return
    like = before[0] if before else 0.0
    while len(old) > len(values):
        old.pop()
    for k, value in enumerate(values):
        if k < len(old):
            old[k] = _like(like if k >= len(before) else before[k], value)
        else:
            old.append(_like(like, value))


def _like(old: Any, value: float) -> float | int:
    """Return a number as the story writes it: whole ones without a point where they had none."""
    if isinstance(old, int) and float(value).is_integer():
        return int(value)
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
