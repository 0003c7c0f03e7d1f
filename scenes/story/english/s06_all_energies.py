"""What is true of all energies together, in English words."""

import math

import numpy as np
import numpy.typing as npt

from scenes.story.all_energies import NEAR_END, AllEnergies
from scenes.story.data import FloatArray, StoryData
from scenes.story.english.numbers import count, number, whole_number
from scenes.story.valleys import Valleys


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    found = AllEnergies(data)
    n = len(found.y)
    return {
        "energies_title": f"{whole_number(n)} {'energy' if n == 1 else 'energies'}",
        "fill_claim": (
            "There is no other y here, so one cell is enough"
            if n == 1
            else "Then faster, row by row: another place in the plane, another curve on the wall, "
            f"until all {whole_number(n)} samples have had their turn"
        ),
        "common_top": number(found.top),
        **_heights(found),
        **_corners(found),
        **_sides(found),
        **_families(found, data.weights),
        **_picks(found),
    }


def name(index: int) -> str:
    """Return an energy's name, its index counted from 0."""
    return f"E {whole_number(index + 1)}"


def _heights(found: AllEnergies) -> dict[str, str]:
    """Return the words about the highest and the flattest curve."""
    tops = found.tops
    high, flat = found.compared
    if len(tops) == 1:
        low = number(found.valleys[0].lowest)
        return {
            "highest_claim": f"{name(0)} climbs to {number(tops[0])}",
            "flattest_claim": f"and it never falls below {low}",
        }
    return {
        "highest_claim": f"{name(high)} climbs to {number(tops[high])}, higher than any other",
        "flattest_claim": f"while {name(flat)} never exceeds {number(tops[flat])}",
    }


def _corners(found: AllEnergies) -> dict[str, str]:
    """Return the names of the energies at the wall's corners but the first."""
    _, *others = map(name, found.corners)
    places = "top_row_end", "bottom_row_start", "bottom_row_end"
    return dict(zip(places, others, strict=True))


def _sides(found: AllEnergies) -> dict[str, str]:
    """Return where the samples farthest right and left have their valleys."""
    right, left = found.sides
    bottoms = [_bottom(found.valleys[i]) for i in found.sides]
    return {
        "rightmost_claim": (
            f"{name(right)} belongs to the sample farthest right, and {bottoms[0]}"
        ),
        "leftmost_claim": (
            "It's the sample farthest left too, as there is no other"
            if len(found.y) == 1
            else f"{name(left)} belongs to the sample farthest left, and {bottoms[1]}"
        ),
    }


def _bottom(found: Valleys) -> str:
    if not found.bottoms:
        return "its curve is flat"
    if len(found.true) > 1:
        return "its two valleys are equally deep"
    which = "valley" if len(found.bottoms) == 1 else "deeper valley"
    return f"its {which} lies {_place(found.z_check)}"


def _place(z: float) -> str:
    """Say where on the axis of z a place is."""
    quarter = round(z / (math.pi / 2))
    if abs(z - quarter * math.pi / 2) > NEAR_END:
        return f"at about {number(z, decimals=1)}"
    names = ("at both ends, zero and two pi", "near half pi", "near pi", "near three half pi")
    return names[quarter % 4]


def _families(found: AllEnergies, weights: FloatArray) -> dict[str, str]:
    """Return how many curves have one valley and how many two, and whose they are."""
    counts = np.array([len(each.bottoms) for each in found.valleys])
    if not counts.any():
        return {
            "single_claim": "There is none: every curve is flat",
            "double_claim": "Whatever z is, the energy stays the same",
            "double_where": "The decoder says the same for every z",
            "near_side_claim": "No z is better than any other",
            "far_side_claim": "none is worse",
        }
    rest = ", where a ball would come to rest" if (counts == 1).any() else ""
    return {
        "single_claim": _family(counts == 1, "a single valley") + rest,
        "double_claim": _family(counts > 1, "two valleys"),
        **_sides_of_valleys(found.y, counts > 1, weights),
    }


def _family(members: npt.NDArray[np.bool_], what: str) -> str:
    """Say how many of the curves have so many valleys."""
    n, having = len(members), int(members.sum())
    if n == 1:
        return f"The only curve {'has' if having else 'does not have'} {what}"
    if having in (0, n):
        return f"{'None' if having == 0 else 'Each'} of the {whole_number(n)} curves has {what}"
    return f"{count(having, 'curve has', 'curves have')} {what}"


def _sides_of_valleys(
    y: FloatArray, double: npt.NDArray[np.bool_], weights: FloatArray
) -> dict[str, str]:
    """Say which samples have two valleys, and why."""
    if not double.any():
        return {
            "double_where": "Two valleys need a y that two values of z compete for",
            "near_side_claim": "Here, one z is always the nearest",
            "far_side_claim": "to both sides of it the energy rises",
        }
    if not weights.all():
        return {
            "double_where": "There, z has two places to settle",
            "near_side_claim": "One value of z makes one valley",
            "far_side_claim": "another value makes the other",
        }
    # An ellipse has two nearest sides only for what lies near the middle of its longer axis.
    longer = int(np.abs(weights).argmax())
    off = np.abs(y[:, longer])
    nearest = not double.all() and off[double].max() < off[~double].min()
    axis = ("y two", "y one")[longer]
    alone = double.sum() == 1
    lie, samples = (
        ("Its sample lies", "its sample") if alone else ("Their samples lie", "their samples")
    )
    return {
        "double_where": (
            f"{lie} nearest to the {axis} axis"
            if nearest
            else f"Two sides of the ellipse compete for {samples}"
        ),
        "near_side_claim": "The near side of the ellipse makes the deeper valley",
        "far_side_claim": "the far side makes the other",
    }


def _picks(found: AllEnergies) -> dict[str, str]:
    """Return what is said of the samples that are looked at next."""
    first, second = found.picks
    if first == second:
        return {
            "picks_claim": (
                "This curve deserves a closer look"
                if len(found.y) == 1
                else "One of these curves deserves a closer look"
            ),
            "first_pick_claim": _downhill(found, first),
            "second_pick_claim": "It has to serve for both of the chapters that follow",
            "next_claim": f"We go on with {name(first)}, and look at it from close by",
        }
    return {
        "picks_claim": "Two of these curves deserve a closer look",
        "first_pick_claim": _downhill(found, first),
        "second_pick_claim": _downhill(found, second),
        "next_claim": f"First we turn to {name(first)}, and then to {name(second)}",
    }


def _downhill(found: AllEnergies, i: int) -> str:
    """Say what going downhill on a curve leads to."""
    its = found.valleys[i]
    if not its.bottoms:
        return f"{name(i)} is flat, so every z is as good as any other"
    if len(its.bottoms) == 1:
        return f"{name(i)} has one valley: from anywhere, downhill leads to its bottom"
    if its.false is None:
        return f"{name(i)} has two valleys that are equally deep: downhill leads to either"
    return f"{name(i)} has two valleys, so downhill may lead to the wrong one"
