"""What can go wrong while the film is made: errors whose text is one line for the user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FilmError(RuntimeError):
    """The film, a part of it or a picture can't be made; the text is one line.

    Parameters
    ----------
    message
        The line.
    details
        The traceback of a worker process, shown with ``--debug`` only.
    """

    def __init__(self, message: str, details: str = "") -> None:
        # Both in args, so that the error survives the way back from a worker process.
        super().__init__(message, details)
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return self.message


class UnknownChapterError(ValueError):
    """A chapter is asked for that the film does not have, or twice; the text is one line."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say of any error of the system that a file can't be written.

    Parameters
    ----------
    path
        The file that the user knows, not the scratch file that becomes it.

    Raises
    ------
    FilmError
        For every `OSError` within.
    """
    try:
        yield
    except OSError as error:
        raise FilmError(f"can't write {path}: {cause(error)}") from error


def cause(error: OSError) -> str:
    """Say what an error of the system says, without its file: never nothing."""
    return os.strerror(error.errno) if error.errno else one_line(error)


def one_line(error: BaseException) -> str:
    """Say what an exception says, in one line.

    Parameters
    ----------
    error
        Any exception.

    Returns
    -------
    str
        For an error of the system its cause and the file, else the kind of error and its text.
    """
    if isinstance(error, OSError) and error.errno is not None:
        cause = os.strerror(error.errno)
        return f"{error.filename}: {cause}" if error.filename else cause
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
