"""Where each temperature stands on the dial: numbers, nothing is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

OUTERMOST = 1 / 8  # where the coldest stop stands; the warmest as far from the other end
STEEPEST = 0.6  # power of beta at most: a factor of 10 round the middle is a third of the scale


class TemperatureScale:
    """Positions on the dial, from 0 (beta = infinity) to 1 (beta = 0).

    beta = middle · ((1 − s) / s)^(1/power): infinite at s = 0, zero at s = 1, and in between as
    good as logarithmic, so that equal moves of the hand multiply beta alike. The middle and the
    power put the coldest and the warmest stop equally far from the ends.

    Parameters
    ----------
    betas
        The stops, in any order, all > 0; at least one.
    coldest
        From this beta on it is infinite: a hand nearer to the cold end means infinity.
    warmest
        The beta nearest to 0 that the hand goes to.

    Attributes
    ----------
    betas : tuple of float
        The stops from cold to warm.
    end : float
        The position of ``warmest``.
    places : int
        Digits after the point in which every beta down to ``warmest`` can be told.
    """

    def __init__(self, betas: Sequence[float], *, coldest: float, warmest: float) -> None:
        self.betas = tuple(sorted(betas, reverse=True))
        self._middle = (math.log(self.betas[0]) + math.log(self.betas[-1])) / 2
        span = math.log(self.betas[0]) - self._middle
        wanted = math.log(1 / OUTERMOST - 1)
        self._power = STEEPEST if span * STEEPEST <= wanted else wanted / span
        self._frozen = self.position(coldest)
        self.end = self.position(warmest)
        self.places = max(2, -math.floor(math.log10(warmest) + 1e-9))

    def position(self, beta: float) -> float:
        """Return where a beta stands, in [0, 1)."""
        if math.isinf(beta):
            return 0.0
        return 1 / (1 + math.exp(min(self._power * (math.log(beta) - self._middle), 700)))

    def beta(self, position: float) -> float:
        """Return the beta that a position in [0, 1] means; infinity near the cold end."""
        if position < self._frozen - 1e-12:
            return math.inf
        odds = (1 - position) / position
        return math.exp(self._middle + math.log(odds) / self._power) if odds > 0 else 0.0
