"""A field of arrows over the plane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.arrows import Arrows
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.segments import Segments

_NO_LENGTH = 1e-6
SPACING = 0.66  # of a field's arrows, in Manim units
LONGEST = 0.94  # of the cell that an arrow is in


class GradientField(VGroup):
    """Arrows of a gradient over a plane, and the straight ways from them to where it is zero.

    An arrow is as long as the square root of its gradient, so that small ones are seen.

    Parameters
    ----------
    plane
        What they are drawn in.
    places, gradients, ends
        Where the arrows are, what they show, and where their ways end, each in units of y, shape
        (n, 2).
    longest
        How long the longest arrow is, in Manim units.

    Attributes
    ----------
    rising, traced : ValueTracker
        Which share of the arrows and of the ways is drawn, from 0 to 1.
    ways : Segments
        The ways.
    arrows : Arrows
        The arrows, above them.
    """

    def __init__(
        self, plane: Plane, *, places: Array, gradients: Array, ends: Array, longest: float
    ) -> None:
        self._starts, self._ends = plane.c2p(places), plane.c2p(ends)
        sizes = np.linalg.norm(gradients, axis=1, keepdims=True)
        scale = np.sqrt(np.maximum(sizes, _NO_LENGTH) * max(float(sizes.max()), _NO_LENGTH))
        self._arrows = longest * gradients / scale
        self._colors = np.tile(look.COLD.to_rgb(), (len(places), 1))
        self.ways = Segments(self._starts, self._starts, self._colors, opacity=look.ENVELOPE)
        self.arrows = Arrows(self._starts, 0 * self._arrows)
        super().__init__(self.ways, self.arrows)
        self.rising: Any = ValueTracker(0)
        self.traced: Any = ValueTracker(0)
        follow(self.arrows, lambda _: self.grow(self.rising.get_value()))
        follow(self.ways, lambda _: self.trace(self.traced.get_value()))

    def grow(self, share: float) -> None:
        """Let the arrows be this share of their lengths."""
        self.arrows.set_arrows(self._starts, share * self._arrows)

    def trace(self, share: float) -> None:
        """Draw this share of the ways."""
        ends = self._starts + share * (self._ends - self._starts)
        self.ways.set_segments(self._starts, ends, self._colors)


def gradient_field(
    plane: Plane,
    *,
    gradient_at: Callable[[Array], Array],
    nearest_to: Callable[[Array], Array],
) -> GradientField:
    """Cover a plane with the arrows of a distance's gradient, none longer than its cell.

    Parameters
    ----------
    plane
        What is covered.
    gradient_at, nearest_to
        From places, (n, 2), to the gradients there, and to where their ways end, (n, 2) each.
    """
    places, cell = arrow_places(plane, SPACING)
    return GradientField(
        plane,
        places=places,
        gradients=gradient_at(places),
        ends=nearest_to(places),
        longest=LONGEST * cell,
    )


def arrow_places(plane: Plane, spacing: float) -> tuple[Array, float]:
    """Cut a plane into equal cells, whose centres are the places of arrows.

    An arrow that is no longer than the shorter side of a cell stays in its cell, and so in the
    plane.

    Parameters
    ----------
    plane
        The plane.
    spacing
        The side that a cell should have, in Manim units.

    Returns
    -------
    places : ndarray
        The y's, from the lower left corner, rows upwards: shape (n, 2).
    side : float
        The shorter side of a cell, in Manim units.
    """
    spans = np.array([plane.across, plane.up], dtype=np.float64)
    sizes = np.ptp(spans, axis=1)
    counts = np.maximum(np.rint(sizes * plane.unit / spacing), 1).astype(int)
    cells = sizes / counts
    at = [
        low + cell * (np.arange(count) + 0.5)
        for (low, _), cell, count in zip(spans, cells, counts, strict=True)
    ]
    places = np.stack(np.meshgrid(*at), axis=-1).reshape(-1, 2)
    return places, float(cells.min() * plane.unit)
