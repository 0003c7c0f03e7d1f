"""What is wrong with the settings files that Manim reads as it is imported."""

from __future__ import annotations

import configparser
import traceback
from pathlib import Path

from scenes.film.errors import one_line

FILES = (Path("manim.cfg"), Path.home() / ".config" / "manim" / "manim.cfg")
"""Those that anyone may write: of the folder, and of the user."""


def settings_fault(error: Exception) -> str | None:
    """Say which settings file keeps Manim from being imported, and why.

    Parameters
    ----------
    error
        Any exception.

    Returns
    -------
    str or None
        One line; None if the error comes from anything else.
    """
    places = (Path(call.filename).parts for call in traceback.extract_tb(error.__traceback__))
    if not any(place[-3:-1] == ("manim", "_config") for place in places):
        return None
    there = [file for file in FILES if file.is_file()]
    for file in there:
        try:
            configparser.ConfigParser().read_string(file.read_text(), str(file))
        except (configparser.Error, UnicodeDecodeError) as broken:
            return f"{file}{_line_of(broken)}: {_problem_of(broken)}"
    return f"{' or '.join(map(str, there)) or 'manim.cfg'}: {_problem_of(error)}"


def _line_of(error: Exception) -> str:
    """Return the line, as ``, line 3``, where the error knows it."""
    several = getattr(error, "errors", ())
    number = several[0][0] if several else getattr(error, "lineno", None)
    return f", line {number}" if number else ""


def _problem_of(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return f"byte 0x{error.object[error.start]:02x} is not {error.encoding} text"
        case configparser.MissingSectionHeaderError():
            return f"{error.line.strip()!r}: must come after a section, such as [CLI]"
        case configparser.DuplicateSectionError():
            return f"the section [{error.section}] appears twice"
        case configparser.DuplicateOptionError():
            return f"the option {error.option} appears twice in [{error.section}]"
        case configparser.ParsingError() if error.errors:
            return f"{error.errors[0][1]}: must be an option and its value, such as a = b"
    return one_line(error)
