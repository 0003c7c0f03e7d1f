"""Writing pictures, each as the kind that its file's name ends with."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from scenes.film.errors import FilmError, one_line, writing
from scenes.film.scratch import publish, scratch_folder

FINE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},  # thin lines keep their colours
    "WEBP": {"lossless": True},
}
"""How a kind of picture is written that would lose more by itself."""


def can_write(path: Path) -> bool:
    """Tell whether a file's name ends as one of the kinds of pictures that can be written.

    Parameters
    ----------
    path
        The file, which need not be there.
    """
    try:
        _encoded(Image.new("RGB", (1, 1)), path)
    except (KeyError, OSError, ValueError):  # no such kind, or one that is only read
        return False
    return True


def write_picture(picture: Image.Image, path: Path) -> None:
    """Write a picture, whole or not at all.

    Parameters
    ----------
    picture
        In colours of any mode.
    path
        A file that `can_write` takes.

    Raises
    ------
    FilmError
        If it can't be written.
    """
    with writing(path), scratch_folder(path.parent) as scratch:
        made = scratch / path.name
        try:
            made.write_bytes(_encoded(picture.convert("RGB"), path))
        except ValueError as error:  # such as a picture too large for its kind
            raise FilmError(f"can't write {path}: {one_line(error)}") from error
        publish(made, path)


def _encoded(picture: Image.Image, path: Path) -> bytes:
    kind = Image.registered_extensions()[path.suffix.lower()]
    encoded = io.BytesIO()
    picture.save(encoded, format=kind, **FINE.get(kind, {}))
    return encoded.getvalue()
