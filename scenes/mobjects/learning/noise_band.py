"""How far the model expects its answers to scatter about the manifold."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import UP, ValueTracker, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.bezier import straight
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.following import follow
from scenes.mobjects.points import Rings

FILL = 0.14  # opacity of the band
STRIPES = 96  # circles that the band is made of
_CIRCLE = np.stack([f(np.linspace(0, math.tau, 73)) for f in (np.cos, np.sin)], axis=-1)


class NoiseBand(VGroup):
    """A circle round a point of the manifold that goes all round it, and the band that it sweeps.

    What lies outside the plane is cut off.

    Parameters
    ----------
    plane
        What it is drawn in.
    decode
        From latents, (m,), to the decoder's points, (m, 2).
    spread
        The circle's radius, in units of y.

    Attributes
    ----------
    z : ValueTracker
        The latent, at first 0.
    band, circle : VMobject
        What was swept, and the circle.
    at : Rings
        Its centre.
    radius : VGroup
        The radius at the first point, inwards, as a bar with its length; nothing if it leaves the
        plane.
    """

    def __init__(
        self, plane: Plane, *, decode: Callable[[npt.ArrayLike], Array], spread: float
    ) -> None:
        self.z: Any = ValueTracker(0)
        self.band = VMobject(fill_color=look.DECODED, fill_opacity=FILL, stroke_width=0)
        self.circle = VMobject(color=look.DECODED, stroke_width=look.LINE)
        self.at = Rings(np.zeros((1, 3)), radius=look.POINT_RADIUS, color=look.LATENT)
        super().__init__(self.band, self.circle, self.at)
        z = self.z
        start = decode([z.get_value()])[0]
        end = start - [math.copysign(spread, start[0]), 0.0]
        self.radius = VGroup()
        if plane.across[0] <= end[0] <= plane.across[1]:
            self.radius.add(DistanceBar(*plane.c2p([start, end]), value=spread, side=UP))

        def place(noise: NoiseBand) -> None:
            swept = np.linspace(0, z.get_value(), STRIPES)
            circles = _circles(plane, decode(swept), spread)
            noise.band.set_points(straight(circles[:, :-1], circles[:, 1:]))
            noise.circle.set_points_as_corners(circles[-1])
            noise.at.set_centers(plane.c2p(decode([z.get_value()])))

        follow(self, place)
        place(self)


def _circles(plane: Plane, centers: Array, radius: float) -> Array:
    """Return circles round centers (n, 2), cut off at the plane's edges, (n, k, 3)."""
    # Moved to the nearest edge: of a circle round a point inside, that is its part inside.
    (left, right), (bottom, top) = plane.across, plane.up
    around = np.clip(centers[:, None] + radius * _CIRCLE, [left, bottom], [right, top])
    return plane.c2p(around)
