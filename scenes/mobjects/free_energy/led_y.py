"""A y that is led over the field, its free energy in numbers, and the trail of it at the scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.free_energy.heat_map import ColorBar, ValueTrail
from scenes.mobjects.free_energy.readouts import FieldReadout
from scenes.mobjects.halo import edged
from scenes.mobjects.points import Cross

POINTS = 150  # of the trail, for each leg


class LedY:
    """A **y** on straight legs from stop to stop, and what is told of it.

    Parameters
    ----------
    plane
        What it is led over.
    stops
        Where it halts, the first one and the last included: shape (n, 2), n >= 2.
    free_energy_at
        From places, (..., 2), to free energies, (...).
    scale
        What the trail begins at, with the heights that it has then.

    Attributes
    ----------
    legs : ValueTracker
        How many legs it has gone, a real number.
    cross : Cross
        The **y**.
    readout : FieldReadout
        Its free energy and its components.
    trail : ValueTrail
        Its free energy so far.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        stops: Array,
        free_energy_at: Callable[[npt.ArrayLike], Array],
        scale: ColorBar,
    ) -> None:
        self.stops, self.free_energy_at = stops, free_energy_at
        self.legs: Any = ValueTracker(0)
        last = len(stops) - 1
        self.cross = edged(Cross(plane.c2p(self.y)))
        self.readout = FieldReadout(top=scale.top, largest=float(np.abs(stops).max()))
        along = [self.place(legs) for legs in np.linspace(0, last, POINTS * last + 1)]
        self.trail = ValueTrail(scale, free_energy_at(along), right=look.SIDE_STAGE.right)
        follow(self.cross, lambda cross: cross.move_to(plane.c2p(self.y)))
        follow(self.readout, lambda readout: readout.show_values(self.y, self.free_energy))
        follow(self.trail, lambda trail: trail.draw(self.legs.get_value() / last))

    @property
    def y(self) -> Array:
        """Where it is, shape (2,)."""
        return self.place(self.legs.get_value())

    @property
    def free_energy(self) -> float:
        """Its free energy."""
        return float(self.free_energy_at(self.y))

    def place(self, legs: float) -> Array:
        """Return where it is after so many legs, a real number, shape (2,)."""
        leg = min(int(legs), len(self.stops) - 2)
        start, end = self.stops[leg : leg + 2]
        return np.asarray(start + (legs - leg) * (end - start))

    def go_on(self) -> Any:
        """Return an animation that leads it to the next stop."""
        return self.legs.animate.set_value(round(self.legs.get_value()) + 1)
