"""A network that is fitted to a horn: its answers as a line, how far they miss, and its error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import UL, ApplyMethod, ValueTracker, rush_into

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.learning.prediction import Misses, PredictionLine
from scenes.mobjects.readout import Readout
from scenes.mobjects.space import Space

_LINE_POINTS = 61  # of the line of predictions
_MISSES = 40  # samples whose distance from their prediction is drawn
_A_STEP, _LOOKED_AT = 4, 200  # errors that are looked at in a step, and in all


class Fit:
    """The answers of a network at some step of its fit.

    Parameters
    ----------
    space
        Where they are seen; the misses are appended to it, and not seen yet.
    samples
        (x, y₁, y₂), shape (n, 3).
    predict
        From x, (m,), and a step to the network's answers there and then, (m, 2).
    error
        From a step to the mean squared distance of the answers from the samples.
    steps
        How many there are.

    Attributes
    ----------
    step : ValueTracker
        The step of this moment, at first 0.
    drawn : ValueTracker
        How much of the line is drawn, in [0, 1], at first nothing.
    line, misses : PredictionLine, Misses
        The answers, and how far some of the samples are from theirs.
    error : Readout
        The error as a number, in the corner.
    """

    def __init__(
        self,
        space: Space,
        *,
        samples: Array,
        predict: Callable[[Array, float], Array],
        error: Callable[[float], float],
        steps: float,
    ) -> None:
        self._predict, self._steps = predict, steps
        self.step: Any = ValueTracker(0.0)
        self.drawn: Any = ValueTracker(0.0)
        few = np.linspace(0, len(samples) - 1, min(_MISSES, len(samples))).round().astype(int)
        self.misses = Misses(samples[few, 0], samples[few, 1:])
        self.misses.opacity.set_value(0.0)
        space.parts.append(self.misses)
        self.line = PredictionLine(space, x=np.linspace(0.0, 1.0, _LINE_POINTS))
        row = f'"{label("error")}"', lambda: error(self.step.get_value())
        # On its way from one step to the next an error may rise, in the first, far steps if at all.
        along = np.arange(min(_LOOKED_AT, _A_STEP * steps) + 1) / _A_STEP
        self.error = Readout(row, largest=max(map(error, along.tolist())))
        self.error.move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        follow(space, lambda _: self._place_misses())
        follow(
            self.line,
            lambda line: line.place(self.answers(line.x), drawn=self.drawn.get_value()),
        )

    def answers(self, x: Array) -> Array:
        """Return what the network answers at this step, (m,) -> (m, 2)."""
        return self._predict(x, self.step.get_value())

    def draw_line(self) -> Any:
        """Return an animation that draws the line to its end."""
        return self.drawn.animate.set_value(1.0)

    def finish(self) -> ApplyMethod:
        """Return an animation of the whole fit."""
        # The first steps of a fit go farthest, so they get most of the time.
        return ApplyMethod(self.step.set_value, self._steps, rate_func=rush_into)

    def _place_misses(self) -> None:
        if self.misses.opacity.get_value() > 0:
            self.misses.place(self.answers(self.misses.x))
