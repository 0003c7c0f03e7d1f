"""Points that slide straight onto the nearest ones of the manifold."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from manim import ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.light import set_light
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.segments import Segments


class Denoising(VGroup):
    """Observations, each moving to the point of the manifold that takes its place.

    Parameters
    ----------
    y, denoised
        Where the points are and where they go, in Manim units, shape (n, 3).

    Attributes
    ----------
    slid : ValueTracker
        How far the points have slid, from 0 to 1.
    ghosts : Discs
        Faint discs that stay behind.
    moves : Segments
        From where each was to where it is.
    samples : Discs
        The points.
    arrived : Rings
        Where they go.
    """

    def __init__(self, y: Array, denoised: Array) -> None:
        super().__init__()
        self.slid: Any = ValueTracker(0)
        self.ghosts, self.samples = Discs(y), Discs(y)
        set_light(self.ghosts, look.DIMMED)
        self.colors = np.broadcast_to(look.COLD.to_rgb(), (len(y), 3))
        self.moves = Segments(y, y, self.colors)
        self.arrived = Rings(denoised, radius=look.DOT_RADIUS)
        self.arrived.set_stroke(width=look.BOLD)
        self.add(self.ghosts, self.moves, self.samples, self.arrived)
        # On the part that is painted first: Manim paints again only what lies above it.
        follow(self.moves, lambda _: self.slide(self.slid.get_value()))

    def slide(self, share: float) -> Self:
        """Let the points go a share of their moves, in [0, 1]."""
        y, denoised = self.ghosts.get_centers(), self.arrived.get_centers()
        now = y + share * (denoised - y)
        self.samples.set_centers(now)
        self.moves.set_segments(y, now, self.colors)
        return self
