"""Points that slide straight onto the nearest ones of the manifold."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.light import set_light
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.segments import Segments


class Denoising(VGroup):
    """Observations, each on its way to the point of the manifold that takes its place.

    Parameters
    ----------
    y, denoised
        Where the points are and where they go, in Manim units, shape (n, 3).

    Attributes
    ----------
    ghosts : Discs
        Faint discs that stay behind.
    ways : Segments
        From where each was to where it is.
    samples : Discs
        The points.
    arrived : Rings
        Where they go.
    """

    def __init__(self, y: Array, denoised: Array) -> None:
        super().__init__()
        self.ghosts, self.samples = Discs(y), Discs(y)
        set_light(self.ghosts, look.DIMMED)
        self.colors = np.broadcast_to(look.COLD.to_rgb(), (len(y), 3))
        self.ways = Segments(y, y, self.colors)
        self.arrived = Rings(denoised, radius=look.DOT_RADIUS)
        self.arrived.set_stroke(width=look.BOLD)
        self.add(self.ghosts, self.ways, self.samples, self.arrived)

    def slide(self, share: float) -> Self:
        """Let the points go a share of their ways, in [0, 1]."""
        y, denoised = self.ghosts.get_centers(), self.arrived.get_centers()
        now = y + share * (denoised - y)
        self.samples.set_centers(now)
        self.ways.set_segments(y, now, self.colors)
        return self
