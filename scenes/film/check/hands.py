"""Dials whose hand or number says another value than the one that they are set to."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from manim import Mobject

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.said_numbers import HALF
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.mobjects.decoder.dial import Dial
from scenes.mobjects.free_energy.temperature_dial import TemperatureDial

NEAR = 0.01  # of the scale's length, which is less than a hand is wide


class Hands(Check):
    """A hand or a number of a dial that is not at its value."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield hands that point beside their value, and numbers that are another."""
        if moment.place == "within":
            return
        seen = {
            id(each.mobject): each for each in moment.seen if id(each.mobject) in moment.settled
        }
        for dial in dials_in(moment):
            yield from _off(dial, seen)


def dials_in(moment: Moment) -> list[Dial | TemperatureDial]:
    """Return all dials of a picture."""
    return [
        part
        for each in moment.chapter.mobjects
        for part in each.get_family()
        if isinstance(part, Dial | TemperatureDial)
    ]


def weights_dialled(moment: Moment) -> Array:
    """Return the weights that two dials show, (1, 2); none without them, (0, 2)."""
    dials = [dial.value for dial in dials_in(moment) if isinstance(dial, Dial)]
    return np.array([dials]) if len(dials) == 2 else np.zeros((0, 2))


def _off(dial: Dial | TemperatureDial, seen: dict[int, Seen]) -> Iterator[Sight]:
    hand: Mobject
    if isinstance(dial, Dial):
        hand, value = dial.pointer, dial.value
        away = abs(dial.read() - value) / (2 * dial.limit)
    else:
        hand, value = dial.hand, dial.scale_of.beta(dial.position)
        away = abs(dial.read() - dial.position)
    if id(hand) in seen and away > NEAR:
        yield _sight(seen[id(hand)], f"points {away:.0%} of its scale beside {value:.4g}")
    number = dial.number
    written = number.value
    right = (math.isinf(written) and written > 0) if not math.isfinite(value) else True
    if math.isfinite(value) and math.isfinite(written):
        right = abs(written - value) <= HALF * 10.0**-number.places
    if id(number) in seen and not right:
        yield _sight(seen[id(number)], f"is written, and the dial is set to {value:.4g}")


def _sight(seen: Seen, says: str) -> Sight:
    return Sight(seen.name, says, seen.box, seen.mobject)
