"""A picture that has the stage to itself, until something beside it needs room."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, Mobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.points import Circles


class Alone:
    """A plane in the middle of the stage, larger than in the place that it was made for.

    What follows the plane's coordinates goes with it; what else stands on it is handed in. All of
    it is made in its later place first.

    Parameters
    ----------
    plane
        It is enlarged at once.
    *others
        What is enlarged and moved with it.
    zone
        What the plane fills as well as it can.
    """

    def __init__(self, plane: Plane, *others: Mobject, zone: look.Zone = look.CENTER_STAGE) -> None:
        self.parts = plane, *others
        size = max(plane.frame.width, 1e-9), max(plane.frame.height, 1e-9)
        self.factor = min(zone.width / size[0], zone.height / size[1])
        self.shift = zone.center - self.factor * plane.frame.get_center()
        for part in self.parts:
            Carried(part, self.factor, self.shift).carry(1.0)

    def make_room(self) -> list[Animation]:
        """Return animations that bring all of it to the place that it was made for."""
        back = 1 / self.factor
        return [Carried(part, back, -back * self.shift) for part in self.parts]


class Carried(Animation):
    """Scale a mobject about the origin, then shift it; nothing but places and sizes changes.

    Parameters
    ----------
    mobject
        What is moved, with all its parts.
    factor
        Of its size.
    shift
        In Manim units, shape (3,).
    **kwargs
        For `manim.Animation`.
    """

    def __init__(self, mobject: Mobject, factor: float, shift: Array, **kwargs: Any) -> None:
        super().__init__(mobject, **kwargs)
        self.factor, self.shift = factor, shift
        self._note()

    def begin(self) -> None:
        """Note where each part is now."""
        self._note()
        super().begin()

    def _note(self) -> None:
        family: Any = self.mobject.get_family()
        self._before = [(part, part.points.copy(), getattr(part, "radius", 0)) for part in family]

    def interpolate_mobject(self, alpha: float) -> None:
        """Carry it a part of the way."""
        self.carry(self.rate_func(alpha))

    def carry(self, share: float) -> None:
        """Carry it a share of the way from where it was, in [0, 1]."""
        factor, shift = 1 + share * (self.factor - 1), share * self.shift
        for part, points, radius in self._before:
            part.points = np.asarray(factor * points + shift)
            if isinstance(part, Circles):  # which place themselves anew by it
                part.radius = factor * radius
