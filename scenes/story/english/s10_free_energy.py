"""What is true of the field of free energies, in English words."""

import math

import numpy as np

from scenes.story import field
from scenes.story.data import StoryData
from scenes.story.english.numbers import given, number, whole_number

ON_MANIFOLD = 1e-9
"""Below this, a free energy is zero but for rounding."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    rows, columns, _ = data.locations.shape
    picks = field.picks(data)
    lowest = data.free_energy(picks)
    several = len(picks) > 1
    longest = math.sqrt(float(data.free_energy(field.places(data)).max()))
    return {
        "field_columns": whole_number(columns),
        "field_rows": whole_number(rows),
        "field_count": whole_number(rows * columns),
        "field_longest": number(longest),
        "field_picks": whole_number(len(picks)),
        "field_row": given(data.story.field.row_y2),
        "field_each": "each of these" if several else "it",
        "field_z_claim": _z_claim(data),
        "field_curves_claim": (
            "Each pick has its own curve of energies"
            if several
            else "Our pick has a curve of energies"
        ),
        "field_lowest_claim": (
            "At the lowest point of each stands" if several else "At its lowest point stands"
        ),
        "field_heights_claim": _heights_claim(lowest),
        "field_first": number(float(lowest[0])),
        "field_slide_claim": (
            "Let it slide down to the manifold, where F is zero"
            if float(lowest[0]) > ON_MANIFOLD
            else "It lies on the manifold already, so it needn't go anywhere"
        ),
        "field_center_claim": _center_claim(data),
        "field_highest": number(float(data.free_energy(field.farthest(data)))),
    }


def _z_claim(data: StoryData) -> str:
    z = [number(value) for value in data.infer(field.picks(data)).z.tolist()]
    if len(z) == 1:
        return f"Here, z check is {z[0]}"
    if len(set(z)) == 1:
        return f"All of them share one z check, {z[0]}"
    return f"From left to right, z check goes from {z[0]} to {z[-1]}"


def _heights_claim(lowest: np.ndarray) -> str:
    low, high = number(float(lowest.min())), number(float(lowest.max()))
    if len(lowest) == 1:
        return f"Here, the height is {low}"
    return f"All of them have {low}" if low == high else f"Here they lie between {low} and {high}"


def _center_claim(data: StoryData) -> str:
    smaller = float(np.abs(data.weights).min())
    if smaller == 0:
        return "The centre lies on it, and has zero as well"
    value = number(float(data.free_energy([0.0, 0.0])))
    if np.ptp(np.abs(data.weights)) < 1e-9:
        return f"At the centre, it's {value}, the square of the radius"
    return f"At the centre, it's {value}, the square of the smaller weight"
