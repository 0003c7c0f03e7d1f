"""The words inside pictures, and the decimal mark of their numbers, in the language of the film.

A chapter chooses the language before it draws; from then on everything that is drawn in this
process asks here. The words stand in ``assets/narration/labels.toml``, and those of another
language in ``assets/narration/<code>/labels.toml``.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from scenes.folders import ASSETS

FOLDER = ASSETS / "narration"

ENGLISH = "en"
"""The language whose labels are complete."""

_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")

_language: ContextVar[tuple[str, str]] = ContextVar("language", default=(ENGLISH, "."))
_shown: ContextVar[dict[str, str]] = ContextVar("shown")


class LabelError(ValueError):
    """A label that can't be drawn; its text is one line: file, problem, the labels there are."""


def speak(code: str, mark: str) -> None:
    """Choose the language of what is drawn from now on.

    Parameters
    ----------
    code
        Its folder's name; ``en`` for English.
    mark
        What stands before the decimals of a number.

    Raises
    ------
    LabelError
        If its labels can't be used: see `labels`.
    """
    labels(code)
    _language.set((code, mark))
    _shown.set({})


def shown() -> Mapping[str, str]:
    """Return the labels that were asked for since the language was chosen, by their names."""
    return _shown.get()


def label(name: str, **values: object) -> str:
    """Return the words of a label.

    Parameters
    ----------
    name
        Its name in ``labels.toml``.
    **values
        What its words leave room for: ``of {all}``.

    Raises
    ------
    LabelError
        If there is no such label, or no room for such a value.
    """
    code, _ = _language.get()
    found = labels(code)
    if name not in found:
        raise LabelError(f"{_file(code)}: no label {name!r}; {_known(found)}")
    _shown.get({})[name] = found[name]
    try:
        return found[name].format(**values)
    except (KeyError, IndexError, ValueError) as error:
        needed = ", ".join(f"{{{value}}}" for value in values) or "no values"
        raise LabelError(
            f"{_file(code)}: {name} = {found[name]!r}: must be words with {needed} ({error})"
        ) from None


def decimal_mark() -> str:
    """Return what stands before the decimals of a number."""
    return _language.get()[1]


def localized(source: str, *, quoted: bool = False) -> str:
    """Return a text with the decimal mark of the language in its numbers.

    Parameters
    ----------
    source
        With decimal points.
    quoted
        Whether it is Typst maths, in which a comma needs quotes to stand close.
    """
    mark = decimal_mark()
    if mark == ".":
        return source
    return _DECIMAL_POINT.sub(f'"{mark}"' if quoted else mark, source)


@lru_cache(maxsize=8)
def labels(code: str) -> Mapping[str, str]:
    """Return the labels of a language by their names.

    Raises
    ------
    LabelError
        If the file can't be read, lacks one of the English labels or has one that English doesn't.
    """
    file = _file(code)
    text, found = _read(file)
    if code != ENGLISH:
        english = labels(ENGLISH)
        for name in found:
            if name not in english:
                line = 1 + text[: text.index(name)].count("\n")
                nearest = difflib.get_close_matches(name, english, n=1)
                guess = f" did you mean {nearest[0]!r}?" if nearest else ""
                raise LabelError(f"{file}:{line}: unknown label {name!r};{guess} {_known(english)}")
        for name in english:
            if name not in found:
                raise LabelError(f"{file}: the label {name!r} is missing; {_known(english)}")
    return MappingProxyType(found)


def _read(file: Path) -> tuple[str, dict[str, str]]:
    try:
        text = file.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except FileNotFoundError:
        raise LabelError(f"{file}: no such file") from None
    except OSError as error:
        raise LabelError(f"{file}: can't be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LabelError(f"{file}: {error}") from None
    for name, words in found.items():
        if not isinstance(words, str) or not words.strip():
            raise LabelError(f"{file}: {name} = {words!r}: must be words in quotes")
    return text, found


def _file(code: str) -> Path:
    return (FOLDER if code == ENGLISH else FOLDER / code) / "labels.toml"


def _known(found: Mapping[str, str]) -> str:
    return f"the labels are {', '.join(found)}"
