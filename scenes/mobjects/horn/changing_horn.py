"""The horn while one number of its formula changes: how fast it grows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.horn.horn import INTO, Horn
from scenes.mobjects.horn.trace import AROUND, circle
from scenes.mobjects.space import faded

_ZOOM = 0.78
_SOME = 0.5  # a growth that turns a tube into a horn
_TURN = 0.4  # radians, how far it turns round while the words beside it are read


class ChangingHorn(Horn):
    """A horn whose growth can be changed and changed back, seen into its wide end.

    At first nothing of it is seen.

    Parameters
    ----------
    x, theta
        What made the samples, shapes (n,) and (n,).
    y
        The samples, shape (n, 2).
    rings_x
        Where the envelope has its ellipses, shape (m,).
    growth
        That of the formula.
    radii
        From x, (...), and a growth to the radii, (..., 2).
    center
        Where in the frame the middle of the horn is seen, shape (3,).

    Attributes
    ----------
    growth : ValueTracker
        The growth of this moment; the noise of each sample stays as it is.
    other : float
        What to change it to: nothing, or something where there is none.
    """

    def __init__(
        self,
        *,
        x: Array,
        theta: Array,
        y: Array,
        rings_x: Array,
        growth: float,
        radii: Callable[[npt.ArrayLike, float], Array],
        center: Array,
    ) -> None:
        self._x, self._theta, self._radii = x, theta, radii
        self.growth: Any = ValueTracker(growth)
        self.other = 0.0 if growth else _SOME
        self._noise = y - radii(x, growth) * circle(theta)
        rings_y = radii(rings_x, growth)[:, None] * circle(AROUND)
        widest = float(max(np.abs(radii(rings_x, each)).max() for each in (growth, self.other)))
        super().__init__(x=x, y=y, rings_x=rings_x, rings_y=rings_y, widest=widest, center=center)
        self.view.azimuth.set_value(INTO[0] + _TURN / 4)
        self.view.elevation.set_value(INTO[1])
        self.view.zoom.set_value(_ZOOM)
        for part in self.parts:
            part.opacity.set_value(0.0)
        follow(self, ChangingHorn._follow)

    def appear(self) -> list[Any]:
        """Return animations that let it be seen."""
        return [*faded(1.0, self.dots), *faded(look.ENVELOPE, self.rings, self.profiles)]

    def turn(self) -> Any:
        """Return an animation that turns it a little."""
        azimuth: Any = self.view.azimuth
        return azimuth.animate.set_value(azimuth.get_value() - _TURN)

    def _follow(self) -> None:
        growth = self.growth.get_value()
        self.set_envelope(self._radii(self._rings_x, growth)[:, None] * circle(AROUND))
        y = self._radii(self._x, growth) * circle(self._theta) + self._noise
        self.dots.at = np.column_stack([self._x, y])
