"""What is true of a story's numbers, in no language: every language puts the same facts into words.

A fact with several sides is one of a few names, so that a language can't forget one of them.
"""

import math
from typing import Literal

from scenes.story.data import StoryData

SMALL_NOISE = 0.1
"""Noise is small below this share of the smallest radius: the ellipse stays easy to see."""

WIDE_END = 1.35
"""The horn has a wide end when both radii grow at least so many times from x = 0 to x = 1."""

FEW_DRAWS = 100
"""With fewer dots nobody sees a horn."""

Shape = Literal["circle", "wide", "tall"]
Noise = Literal["none", "small", "strong"]
Ends = Literal[
    "narrow to wide", "the same circle", "slightly larger", "wider to taller", "taller to wider"
]


def figures(value: float, decimals: int = 2) -> str:
    """Return a number in figures: 2.0 -> "2", -1.5 -> "-1.5", 0.004 -> "0.004".

    It's rounded to ``decimals``, or to one significant digit when that would leave nothing.
    What's below a millionth is rounding error and is zero.
    """
    size = abs(value)
    if 1e-6 < size < 0.5 * 10**-decimals:
        decimals = -math.floor(math.log10(size))
    rounded = round(size, decimals)
    whole = rounded == int(rounded)
    text = str(int(rounded)) if whole else f"{rounded:.{decimals}f}".rstrip("0")
    return f"-{text}" if value < 0 and rounded else text


def same(a: float, b: float) -> bool:
    """Tell whether two numbers differ by no more than rounding."""
    return math.isclose(a, b, rel_tol=1e-9)


def shape(width: float, height: float) -> Shape:
    """Tell the shape of an ellipse with these radii."""
    if same(width, height):
        return "circle"
    return "wide" if width > height else "tall"


def horn_is_round(data: StoryData) -> bool:
    """Tell whether every slice of the horn is a circle."""
    return same(data.story.horn.alpha, data.story.horn.beta)


def horn_grows(data: StoryData) -> bool:
    """Tell whether it's a horn: without growth it's a tube."""
    return data.story.horn.growth > 0


def horn_ends(data: StoryData) -> Ends:
    """Compare the horn's end at x = 0 with that at x = 1."""
    growth = _growth_of_radii(data)
    if growth >= WIDE_END:
        return "narrow to wide"
    if same(growth, 1.0):
        return "the same circle"
    if growth > 1.0:
        return "slightly larger"
    horn = data.story.horn
    return "wider to taller" if horn.beta > horn.alpha else "taller to wider"


def _growth_of_radii(data: StoryData) -> float:
    """Return how many times the radii grow from x = 0 to x = 1; the lesser of the two."""
    narrow, wide = data.radii([0.0, 1.0])
    return float((wide / narrow).min())


def horn_noise(data: StoryData) -> Noise:
    """Compare the noise with the smallest radius of the horn."""
    return _noise(data, float(data.radii([0.0, 1.0]).min()))


def slice_noise(data: StoryData) -> Noise:
    """Compare the noise with the smaller radius of the slice."""
    return _noise(data, float(data.radii(data.story.slice.x).min()))


def _noise(data: StoryData, radius: float) -> Noise:
    size = data.story.horn.noise_std
    if size == 0:
        return "none"
    return "small" if size <= SMALL_NOISE * radius else "strong"


def horn_is_seen(data: StoryData) -> bool:
    """Tell whether there are dots enough to see the horn."""
    return data.story.horn.samples >= FEW_DRAWS


def boxes(length: float, data: StoryData) -> tuple[float, bool]:
    """Return how many boxes of the grid a length takes, to be told to one decimal.

    The flag says that it's only about that many: what looks whole isn't.
    """
    exact = length / data.story.plane.grid_step
    whole = round(exact)
    if same(exact, whole):
        return float(whole), False
    return exact, exact > 0.1 and round(exact, 1) == whole
