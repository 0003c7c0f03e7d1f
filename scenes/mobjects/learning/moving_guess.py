"""A guess that goes through the mean of the answers, their pulls at it, and its error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, placed
from scenes.mobjects.learning.empty_middle import EmptyMiddle
from scenes.mobjects.learning.error_curve import ErrorCurve
from scenes.mobjects.learning.prediction import Diamond
from scenes.mobjects.segments import Segments

MEAN = 'part("y_hat", bold(hat(y))) = 1 / n sum_(i = 1)^n part("y", bold(y)_i)'

_BEYOND, _SLIGHTLY = 0.7, 0.1  # how far it goes past the mean, of the empty middle or of its way
_WAY_POINTS = 121  # of the curve of its error


class MovingGuess:
    """A single guess at many answers, and the curve of its error over its way.

    Parameters
    ----------
    plane
        Where the answers are seen.
    answers
        Shape (n, 2).
    start
        Where the guess begins, shape (2,).
    mean, nearest
        The mean of the answers, and the answer that is nearest to it, both (2,).
    distance
        How far that one is from the mean.
    errors
        From guesses, (m, 2), to their errors, (m,).

    Attributes
    ----------
    way, drawn : ValueTracker
        How far past the mean the guess is, and how far its error has been drawn.
    pull : ValueTracker
        How far the pulls have grown, in [0, 1].
    diamond, pulls : Diamond, Segments
        The guess, and the lines from it to the answers.
    curve, trace, on_curve : ErrorCurve, ErrorTrace, Diamond
        The axes of the error, its curve as far as it is drawn, and the guess's place there.
    middle : EmptyMiddle
        The circle round the mean that has no answer in it.
    formula : Formula
        The mean as a formula.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        answers: Array,
        start: Array,
        mean: Array,
        nearest: Array,
        distance: float,
        errors: Callable[[Array], Array],
    ) -> None:
        self._plane, self._answers, self._mean, self._errors = plane, answers, mean, errors
        length = float(np.hypot(*(mean - start)))
        self._ahead = (mean - start) / length
        way = np.linspace(-length, max(_BEYOND * distance, _SLIGHTLY * length), _WAY_POINTS)
        self.way: Any = ValueTracker(-length)
        self.drawn: Any = ValueTracker(-length)
        self.pull: Any = ValueTracker(0.0)
        self.curve = ErrorCurve(
            way=way, errors=errors(mean + way[:, None] * self._ahead), zone=look.RIGHT_STAGE
        )
        self.trace = self.curve.trace()
        self.pulls = Segments(np.zeros(3), np.zeros(3), np.zeros((1, 3)), opacity=look.FAINT)
        self.diamond, self.on_curve = Diamond(np.zeros(3)), Diamond(np.zeros(3))
        self.middle = EmptyMiddle(plane.c2p(mean), plane.c2p(nearest), distance=distance)
        self.formula = placed(Formula(MEAN))
        follow(self.pulls, self._place_pulls)
        follow(self.diamond, lambda guess: guess.move_to(plane.c2p(self.at)))
        follow(self.trace, lambda trace: trace.draw(self.drawn.get_value()))
        follow(self.on_curve, lambda mark: mark.move_to(self.curve.place(self.way.get_value())))
        follow(self.curve.number, lambda number: number.set_value(self.error))

    @property
    def at(self) -> Array:
        """Where the guess is, shape (2,)."""
        way: float = self.way.get_value()
        return self._mean + way * self._ahead

    @property
    def error(self) -> float:
        """Its mean squared distance from the answers."""
        return float(self._errors(self.at[None])[0])

    def go_across(self) -> list[Any]:
        """Return animations of the guess to the end of its way, and of its error in step."""
        end = float(self.curve.way[-1])
        return [tracker.animate.set_value(end) for tracker in (self.way, self.drawn)]

    def go_to_mean(self) -> Any:
        """Return an animation of the guess to the mean."""
        return self.way.animate.set_value(0.0)

    def pull_to(self, share: float) -> Any:
        """Return an animation that lets the pulls grow or shrink to a share of their length."""
        return self.pull.animate.set_value(share)

    def _place_pulls(self, pulls: Segments) -> None:
        start, ends = self._plane.c2p(self.at), self._plane.c2p(self._answers)
        color = np.tile(look.PREDICTED.to_rgb(), (len(ends), 1))
        pulls.set_segments(start, start + self.pull.get_value() * (ends - start), color)
