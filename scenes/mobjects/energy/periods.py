"""An axis of z that widens from one turn to several, with all that is marked on it."""

from __future__ import annotations

import math
from typing import Self

import numpy as np

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.light import set_light

COMING = 0.12  # turns beyond the end over which a mark fades in as it comes


class PeriodicAxes(LatentAxes):
    """Energy over the latent, from one turn of z to several.

    What is drawn through `c2p` belongs to the turns that are shown at that moment, so it should be
    drawn again after `set_turns`.

    Parameters
    ----------
    top
        The largest energy shown.
    most
        How many turns can be shown.
    zone
        The part of the frame for the axes and their labels.

    Attributes
    ----------
    shown : float
        How many turns are shown.
    """

    def __init__(self, *, top: float, most: int, zone: look.Zone = look.RIGHT_STAGE) -> None:
        super().__init__(top=top, turns=1, zone=zone)
        self.most = most
        self.latent_marks += [self._mark_latent(2 * half) for half in range(3, 2 * most + 1)]
        self.set_turns(1.0)

    def set_turns(self, turns: float) -> Self:
        """Show so many turns, a real number from 1 to ``most``."""
        self.shown = turns
        self.across = (0.0, turns * math.tau)
        for z, tick, number in self.latent_marks:
            place = self.c2p([z, 0.0])
            tick.shift((place - tick.get_start()) * [1, 0, 0])
            number.shift((place - number.get_center()) * [1, 0, 0])
            light = self._light(z)
            for part in (tick, *number):
                set_light(part, light)
        return self

    def _light(self, z: float) -> float:
        """Return how bright a mark is: far beyond the end it is not seen, odd quarters soon not."""
        inside = float(np.clip((self.shown - z / math.tau) / COMING + 1, 0, 1))
        if abs(math.remainder(z, math.pi)) > 1e-9:
            return min(inside, float(np.clip(1 - (self.shown - 1) / (2 * COMING), 0, 1)))
        return inside
