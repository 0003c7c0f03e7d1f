"""The ordinary network of a story: one y for each x, from its first weights to its last."""

from collections.abc import Callable
from functools import cached_property, lru_cache

import numpy as np

from lvebm_core.predictor import Predictor, fit_predictor
from lvebm_core.steps import model_at
from scenes.story.arrays import ArrayLike, FloatArray, Tensor, array, tensor
from scenes.story.checkpoints import Arrays, Keeper, Lesson, OnStep, learned, lesson_of_path
from scenes.story.parameters import PredictorSection, Story

NUMBERS = (
    *("horn.alpha", "horn.beta", "horn.growth", "horn.noise_std", "horn.samples", "horn.seed"),
    *(f"predictor.{key}" for key in PredictorSection.model_fields),
)
"""The story's numbers that decide what is learned."""


class FittedPredictor:
    """The network, fitted to the samples of the whole horn by least squares.

    Parameters
    ----------
    story
        The numbers.
    samples
        Returns the horn's x, (n,), and y, (n, 2).
    keeper
        Who keeps what was learned.
    """

    def __init__(
        self, story: Story, samples: Callable[[], tuple[FloatArray, FloatArray]], keeper: Keeper
    ) -> None:
        self._story, self._samples, self._keeper = story, samples, keeper
        self._at = lru_cache(maxsize=2)(self._compute_at)  # a frame asks many times

    @cached_property
    def lesson(self) -> Lesson:
        """How it is learned: its ``path``, (S + 1, P), and ``losses``, (S + 1,).

        Where the fit ended early, its last numbers are repeated.
        """
        size = sum(each.numel() for each in self._first.parameters())
        return lesson_of_path("predictor", self._story, NUMBERS, size, self._learn)

    @cached_property
    def steps(self) -> int:
        """How many steps the fit took, at least 1: at most those that the story allows."""
        moved = (np.diff(self._learned["path"], axis=0) != 0).any(axis=1)
        return max(int(moved.sum()), 1)

    def at(self, step: float | None = None) -> Predictor:
        """Return the fitted network, or as it was after some steps, or on its way to the next."""
        return self._at(self.steps if step is None else step)

    def predict(self, x: ArrayLike, step: float | None = None) -> FloatArray:
        """Return what it answers to ``x``: (...) -> (..., 2)."""
        return array(self.at(step)(tensor(x)))

    def _compute_at(self, step: float) -> Predictor:
        return model_at(self._first, self._path, step)

    @cached_property
    def _path(self) -> Tensor:
        return tensor(self._learned["path"])

    @cached_property
    def _learned(self) -> Arrays:
        return learned(self.lesson, self._keeper)

    @cached_property
    def _first(self) -> Predictor:
        """The network before its first step."""
        section = self._story.predictor
        return Predictor(section.hidden, seed=section.seed)

    def _learn(self, on_step: OnStep) -> Arrays:
        x, y = map(tensor, self._samples())
        steps = self._story.predictor.steps
        fit = fit_predictor(self._first, x, y, steps=steps, on_step=on_step)
        found = {"path": array(fit.path), "losses": array(fit.losses)}
        left = steps + 1 - len(fit.losses)
        if left:
            on_step(steps)
        return {
            name: np.concatenate([values, np.repeat(values[-1:], left, axis=0)])
            for name, values in found.items()
        }
