"""Whose turn it is: state that other parts follow, and that draws nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from manim import Animation, ApplyMethod, ValueTracker, linear

from scenes.mobjects.arrays import Array

APPEARS, SWEPT, LEAVES = 0.1, 0.7, 0.85  # when in its turn a sample is there, is swept, and goes


class Turns:
    """Each sample's turn in order, then visits to those that are spoken of; plain state.

    Parameters
    ----------
    count
        How many samples there are, 1 or more.
    route
        The stops after all had their turn, in order, 2 or more: name -> sample, counted from 0.

    Attributes
    ----------
    filled : ValueTracker
        How many samples had their turn; its fraction is the part of the turn that has passed.
        It begins with the first sample already there.
    stop : ValueTracker
        After the turns, where on the route we are.
    focus : ValueTracker
        ... and how brightly that is shown, in [0, 1].
    low : ValueTracker
        How brightly its lowest energy is shown, in [0, 1].
    """

    def __init__(self, count: int, route: Mapping[str, int]) -> None:
        self.count = count
        self.names, self.route = list(route), list(route.values())
        self.filled: Any = ValueTracker(APPEARS)
        self.stop: Any = ValueTracker(0)
        self.focus: Any = ValueTracker(0)
        self.low: Any = ValueTracker(0)

    @property
    def filling(self) -> bool:
        """Whether samples still take their turns."""
        return bool(self.filled.get_value() < self.count)

    @property
    def done(self) -> int:
        """How many samples were swept to their end."""
        return min(int(self.filled.get_value() + 1 - SWEPT + 1e-9), self.count)

    @property
    def presence(self) -> float:
        """How brightly the sample of this moment is shown, in [0, 1]."""
        if not self.filling:
            return float(self.focus.get_value())
        share = self.filled.get_value() % 1
        return float(min(share / APPEARS, (1 - share) / (1 - LEAVES), 1.0))

    @property
    def swept(self) -> float:
        """Which part of its sweep the sample of this moment has behind it, in [0, 1]."""
        if not self.filling:
            return 1.0
        share = self.filled.get_value() % 1
        return float(np.clip((share - APPEARS) / (SWEPT - APPEARS), 0, 1))

    @property
    def sample(self) -> int:
        """The sample of this moment, counted from 0; on the way to another, the nearer one."""
        if self.filling:
            return int(self.filled.get_value())
        return self.route[int(self.stop.get_value() + 0.5)]

    @property
    def rest(self) -> float:
        """How near to a sample we are: 1 at it, 0 half way to another."""
        return 1.0 if self.filling else float(abs(2 * (self.stop.get_value() % 1) - 1))

    def now(self, values: Array) -> Array:
        """Return what belongs to this moment, of a value for each sample: (n, ...) -> (...)."""
        if self.filling:
            return np.asarray(values[self.sample], dtype=np.float64)
        at = self.stop.get_value()
        before = min(int(at), len(self.route) - 2)
        start, end = values[self.route[before]], values[self.route[before + 1]]
        return np.asarray(start + (at - before) * (end - start), dtype=np.float64)

    def fill(self, turns: float) -> Animation:
        """Return an animation of steady turns until so many are over."""
        return ApplyMethod(self.filled.set_value, turns, rate_func=linear)

    def go_to(self, name: str) -> list[Animation]:
        """Return animations that go on to a stop of the route, or show it if nothing is shown."""
        stop = self.names.index(name)
        if self.focus.get_value() == 0:
            self.stop.set_value(stop)
        return [self.stop.animate.set_value(stop), self.focus.animate.set_value(1)]

    def hide(self) -> list[Animation]:
        """Return animations that hide the sample of this moment, and its lowest energy."""
        return [tracker.animate.set_value(0) for tracker in (self.focus, self.low)]
