"""What is true of the pick with one valley, in English words."""

import math

import numpy as np

from scenes.story.counting import count
from scenes.story.data import FloatArray, StoryData
from scenes.story.english.counted import (
    boxes_claim,
    lengths_claim,
    manifold_noun,
    motion_claim,
    squares_claim,
)
from scenes.story.english.numbers import number, whole_number
from scenes.story.valleys import Valleys, valleys

NEAR_THE_TOP = 0.05
"""A curve is U-shaped if it begins and ends within this share of its range from its top."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    pick = data.story.picks.one_valley
    y = data.pick(pick)
    found = valleys(data, y)
    return {
        "one_valley_figures": str(pick),
        "one_valley_picked": (
            "Our only sample is y prime"
            if data.story.slice.samples == 1
            else f"We pick sample number {whole_number(pick)} and call it y prime"
        ),
        "one_valley_y1": number(y[0], decimals=1),
        "one_valley_y2": number(y[1], decimals=1),
        "manifold_noun": manifold_noun(data),
        "first_half_motion": motion_claim(data, y, 0.0, math.pi),
        "second_half_motion": motion_claim(data, y, math.pi, math.tau),
        "one_valley_claim": _shape_claim(data, y, found),
        "one_valley_z_check": number(found.z_check),
        "one_valley_lowest": number(found.lowest),
        "crosses_claim": _crosses_claim(found),
        **_counted_words(data, y),
    }


def _counted_words(data: StoryData, y: FloatArray) -> dict[str, str]:
    """Return the words about what is counted at z = 0, "far", and half a turn on, "half"."""
    values: dict[str, str] = {}
    for name, z in (("far", 0.0), ("half", math.pi)):
        counted = count(data, y, z)
        exact = number(float(data.energy(y, z)))
        values |= {
            f"{name}_boxes": boxes_claim(counted),
            f"{name}_lengths": lengths_claim(counted),
            f"{name}_squares": squares_claim(counted),
            f"{name}_exact_claim": (
                "And that's exact"
                if counted.is_exact
                else f"Exactly, the energy is {exact}, as y prime lies only near the grid's lines"
            ),
        }
    # The second time it needs no explanation.
    values["half_exact_claim"] = values["half_exact_claim"].partition(", as")[0]
    return values


def _shape_claim(data: StoryData, y: FloatArray, found: Valleys) -> str:
    """Tell how many valleys there are, and whether a single one is shaped like a U."""
    if not found.bottoms:
        return "There's no valley at all: every z has the same energy"
    if len(found.bottoms) > 1:
        return "There are two valleys" + (
            ", one deeper than the other" if found.false else " of the same depth"
        )
    energies = data.energies(y[None], np.linspace(0, math.tau, 400))[0]
    missing = energies.max() - energies[0]
    shaped = missing <= NEAR_THE_TOP * np.ptp(energies)
    return "There's a single valley" + (", shaped like the letter U" if shaped else "")


def _crosses_claim(found: Valleys) -> str:
    if len(found.true) > 1:
        return "Six crosses, yet only two of them differ"
    return "Three crosses, yet only one z check"
