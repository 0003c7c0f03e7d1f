"""What is true of the model of the whole horn: untrained, trained, and of its answers."""

from typing import Literal

import numpy as np

from scenes.story.data import StoryData
from scenes.story.facts.fact import fact
from scenes.story.facts.horn import shape_at_0, shape_at_1, shape_of
from scenes.story.rounding import HEARD, rounded

CLOSE, NEAR = 0.1, 0.3
"""A model is good, or fair, if its points are no farther from the horn, in smallest radii."""

Start = Literal["turned", "something else"]
Model = Literal["good", "fair", "bad"]


@fact
def conditional_samples(data: StoryData) -> int:
    """How many samples the model of the whole horn learns from."""
    return data.story.conditional.samples


@fact
def conditional_steps(data: StoryData) -> int:
    """How many steps the model of the whole horn is trained for."""
    return data.story.conditional.steps


@fact
def conditional_start(data: StoryData) -> Start:
    """Whether the untrained surface is tall where the data is wide, and wide where it's tall."""
    radii = np.abs(data.conditional.radii([0.0, 1.0], 0))
    opposite = {"wide": "tall", "tall": "wide"}
    turned = all(
        shape_of(*each) == opposite.get(shape)
        for each, shape in zip(radii.tolist(), (shape_at_0(data), shape_at_1(data)), strict=True)
    )
    return "turned" if turned else "something else"


@fact
def conditional_loss_before(data: StoryData) -> float:
    """The mean free energy of its samples before the first step."""
    return float(data.conditional.losses[0])


@fact
def conditional_loss_after(data: StoryData) -> float:
    """The mean free energy of its samples after the last step."""
    return float(data.conditional.losses[-1])


@fact
def conditional_loss_is_noise(data: StoryData) -> bool:
    """Whether the noise alone makes most of the loss that is left, if any is."""
    noise, left = data.story.horn.noise_std**2, conditional_loss_after(data)
    return rounded(left, HEARD) > 0 and left <= 2 * noise


@fact
def conditional_model(data: StoryData) -> Model:
    """How close the trained surface comes to the horn."""
    smallest = float(data.radii([0.0, 1.0]).min())
    away = data.conditional.distance()
    return "good" if away <= CLOSE * smallest else "fair" if away <= NEAR * smallest else "bad"


@fact
def answers_free_energy(data: StoryData) -> float:
    """The highest free energy of the answers to the one x, by the model of the whole horn."""
    return float(data.conditional.free_energy(data.story.one_to_many.x, data.answers.y).max())


@fact
def guess_free_energy(data: StoryData) -> float:
    """The free energy that the model of the whole horn gives to the plain network's answer."""
    x = data.story.one_to_many.x
    return float(data.conditional.free_energy(x, data.predict(x)))
