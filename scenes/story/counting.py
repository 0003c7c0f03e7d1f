"""An energy counted in boxes of the grid: the legs of the distance, each in boxes, squared."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenes.story.data import FloatArray, StoryData
from scenes.story.rounding import rounded, same

NEARLY_WHOLE = 1 / 8
"""Boxes that a leg may miss a whole number by and still be counted as whole."""

OVERLOOKED = 1 / 2
"""Boxes: a shorter leg is not counted beside a longer one."""


@dataclass(frozen=True)
class Boxes:
    """How many boxes of the grid a length takes.

    Attributes
    ----------
    boxes
        Their number, to one decimal.
    is_exact
        Tell whether it is a whole number of boxes, or one that nobody takes for whole.
    """

    boxes: float
    is_exact: bool


def boxes_of(length: float, data: StoryData) -> Boxes:
    """Count the boxes of the grid that a length takes; what looks whole may be so only about."""
    exact = length / data.story.plane.grid_step
    whole = round(exact)
    if same(exact, whole):
        return Boxes(float(whole), is_exact=True)
    return Boxes(rounded(exact, 1), is_exact=exact <= 0.1 or round(exact, 1) != whole)


@dataclass(frozen=True)
class Count:
    """The energy E(y, z) as somebody finds it who counts boxes.

    Attributes
    ----------
    boxes
        Of the leg across and of the leg up, each a whole number or told to one decimal; 0 for a
        leg that is not counted.
    step
        Side of a box, in units of y.
    legs
        The legs as they are, from g(z) to y, signed, in units of y.
    """

    boxes: tuple[float, float]
    step: float
    legs: tuple[float, float]

    @property
    def lengths(self) -> tuple[float, ...]:
        """What is counted of each leg that counts, in units of y."""
        return tuple(boxes * self.step for boxes in self.boxes if boxes)

    @property
    def energy(self) -> float:
        """The sum of the squares of the lengths."""
        return float(sum(length**2 for length in self.lengths))

    @property
    def is_exact(self) -> bool:
        """Tell whether nothing was rounded."""
        return all(
            same(boxes * self.step, abs(leg))
            for boxes, leg in zip(self.boxes, self.legs, strict=True)
        )

    @property
    def energy_is_told(self) -> bool:
        """Tell whether two decimals give the energy in full."""
        return math.isclose(round(self.energy, 2), self.energy, abs_tol=1e-9)


def count(data: StoryData, y: npt.ArrayLike, z: float) -> Count:
    """Count the boxes between g(z) and y, (2,), across and up."""
    legs: FloatArray = np.asarray(y, dtype=np.float64) - data.decode(z)
    step = data.story.plane.grid_step
    exact = np.abs(legs) / step
    counted = [_counted(float(boxes)) for boxes in exact]
    if exact.max() >= OVERLOOKED:
        counted = [
            seen if boxes >= OVERLOOKED else 0.0 for seen, boxes in zip(counted, exact, strict=True)
        ]
    across, up = legs.tolist()
    return Count((counted[0], counted[1]), step, (across, up))


def _counted(boxes: float) -> float:
    """Count whole boxes where nothing else is seen, and tenths of the last one elsewhere."""
    whole = math.floor(boxes + 0.5)
    return float(whole) if abs(boxes - whole) <= NEARLY_WHOLE else round(boxes, 1)
