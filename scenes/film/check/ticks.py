"""Numbers beside axes that do not stand at their values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.mobjects.axes import Axes
from scenes.mobjects.decoder.latent_line import LatentLine
from scenes.mobjects.number import Number

NEAR = 0.03  # units: figures are not all as wide as their ink
BESIDE = 0.6  # units from its axes: what is farther is no tick's number
_VALUE = re.compile(r"([-−]?)(\d*\.?\d*)\s*(π?)(?:\s*/\s*(\d+))?")


class Ticks(Check):
    """A number of a scale that is beside its place."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the numbers that are off."""
        if moment.place == "within":
            return
        numbers = [
            (words, value)
            for words in moment.words
            if id(words.mobject) in moment.settled
            and not isinstance(words.mobject, Number)
            and (value := value_of(words.name)) is not None
        ]
        for words, value in numbers:
            around = moment.names.around(words.mobject)
            scale = next((each for each in around if isinstance(each, Axes | LatentLine)), None)
            off = None if scale is None else _off(words, value, scale)
            if off is not None and off > NEAR:
                says = f"stands {off:.2f} units from its value's place"
                yield Sight(words.name, says, words.box, words.mobject)


def value_of(text: str) -> float | None:
    """Return the number that a text is, whole or decimal or of pi; None for any other text."""
    found = _VALUE.fullmatch(text.strip())
    if found is None or not text.strip(" -−"):
        return None
    sign, digits, pi, below = found.groups()
    if not (digits or pi) or digits == ".":
        return None
    value = float(digits or 1) * (math.pi if pi else 1) / float(below or 1)
    return -value if sign else value


def _off(words: Seen, value: float, axes: Axes | LatentLine) -> float | None:
    """Return how far a number is from its value's place; None if it is none of these axes."""
    box = words.box
    at = np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2])
    if isinstance(axes, LatentLine):
        return abs(float(axes.place(value)[0] - at[0]))
    low, high = axes.frame.points[:, :2].min(axis=0), axes.frame.points[:, :2].max(axis=0)
    sides = [axes.across, axes.up]
    for k in (0, 1):  # below the axes, and at their left
        away = low[1 - k] - at[1 - k]
        if 0 < away < BESIDE and low[k] - BESIDE / 2 < at[k] < high[k] + BESIDE / 2:
            data = [axes.across[0], axes.up[0]]
            logged = axes.measures[k].startswith("log₁₀") and value > 0
            data[k] = value = math.log10(value) if logged else value
            inside = min(sides[k]) - 1e-9 <= value <= max(sides[k]) + 1e-9
            place = axes.c2p(data)
            return abs(float(place[k] - at[k])) if inside else BESIDE
    return None
