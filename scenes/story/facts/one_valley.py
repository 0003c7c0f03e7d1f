"""What is true of the sample with one valley, and of what is counted of its energy."""

import math
from typing import Literal

import numpy as np

from scenes.story.counting import Count, count
from scenes.story.data import FloatArray, StoryData
from scenes.story.facts.all_energies import one_valley_pick
from scenes.story.facts.fact import fact
from scenes.story.rounding import told_alike
from scenes.story.valleys import valleys

NEAR_THE_TOP = 0.05
"""A curve is U-shaped if it begins and ends within this share of its range from its top."""

STRAYING = 0.02
"""A curve that goes back by less than this share of its range still only falls, or only rises."""

LOOKED_AT = 400
"""Latents at which a curve is looked at."""

Motion = Literal["level", "falls", "rises", "both"]


def _picked(data: StoryData) -> FloatArray:
    return data.pick(one_valley_pick(data))


@fact
def one_valley_y1(data: StoryData) -> float:
    """The one-valley sample's y₁."""
    return float(_picked(data)[0])


@fact
def one_valley_y2(data: StoryData) -> float:
    """The one-valley sample's y₂."""
    return float(_picked(data)[1])


@fact
def far_count(data: StoryData) -> Count:
    """The one-valley sample's energy at z = 0, counted in boxes."""
    return count(data, _picked(data), 0.0)


@fact
def far_energy(data: StoryData) -> float:
    """The one-valley sample's energy at z = 0."""
    return float(data.energy(_picked(data), 0.0))


@fact
def far_count_is_close(data: StoryData) -> bool:
    """Whether the energy at z = 0 and the one that is counted there are told alike."""
    return told_alike(far_count(data).energy, far_energy(data))


@fact
def half_count(data: StoryData) -> Count:
    """The one-valley sample's energy half a turn on, counted in boxes."""
    return count(data, _picked(data), math.pi)


@fact
def half_energy(data: StoryData) -> float:
    """The one-valley sample's energy half a turn on."""
    return float(data.energy(_picked(data), math.pi))


@fact
def half_count_is_close(data: StoryData) -> bool:
    """Whether the energy half a turn on and the one that is counted there are told alike."""
    return told_alike(half_count(data).energy, half_energy(data))


@fact
def first_half_motion(data: StoryData) -> Motion:
    """What the one-valley sample's energy does while z runs from 0 to π."""
    return _motion(data, 0.0, math.pi)


@fact
def second_half_motion(data: StoryData) -> Motion:
    """What the one-valley sample's energy does while z runs from π to 2π."""
    return _motion(data, math.pi, math.tau)


def _motion(data: StoryData, low: float, high: float) -> Motion:
    energies = data.energies(_picked(data)[None], np.linspace(low, high, LOOKED_AT))[0]
    spread = float(np.ptp(energies))
    if spread <= 1e-9 * max(1.0, float(energies.max())):
        return "level"
    steps = np.diff(energies)
    if steps[steps > 0].sum() <= STRAYING * spread:
        return "falls"
    return "rises" if -steps[steps < 0].sum() <= STRAYING * spread else "both"


@fact
def one_valley_is_u_shaped(data: StoryData) -> bool:
    """Whether the one-valley sample's curve begins and ends near its top, like the letter U."""
    energies = data.energies(_picked(data)[None], np.linspace(0, math.tau, LOOKED_AT))[0]
    return bool(energies.max() - energies[0] <= NEAR_THE_TOP * np.ptp(energies))


@fact
def one_valley_z_check(data: StoryData) -> float:
    """The one-valley sample's ž."""
    return valleys(data, _picked(data)).z_check


@fact
def one_valley_lowest(data: StoryData) -> float:
    """The one-valley sample's energy at ž."""
    return valleys(data, _picked(data)).lowest
