"""What is true of the valleys of an energy curve."""

from typing import Literal

from scenes.story.data import FloatArray, StoryData
from scenes.story.valleys import Valleys, valleys

Basins = Literal["flat", "one", "two alike", "one false"]
"""No valley, a single one, two of the same depth, or a true and a false one."""


def basins(found: Valleys) -> Basins:
    """Tell which valleys there are."""
    if len(found.bottoms) < 2:
        return "one" if found.bottoms else "flat"
    return "two alike" if found.false is None else "one false"


def basins_of(data: StoryData, y: FloatArray) -> Basins:
    """Tell which valleys the energy of a place has, (2,)."""
    return basins(valleys(data, y))
