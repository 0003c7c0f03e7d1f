"""Errors say what is wrong, even those that come without a word."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from scenes.film.errors import FilmError, one_line, writing


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (OSError(errno.ENOSPC, ""), "No space left on device"),
        (OSError("no number"), "OSError: no number"),
        (OSError(), "OSError"),
        (PermissionError(), "PermissionError"),
    ],
)
def test_what_cannot_be_written_has_a_cause(error: OSError, said: str) -> None:
    with pytest.raises(FilmError) as caught, writing(Path("film.mp4")):
        raise error
    assert str(caught.value) == f"can't write film.mp4: {said}"


@pytest.mark.parametrize("error", [ValueError(), ValueError(""), ValueError(" \n"), KeyError()])
def test_an_error_without_a_text_has_its_name(error: Exception) -> None:
    assert one_line(error) == type(error).__name__
