"""What is true of the free energies at every temperature, and of the cut through their field."""

import math
from functools import lru_cache

import numpy as np

from scenes.story.cut import Cut
from scenes.story.data import FloatArray, StoryData
from scenes.story.facts.all_energies import one_valley_pick, two_valleys_pick
from scenes.story.facts.fact import KEPT_STORIES, fact

LOW_PEAK = 0.1
"""A peak is low below this share of the cut's highest value."""


@lru_cache(maxsize=KEPT_STORIES)
def _cut(data: StoryData) -> Cut:
    return Cut(data)


@fact
def cut_y1(data: StoryData) -> float:
    """The y₁ at which the field is cut."""
    return _cut(data).y1


@fact
def cut_crossing(data: StoryData) -> float | None:
    """The y₂ > 0 at which the cut crosses the manifold, if it does."""
    return _cut(data).crossing


@fact
def cut_lowest(data: StoryData) -> float:
    """The lowest F∞ along the cut."""
    return float(_cut(data).heights(math.inf).min())


@fact
def cut_peak(data: StoryData) -> float | None:
    """The height of the peak between the two crossings, if one is to be seen."""
    return _cut(data).peak


@fact
def cut_peak_is_low(data: StoryData) -> bool:
    """Whether the peak is low beside the cut's highest value."""
    peak = cut_peak(data)
    return peak is not None and peak < LOW_PEAK * _cut(data).top


@fact
def cut_peak_is_sharp(data: StoryData) -> bool:
    """Whether the peak has an edge."""
    return _cut(data).sharp


@fact
def melting_beta(data: StoryData) -> float | None:
    """The inverse temperature at which the peak has gone, if there is one."""
    return _cut(data).melting


@fact
def warmth_lifts(data: StoryData) -> bool:
    """Whether F_β rises as β falls: it does unless every z has the same energy."""
    return _cut(data).rises


@fact
def first_cold_latents(data: StoryData) -> int:
    """How many latents the first sample listens to in the cold."""
    return _cold(data, data.pick(one_valley_pick(data)))


@fact
def second_cold_latents(data: StoryData) -> int:
    """How many latents the second sample listens to in the cold."""
    return _cold(data, data.pick(two_valleys_pick(data)))


@fact
def origin_cold_latents(data: StoryData) -> int:
    """How many latents the origin listens to in the cold."""
    return _cold(data, np.zeros(2))


def _cold(data: StoryData, y: FloatArray) -> int:
    return int(data.importance(y, data.latents, math.inf).sum())


@fact
def warmth_adds_latents(data: StoryData) -> bool:
    """Whether one of the three does not listen to every latent already."""
    found = first_cold_latents(data), second_cold_latents(data), origin_cold_latents(data)
    return min(found) < len(data.latents)


@fact
def weights_least(data: StoryData) -> float:
    """The least share of the best weight at the warm end, rounded down."""
    picks = one_valley_pick(data), two_valleys_pick(data)
    places = [*(data.pick(pick) for pick in picks), np.zeros(2)]
    warmest = _cut(data).warmest
    least = min(float(data.importance(y, data.latents, warmest).min()) for y in places)
    return math.floor(100 * least) / 100


@fact
def mean_lowest(data: StoryData) -> float:
    """The lowest mean over z of the energy along the cut."""
    return float(_cut(data).mean(np.zeros(1))[0])


@fact
def mean_gap(data: StoryData) -> float:
    """How far at most F_β at the warm end lies below that mean."""
    return _cut(data).gap
