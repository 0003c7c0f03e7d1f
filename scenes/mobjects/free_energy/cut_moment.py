"""How warm it is, and how much of the cut is seen: state that draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Animation, ApplyMethod, ManimColor, ValueTracker
from manim.utils.rate_functions import ease_in_out_sine

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale


class CutMoment:
    """The temperature, and the point that walks along the cut; plain state that pictures read.

    Parameters
    ----------
    scale
        Where each temperature stands on the dial.
    y1
        Where the field is cut.
    y2
        Values along the cut, rising, shape (n,).
    start
        The y2 at which the walk begins.
    free_energy
        From y's, (..., 2), and a beta, to free energies, (...).

    Attributes
    ----------
    position : ValueTracker
        Of the dial's hand, from 0 (beta = infinity) to almost 1 (beta = 0).
    melted : ValueTracker
        The warmest position so far.
    zoom : ValueTracker
        How wide the view of the cut is, from 0 (close) to 1.
    walked : ValueTracker
        The y2 up to which the cut has been walked along.
    """

    def __init__(
        self,
        scale: TemperatureScale,
        *,
        y1: float,
        y2: Array,
        start: float,
        free_energy: Callable[[npt.ArrayLike, float], Array],
    ) -> None:
        self.scale, self.y1, self.y2 = scale, y1, y2
        self.free_energy = free_energy
        self.position: Any = ValueTracker(0)
        self.melted: Any = ValueTracker(0)
        self.zoom: Any = ValueTracker(0)
        self.walked: Any = ValueTracker(start)
        # Several pictures ask for those of one moment.
        self._heights = lru_cache(maxsize=2)(self.heights_at)

    @property
    def beta(self) -> float:
        """The inverse temperature."""
        return self.scale.beta(self.position.get_value())

    @property
    def color(self) -> ManimColor:
        """The temperature's colour."""
        return ManimColor.from_rgb(look.temperature_colors(self.position.get_value()))

    @property
    def y(self) -> Array:
        """Where the point is that walks along the cut, shape (2,)."""
        return self.along(self.walked.get_value())

    @property
    def height(self) -> float:
        """The free energy there."""
        return float(self.free_energy(self.y, self.beta))

    @property
    def heights(self) -> Array:
        """The free energies of this temperature all along the cut, at each y2, shape (n,)."""
        return self._heights(self.beta)

    def heights_at(self, beta: float) -> Array:
        """Return the free energies of a temperature all along the cut, shape (n,)."""
        return self.free_energy(self.along(self.y2), beta)

    def along(self, y2: npt.ArrayLike) -> Array:
        """Return the y's of the cut with these y2: (...) -> (..., 2)."""
        upwards = np.asarray(y2, dtype=np.float64)
        return np.stack([np.full_like(upwards, self.y1), upwards], axis=-1)

    def turn(self, position: float) -> list[Animation]:
        """Return the animations that turn the dial.

        They start faster than usual: near the cold end there is little to be seen.
        """
        trackers = [self.position]
        if position > self.melted.get_value():
            trackers.append(self.melted)
        return [ApplyMethod(t.set_value, position, rate_func=ease_in_out_sine) for t in trackers]
