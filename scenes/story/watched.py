"""A story that writes down which of its numbers are read: what a picture depends on."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel

from scenes.story.parameters import Story


def watched(story: Story) -> tuple[Story, dict[str, Any]]:
    """Wrap a story.

    Parameters
    ----------
    story
        The numbers.

    Returns
    -------
    Story
        It reads like the story itself.
    dict
        Fills with the numbers that are read, by name: ``{"horn.alpha": 1.0}``. Whoever asks for
        more than numbers, such as a whole section as a dictionary, has read all of it.
    """
    read: dict[str, Any] = {}
    return cast(Story, _Watched(story, "", read)), read


def number_at(story: Story, name: str) -> Any:
    """Return a number by its name, ``horn.alpha``, as JSON has it; None if there is none."""
    section, _, key = name.partition(".")
    return _plain(getattr(getattr(story, section, None), key, None))


class _Watched:
    """A story, or a section of one."""

    def __init__(self, model: BaseModel, prefix: str, read: dict[str, Any]) -> None:
        self._model, self._prefix, self._read = model, prefix, read

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copying and the like ask for what isn't there
            raise AttributeError(name)
        value = getattr(self._model, name)
        if name not in type(self._model).model_fields:
            self._read_all(self._model, self._prefix)
            return value
        if isinstance(value, BaseModel):
            return _Watched(value, f"{self._prefix}{name}.", self._read)
        self._read[f"{self._prefix}{name}"] = _plain(value)
        return value

    def __deepcopy__(self, memo: dict[int, Any]) -> _Watched:
        return self  # immutable, and Manim copies its objects all the time

    def _read_all(self, model: BaseModel, prefix: str) -> None:
        for name, value in model:
            if isinstance(value, BaseModel):
                self._read_all(value, f"{prefix}{name}.")
            else:
                self._read[f"{prefix}{name}"] = _plain(value)

    def __iter__(self) -> Any:
        self._read_all(self._model, self._prefix)
        return iter(self._model)

    def __eq__(self, other: object) -> bool:
        self._read_all(self._model, self._prefix)
        return bool(self._model == (other._model if isinstance(other, _Watched) else other))

    def __hash__(self) -> int:
        self._read_all(self._model, self._prefix)
        return hash(self._model)


def _plain(value: Any) -> Any:
    """Return a value as JSON gives it back."""
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
