"""A tour of the samples: where the pick is while it goes from one to the next."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from manim import smooth

Array = npt.NDArray[np.float64]


class Tour:
    """A way round all samples that rests at each of them and ends where it began.

    Parameters
    ----------
    y
        Samples, shape (n, 2).
    first
        Where it begins.
    rest
        Share of the time that it rests, in [0, 1).

    Attributes
    ----------
    stops : list of int
        The samples in their order, anticlockwise round their mean, the first again at the end.
    """

    def __init__(self, y: Array, *, first: int, rest: float) -> None:
        self.y, self.rest = y, rest
        angles = np.arctan2(*(y - y.mean(axis=0)).T[::-1])
        order = np.argsort((angles - angles[first]) % math.tau, kind="stable").tolist()
        order.remove(first)  # two samples at one angle could change places
        self.stops = [first, *order, first]

    @property
    def length(self) -> int:
        """How many times it goes on to another stop."""
        return len(self.stops) - 1

    def place(self, done: float) -> Array:
        """Return where it is after going on ``done`` times, a real number, shape (2,)."""
        stop = min(int(done), self.length - 1)
        share = smooth(float(np.clip((done - stop - self.rest) / (1 - self.rest), 0, 1)))
        start, end = self.y[self.stops[stop : stop + 2]]
        return np.asarray(start + share * (end - start))

    def reached(self, done: float) -> list[int]:
        """Return the samples that have had their turn, each once, after going on ``done`` times."""
        return self.stops[: min(int(done) + 1, self.length)]
