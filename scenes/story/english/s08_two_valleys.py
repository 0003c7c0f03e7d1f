"""What is true of the pick with two valleys, in English words."""

import math

import numpy as np

from scenes.story.counting import count
from scenes.story.data import FloatArray, StoryData
from scenes.story.english.counted import boxes_claim, manifold_noun, squares_claim
from scenes.story.english.numbers import number, whole_number
from scenes.story.valleys import Valleys, valleys

MIDDLE = 0.2
"""A point is right above or below if it's aside by at most this share of the manifold's width."""

ABOUT_AS_FAR = 0.2
"""Two sides are about as far away if their energies differ by at most this share."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    pick = data.story.picks.two_valleys
    y = data.pick(pick)
    found = valleys(data, y)
    return {
        "two_valleys_figures": str(pick),
        "two_valleys_picked": _picked(data),
        "two_valleys_y1": number(y[0], decimals=1),
        "two_valleys_y2": number(y[1], decimals=1),
        "two_valleys_place": _place(data, y),
        **_counted_words(data, y),
        **_dip_words(data, y),
        **_why_words(data, found),
        **_valley_words(found),
    }


def _picked(data: StoryData) -> str:
    picks = data.story.picks
    stays = picks.two_valleys == picks.one_valley
    verb = "We stay with" if stays else "This time we pick"
    return f"{verb} sample number {whole_number(picks.two_valleys)}"


def _place(data: StoryData, y: FloatArray) -> str:
    """Tell where the sample lies, seen from the manifold."""
    noun = manifold_noun(data)
    w1, w2 = np.abs(data.weights).tolist()
    if abs(y[0]) <= MIDDLE * w1 and abs(y[1]) > w2:
        return f"right {'above' if y[1] > 0 else 'below'} the middle of {noun}"
    if w1 > 0 and w2 > 0 and np.hypot(y[0] / w1, y[1] / w2) < 1:
        return f"inside {noun}"
    return f"outside {noun}" if w1 > 0 and w2 > 0 else f"away from {noun}"


def _counted_words(data: StoryData, y: FloatArray) -> dict[str, str]:
    """Return the words about what is counted at each quarter turn."""
    values: dict[str, str] = {}
    for quarter in range(4):
        counted = count(data, y, quarter * math.pi / 2)
        values[f"quarter_{quarter}_boxes"] = boxes_claim(counted)
        values[f"quarter_{quarter}_squares"] = squares_claim(counted)
    first, third = (count(data, y, z).energy for z in (0.0, math.pi))
    if math.isclose(first, third):
        values["quarter_2_squares"] += " again"
    return values


def _dip_words(data: StoryData, y: FloatArray) -> dict[str, str]:
    """Compare three quarters of a turn with the quarters before and after, and opposite."""
    opposite, before, here, after = data.energy(y, np.arange(1, 5) * math.pi / 2).tolist()
    noun = manifold_noun(data)
    if math.isclose(here, opposite, rel_tol=ABOUT_AS_FAR):
        side = "It's about as far away as half pi"
    elif here > opposite:
        side = f"That's the far side of {noun}, so we'd expect a peak"
    else:
        side = f"That's the near side of {noun}, so we'd expect little energy"
    if here < min(before, after):
        claim = "the energy rises again: there's a dip, lower than both its sides"
    elif here > max(before, after):
        claim = "the energy falls again: there's no dip, but a hill"
    else:
        claim = "there's no dip: the energy lies between its two sides"
    return {"dip_side": side, "dip_claim": claim}


def _why_words(data: StoryData, found: Valleys) -> dict[str, str]:
    """Tell how the manifold runs where it touches the circle round y prime."""
    noun = manifold_noun(data)
    if not found.bottoms:
        return {
            "why_question": "Why is there no valley",
            "why_shape": f"The whole of {noun} has this one distance",
            "why_sway": "the segment keeps its length",
            "why_claim": "So no point is better than another",
        }
    if len(found.bottoms) == 1:
        return {
            "why_question": "Why is there no second valley",
            "why_shape": f"Here {noun} bends more sharply, so both ways it comes inside the circle",
            "why_sway": "the segment gets shorter",
            "why_claim": "So this point is worse than its neighbours: a peak",
        }
    return {
        "why_question": "Why is there a second valley",
        "why_shape": f"Here {noun} is the flatter one, so both ways it leaves the circle",
        "why_sway": "the segment gets longer",
        "why_claim": "So this point is better than its neighbours: a valley"
        + (", though a false one" if found.false else ""),
    }


def _valley_words(found: Valleys) -> dict[str, str]:
    """Tell the true valley from the false one, if there is one."""
    number_of = {0: "no valley", 1: "one valley"}.get(len(found.bottoms), "two valleys")
    best = f"z check, where the energy is {number(found.lowest)}"
    if len(found.true) > 1:
        crosses = f"Both crosses of a turn are at the lowest energy, {number(found.lowest)}"
    else:
        crosses = f"The blue cross is {best}"
    if found.false:
        depth = found.depths[found.bottoms.index(found.false)]
        false = f"The barred ring marks the false valley: {number(depth)}"
        basin = "Start on the marked stretch, walk only downhill, and you end in the false one"
    elif len(found.bottoms) == 1:
        false = "There's no false valley"
        basin = "Start anywhere, walk only downhill, and you end at the cross"
    elif found.bottoms:
        false = "Neither valley is false"
        basin = "Start anywhere, walk only downhill, and you end at one of the crosses"
    else:
        false = "No other z is worse"
        basin = "Start anywhere, and you're there already"
    return {
        "valleys_in_a_turn": number_of,
        "true_valley_claim": crosses,
        "false_valley_claim": false,
        "basin_claim": basin,
    }
