"""What is true of the energies of all samples, side by side."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from scenes.story.all_energies import NEAR_END, AllEnergies
from scenes.story.data import StoryData
from scenes.story.facts.fact import KEPT_STORIES, fact
from scenes.story.facts.valleys import Basins, basins
from scenes.story.rounding import told_alike

Quarter = Literal["elsewhere", "0", "pi/2", "pi", "3pi/2"]
Two = Literal["none has two", "the manifold is a line", "near one axis", "two sides compete"]


@lru_cache(maxsize=KEPT_STORIES)
def _found(data: StoryData) -> AllEnergies:
    return AllEnergies(data)


@fact
def common_top(data: StoryData) -> float:
    """The top of the range that all curves share."""
    return _found(data).top


@fact
def highest_curve(data: StoryData) -> int:
    """The sample whose energy climbs highest."""
    return _found(data).compared[0] + 1


@fact
def highest_energy(data: StoryData) -> float:
    """How high the highest curve climbs."""
    return float(_found(data).tops.max())


@fact
def flattest_curve(data: StoryData) -> int:
    """The sample whose energy climbs least."""
    return _found(data).compared[1] + 1


@fact
def flattest_energy(data: StoryData) -> float:
    """How high the flattest curve climbs."""
    return float(_found(data).tops.min())


@fact
def curves_climb_alike(data: StoryData) -> bool:
    """Whether the tops of the highest and the flattest curve are told alike."""
    return told_alike(highest_energy(data), flattest_energy(data))


@fact
def first_lowest_energy(data: StoryData) -> float:
    """The lowest energy of the first sample."""
    return _found(data).valleys[0].lowest


@fact
def wall_is_one_row(data: StoryData) -> bool:
    """Whether the wall's top row is its bottom row too."""
    return _found(data).rows == 1


@fact
def top_row_end(data: StoryData) -> int:
    """The sample at the end of the wall's top row."""
    return _found(data).corners[1] + 1


@fact
def bottom_row_start(data: StoryData) -> int:
    """The sample at the start of the wall's bottom row."""
    return _found(data).corners[2] + 1


@fact
def bottom_row_end(data: StoryData) -> int:
    """The sample at the end of the wall's bottom row."""
    return _found(data).corners[3] + 1


@dataclass(frozen=True)
class Deepest:
    """Where a curve is lowest.

    Attributes
    ----------
    basins
        The valleys that it has.
    near
        The quarter turn that the lowest place is near.
    z
        The latent there.
    """

    basins: Basins
    near: Quarter
    z: float


@fact
def rightmost(data: StoryData) -> int:
    """The sample farthest right."""
    return _found(data).sides[0] + 1


@fact
def rightmost_deepest(data: StoryData) -> Deepest:
    """Where the energy of the sample farthest right is lowest."""
    return _deepest(_found(data), rightmost(data))


@fact
def leftmost(data: StoryData) -> int:
    """The sample farthest left."""
    return _found(data).sides[1] + 1


@fact
def leftmost_deepest(data: StoryData) -> Deepest:
    """Where the energy of the sample farthest left is lowest."""
    return _deepest(_found(data), leftmost(data))


def _deepest(found: AllEnergies, sample: int) -> Deepest:
    its = found.valleys[sample - 1]
    quarter = round(its.z_check / (math.pi / 2))
    quarters: tuple[Quarter, ...] = ("0", "pi/2", "pi", "3pi/2")
    close = abs(its.z_check - quarter * math.pi / 2) <= NEAR_END
    return Deepest(basins(its), quarters[quarter % 4] if close else "elsewhere", its.z_check)


def _two(data: StoryData) -> npt.NDArray[np.bool_]:
    """Return whose curves have two valleys, (n,)."""
    return np.array([len(each.bottoms) > 1 for each in _found(data).valleys])


@fact
def curves_are_flat(data: StoryData) -> bool:
    """Whether no curve has a valley."""
    return not any(each.bottoms for each in _found(data).valleys)


@fact
def one_valley_curves(data: StoryData) -> int:
    """How many curves have a single valley."""
    return len(_found(data).having(1))


@fact
def two_valley_curves(data: StoryData) -> int:
    """How many curves have two valleys."""
    return int(_two(data).sum())


@fact
def two_valleys_because(data: StoryData) -> Two:
    """Why curves have two valleys, and whose they are."""
    two = _two(data)
    if not two.any():
        return "none has two"
    if not data.weights.all():
        return "the manifold is a line"
    # An ellipse has two nearest sides only for what lies near the middle of its longer axis.
    off = np.abs(_found(data).y[:, int(np.abs(data.weights).argmax())])
    nearest = not two.all() and off[two].max() < off[~two].min()
    return "near one axis" if nearest else "two sides compete"


@fact
def middle_axis(data: StoryData) -> int:
    """The number of the axis, of y₁ or y₂, that runs across the middle of the longer one."""
    return (2, 1)[int(np.abs(data.weights).argmax())]


@fact
def one_valley_pick(data: StoryData) -> int:
    """The sample that is looked at for its one valley."""
    return data.story.picks.one_valley


@fact
def two_valleys_pick(data: StoryData) -> int:
    """The sample that is looked at for its two valleys."""
    return data.story.picks.two_valleys


@fact
def one_valley_basins(data: StoryData) -> Basins:
    """Which valleys the one-valley sample has."""
    return basins(_found(data).valleys[one_valley_pick(data) - 1])


@fact
def two_valleys_basins(data: StoryData) -> Basins:
    """Which valleys the two-valleys sample has."""
    return basins(_found(data).valleys[two_valleys_pick(data) - 1])
