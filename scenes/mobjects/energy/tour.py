"""A tour of the samples: state that tells where the pick is, and that draws nothing itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from manim import Animation, ApplyMethod, ValueTracker, linear, smooth

from scenes.mobjects.arrays import Array


class Tour:
    """A way round all samples that rests at each and ends where it began; plain state.

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
    done : ValueTracker
        How many times it has gone on to another stop, a real number.
    stops : list of int
        The samples in their order, anticlockwise round their mean, the first again at the end.
    """

    def __init__(self, y: Array, *, first: int, rest: float) -> None:
        self.samples, self.rest = y, rest
        self.done: Any = ValueTracker(0)
        angles = np.arctan2(*(y - y.mean(axis=0)).T[::-1])
        order = np.argsort((angles - angles[first]) % math.tau, kind="stable").tolist()
        order.remove(first)  # two samples at one angle could change places
        self.stops = [first, *order, first]

    @property
    def length(self) -> int:
        """How many times it goes on to another stop."""
        return len(self.stops) - 1

    @property
    def y(self) -> Array:
        """Where it is now, shape (2,)."""
        return self.place(self.done.get_value())

    @property
    def met(self) -> list[int]:
        """The samples that have had their turn by now, each once."""
        return self.reached(self.done.get_value())

    def go_round(self) -> Animation:
        """Return an animation of the whole way at a steady pace."""
        return ApplyMethod(self.done.set_value, self.length, rate_func=linear)

    def place(self, done: float) -> Array:
        """Return where it is after going on ``done`` times, a real number, shape (2,)."""
        stop = min(int(done), self.length - 1)
        share = smooth(float(np.clip((done - stop - self.rest) / (1 - self.rest), 0, 1)))
        start, end = self.samples[self.stops[stop : stop + 2]]
        return np.asarray(start + share * (end - start))

    def reached(self, done: float) -> list[int]:
        """Return the samples that have had their turn, each once, after going on ``done`` times."""
        return self.stops[: min(int(done) + 1, self.length)]
