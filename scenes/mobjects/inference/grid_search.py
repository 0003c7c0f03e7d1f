"""Exhaustive search: every latent of a grid is tried, and the best so far is kept."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import ManimColor, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.segments import Segments


class CrossPair(VGroup):
    """Two crosses for one latent: one on the energy curve and one on the manifold.

    Parameters
    ----------
    places
        Where, in Manim units, shape (2, 3).
    color
        The role's.
    """

    def __init__(self, places: Array, *, color: ManimColor) -> None:
        super().__init__(*(Cross(place, color=color) for place in places))
        # A dark edge keeps them apart from the lines they stand on.
        self.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)

    def stand_at(self, places: Array) -> Self:
        """Put them elsewhere, shape (2, 3)."""
        for cross, place in zip(self, places, strict=True):
            cross.move_to(place)
        return self


class GridSearch(VGroup):
    """What is seen of it on the energy curve and in the plane at once.

    Parameters
    ----------
    places
        Of each latent on the curve and on the manifold, in Manim units, shape (n, 2, 3).
    energies
        Shape (n,).
    y
        From where the ray goes to the latent that is tried, shape (3,).
    top
        The energy that has the warmest colour.

    Attributes
    ----------
    tries : Discs
        The energies of the latents tried, on the curve.
    ray : Segments
        From y to the latest one's point of the manifold, in the colour of its energy.
    best : CrossPair
        The best so far.
    trying : Rings
        The latest one, on the curve and on the manifold.
    count : int
        How many have been tried, 1 or more.
    """

    def __init__(self, places: Array, energies: Array, *, y: Array, top: float) -> None:
        super().__init__()
        self.places, self.energies, self.start = places, energies, y
        self.colors = look.energy_colors(energies / top)
        self.tries = Discs([], color=look.ENERGY, radius=look.RING_RADIUS)
        self.ray = Segments(y, y, self.colors[:1], width=look.BOLD)
        self.best = CrossPair(places[0], color=look.COLD)
        self.trying = Rings([], color=look.LATENT, radius=look.POINT_RADIUS)
        self.trying.set_stroke(width=look.BOLD)
        self.add(self.tries, self.ray, self.best, self.trying)
        self.go(1)

    @property
    def lowest(self) -> float:
        """The lowest energy so far."""
        return float(self.energies[: self.count].min())

    def go(self, tried: float) -> Self:
        """Show so many tries, a real number; less than one is one, too many is all of them."""
        self.count = int(np.clip(tried, 1, len(self.energies)))
        latest = self.places[self.count - 1]
        self.tries.set_centers(self.places[: self.count, 0])
        self.ray.set_segments(self.start, latest[1], self.colors[[self.count - 1]])
        self.best.stand_at(self.places[self.energies[: self.count].argmin()])
        self.trying.set_centers(latest)
        return self
