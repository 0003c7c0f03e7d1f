"""The searches for ž that a story shows: the ways of its optimisers, and where they end."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenes.story.data import FloatArray, StoryData

METHODS = ("gradient", "cg", "lbfgs")
"""The methods that take steps, in the order in which they are shown."""

SAME = 1e-6
"""Energies are the same if they differ by no more than so many times the curve's highest one."""

NEAR = 1e-3
"""Two ways end at one place if their last latents differ by no more than this."""

BESIDE = math.tau / 720
"""So far from an end, on both sides, it is seen whether that is a valley."""

End = Literal["lowest", "false valley", "elsewhere"]


@dataclass(frozen=True)
class Way:
    """The way of one optimiser, each step once.

    Attributes
    ----------
    z
        Where it stood, its start first, shape (S + 1,) for S steps, in [0, 2 pi).
    energy
        The energies there, shape (S + 1,).
    end
        Whether it ends at the lowest energy there is, in a valley that is not the deepest, or at a
        place that is no valley, such as the top of a hill, where there is no slope either.
    """

    z: FloatArray
    energy: FloatArray
    end: End

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return len(self.z) - 1

    @property
    def unwrapped(self) -> FloatArray:
        """The latents again, but each within half a turn of the one before, shape (S + 1,)."""
        return np.asarray(np.unwrap(self.z), dtype=np.float64)


def searched(data: StoryData) -> FloatArray:
    """Return the y′ whose ž is looked for, (2,)."""
    return data.pick(data.story.picks.two_valleys)


def ways(data: StoryData, start: float) -> dict[str, Way]:
    """Let each method look for the ž of y′.

    Parameters
    ----------
    data
        The story's numbers.
    start
        Where they start, in [0, 2 pi).

    Returns
    -------
    dict
        The way of each of `METHODS`.
    """
    return {method: _way(data, method, start) for method in METHODS}


def too_high(found: Mapping[str, Way]) -> list[Way]:
    """Return the ways that miss the lowest energy: one for each place where some of them end."""
    ends: dict[int, Way] = {}
    for way in found.values():
        if way.end != "lowest":
            ends.setdefault(round(float(way.z[-1]) / NEAR), way)
    return sorted(ends.values(), key=lambda way: float(way.energy[-1]))


def highest_energy(data: StoryData) -> float:
    """Return the highest energy of y′."""
    return float(data.highest_energy(searched(data)))


def _way(data: StoryData, method: str, start: float) -> Way:
    path = data.infer(searched(data), method, start).path
    assert path is not None
    moved = np.append(True, np.diff(path.z) != 0)
    z, energy = path.z[moved], path.energy[moved]
    return Way(z, energy, _end(data, float(z[-1]), float(energy[-1])))


def _end(data: StoryData, z: float, energy: float) -> End:
    y = searched(data)
    same = SAME * highest_energy(data)
    if energy - float(data.free_energy(y)) <= same:
        return "lowest"
    beside = data.energy(y, z + BESIDE * np.array([-1, 1]))
    return "false valley" if beside.min() >= energy - same else "elsewhere"
