"""How the decoder learns in a story: its weights on their way, cold and warm, and what pulls."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lvebm_core.decoder import EllipseDecoder, Ellipses
from lvebm_core.device import best_device
from lvebm_core.free_energy import free_energy
from lvebm_core.learning import train_decoder
from scenes.story.arrays import FloatArray, array, tensor
from scenes.story.checkpoints import Arrays, Keeper, Lesson, OnStep, learned
from scenes.story.parameters import Story
from scenes.story.watched import number_at

NUMBERS = (
    *("horn.alpha", "horn.beta", "horn.growth", "horn.noise_std"),
    *("slice.x", "slice.samples", "slice.seed", "decoder.weights"),
    *("learning.beta", "learning.steps", "learning.rate"),
)
"""The story's numbers that decide what is learned."""


@dataclass(frozen=True)
class Training:
    """How a decoder was trained on n samples, in S steps.

    Attributes
    ----------
    beta
        The inverse temperature; math.inf is zero temperature.
    weights
        Before the first step and after each, shape (S + 1, 2).
    losses
        The mean free energy, shape (S + 1,).
    free_energies
        That of each sample, shape (S + 1, n).
    """

    beta: float
    weights: FloatArray
    losses: FloatArray
    free_energies: FloatArray


@dataclass(frozen=True)
class Pulls:
    """How each of n samples pulls at the manifold, at k of its points.

    Attributes
    ----------
    z
        The latents of the points: of the nearest one alone at zero temperature (k = 1), else those
        of the grid, shape (n, k).
    at
        The points g(z), shape (n, k, 2).
    share
        How much of the sample's pull is there, p(z | y), shape (n, k).
    pull
        -dF/dg = share 2 (y - g(z)), shape (n, k, 2).
    """

    z: FloatArray
    at: FloatArray
    share: FloatArray
    pull: FloatArray

    @property
    def felt(self) -> tuple[FloatArray, FloatArray]:
        """Where the manifold is pulled, and how, (m, 2) each: at a point of the grid by all."""
        if self.z.shape[1] == 1:
            return self.at[:, 0], self.pull[:, 0]
        return self.at[0], self.pull.sum(axis=0)

    @property
    def on_weights(self) -> FloatArray:
        """What all pulls together do to the weights: minus the gradient of the loss, (2,).

        dg/dw is [cos z, sin z], each component its own. On a grid it is exact as long as the mean
        over the grid is the integral.
        """
        direction = np.stack([np.cos(self.z), np.sin(self.z)], axis=-1)
        total: FloatArray = (self.pull * direction).sum(axis=1).mean(axis=0)
        return total


class Learning:
    """The decoder trained twice from the story's weights: cold, and at the story's beta.

    Parameters
    ----------
    story
        The numbers.
    y
        The samples, (n, 2).
    keeper
        Who keeps what was learned.
    """

    def __init__(self, story: Story, y: FloatArray, keeper: Keeper) -> None:
        self._story, self._y, self._keeper = story, y, keeper

    @cached_property
    def lesson(self) -> Lesson:
        """How it is learned: ``cold`` and ``warm`` weights, (S + 1, 2), and losses, (S + 1,)."""
        shapes: dict[str, tuple[int, ...]] = {}
        steps = self._story.learning.steps
        for name in ("cold", "warm"):
            shapes |= {name: (steps + 1, 2), f"{name}_losses": (steps + 1,)}
        numbers = {name: number_at(self._story, name) for name in NUMBERS}
        return Lesson("learning", numbers, 2 * steps, shapes, self._learn)

    @cached_property
    def cold(self) -> Training:
        """The training at zero temperature."""
        return self._training("cold", math.inf)

    @cached_property
    def warm(self) -> Training:
        """The training at the story's beta."""
        return self._training("warm", self._story.learning.beta)

    @cached_property
    def _learned(self) -> Arrays:
        return learned(self.lesson, self._keeper)

    def _training(self, name: str, beta: float) -> Training:
        weights, losses = self._learned[name], self._learned[f"{name}_losses"]
        each = free_energy(Ellipses(tensor(weights)[:, None]), tensor(self._y), beta=beta)
        return Training(beta, weights, losses, array(each))

    def _learn(self, on_step: OnStep) -> Arrays:
        section = self._story.learning
        found: dict[str, FloatArray] = {}
        for before, name, beta in (0, "cold", math.inf), (section.steps, "warm", section.beta):
            training = train_decoder(
                EllipseDecoder(self._story.decoder.weights),
                tensor(self._y).to(best_device()),
                beta=beta,
                steps=section.steps,
                rate=section.rate,
                on_step=lambda done, before=before: on_step(before + done),  # type: ignore[misc]
            )
            found |= {name: array(training.path), f"{name}_losses": array(training.losses)}
        return found
