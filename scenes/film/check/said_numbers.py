"""Numbers in words and on screen that are not those of the story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import text_of
from scenes.film.check.watching import FRAME, QUALITY, Moment
from scenes.mobjects.number import Number
from scenes.narration.languages import language
from scenes.narration.usage import uses
from scenes.story.data import StoryData
from scenes.story.facts.fact import facts

_NUMBER = re.compile(r"((?<!plus and )minus\s+|[-−])?(\d+[.,]\d+)")
_WHOLE = re.compile(r"(?<![\d.,])\d+(?![.,]?\d)")
_ALONE = re.compile(r"(?<![\w.,\[(])\d+(?![.,]?\d)")  # and not an index
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
HALF = 0.500001  # of the last place
FEW = 4  # what is less is a word of everyday speech, such as "all three"
MANY = 2000  # ... and what is more is written in figures
NUMBERED = "beta"  # the symbol after which a number is its value, and never its index
LONGEST = 6  # words: "one thousand four hundred and twenty-five"
EXACT = 0.005  # what a whole number may have been rounded from


class SaidNumbers(Check):
    """A number that the voice says, and that is not seen at any time of the beat."""

    kind = "number"

    def __init__(self) -> None:
        self._shown: set[float] = set()
        self._wholes: set[float] = set()
        self._beat = ""

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the numbers of a beat that nothing bears out, as the beat ends."""
        if moment.beat.name != self._beat:
            self._beat, self._shown, self._wholes = moment.beat.name, set(), set()
        for words in moment.words:
            if isinstance(words.mobject, Number):
                if moment.place != "within":  # it runs through many
                    self._shown.add(round(float(words.mobject.value), 6))
            else:
                text = text_of(words.mobject)
                self._shown.update(value for value, _ in numbers_in(text))
                self._wholes.update(map(float, _ALONE.findall(text)))
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
        known = np.array([*facts, *self._shown, *self._wholes])
        for n, said in wholes_in(moment.beat.words, moment.beat.language):
            if not len(known) or np.abs(np.abs(known) - n).min() > EXACT:
                yield Sight(said, "is said, but is no fact of the beat, nor seen", FRAME)


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


def wholes_in(text: str, code: str) -> list[tuple[int, str]]:
    """Return the whole numbers in a text of a language, each with its words.

    Those below `FEW` are left out, but for what a beta is.
    """
    found = [(int(each), each) for each in _WHOLE.findall(text) if int(each) >= FEW]
    words, known, k = _WORD.findall(text.lower()), spelt(code), 0
    while k < len(words):
        runs = (" ".join(words[k : k + length]) for length in range(LONGEST, 0, -1))
        said = next((run for run in runs if run in known), "")
        if said and (known[said] >= FEW or words[k - 1 : k] == [NUMBERED]):
            found.append((known[said], said))
        k += max(len(said.split()), 1)
    return found


@lru_cache(maxsize=8)
def spelt(code: str) -> dict[str, int]:
    """Return the whole numbers by their words in a language."""
    spell = language(code).whole
    return {spell(n): n for n in range(MANY)}


@lru_cache(maxsize=64)
def _facts_of(chapter: str, beat: str, data: StoryData) -> frozenset[float]:
    """Return the numbers among the facts that a beat's words ask for."""
    known, found = facts(), set[float]()
    for name in _asked(chapter).get(beat, ()):
        if name in known:
            found.update(_numbers(known[name].of(data)))
    return frozenset(found)


@lru_cache(maxsize=16)
def _asked(chapter: str) -> dict[str, set[str]]:
    """Return the names of the facts that each beat's words ask for."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, places in uses([chapter]).items():
        for use in places:
            found[use.beat].add(name)
    return found


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
