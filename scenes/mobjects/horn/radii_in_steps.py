"""The radii of the horn while their formula is built: state that draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ValueTracker

from scenes.mobjects.arrays import Array


class RadiiInSteps:
    """ρ₁ and ρ₂ over x, as far as they have come from 1 to what their formula says.

    Parameters
    ----------
    radii
        The whole formula, from x, (...), to (..., 2).
    exponential
        The exponential in it, from x, (...), to (...).

    Attributes
    ----------
    x : ValueTracker
        Where the ellipse is along the horn.
    stretches : tuple of ValueTracker
        How far the circle has been stretched to each of its radii, in [0, 1].
    trade, growth : ValueTracker
        How much of the formula there is, in [0, 1]: of the change from β and α to α and β, and of
        the exponential.
    """

    def __init__(
        self,
        *,
        radii: Callable[[npt.ArrayLike], Array],
        exponential: Callable[[npt.ArrayLike], Array],
    ) -> None:
        self.whole, self._exponential = radii, exponential
        self.start, self.end = radii(0.0), radii(1.0)
        self.x: Any = ValueTracker(0.0)
        self.stretches: tuple[Any, Any] = (ValueTracker(0.0), ValueTracker(0.0))
        self.trade: Any = ValueTracker(0.0)
        self.growth: Any = ValueTracker(0.0)

    def at(self, x: npt.ArrayLike) -> Array:
        """Return the radii at x as far as they have come, (...) -> (..., 2)."""
        factor = self._exponential(x)[..., None]
        traded = self.start + self.trade.get_value() * (self.whole(x) / factor - self.start)
        grown = traded * factor ** self.growth.get_value()
        stretches = np.array([stretch.get_value() for stretch in self.stretches])
        return np.asarray(1 + stretches * (grown - 1))

    @property
    def here(self) -> Array:
        """The radii of the ellipse where it is now, shape (2,)."""
        return self.at(self.x.get_value())
