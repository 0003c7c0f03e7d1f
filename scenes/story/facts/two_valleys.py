"""What is true of the sample with two valleys, and of why it has a second one."""

import math
from typing import Literal

import numpy as np

from scenes.story.counting import Count, count
from scenes.story.data import FloatArray, StoryData
from scenes.story.facts.all_energies import one_valley_pick, two_valleys_pick
from scenes.story.facts.fact import fact
from scenes.story.valleys import valleys

MIDDLE = 0.2
"""A point is right above or below if it's aside by at most this share of the manifold's width."""

ABOUT_AS_FAR = 0.2
"""Two sides are about as far away if their energies differ by at most this share."""

QUARTER = math.pi / 2


def _picked(data: StoryData) -> FloatArray:
    return data.pick(two_valleys_pick(data))


@fact
def picks_are_one(data: StoryData) -> bool:
    """Whether one sample serves for the one valley and for the two."""
    return one_valley_pick(data) == two_valleys_pick(data)


@fact
def two_valleys_y1(data: StoryData) -> float:
    """The two-valleys sample's y₁."""
    return float(_picked(data)[0])


@fact
def two_valleys_y2(data: StoryData) -> float:
    """The two-valleys sample's y₂."""
    return float(_picked(data)[1])


@fact
def two_valleys_place(data: StoryData) -> Literal["above", "below", "inside", "outside", "away"]:
    """Where the two-valleys sample lies, seen from the manifold."""
    y1, y2 = _picked(data).tolist()
    across, up = np.abs(data.weights).tolist()
    if abs(y1) <= MIDDLE * across and abs(y2) > up:
        return "above" if y2 > 0 else "below"
    if across == 0 or up == 0:
        return "away"
    return "inside" if np.hypot(y1 / across, y2 / up) < 1 else "outside"


@fact
def quarter_counts(data: StoryData) -> tuple[Count, Count, Count, Count]:
    """The two-valleys sample's energies at each quarter of a turn, counted in boxes."""
    first, second, third, fourth = (count(data, _picked(data), k * QUARTER) for k in range(4))
    return first, second, third, fourth


@fact
def half_turn_counts_alike(data: StoryData) -> bool:
    """Whether the same energy is counted at z = 0 and half a turn on."""
    first, _, third, _ = quarter_counts(data)
    return math.isclose(first.energy, third.energy)


def _quarters(data: StoryData) -> list[float]:
    """Return the energies at one, two, three and four quarters of a turn."""
    found: list[float] = data.energy(_picked(data), np.arange(1, 5) * QUARTER).tolist()
    return found


@fact
def dip_side(data: StoryData) -> Literal["as far", "far", "near"]:
    """How far g(3π/2) is from the two-valleys sample, beside g(π/2)."""
    opposite, _, here, _ = _quarters(data)
    if math.isclose(here, opposite, rel_tol=ABOUT_AS_FAR):
        return "as far"
    return "far" if here > opposite else "near"


@fact
def dip(data: StoryData) -> Literal["dip", "hill", "between"]:
    """What the two-valleys sample's curve has at z = 3π/2."""
    _, before, here, after = _quarters(data)
    if here < min(before, after):
        return "dip"
    return "hill" if here > max(before, after) else "between"


@fact
def second_valley_is_elsewhere(data: StoryData) -> bool:
    """Whether there are two valleys, though the curve has no dip at z = 3π/2."""
    return len(valleys(data, _picked(data)).bottoms) > 1 and dip(data) != "dip"


@fact
def true_depth(data: StoryData) -> float:
    """The two-valleys sample's lowest energy."""
    return valleys(data, _picked(data)).lowest


@fact
def false_depth(data: StoryData) -> float | None:
    """The energy at the bottom of the two-valleys sample's false valley, if it has one."""
    found = valleys(data, _picked(data))
    return None if found.false is None else found.depths[found.bottoms.index(found.false)]
