"""What is true of single answers: of the mean of many, and of a network's."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenes.story.data import FloatArray, StoryData

EMPTY = 0.5
"""The middle is empty when nothing lies closer than this share of the smaller radius."""

POSITIONS = 101
"""Positions along x at which a network's answers are looked at."""

SETTLED = 0.02
"""A fit has settled when its last half gains no more than this share of the error."""

Place = Literal["the middle", "inside", "outside"]


@dataclass(frozen=True)
class Mean:
    """The mean of the answers to one x.

    Attributes
    ----------
    at
        The mean, (2,).
    nearest
        The answer that is nearest to it, (2,).
    distance
        How far that one is.
    """

    at: FloatArray
    nearest: FloatArray
    distance: float


def mean_of_answers(data: StoryData) -> Mean:
    """Return the mean of the answers to the one x, and the answer that is nearest to it."""
    answers = data.answers.y
    at = answers.mean(axis=0)
    distances = np.hypot(*(answers - at).T)
    nearest = int(distances.argmin())
    return Mean(at=at, nearest=answers[nearest], distance=float(distances[nearest]))


def guess_errors(data: StoryData, guesses: FloatArray) -> FloatArray:
    """Return the mean squared distance of the answers from each guess: (m, 2) -> (m,)."""
    missed = data.answers.y[None] - guesses[:, None]
    return np.asarray((missed**2).sum(axis=-1).mean(axis=1), dtype=np.float64)


def mean_is_alone(data: StoryData) -> bool:
    """Tell whether the mean lies in an empty middle, far from every answer."""
    radius = float(data.radii(data.story.one_to_many.x).min())
    return mean_of_answers(data).distance >= EMPTY * radius


@dataclass(frozen=True)
class Stray:
    """How far a network's answers are from the axis of the horn.

    Attributes
    ----------
    farthest
        The largest distance.
    radius
        The smallest radius of the horn.
    place
        Where the answers are: in the middle half of every ellipse, inside, or somewhere outside.
    """

    farthest: float
    radius: float
    place: Place


def stray(data: StoryData) -> Stray:
    """Return how far the fitted network's answers are from the axis."""
    x = np.linspace(0.0, 1.0, POSITIONS)
    answers, radii = data.predict(x), data.radii(x)
    share = float(np.hypot(*(answers / radii).T).max())
    place: Place = "the middle" if share <= EMPTY else "inside" if share < 1 else "outside"
    return Stray(float(np.hypot(*answers.T).max()), float(radii.min()), place)


def has_settled(data: StoryData) -> bool:
    """Tell whether the second half of the fit gained next to nothing."""
    last = data.prediction_error()
    return data.prediction_error(data.fitting_steps // 2) - last <= SETTLED * last
