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
    """A picture in the middle of the stage, larger than in the place that it was made for.

    What follows a plane's coordinates goes with it; what else stands on it is handed in. All of
    it is made in its later place first.

    Parameters
    ----------
    picture
        A plane, or any mobject that is to fill the stage as it is.
    *others
        What is enlarged and moved with it.
    zone
        What the picture fills at once, as well as it can; None leaves it where it was made.
    """

    def __init__(
        self,
        picture: Mobject,
        *others: Mobject,
        zone: look.Zone | None = look.CENTER_STAGE,
    ) -> None:
        self.parts = picture, *others
        self.box = picture.frame if isinstance(picture, Plane) else picture
        self._made_at, self._made_as = self.box.get_center(), self._size()
        if zone is not None:
            for move in self.fill(zone):
                move.carry(1.0)

    def fill(self, zone: look.Zone) -> list[Carried]:
        """Return animations that bring all of it to the middle of a zone, as large as fits."""
        width, height = self._size()
        return self._moves(zone.center, min(zone.width / width, zone.height / height))

    def make_room(self) -> list[Carried]:
        """Return animations that bring all of it to the place that it was made for."""
        return self._moves(self._made_at, max(self._made_as) / max(self._size()))

    def _size(self) -> tuple[float, float]:
        return max(self.box.width, 1e-9), max(self.box.height, 1e-9)

    def _moves(self, center: Array, factor: float) -> list[Carried]:
        shift = center - factor * self.box.get_center()
        return [Carried(part, factor, shift) for part in self.parts]


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
