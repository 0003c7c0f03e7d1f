"""The horn with a sheet across it, that slides and at last turns to be the plane of y."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, Animation, Mobject, UpdateFromFunc, ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.horn.horn import Horn
from scenes.mobjects.space import Sheet, faded

_LOWER = 0.6  # Manim units, the more the horn opens: the name y₂ is in no row of the readout


class SlicedHorn(Horn):
    """A horn and the ellipse that a sheet cuts out of it at its wide end; nothing is seen yet.

    Parameters
    ----------
    x, y, rings_x, rings_y
        As for a horn.
    ellipse
        From x to the closed ellipse there, shape (k, 2).
    end
        Where the sheet is to slide to.
    half
        Half its width and height when it is there, in units of y.

    Attributes
    ----------
    x : ValueTracker
        Where the sheet is.
    cut : Strokes
        The ellipse there.
    """

    def __init__(
        self,
        *,
        x: Array,
        y: Array,
        rings_x: Array,
        rings_y: Array,
        ellipse: Callable[[float], Array],
        end: float,
        half: tuple[float, float],
    ) -> None:
        opens = 1 - float(np.abs(rings_y[0]).max() / np.abs(rings_y).max())
        center = look.HORN_CENTER + _LOWER * opens * DOWN
        super().__init__(x=x, y=y, rings_x=rings_x, rings_y=rings_y, center=center)
        self._ellipse, self._end, self._half_at_end = ellipse, end, np.array(half)
        self.x: Any = ValueTracker(1.0)
        self.cut = self.ring(1.0, rings_y[-1])
        self._widest = np.abs(rings_y).max(axis=(0, 1)) * look.SHEET_MARGIN
        self.sheet: Sheet = Sheet(tuple(self._widest), look.INK.to_rgb(), self.x, ValueTracker(0.0))
        for part in self.parts:
            part.opacity.set_value(0.0)
        follow(self, SlicedHorn._follow)

    def face(self, plane: Plane) -> list[Any]:
        """Return animations that turn the cut to face us, until it lies in a plane; all else goes.

        Parameters
        ----------
        plane
            Where it is to lie.
        """
        gone = faded(0.0, self.dots, self.rings, self.profiles, *self.arrows)
        return [*gone, *self.laid_in(plane, x=self._end)]

    def kept_in(self, plane: Plane) -> Animation:
        """Return an animation in which the cut that faces us goes with a plane that moves."""

        def stay(_: Mobject) -> None:
            self.view.zoom.set_value(plane.unit / self.unit_y)
            self.view.center.move_to(plane.c2p([0.0, 0.0]))

        return UpdateFromFunc(self, stay)

    def _follow(self) -> None:
        """Let the cut follow the sheet, which shrinks on its way."""
        x = self.x.get_value()
        self.move_ring(self.cut, x, self._ellipse(x))
        left = (x - self._end) / (1 - self._end) if self._end < 1 else 0.0
        self.sheet.half = tuple(self._half_at_end + left * (self._widest - self._half_at_end))
