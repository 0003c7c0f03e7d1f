"""Exhaustive search: every latent of a grid is tried, and the best so far is kept."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import ApplyMethod, ValueTracker, VGroup, linear

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.inference.cross_pair import CrossPair
from scenes.mobjects.inference.search_in_plane import SearchInPlane
from scenes.mobjects.inference.search_over_latent import SearchOverLatent
from scenes.mobjects.inference.search_table import SearchRow
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.segments import Segments


class GridSearch(VGroup):
    """What is seen of it on the energy curve and in the plane at once.

    Parameters
    ----------
    over_z, in_plane
        The two pictures; the energy at the top of the one has the warmest colour, and from the y
        of the other the ray goes to the latent that is tried.
    latents
        The grid, shape (n,).

    Attributes
    ----------
    tried : ValueTracker
        How many latents have been tried, in parts too; only whole ones count.
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

    def __init__(self, over_z: SearchOverLatent, in_plane: SearchInPlane, latents: Array) -> None:
        super().__init__()
        landscape = over_z.landscape
        self.places = np.stack([over_z.at(latents), in_plane.at(latents)], axis=1)
        self.start = y = in_plane.plane.c2p(landscape.y)
        self.energies = landscape.energy(latents)
        self.colors = look.energy_colors(self.energies / landscape.top)
        self.tried = tried = ValueTracker(0)
        self.tries = Discs([], color=look.ENERGY, radius=look.RING_RADIUS)
        self.ray = Segments(y, y, self.colors[:1], width=look.BOLD)
        self.best = CrossPair(self.places[0], color=look.COLD)
        self.trying = Rings([], color=look.LATENT, radius=look.POINT_RADIUS)
        self.trying.set_stroke(width=look.BOLD)
        self.add(self.tries, self.ray, self.best, self.trying)
        self.go(1)
        follow(self, lambda grid: grid.go(tried.get_value()))

    @property
    def lowest(self) -> float:
        """The lowest energy so far."""
        return float(self.energies[: self.count].min())

    def count_in(self, row: SearchRow) -> None:
        """Let a row of a table show the count and the lowest energy, in every frame from now on."""
        follow(row, lambda row: row.set_values(self.count, self.lowest))

    def run(self) -> ApplyMethod:
        """Return an animation that tries the whole grid, at an even pace."""
        return ApplyMethod(self.tried.set_value, len(self.energies), rate_func=linear)

    def go(self, tried: float) -> Self:
        """Show so many tries, a real number; less than one is one, too many is all of them."""
        self.count = int(np.clip(tried, 1, len(self.energies)))
        latest = self.places[self.count - 1]
        self.tries.set_centers(self.places[: self.count, 0])
        self.ray.set_segments(self.start, latest[1], self.colors[[self.count - 1]])
        self.best.stand_at(self.places[self.energies[: self.count].argmin()])
        self.trying.set_centers(latest)
        return self
