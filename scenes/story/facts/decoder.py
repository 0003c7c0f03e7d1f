"""What is true of the decoder, its manifold, and how it fits the data."""

from typing import Literal

import numpy as np

from scenes.story.data import StoryData
from scenes.story.facts.fact import fact
from scenes.story.rounding import same

GOOD_FIT = 0.02
FAIR_FIT = 0.15
"""A model is good or fair when its radii are off by at most this share of the data's radii."""

ROUNDING = 1e-6
"""A radius of the model is just right when it is off by no more than this."""

Manifold = Literal["point", "flat line", "upright line", "circle", "ellipse"]


@fact
def latents(data: StoryData) -> int:
    """How many latents the grid has."""
    return data.story.decoder.latents


@fact
def w1(data: StoryData) -> float:
    """The decoder's weight across."""
    return float(data.weights[0])


@fact
def w2(data: StoryData) -> float:
    """The decoder's weight upwards."""
    return float(data.weights[1])


@fact
def manifold(data: StoryData) -> Manifold:
    """What the decoder's points make up."""
    across, up = abs(w1(data)), abs(w2(data))
    if across == 0 and up == 0:
        return "point"
    if up == 0:
        return "flat line"
    if across == 0:
        return "upright line"
    return "circle" if same(across, up) else "ellipse"


@fact
def manifold_is_wider(data: StoryData) -> bool:
    """Whether the manifold is wider than it is high."""
    return abs(w1(data)) > abs(w2(data))


@fact
def z_runs_anticlockwise(data: StoryData) -> bool:
    """Whether g(z) runs round the manifold anticlockwise."""
    return w1(data) * w2(data) > 0


@fact
def misfit_across(data: StoryData) -> float:
    """By how much the manifold is too wide, to each side; less than 0 where it falls short."""
    return _misfit(data, 0)


@fact
def misfit_upwards(data: StoryData) -> float:
    """By how much the manifold is too high, to each side; less than 0 where it falls short."""
    return _misfit(data, 1)


def _misfit(data: StoryData, component: int) -> float:
    radius = data.radii(data.story.slice.x)[component]
    excess = float(abs(data.weights[component]) - radius)
    return excess if abs(excess) > ROUNDING else 0.0


@fact
def fit(data: StoryData) -> Literal["good", "fair", "bad"]:
    """How well the manifold's radii agree with those of the slice."""
    radii = data.radii(data.story.slice.x)
    size = float(np.linalg.norm(radii))
    distance = float(np.linalg.norm(np.abs(data.weights) - radii))
    if distance <= max(GOOD_FIT * size, data.story.horn.noise_std):
        return "good"
    return "fair" if distance <= FAIR_FIT * size else "bad"
