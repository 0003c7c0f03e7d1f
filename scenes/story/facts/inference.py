"""What is true of the searches for ž: where they set out, how long they take, where they end."""

from functools import lru_cache
from typing import Literal

import numpy as np

from scenes.story.data import StoryData
from scenes.story.facts.fact import KEPT_STORIES, fact
from scenes.story.facts.horn import noise_std
from scenes.story.rounding import ERROR, rounded, told_alike
from scenes.story.search import METHODS, SAME, Way, highest_energy, searched, too_high, ways

GRID_PLACES = 3
"""Digits that tell the best of the grid from the minimum, as the chapter's table shows them."""

NOTICED = 2.0
"""The samples move farther than the noise explains from so many times its size on."""


@lru_cache(maxsize=KEPT_STORIES)
def _first(data: StoryData) -> dict[str, Way]:
    return ways(data, start_z(data))


@lru_cache(maxsize=KEPT_STORIES)
def _second(data: StoryData) -> dict[str, Way]:
    return ways(data, false_start_z(data))


@fact
def grid_z(data: StoryData) -> float:
    """The best latent of the grid."""
    return float(data.infer(searched(data), "exhaustive").z)


@fact
def grid_energy(data: StoryData) -> float:
    """The energy at the best latent of the grid."""
    return float(data.infer(searched(data), "exhaustive").energy)


@fact
def grid_is_enough(data: StoryData) -> bool:
    """Whether the best of the grid can't be told from the minimum."""
    return told_alike(grid_energy(data), inference_free_energy(data), GRID_PLACES)


@fact
def inference_free_energy(data: StoryData) -> float:
    """The free energy F∞ of the y whose ž is looked for."""
    return float(data.free_energy(searched(data)))


@fact
def start_z(data: StoryData) -> float:
    """The latent from which the searches set out."""
    return data.story.inference.start


@fact
def start_energy(data: StoryData) -> float:
    """The energy where the searches set out."""
    return float(_first(data)["gradient"].energy[0])


@fact
def gradient_steps(data: StoryData) -> int:
    """The steps of gradient descent."""
    return _first(data)["gradient"].steps


@fact
def gradient_energy(data: StoryData) -> float:
    """The energy at which gradient descent ends."""
    return float(_first(data)["gradient"].energy[-1])


@fact
def cg_steps(data: StoryData) -> int:
    """The steps of conjugate gradient."""
    return _first(data)["cg"].steps


@fact
def cg_energy(data: StoryData) -> float:
    """The energy at which conjugate gradient ends."""
    return float(_first(data)["cg"].energy[-1])


@fact
def cg_ends_alike(data: StoryData) -> bool:
    """Whether conjugate gradient ends at the same energy as gradient descent."""
    return _end_alike(data, "cg", "gradient")


@fact
def lbfgs_steps(data: StoryData) -> int:
    """The steps of L-BFGS."""
    return _first(data)["lbfgs"].steps


@fact
def lbfgs_energy(data: StoryData) -> float:
    """The energy at which L-BFGS ends."""
    return float(_first(data)["lbfgs"].energy[-1])


@fact
def lbfgs_ends_alike(data: StoryData) -> bool:
    """Whether L-BFGS ends at the same energy as conjugate gradient."""
    return _end_alike(data, "lbfgs", "cg")


def _end_alike(data: StoryData, method: str, other: str) -> bool:
    ends = [_first(data)[each].energy[-1] for each in (method, other)]
    return bool(abs(ends[0] - ends[1]) <= SAME * highest_energy(data))


@fact
def false_start_z(data: StoryData) -> float:
    """The latent from which the searches set out once more."""
    return data.story.inference.false_start


@fact
def starts_are_one(data: StoryData) -> bool:
    """Whether the searches set out from the same latent once more."""
    return false_start_z(data) == start_z(data)


@fact
def false_start_energy(data: StoryData) -> float:
    """The energy where the searches set out once more."""
    return float(_second(data)["gradient"].energy[0])


@fact
def false_missed(data: StoryData) -> tuple[str, ...]:
    """Which of gradient, cg and lbfgs miss the lowest energy when they set out once more."""
    return tuple(method for method in METHODS if _second(data)[method].end != "lowest")


@fact
def false_found(data: StoryData) -> tuple[str, ...]:
    """Which of gradient, cg and lbfgs find the lowest energy when they set out once more."""
    return tuple(method for method in METHODS if method not in false_missed(data))


@fact
def false_place(data: StoryData) -> Literal["false valley", "elsewhere"]:
    """Where those end that miss the lowest energy: all in the false valley, or not."""
    ends = {_second(data)[method].end for method in false_missed(data)}
    return "false valley" if ends <= {"false valley"} else "elsewhere"


@fact
def false_energies(data: StoryData) -> tuple[float, ...]:
    """The energies at which those end that miss the lowest one, those that are told alike once."""
    return _each([float(way.energy[-1]) for way in too_high(_second(data))])


@fact
def false_gaps(data: StoryData) -> tuple[float, ...]:
    """How far above the lowest energy those end that miss it, those that are told alike once."""
    lowest = inference_free_energy(data)
    return _each([float(way.energy[-1]) - lowest for way in too_high(_second(data))])


def _each(energies: list[float]) -> tuple[float, ...]:
    return tuple({rounded(energy): energy for energy in reversed(energies)}.values())[::-1]


@fact
def denoise_mean(data: StoryData) -> float:
    """How far the samples are from the manifold, on average."""
    return float(np.sqrt(data.free_energy(data.slice.y)).mean())


@fact
def denoise_goes_too_far(data: StoryData) -> bool:
    """Whether the samples move farther than the noise explains."""
    return denoise_mean(data) > NOTICED * noise_std(data) + ERROR
