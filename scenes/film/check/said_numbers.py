"""Numbers in words and on screen that are not those of the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import text_of
from scenes.film.check.watching import FRAME, QUALITY, Moment
from scenes.mobjects.number import Number
from scenes.narration.usage import uses
from scenes.story.data import StoryData
from scenes.story.facts.fact import facts

_NUMBER = re.compile(r"((?<!plus and )minus\s+|[-−])?(\d+[.,]\d+)")
HALF = 0.500001  # of the last place


class SaidNumbers(Check):
    """A number that the voice says, and that is not seen at any time of the beat."""

    kind = "number"

    def __init__(self) -> None:
        self._shown: set[float] = set()
        self._beat = ""

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the numbers of a beat that nothing bears out, as the beat ends."""
        if moment.beat.name != self._beat:
            self._beat, self._shown = moment.beat.name, set()
        for words in moment.words:
            if isinstance(words.mobject, Number):
                if moment.place != "within":  # it runs through many
                    self._shown.add(round(float(words.mobject.value), 6))
            else:
                self._shown.update(value for value, _ in numbers_in(text_of(words.mobject)))
        if round(moment.beat.end * QUALITY.fps) > moment.frame + moment.lasts:
            return
        facts = _facts_of(moment.chapter.name, moment.beat.name, moment.chapter.data)
        for value, places in numbers_in(moment.beat.words):
            if _is_among(value, places, self._shown):
                continue
            figure, told = f"{value:.{places}f}", _is_among(value, places, facts)
            if told:
                what, says = f"unseen {figure}", "is said, but not seen in the beat"
            else:
                what, says = figure, "is said, but is no fact of the beat, nor seen"
            yield Sight(what, says, FRAME, is_doubtful=told)


def _is_among(value: float, places: int, known: Iterable[float]) -> bool:
    """Tell whether a number is one of some, as far as its places tell; signs can be left out."""
    return any(
        abs(abs(each) - abs(value)) <= HALF * 10.0**-places and (value >= 0 or each < 0)
        for each in known
    )


def numbers_in(text: str) -> list[tuple[float, int]]:
    """Return the decimal numbers of a text, each with its places."""
    found = []
    for sign, digits in _NUMBER.findall(text):
        value = float(digits.replace(",", "."))
        found.append((-value if sign else value, len(re.split("[.,]", digits)[1])))
    return found


@lru_cache(maxsize=64)
def _facts_of(chapter: str, beat: str, data: StoryData) -> frozenset[float]:
    """Return the numbers among the facts that a beat's words ask for."""
    asked = {
        name for name, places in uses([chapter]).items() if any(use.beat == beat for use in places)
    }
    found: set[float] = set()
    for name, each in facts().items():
        if name in asked:
            found.update(_numbers(each.of(data)))
    return frozenset(found)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, bool | str) or value is None:
        return
    if isinstance(value, int | float | np.number):
        yield float(value)
    elif isinstance(value, list | tuple | np.ndarray):
        for each in value:
            yield from _numbers(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name))
