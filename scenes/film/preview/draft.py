"""The story's numbers as they are turned on the page, until they are written or dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenes.film.preview.edits import EditError, with_numbers, write_whole


class Draft:
    """Numbers that are shown in place of the story's, and not written into it yet.

    Parameters
    ----------
    story
        The story's file.
    scratch
        A file for the story with the numbers that are shown; removed when there are none.

    Attributes
    ----------
    values
        The numbers that are turned, by key.
    """

    def __init__(self, story: Path, scratch: Path) -> None:
        self.story, self._scratch = story, scratch
        self.values: dict[str, Any] = {}

    @property
    def shown(self) -> Path:
        """The file of the numbers that are shown."""
        return self._scratch if self.values else self.story

    def change(self, values: Mapping[str, Any]) -> None:
        """Turn some numbers more; none turns all of them back.

        Raises
        ------
        EditError
            If the story has no such number, or it isn't one.
        """
        self.restore({**self.values, **values} if values else {})

    def restore(self, values: Mapping[str, Any]) -> None:
        """Turn these numbers and no others."""
        if values:
            text = with_numbers(self._text(), values)
            self._scratch.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._scratch, text)
        else:
            self._scratch.unlink(missing_ok=True)
        self.values = dict(values)

    def follow(self) -> None:
        """Take over what else is in the story, after it was edited."""
        self.restore(self.values)

    def write(self, name: str | None) -> Path:
        """Write what is shown into the story as it is now, or into another one beside it.

        Parameters
        ----------
        name
            Of the other one's file; None for the story itself.

        Returns
        -------
        Path
            What was written; the draft is empty then.

        Raises
        ------
        EditError
            If no number was turned, or the name can't be taken.
        """
        if not self.values:
            raise EditError("no number was changed")
        path = self.story if name is None else self._beside(name)
        write_whole(path, with_numbers(self._text(), self.values))
        self.restore({})
        return path

    def _beside(self, name: str) -> Path:
        if not re.fullmatch(r"\w[\w. -]*\.toml", name):
            raise EditError(f"{name!r}: must be a file's name, with no folder, that ends in .toml")
        path = self.story.with_name(name)
        if path.exists():
            raise EditError(f"{name}: is there already; choose another name")
        return path

    def _text(self) -> str:
        with self.story.open(encoding="utf-8", newline="") as stream:
            return stream.read()
