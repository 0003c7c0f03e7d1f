"""A line of one y₁ across an ellipse that faces us, and the y₂ where they meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Line, ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, placed
from scenes.mobjects.horn.heights import Heights
from scenes.mobjects.points import Discs

HEIGHTS = 'part("y", y_2) = part("sign", plus.minus) rho_2 sqrt(1 - (part("y", y_1) / rho_1)^2)'
NEAR_TIP, AT_TIP, BEYOND_TIP = 0.9, 1.0, 1.25  # places of the line, as shares of the ellipse's ρ₁

_MARGIN = BEYOND_TIP  # of the axes beside the ellipse
_LINE_MARGIN = 1.05  # ... and beside a line that misses it


class LineAcross:
    """A plane with a line across it at y₁, where it meets an ellipse, and all of that in numbers.

    Parameters
    ----------
    x
        Of the ellipse.
    y1
        Where the line begins.
    radii
        Of the ellipse, shape (2,).
    heights
        From y₁ to the y₂ of the ellipse, shape (k,): two, one or none.

    Attributes
    ----------
    y1 : ValueTracker
        Where the line is.
    plane : Plane
        The coordinates; of it only the axes are to be seen.
    axes : VGroup
        They with their names.
    line, met : Line, Discs
        The line, and the points where it meets the ellipse.
    numbers : Heights
        x, y₁ and the y₂.
    formula : Formula
        The y₂ as a formula.
    """

    def __init__(
        self, *, x: float, y1: float, radii: Array, heights: Callable[[float], Array]
    ) -> None:
        self._rho1, self._start, self._heights = float(radii[0]), y1, heights
        self.y1: Any = ValueTracker(y1)
        span = _MARGIN * radii
        span[0] = max(span[0], _LINE_MARGIN * abs(y1))
        self.plane = Plane(
            y1=(-span[0], span[0]), y2=(-span[1], span[1]), step=span.min(), zone=look.LEFT_STAGE
        )
        self.axes = VGroup(self.plane.axes, self.plane.labels)
        self.line = Line(color=look.OBSERVED, stroke_width=look.BOLD)
        self.met = Discs(np.empty((0, 3)), radius=look.POINT_RADIUS)
        self.numbers = Heights(x=x, largest=span.max(), zone=look.RIGHT_STAGE)
        self.formula = placed(Formula(HEIGHTS))
        follow(self.line, self._place_line)
        follow(self.met, lambda discs: discs.set_centers(self._at_y1(self.heights)))
        follow(self.numbers, lambda numbers: numbers.set_values(self.y1.get_value(), self.heights))

    @property
    def heights(self) -> Array:
        """The y₂ where the line meets the ellipse, shape (k,)."""
        return self._heights(self.y1.get_value())

    def move_to(self, share: float) -> Any:
        """Return an animation of the line to a share of ρ₁."""
        return self.y1.animate.set_value(share * self._rho1)

    def move_back(self) -> Any:
        """Return an animation of the line to where it began."""
        return self.y1.animate.set_value(self._start)

    def _at_y1(self, heights: Array) -> Array:
        """Return the places of some y₂ on the line, in Manim units, (k,) -> (k, 3)."""
        y1 = np.full(len(heights), self.y1.get_value())
        return self.plane.c2p(np.column_stack([y1, heights]))

    def _place_line(self, line: Line) -> None:
        bottom, top = self._at_y1(np.array(self.plane.up))
        line.put_start_and_end_on(bottom, top)
