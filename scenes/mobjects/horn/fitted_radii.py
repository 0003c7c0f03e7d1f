"""A model's radii beside the data's, over x: rings on curves."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import UL, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.horn.radii_plot import RadiiPlot
from scenes.mobjects.points import Rings

_RINGS = 11  # of each radius, from x = 0 to x = 1
_RING = 1.25 * look.RING_RADIUS


class FittedRadii(RadiiPlot):
    """ρ₁ and ρ₂ over x as curves, and a model's radii on top, as rings; as far as x has come.

    Parameters
    ----------
    x, truth, zone
        As for a plot of radii: positions, ρ₁ and ρ₂ there, and the part of the frame.
    fitted
        The model's radii at each position, (m, 2). Where one is negative its size is drawn.

    Attributes
    ----------
    fitted : tuple of Rings
        The model's radii.
    key : VGroup
        Its name beside a ring, and the data's beside a line.
    """

    def __init__(self, *, x: Array, truth: Array, fitted: Array, zone: look.Zone) -> None:
        sizes = np.abs(fitted)
        self.fitted = tuple(Rings([], radius=_RING) for _ in range(2))
        at = np.linspace(0.0, 1.0, _RINGS)
        self._at = at
        self._sizes = np.column_stack([np.interp(at, x, size) for size in sizes.T])
        super().__init__(x=x, radii=truth, zone=zone, top=float(max(truth.max(), sizes.max())))
        bold = 'bold(f)(part("x", x))'
        name = f'part("y_tilde", {bold if (fitted >= 0).all() else f"abs({bold})"})'
        self.key = VGroup(
            Rings([[0.0, 0.0, 0.0]], radius=_RING), Formula(name, font_size=look.TEXT_SIZE)
        ).arrange(buff=look.GAP / 2)
        self.key.move_to(self.lines[1].get_end() + [look.GAP, 0, 0], aligned_edge=UL)
        self.add(*self.fitted, self.key)

    def run_to(self, x: float, radii: npt.ArrayLike, *, drawn: float) -> Self:
        """Put the points at x and its radii; draw curves and rings up to another x."""
        super().run_to(x, radii, drawn=drawn)
        passed = self._at[self._at <= drawn + 1e-9]
        for rings, sizes in zip(self.fitted, self._sizes.T, strict=True):
            rings.set_centers(self.c2p(np.column_stack([passed, sizes[: len(passed)]])))
        return self
