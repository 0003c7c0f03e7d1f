"""What is true of the field of free energies."""

import math
from typing import Literal

import numpy as np

from scenes.story import field
from scenes.story.data import StoryData
from scenes.story.facts.fact import fact
from scenes.story.rounding import rounded, told_alike

ON_MANIFOLD = 1e-9
"""Below this, a free energy is zero but for rounding."""


@fact
def field_columns(data: StoryData) -> int:
    """The locations in a row of the field."""
    return int(data.locations.shape[1])


@fact
def field_rows(data: StoryData) -> int:
    """The rows of the field."""
    return int(data.locations.shape[0])


@fact
def field_count(data: StoryData) -> int:
    """The locations of the field."""
    return field_rows(data) * field_columns(data)


@fact
def field_longest(data: StoryData) -> float:
    """The longest way from a location to the manifold."""
    return math.sqrt(float(data.free_energy(field.places(data)).max()))


@fact
def field_picks(data: StoryData) -> int:
    """How many picks there are on the row."""
    return len(field.picks(data))


@fact
def field_row(data: StoryData) -> float:
    """The y₂ of the picks' row."""
    return data.story.field.row_y2


def _z_checks(data: StoryData) -> list[float]:
    found: list[float] = data.infer(field.picks(data)).z.tolist()
    return found


@fact
def field_first_z(data: StoryData) -> float:
    """The ž of the first pick."""
    return _z_checks(data)[0]


@fact
def field_last_z(data: StoryData) -> float:
    """The ž of the last pick."""
    return _z_checks(data)[-1]


@fact
def field_z_is_one(data: StoryData) -> bool:
    """Whether every pick's ž is told alike."""
    return len({rounded(z) for z in _z_checks(data)}) == 1


@fact
def field_low(data: StoryData) -> float:
    """The lowest free energy of a pick."""
    return float(data.free_energy(field.picks(data)).min())


@fact
def field_high(data: StoryData) -> float:
    """The highest free energy of a pick."""
    return float(data.free_energy(field.picks(data)).max())


@fact
def field_is_level(data: StoryData) -> bool:
    """Whether the free energies of all picks are told alike."""
    return told_alike(field_low(data), field_high(data))


@fact
def field_first(data: StoryData) -> float:
    """The free energy of the first pick."""
    return float(data.free_energy(field.picks(data)[0]))


@fact
def field_first_is_on_manifold(data: StoryData) -> bool:
    """Whether the first pick lies on the manifold."""
    return field_first(data) <= ON_MANIFOLD


@fact
def field_center(data: StoryData) -> float:
    """The free energy of the centre."""
    return float(data.free_energy([0.0, 0.0]))


@fact
def center_lies(data: StoryData) -> Literal["on it", "one radius off", "the smaller weight off"]:
    """How far the centre is from the manifold."""
    sizes = np.abs(data.weights)
    if sizes.min() == 0:
        return "on it"
    return "one radius off" if np.ptp(sizes) < ON_MANIFOLD else "the smaller weight off"


@fact
def field_highest(data: StoryData) -> float:
    """The highest free energy of a location."""
    return float(data.free_energy(field.farthest(data)))
