"""How far segments have grown that begin one after another: state that draws nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, ApplyMethod, ValueTracker, linear

from scenes.mobjects.arrays import Array

WAVE = 6.0  # segments that grow at the same time


class Growth:
    """The growth of some segments, in their order; plain state.

    Parameters
    ----------
    count
        How many there are.

    Attributes
    ----------
    begun : ValueTracker
        How many have begun to grow, at first none; all are whole as it is ``count + WAVE``.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.begun: Any = ValueTracker(0)

    @property
    def reach(self) -> Array:
        """How far each segment has grown, in [0, 1], shape (count,)."""
        share = np.clip((self.begun.get_value() - np.arange(self.count)) / WAVE, 0, 1)
        return np.asarray(share * share * (3 - 2 * share))

    def finish(self) -> Animation:
        """Return an animation that lets all of them grow at a steady pace."""
        return ApplyMethod(self.begun.set_value, self.count + WAVE, rate_func=linear)
