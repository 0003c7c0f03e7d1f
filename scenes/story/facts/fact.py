"""Fact: a function of a story's data that the narrations may ask for by its name."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

import scenes.story.facts
from scenes.story.data import StoryData

KEPT_STORIES = 4
"""Stories whose facts are remembered: every chapter and every language asks for the same ones."""

T = TypeVar("T")


@dataclass(frozen=True)
class Fact:
    """Something that is true of a story.

    Attributes
    ----------
    name
        What narrations call it.
    meaning
        What it is, in one sentence.
    cases
        The names that it may have, if it is one of some named cases.
    of
        Returns its value: a number, a boolean, a case, a record of such, or a tuple of such; None
        where the story has no such thing.
    """

    name: str
    meaning: str
    cases: tuple[str, ...]
    of: Callable[[StoryData], object]


_FACTS: dict[str, Fact] = {}


def fact(compute: Callable[[StoryData], T]) -> Callable[[StoryData], T]:
    """Make a function a fact of its own name, and remember what it returns.

    Raises
    ------
    ValueError
        If there is a fact of that name already, or the function does not say what it means.
    """
    name, meaning = compute.__name__, (compute.__doc__ or "").strip()
    if name in _FACTS and _FACTS[name].of.__module__ != compute.__module__:
        raise ValueError(f"{compute.__module__}: there is a fact {name!r} already")
    if not meaning:
        raise ValueError(f"{compute.__module__}: the fact {name!r} needs a docstring")
    kind = get_type_hints(compute)["return"]
    cases = get_args(kind) if get_origin(kind) is Literal else ()
    remembered = lru_cache(maxsize=KEPT_STORIES)(compute)
    _FACTS[name] = Fact(name, meaning, cases, remembered)
    return remembered


@lru_cache(maxsize=1)
def facts() -> dict[str, Fact]:
    """Return all facts by their names, in the order of the modules' names."""
    package = scenes.story.facts
    for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        pkgutil.resolve_name(f"{package.__name__}.{module}")
    return dict(_FACTS)
