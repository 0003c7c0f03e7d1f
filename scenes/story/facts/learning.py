"""What is true of the two trainings of the decoder, and of the cut through what was learned."""

import math
from functools import lru_cache
from typing import Literal

import numpy as np

from scenes.story.cut import Cut
from scenes.story.data import FloatArray, StoryData
from scenes.story.facts.fact import KEPT_STORIES, fact
from scenes.story.rounding import same, told_alike

SEEN = 0.005
"""A difference in length that can be seen, and that two decimals show."""

NEARLY_ALL = 0.95
"""So much of a loss is nearly all of it."""


@fact
def learning_beta(data: StoryData) -> float:
    """The inverse temperature of the warm training."""
    return data.story.learning.beta


@fact
def learning_steps(data: StoryData) -> int:
    """How many steps either training takes."""
    return data.story.learning.steps


@fact
def cold_loss_before(data: StoryData) -> float:
    """The mean F∞ of the samples for the given weights."""
    return float(data.learning.cold.losses[0])


@fact
def cold_loss_after(data: StoryData) -> float:
    """The mean F∞ after the cold training."""
    return float(data.learning.cold.losses[-1])


@fact
def cold_training(data: StoryData) -> Literal["fits", "gets better", "changes nothing"]:
    """How much of its loss the cold training takes away."""
    before, after = cold_loss_before(data), cold_loss_after(data)
    if before - after < SEEN**2 or told_alike(before, after):
        return "changes nothing"
    return "fits" if before - after > NEARLY_ALL * before else "gets better"


@fact
def lost_across(data: StoryData) -> float:
    """By how much the warm ellipse ends narrower than the cold one, to each side."""
    return float(_lost(data)[0])


@fact
def lost_upwards(data: StoryData) -> float:
    """By how much the warm ellipse ends lower than the cold one, to each side."""
    return float(_lost(data)[1])


def _lost(data: StoryData) -> FloatArray:
    cold, warm = (np.abs(of.weights[-1]) for of in (data.learning.cold, data.learning.warm))
    lost: FloatArray = cold - warm
    return lost


@fact
def warm_training(data: StoryData) -> Literal["smaller", "the same", "elsewhere"]:
    """Where the warm training ends, seen from a cold one that fits."""
    end = data.learning.cold.weights[-1]
    lost, inwards = _lost(data), -np.sign(end)
    pull = data.with_weights(end).pulls(learning_beta(data)).on_weights
    if (np.abs(lost) < SEEN).all():
        return "the same"
    drawn_in = (pull * inwards > -SEEN).all() and (lost > -SEEN).all()
    return "smaller" if drawn_in and cold_training(data) == "fits" else "elsewhere"


@fact
def noise_spread(data: StoryData) -> float:
    """The standard deviation of the noise that the warm model expects in each component."""
    return 1 / math.sqrt(2 * learning_beta(data))


@lru_cache(maxsize=KEPT_STORIES)
def _trained(data: StoryData) -> Cut:
    return Cut(data.with_weights(data.learning.cold.weights[-1]))


@fact
def trained_peak(data: StoryData) -> float | None:
    """The height of the peak of F∞ along the cut for the cold model, if one is to be seen."""
    return _trained(data).peak


@fact
def trained_lowest(data: StoryData) -> float:
    """The lowest F∞ along the cut for the cold model."""
    return float(_trained(data).heights(math.inf).min())


@fact
def trained_peak_is_w2_squared(data: StoryData) -> bool:
    """Whether that height is the square of the weight upwards."""
    peak, w2 = trained_peak(data), data.learning.cold.weights[-1][1]
    return peak is not None and same(peak, float(w2) ** 2)


@fact
def trained_is_larger(data: StoryData) -> bool:
    """Whether the cold ellipse is larger than the given one, both ways."""
    before, after = (np.abs(data.learning.cold.weights[k]) for k in (0, -1))
    return bool((after > before).all())


@fact
def trained_melting_beta(data: StoryData) -> float | None:
    """The inverse temperature at which that peak has gone, if there is one."""
    return _trained(data).melting
