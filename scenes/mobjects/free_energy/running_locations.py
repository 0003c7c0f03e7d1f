"""The locations of a field: they appear, run to the manifold, and take their values' colours."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, ApplyMethod, ValueTracker, linear

from scenes import look
from scenes.heat_colors import heat_colors
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.free_energy.heat_map import heat_shares
from scenes.mobjects.free_energy.locations import Locations
from scenes.mobjects.segments import Segments

WAVE = 0.35  # share of the time that one location takes to appear


class RunningLocations:
    """Discs on a grid over the plane, each of which can go straight to its nearest point.

    Parameters
    ----------
    plane
        What they lie in.
    places, ends
        Where they lie, and where they run to, both of shape (n, 2).
    values
        What their colours tell, shape (n,).
    top
        The value that has the highest colour.
    spacing
        Between neighbours, in units of y.

    Attributes
    ----------
    shown, moved, tinted : ValueTracker
        How far they have appeared, the farthest has run to its end, and all have taken their
        colours, each from 0 to 1.
    discs : Locations
        The locations.
    trails : Segments
        From where they lie to where they have run.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        places: Array,
        ends: Array,
        values: Array,
        top: float,
        spacing: float,
    ) -> None:
        self.plane, self.places, self.ends = plane, places, ends
        self.lengths = np.linalg.norm(ends - places, axis=1)
        self.shown: Any = ValueTracker(0)
        self.moved: Any = ValueTracker(0)
        self.tinted: Any = ValueTracker(0)
        self.plain, self.heat = (
            np.array(look.OBSERVED.to_rgb()),
            heat_colors(heat_shares(values, top)),
        )
        # They appear in waves from the lower left corner to the upper right one.
        across = np.ptp(places, axis=0)
        self.order = ((places - places.min(axis=0)) / across).mean(axis=1)
        at = plane.c2p(places)
        self.discs = Locations(at, radius=min(look.RING_RADIUS, spacing * plane.unit / 4))
        cold = np.tile(look.COLD.to_rgb(), (len(at), 1))
        self.trails = Segments(at, at, cold, width=look.THIN, opacity=look.FAINT)
        follow(self.discs, self._place)
        follow(
            self.trails,
            lambda trails: trails.set_segments(plane.c2p(places), plane.c2p(self.now), cold),
        )

    @property
    def now(self) -> Array:
        """Where they are, shape (n, 2): all are as fast, and the farthest arrive last."""
        gone = self.moved.get_value() * self.lengths.max()
        share = np.clip(gone / np.maximum(self.lengths, 1e-12), 0.0, 1.0)
        return np.asarray(self.places + share[:, None] * (self.ends - self.places))

    def appear(self) -> Animation:
        """Return an animation that lets them appear at a steady pace."""
        return ApplyMethod(self.shown.set_value, 1, rate_func=linear)

    def _place(self, discs: Locations) -> None:
        share = np.clip((self.shown.get_value() * (1 + WAVE) - self.order) / WAVE, 0, 1)
        discs.set_sizes(share * share * (3 - 2 * share))
        discs.set_centers(self.plane.c2p(self.now))
        discs.set_colors(self.plain + self.tinted.get_value() * (self.heat - self.plain))
