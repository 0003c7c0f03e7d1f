"""The numbers that the chapters draw: what a story leads to, as NumPy arrays."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from lvebm_core.decoder import EllipseDecoder, latent_grid
from lvebm_core.ellipse import height_at
from lvebm_core.energy import energy, energy_table, mean_energy
from lvebm_core.free_energy import free_energy, free_energy_gradient, posterior
from lvebm_core.horn import Horn, HornSamples
from lvebm_core.inference import infer
from lvebm_core.melting import curvature_across, melting_beta
from lvebm_core.stationary import highest_energy, stationary_points
from scenes.story.arrays import ArrayLike as ArrayLike
from scenes.story.arrays import FloatArray as FloatArray
from scenes.story.arrays import array, tensor
from scenes.story.checkpoints import Forgetful, Keeper
from scenes.story.conditional import Conditional
from scenes.story.learning import Learning, Pulls
from scenes.story.parameters import Story
from scenes.story.predictor import FittedPredictor

# Of every process that asks for numbers, and of those that draw chapters side by side: a few
# hundred numbers in every frame, which to share among threads takes a thousand times as long.
torch.set_num_threads(1)


@dataclass(frozen=True)
class Samples:
    """Samples of the horn, with what made them.

    Attributes
    ----------
    x
        The observed input, shape (n,).
    theta
        The angle that nobody observes, shape (n,).
    y
        The observation, shape (n, 2).
    """

    x: FloatArray
    theta: FloatArray
    y: FloatArray


@dataclass(frozen=True)
class Descent:
    """The way an optimiser went, its start included.

    Attributes
    ----------
    z
        Shape (S + 1, ...) for S steps.
    energy
        E(y, g(z)) along the way, the same shape.
    """

    z: FloatArray
    energy: FloatArray


@dataclass(frozen=True)
class Inference:
    """What inference found for y (..., 2).

    Attributes
    ----------
    z
        z check, shape (...).
    energy
        E(y, g(z check)), shape (...).
    path
        The way there; None for the methods that take no steps.
    """

    z: FloatArray
    energy: FloatArray
    path: Descent | None


class StoryData:
    """Everything that a story's numbers lead to; all arrays are float64 and read-only.

    Parameters
    ----------
    story
        The validated numbers.
    weights
        The decoder's weights in place of the story's, (2,): of a decoder that was trained.
    keeper
        Who keeps what was learned for another story than the lecture's; by default nobody.
    """

    def __init__(
        self, story: Story, *, weights: ArrayLike | None = None, keeper: Keeper | None = None
    ) -> None:
        self.story = story
        self._keeper = keeper or Forgetful()
        if weights is not None:
            self.weights = array(tensor(weights))

    # The data

    @cached_property
    def _horn(self) -> Horn:
        parameters = self.story.horn
        return Horn(
            alpha=parameters.alpha,
            beta=parameters.beta,
            growth=parameters.growth,
            noise_std=parameters.noise_std,
        )

    @cached_property
    def horn(self) -> Samples:
        """Samples of the whole horn, x ~ U(0, 1)."""
        parameters = self.story.horn
        return _samples(self._horn.sample(parameters.samples, seed=parameters.seed))

    @cached_property
    def slice(self) -> Samples:
        """Samples at one x; their ``y`` is the lecture's Y."""
        parameters = self.story.slice
        return _samples(self._horn.sample(parameters.samples, seed=parameters.seed, x=parameters.x))

    @cached_property
    def answers(self) -> Samples:
        """Samples at the one x that is asked about."""
        parameters = self.story.one_to_many
        return _samples(self._horn.sample(parameters.samples, seed=parameters.seed, x=parameters.x))

    def radii(self, x: ArrayLike, growth: float | None = None) -> FloatArray:
        """Return the radii rho(x) of the ellipse at ``x``, at some growth: (...) -> (..., 2)."""
        horn = self.story.horn
        grown = self._horn if growth is None else Horn(horn.alpha, horn.beta, growth)
        return array(grown.radii(tensor(x)))

    def exponential(self, x: ArrayLike) -> FloatArray:
        """Return exp(growth x), which is what the radii share: (...) -> (...)."""
        only_growing = Horn(alpha=1.0, beta=1.0, growth=self.story.horn.growth)
        return array(only_growing.radii(tensor(x))[..., 0])

    def horn_mean(self, x: ArrayLike, theta: ArrayLike) -> FloatArray:
        """Return the noiseless point of the horn: (...), (...) -> (..., 2)."""
        return array(self._horn.mean(tensor(x), tensor(theta)))

    def heights(self, x: float, y1: float) -> FloatArray:
        """Return the y2 of the horn at ``x`` and ``y1``, ascending: (k,) with k = 0, 1 or 2."""
        heights = self._horn.heights(tensor(x), tensor(y1))
        return array(torch.unique(heights[~heights.isnan()]))

    def envelope(self, rings: int, around: int) -> tuple[FloatArray, FloatArray]:
        """Return closed ellipses of the horn, evenly spread from x = 0 to x = 1.

        Returns
        -------
        x : ndarray
            Where they stand, (rings,).
        y : ndarray
            Their points, the last one on the first, (rings, around, 2).
        """
        x = np.linspace(0.0, 1.0, rings)
        theta = np.linspace(0.0, 2 * math.pi, around)
        return x, self.horn_mean(x[:, None], theta)

    def pick(self, i: int) -> FloatArray:
        """Return the sample Y[i], counted from 1 as the lecture does: (2,)."""
        n = self.story.slice.samples
        if not 1 <= i <= n:
            raise ValueError(f"pick {i}: must be from 1 to {n}")
        sample: FloatArray = self.slice.y[i - 1]
        return sample

    # An ordinary network, fitted to the samples of the whole horn

    @cached_property
    def predictor(self) -> FittedPredictor:
        """The network that gives one y for each x."""
        return FittedPredictor(self.story, lambda: (self.horn.x, self.horn.y), self._keeper)

    @property
    def fitting_steps(self) -> int:
        """How many steps its fit took, at least 1: at most those that the story allows."""
        return self.predictor.steps

    def predict(self, x: ArrayLike, step: float | None = None) -> FloatArray:
        """Return what the network answers to ``x``: (...) -> (..., 2).

        It's the fitted one, or the one after some steps; between two steps it's on its way.
        """
        return self.predictor.predict(x, step)

    def prediction_error(self, step: float | None = None) -> float:
        """Return the network's mean squared distance from the samples of the whole horn."""
        missed = self.horn.y - self.predict(self.horn.x, step)
        return float((missed**2).sum(axis=-1).mean())

    # The model

    @cached_property
    def _decoder(self) -> EllipseDecoder:
        return self._make_decoder(self.weights)

    @cached_property
    def weights(self) -> FloatArray:
        """The decoder's weights w, (2,)."""
        return array(tensor(self.story.decoder.weights))

    @cached_property
    def latents(self) -> FloatArray:
        """The grid of latents from 0 to 2 pi, 2 pi excluded, (M,)."""
        return array(latent_grid(self.story.decoder.latents))

    def curve_latents(self, least: int) -> FloatArray:
        """Return latents to draw a curve through, from 0 to 2 pi, both included: (k,), k > least.

        They are evenly spaced, and those of the grid are among them.
        """
        latents = self.story.decoder.latents
        z: FloatArray = np.linspace(0.0, 2 * math.pi, math.ceil(least / latents) * latents + 1)
        z.setflags(write=False)
        return z

    @cached_property
    def manifold(self) -> FloatArray:
        """The decoder's point at each latent of the grid, (M, 2)."""
        return self.decode(self.latents)

    def decode(self, z: ArrayLike, weights: ArrayLike | None = None) -> FloatArray:
        """Return g(z) for the story's weights, or for others: (...) -> (..., 2)."""
        decoder = self._decoder if weights is None else self._make_decoder(weights)
        return array(decoder(tensor(z)))

    # The energy

    def energy(self, y: ArrayLike, z: ArrayLike) -> FloatArray:
        """Return E(y, z): (..., 2) and (...) -> their common shape (...)."""
        return array(energy(tensor(y), self._decoder(tensor(z))))

    def energies(self, y: ArrayLike, z: ArrayLike) -> FloatArray:
        """Return the energy of every pair: (N, 2) and (M,) -> (N, M)."""
        return array(energy_table(self._decoder, tensor(y), tensor(z)))

    @cached_property
    def energy_table(self) -> FloatArray:
        """The energy of each sample of Y at each latent of the grid, (N, M)."""
        return self.energies(self.slice.y, self.latents)

    def free_energy(self, y: ArrayLike, beta: float = math.inf) -> FloatArray:
        """Return F_beta(y): (..., 2) -> (...)."""
        return array(free_energy(self._decoder, tensor(y), beta=beta))

    def free_energy_gradient(self, y: ArrayLike, beta: float = math.inf) -> FloatArray:
        """Return dF_beta/dy: (..., 2) -> (..., 2)."""
        return array(free_energy_gradient(self._decoder, tensor(y), beta=beta))

    def mean_energy(self, y: ArrayLike) -> FloatArray:
        """Return the mean of E(y, z) over all z, the limit of F_beta: (..., 2) -> (...)."""
        return array(mean_energy(self._decoder, tensor(y)))

    @cached_property
    def top_of_plane(self) -> float:
        """The highest that F_beta gets on the plane, for any beta: the mean of E at a corner."""
        plane = self.story.plane
        return float(self.mean_energy([[y1, y2] for y1 in plane.y1 for y2 in plane.y2]).max())

    def highest_energy(self, y: ArrayLike) -> FloatArray:
        """Return the highest E(y, z) over all z: (..., 2) -> (...)."""
        return array(highest_energy(self._decoder, tensor(y)))

    def stationary_points(self, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return the z of the minima and of the maxima of E(y, z): (..., 2) -> (..., 2) each.

        The lowest and the highest come first; NaN is none.
        """
        found = stationary_points(self._decoder, tensor(y))
        return array(found.minima), array(found.maxima)

    def manifold_height(self, y1: float) -> float:
        """Return the y2 >= 0 at which the manifold has this y1; NaN if it doesn't."""
        return float(height_at(tensor(self.weights), tensor(y1)))

    def melting_beta(self, y1: float) -> float:
        """Return the beta at which the peak of F_beta(y1, y2) at y2 = 0 has gone, or infinity."""
        return melting_beta(self._decoder, y1)

    def curvature_across(self, y1: float, beta: float) -> float:
        """Return the second derivative of F_beta(y1, y2) in y2, at y2 = 0."""
        return float(curvature_across(self._decoder, tensor(y1), beta=beta))

    def importance(self, y: ArrayLike, z: ArrayLike, beta: float) -> FloatArray:
        """Return exp(-beta E(y, z)) as a share of that of the best z: (2,) and (M,) -> (M,).

        At beta = math.inf all z whose energy is the lowest, up to rounding, have share 1.
        """
        energies = self.energies(np.asarray(y)[None], z)[0]
        excess = energies - energies.min()
        share: FloatArray
        if math.isinf(beta):
            share = np.where(excess <= 1e-12 * (1 + energies.max()), 1.0, 0.0)
        else:
            share = np.exp(-beta * excess)
        share.setflags(write=False)
        return share

    @cached_property
    def locations(self) -> FloatArray:
        """The grid of the field, from the plane's lower left corner, rows upwards: (R, C, 2)."""
        plane, step = self.story.plane, self.story.field.grid_step
        across, up = (_steps(span, step) for span in (plane.y1, plane.y2))
        grid: FloatArray = np.stack(np.meshgrid(across, up), axis=-1)
        grid.setflags(write=False)
        return grid

    def posterior(self, y: ArrayLike, z: ArrayLike, beta: float) -> FloatArray:
        """Return p(z | y) at inverse temperature ``beta``: (..., 2) and (M,) -> (..., M)."""
        return array(posterior(self._decoder, tensor(y), tensor(z), beta=beta))

    def infer(self, y: ArrayLike, method: str = "exact", z0: ArrayLike | None = None) -> Inference:
        """Look for z check by a method of the core; one that takes steps starts at ``z0``."""
        found = infer(
            self._decoder,
            tensor(y),
            method=method,
            z0=None if z0 is None else tensor(z0),
            grid=self.story.decoder.latents,
        )
        way = found.path
        path = None if way is None else Descent(z=array(way.z), energy=array(way.energy))
        return Inference(z=array(found.z), energy=array(found.energy), path=path)

    # What is learned

    @cached_property
    def learning(self) -> Learning:
        """The decoder's training on Y, cold and warm, from the story's weights."""
        return Learning(self.story, self.slice.y, self._keeper)

    @cached_property
    def conditional(self) -> Conditional:
        """The model of the whole horn, and its training."""
        return Conditional(self.story, self._horn, self._keeper)

    def with_weights(self, weights: ArrayLike) -> "StoryData":
        """Return what the story leads to with other weights of the decoder, (2,)."""
        return StoryData(self.story, weights=weights, keeper=self._keeper)

    def pulls(self, beta: float = math.inf) -> Pulls:
        """Return how the samples of Y pull at the manifold."""
        y, z = tensor(self.slice.y), tensor(self.latents)
        if math.isinf(beta):
            latents = infer(self._decoder, y).z[:, None]
            share = torch.ones_like(latents)
        else:
            latents = z.expand(len(y), -1)
            share = posterior(self._decoder, y, z, beta=beta)
        at = self._decoder(latents)
        pull = 2 * share[..., None] * (y[:, None] - at)
        return Pulls(array(latents), array(at), array(share), array(pull))

    @staticmethod
    def _make_decoder(weights: ArrayLike) -> EllipseDecoder:
        return EllipseDecoder(tensor(weights)).requires_grad_(False)


def _samples(samples: HornSamples) -> Samples:
    return Samples(x=array(samples.x), theta=array(samples.theta), y=array(samples.y))


def _steps(span: tuple[float, float], step: float) -> FloatArray:
    """Return the low end of a span, and one value a step from there up to its high end."""
    count = math.floor((span[1] - span[0]) / step + 1e-9) + 1
    return np.asarray(span[0] + step * np.arange(count), dtype=np.float64)
