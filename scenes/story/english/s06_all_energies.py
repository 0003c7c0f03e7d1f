"""What is true of all energies together, in English words."""

import math

import numpy as np
import numpy.typing as npt

from scenes.story.data import StoryData
from scenes.story.english.numbers import count, number, whole_number
from scenes.story.facts import common_top, energy_tops, wall_shape
from scenes.story.valleys import valleys

NEAR = 0.2
"""Radians: a valley is near a quarter turn within so much."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    n = data.story.slice.samples
    return {
        "energies_title": f"{whole_number(n)} {'energy' if n == 1 else 'energies'}",
        "fill_claim": (
            "There is no other y here, so one cell is enough"
            if n == 1
            else "Then faster, row by row: another place in the plane, another curve on the wall, "
            f"until all {whole_number(n)} samples have had their turn"
        ),
        "common_top": number(common_top(data)),
        **_heights(data),
        **_corners(n),
        **_sides(data),
        **_families(data),
        **_picks(data),
    }


def name(index: int) -> str:
    """Return an energy's name, its index counted from 0."""
    return f"E {whole_number(index + 1)}"


def _heights(data: StoryData) -> dict[str, str]:
    """Return the words about the highest and the flattest curve."""
    tops = energy_tops(data)
    high, flat = int(tops.argmax()), int(tops.argmin())
    if len(tops) == 1:
        low = number(valleys(data, data.slice.y[0]).lowest)
        return {
            "highest_claim": f"{name(0)} climbs to {number(tops[0])}",
            "flattest_claim": f"and it never falls below {low}",
        }
    return {
        "highest_claim": f"{name(high)} climbs to {number(tops[high])}, higher than any other",
        "flattest_claim": f"while {name(flat)} never exceeds {number(tops[flat])}",
    }


def _corners(n: int) -> dict[str, str]:
    """Return the names of the energies at the wall's corners but the first."""
    rows, columns = wall_shape(n)
    return {
        "top_row_end": name(columns - 1),
        "bottom_row_start": name((rows - 1) * columns),
        "bottom_row_end": name(n - 1),
    }


def _sides(data: StoryData) -> dict[str, str]:
    """Return where the samples farthest right and left have their valleys."""
    across = data.slice.y[:, 0]
    right, left = int(across.argmax()), int(across.argmin())
    return {
        "rightmost_claim": (
            f"{name(right)} belongs to the sample farthest right, and {_bottom(data, right)}"
        ),
        "leftmost_claim": (
            "It's the sample farthest left too, as there is no other"
            if len(across) == 1
            else f"{name(left)} belongs to the sample farthest left, and {_bottom(data, left)}"
        ),
    }


def _bottom(data: StoryData, i: int) -> str:
    found = valleys(data, data.slice.y[i])
    if not found.bottoms:
        return "its curve is flat"
    return f"its valley lies {_place(found.z_check)}"


def _place(z: float) -> str:
    """Say where on the axis of z a place is."""
    quarter = round(z / (math.pi / 2))
    if abs(z - quarter * math.pi / 2) > NEAR:
        return f"at about {number(z, decimals=1)}"
    names = ("at both ends, zero and two pi", "near half pi", "near pi", "near three half pi")
    return names[quarter % 4]


def _families(data: StoryData) -> dict[str, str]:
    """Return how many curves have one valley and how many two, and whose they are."""
    counts = np.array([len(valleys(data, y).bottoms) for y in data.slice.y])
    if not counts.any():
        return {
            "single_claim": "There is none: every curve is flat",
            "double_claim": "Whatever z is, the energy stays the same",
            "middle_claim": "A decoder that ignores z leaves nothing to choose",
        }
    return {
        "single_claim": _family(counts == 1, "a single valley"),
        "double_claim": _family(counts > 1, "two valleys"),
        "middle_claim": _middle(data, counts > 1),
    }


def _family(members: npt.NDArray[np.bool_], what: str) -> str:
    """Say how many of the curves have so many valleys."""
    n, having = len(members), int(members.sum())
    if n == 1:
        return f"The only curve {'has' if having else 'does not have'} {what}"
    if having in (0, n):
        return f"{'None' if having == 0 else 'Each'} of the {whole_number(n)} curves has {what}"
    return f"{count(having, 'curve has', 'curves have')} {what}"


def _middle(data: StoryData, double: npt.NDArray[np.bool_]) -> str:
    """Say which samples have two valleys, and why."""
    if not double.any():
        return "From any z, downhill leads to the lowest energy"
    if not data.weights.all():
        return "There, two values of z are better than those around them"
    # An ellipse has two nearest sides only for what lies near the middle of its longer axis.
    longer = int(np.abs(data.weights).argmax())
    off = np.abs(data.slice.y[:, longer])
    nearest = not double.all() and off[double].max() < off[~double].min()
    sides = "the near side of the ellipse makes one valley, and the far side the other"
    if not nearest:
        return f"There, {sides}"
    axis = ("y two", "y one")[longer]
    return f"They lie nearest to the {axis} axis, where {sides}"


def _picks(data: StoryData) -> dict[str, str]:
    """Return what is said of the samples that are looked at next."""
    picks = data.story.picks
    first, second = picks.one_valley - 1, picks.two_valleys - 1
    if first == second:
        return {
            "picks_claim": (
                "This curve deserves a closer look"
                if data.story.slice.samples == 1
                else "One of these curves deserves a closer look"
            ),
            "first_pick_claim": _downhill(data, first),
            "second_pick_claim": "It has to serve for both of the chapters that follow",
            "next_claim": f"We go on with {name(first)}, and look at it from close by",
        }
    return {
        "picks_claim": "Two of these curves deserve a closer look",
        "first_pick_claim": _downhill(data, first),
        "second_pick_claim": _downhill(data, second),
        "next_claim": f"First we turn to {name(first)}, and then to {name(second)}",
    }


def _downhill(data: StoryData, i: int) -> str:
    """Say what going downhill on a curve leads to."""
    found = valleys(data, data.slice.y[i])
    if not found.bottoms:
        return f"{name(i)} is flat, so every z is as good as any other"
    if len(found.bottoms) == 1:
        return f"{name(i)} has one valley: from anywhere, downhill leads to its bottom"
    if found.false is None:
        return f"{name(i)} has two valleys that are equally deep: downhill leads to either"
    return f"{name(i)} has two valleys, so downhill may lead to the wrong one"
