"""The conditional model of a story: an ellipse for each x, from untrained to trained."""

from functools import cached_property, lru_cache

import numpy as np

from lvebm_core.conditional import ConditionalEllipse
from lvebm_core.decoder import Ellipses, latent_grid
from lvebm_core.device import best_device
from lvebm_core.free_energy import free_energy
from lvebm_core.horn import Horn, HornSamples
from lvebm_core.inference import infer
from lvebm_core.learning import train_conditional
from lvebm_core.steps import model_at
from scenes.story.arrays import ArrayLike, FloatArray, Tensor, array, tensor
from scenes.story.checkpoints import Arrays, Keeper, Lesson, OnStep, learned, lesson_of_path
from scenes.story.parameters import ConditionalSection, Story

NUMBERS = (
    *("horn.alpha", "horn.beta", "horn.growth", "horn.noise_std"),
    *(f"conditional.{key}" for key in ConditionalSection.model_fields),
)
"""The story's numbers that decide what is learned."""

POSITIONS, AROUND = 101, 96
"""Values of x, and points of each ellipse, at which the model is compared with the horn."""


class Conditional:
    """The model of the whole horn, trained at zero temperature on samples of its own.

    Parameters
    ----------
    story
        The numbers.
    horn
        The story's horn.
    keeper
        Who keeps what was learned.
    """

    def __init__(self, story: Story, horn: Horn, keeper: Keeper) -> None:
        self._story, self._horn, self._keeper = story, horn, keeper
        self._model_at = lru_cache(maxsize=2)(self._compute_model_at)  # a frame asks many times

    @cached_property
    def lesson(self) -> Lesson:
        """How it is learned: the predictor's ``path``, (S + 1, P), and ``losses``, (S + 1,)."""
        size = sum(each.numel() for each in self._model.parameters())
        return lesson_of_path("conditional", self._story, NUMBERS, size, self._learn)

    @property
    def x(self) -> FloatArray:
        """The x of its samples, (n,)."""
        return array(self._samples.x)

    @property
    def y(self) -> FloatArray:
        """The y of its samples, (n, 2)."""
        return array(self._samples.y)

    @property
    def losses(self) -> FloatArray:
        """The mean free energy of its samples before the first step and after each, (S + 1,)."""
        return self._learned["losses"]

    def radii(self, x: ArrayLike, step: float | None = None) -> FloatArray:
        """Return the radii f(x): (...) -> (..., 2).

        They are those at the end, or after some steps; between two steps they're on their way. A
        radius may be negative: then the latent runs the other way round.
        """
        return array(self._model_at(step).radii(tensor(x)))

    def nearest(self, x: float, y: ArrayLike) -> FloatArray:
        """Return the point of the ellipse at x that is nearest to each y: (..., 2) -> (..., 2)."""
        ellipse = Ellipses(tensor(self.radii(x)))
        return array(ellipse(infer(ellipse, tensor(y)).z))

    def free_energy(self, x: float, y: ArrayLike) -> FloatArray:
        """Return F_inf(x, y), how badly each y goes with the x: (..., 2) -> (...)."""
        return array(free_energy(Ellipses(tensor(self.radii(x))), tensor(y)))

    def distance(self, step: float | None = None) -> float:
        """Return how far the model's points are from the true horn, the mean over x and z."""
        x, z = np.linspace(0.0, 1.0, POSITIONS), latent_grid(AROUND)
        points = Ellipses(tensor(self.radii(x, step))[:, None])(z)
        away = free_energy(Ellipses(self._horn.radii(tensor(x))[:, None]), points)
        return float(away.clamp(min=0).sqrt().mean())

    @cached_property
    def _path(self) -> Tensor:
        return tensor(self._learned["path"])

    @cached_property
    def _learned(self) -> Arrays:
        return learned(self.lesson, self._keeper)

    def _compute_model_at(self, step: float | None) -> ConditionalEllipse:
        path = self._path
        return model_at(self._model, path, len(path) - 1 if step is None else step)

    @cached_property
    def _samples(self) -> HornSamples:
        section = self._story.conditional
        return self._horn.sample(section.samples, seed=section.sample_seed)

    @cached_property
    def _model(self) -> ConditionalEllipse:
        """The model before its first step."""
        section = self._story.conditional
        return ConditionalEllipse(section.hidden, seed=section.seed)

    def _learn(self, on_step: OnStep) -> Arrays:
        section = self._story.conditional
        x, y = (each.to(best_device()) for each in (self._samples.x, self._samples.y))
        training = train_conditional(
            self._model, x, y, steps=section.steps, rate=section.rate, on_step=on_step
        )
        return {"path": array(training.path), "losses": array(training.losses)}
