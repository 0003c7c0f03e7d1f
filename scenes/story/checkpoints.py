"""Checkpoints: what was learned, as safetensors that carry a digest of the numbers behind it."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from scenes.folders import ASSETS
from scenes.story.arrays import FloatArray
from scenes.story.parameters import Story, StoryError
from scenes.story.watched import number_at

SUFFIX = ".safetensors"
DIGEST = "story"
"""The one key of a file's metadata: with more of them the same arrays have several bytes."""

Arrays = Mapping[str, FloatArray]
OnStep = Callable[[int], None]


class CheckpointError(StoryError):
    """A checkpoint that can't be used; its text is one line: the file, and what is wrong."""


class OtherStoryError(CheckpointError):
    """A checkpoint that is whole, but of another story."""


@dataclass(frozen=True)
class Lesson:
    """Something to be learned.

    Attributes
    ----------
    name
        What its files are called.
    numbers
        The story's numbers that decide what is learned, by name: ``{"horn.alpha": 1.5}``.
    steps
        How many steps it takes.
    shapes
        The shape of each array that is learned.
    learn
        Learns; tells how many steps are done.
    """

    name: str
    numbers: Mapping[str, Any]
    steps: int
    shapes: Mapping[str, tuple[int, ...]]
    learn: Callable[[OnStep], Arrays]

    @cached_property
    def digest(self) -> str:
        """A digest of the numbers."""
        told = json.dumps(dict(self.numbers), sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:20]

    @property
    def committed(self) -> Path:
        """Where that of the lecture's story is."""
        return ASSETS / f"{self.name}{SUFFIX}"


def lesson_of_path(
    name: str, story: Story, names: Sequence[str], size: int, learn: Callable[[OnStep], Arrays]
) -> Lesson:
    """Return the lesson of a model that is kept after every step of a section of the story.

    It gives the model's ``path``, (S + 1, P), and ``losses``, (S + 1,).

    Parameters
    ----------
    name
        What its files and its section are called.
    story, names
        The numbers, and which of them decide what is learned.
    size
        How many numbers the model has: P.
    learn
        As for `Lesson`.
    """
    numbers = {each: number_at(story, each) for each in names}
    steps = numbers[f"{name}.steps"]
    shapes = {"path": (steps + 1, size), "losses": (steps + 1,)}
    return Lesson(name, numbers, steps, shapes, learn)


class Keeper(Protocol):
    """Who keeps what was learned for other stories than the lecture's."""

    def get(self, lesson: Lesson) -> Arrays | None:
        """Return what was kept; None if there is nothing that can be used."""

    def put(self, lesson: Lesson, content: bytes) -> None:
        """Keep a checkpoint."""

    def progress(self, lesson: Lesson) -> AbstractContextManager[OnStep]:
        """Show that something is being learned; the function is told the steps that are done."""


class Forgetful:
    """Keeps nothing and shows nothing."""

    def get(self, lesson: Lesson) -> Arrays | None:
        """Return nothing."""
        return None

    def put(self, lesson: Lesson, content: bytes) -> None:
        """Keep nothing."""

    def progress(self, lesson: Lesson) -> AbstractContextManager[OnStep]:
        """Show nothing."""
        return nullcontext(lambda done: None)


def learned(lesson: Lesson, keeper: Keeper) -> Arrays:
    """Return what is learned: from ``assets``, or kept from before, or else learned now and kept.

    Raises
    ------
    CheckpointError
        If the file in ``assets`` is broken.
    """
    if lesson.committed.is_file():
        try:
            return read_checkpoint(lesson.committed, lesson)
        except OtherStoryError:
            pass
    found = keeper.get(lesson)
    if found is None:
        with keeper.progress(lesson) as on_step:
            found = lesson.learn(on_step)
        keeper.put(lesson, checkpoint(lesson, found))
    return found


def checkpoint(lesson: Lesson, found: Arrays) -> bytes:
    """Return a checkpoint's file; the same arrays have the same bytes."""
    arrays = {name: np.ascontiguousarray(found[name]) for name in sorted(found)}
    content: bytes = save(arrays, metadata={DIGEST: lesson.digest})
    return content


def read_checkpoint(file: Path, lesson: Lesson) -> Arrays:
    """Read a checkpoint.

    Returns
    -------
    dict
        The arrays of the lesson, float64, read-only.

    Raises
    ------
    OtherStoryError
        If other numbers are behind it.
    CheckpointError
        If it can't be read, is cut off, or its arrays are not those of the lesson.
    """
    anew = "make it anew with `lvebm learn`"
    try:
        with safe_open(file, framework="numpy") as opened:
            if (opened.metadata() or {}).get(DIGEST) != lesson.digest:
                raise OtherStoryError(f"{file}: learned from another story; {anew}")
            found = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    except OSError as error:
        raise CheckpointError(f"{file}: can't be read: {error.strerror or 'no file'}") from None
    except SafetensorError as error:
        cause = " ".join(str(error).split())
        raise CheckpointError(f"{file}: no whole safetensors file ({cause}); {anew}") from None
    if fault := _fault(found, lesson.shapes):
        raise CheckpointError(f"{file}: {fault}; {anew}")
    for values in found.values():
        values.setflags(write=False)
    return found


def _fault(found: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]]) -> str:
    """Say what is wrong with arrays; nothing if nothing is."""
    if set(found) != set(shapes):
        return f"has {', '.join(sorted(found)) or 'nothing'}: must have {', '.join(sorted(shapes))}"
    for name, shape in shapes.items():
        values = found[name]
        if values.dtype != np.float64 or values.shape != shape:
            return f"{name} is {values.dtype}{list(values.shape)}: must be float64{list(shape)}"
        if not np.isfinite(values).all():
            return f"{name} holds {values[~np.isfinite(values)][0]}: must be finite"
    return ""
