"""Energies that are counted in boxes, and what a curve does, in English words."""

import math

import numpy as np

from scenes.story.counting import Count
from scenes.story.data import FloatArray, StoryData
from scenes.story.english.numbers import number

STRAYING = 0.02
"""A curve that goes back by less than this share of its range still only falls, or only rises."""


def boxes_claim(count: Count) -> str:
    """Return how many boxes are counted: "about seven boxes across"."""
    about = "" if count.is_exact else "about "
    ways = ("across", "up" if count.legs[1] > 0 else "down")
    found = [
        (number(boxes, decimals=1), way)
        for boxes, way in zip(count.boxes, ways, strict=True)
        if boxes
    ]
    if not found:
        return "less than a tenth of a box" if about else "no box at all"
    first, way = found[0]
    said = f"{about}{first} {'box' if first == 'one' else 'boxes'} {way}"
    return said + "".join(f" and {more} {other}" for more, other in found[1:])


def lengths_claim(count: Count) -> str:
    """Return the lengths that are counted: "3.5", or "1.5 and 1.5"."""
    return " and ".join(_length(length) for length in count.lengths) or "zero"


def squares_claim(count: Count) -> str:
    """Return the arithmetic: "1.5 squared plus 1.5 squared is 4.5"."""
    squares = " plus ".join(f"{_length(length)} squared" for length in count.lengths)
    about = "" if math.isclose(round(count.energy, 2), count.energy, abs_tol=1e-9) else "about "
    return f"{squares or 'zero squared'} is {about}{number(count.energy)}"


def _length(length: float) -> str:
    return number(length, decimals=3)  # a tenth of a box of 0.25 has as many


def motion_claim(data: StoryData, y: FloatArray, low: float, high: float) -> str:
    """Return what segment and curve do while z runs from ``low`` to ``high``."""
    energies = data.energies(y[None], np.linspace(low, high, 400))[0]
    spread = float(np.ptp(energies))
    if spread <= 1e-9 * max(1.0, float(energies.max())):
        return "the segment keeps its length, and the curve stays level"
    steps = np.diff(energies)
    if steps[steps > 0].sum() <= STRAYING * spread:
        return "the segment gets shorter, and the curve falls with it"
    if -steps[steps < 0].sum() <= STRAYING * spread:
        return "the segment gets longer, and the curve rises with it"
    return "the segment changes its length, and the curve follows"


def manifold_noun(data: StoryData) -> str:
    """Return what the decoder's points make up: "the ellipse"."""
    w1, w2 = np.abs(data.weights).tolist()
    if w1 == 0 and w2 == 0:
        return "the point"
    if w1 == 0 or w2 == 0:
        return "the line"
    return "the circle" if math.isclose(w1, w2) else "the ellipse"
