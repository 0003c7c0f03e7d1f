"""How far the model expects its answers to scatter about the manifold."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import RIGHT, UP, ValueTracker, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.bezier import straight
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.following import follow
from scenes.mobjects.labels import place_clear
from scenes.mobjects.points import Rings

FILL = 0.14  # opacity of the band
AROUND = 361  # points of the ellipse
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
            bar = DistanceBar(*plane.c2p([start, end]), value=spread, side=UP)
            self.radius.add(bar)
            lines = decode(np.linspace(0, math.tau, AROUND)), start + spread * _CIRCLE
            _place_number(bar, plane, np.concatenate(lines))

        def place(noise: NoiseBand) -> None:
            swept = np.linspace(0, z.get_value(), STRIPES)
            circles = _circles(plane, decode(swept), spread)
            noise.band.set_points(straight(circles[:, :-1], circles[:, 1:]))
            noise.circle.set_points_as_corners(circles[-1])
            noise.at.set_centers(plane.c2p(decode([z.get_value()])))

        follow(self, place)
        place(self)


def _place_number(bar: DistanceBar, plane: Plane, lines: Array) -> None:
    """Let a radius's number stay over the bar, or go past its end where the bar is too short.

    The lines that it keeps clear of are given as points, (n, 2).
    """
    ahead = np.sign(bar.bar.get_center() - plane.c2p([lines[0]])[0]) * RIGHT
    for number in bar[1:]:
        past = (bar.bar.width + number.width) / 2 + look.GAP / 2
        over = number.get_center()
        place_clear(number, [over, over + past * ahead], plane.c2p(lines), within=plane.room)


def _circles(plane: Plane, centers: Array, radius: float) -> Array:
    """Return circles round centers (n, 2), cut off at the plane's edges, (n, k, 3)."""
    # Moved to the nearest edge: of a circle round a point inside, that is its part inside.
    (left, right), (bottom, top) = plane.across, plane.up
    around = np.clip(centers[:, None] + radius * _CIRCLE, [left, bottom], [right, top])
    return plane.c2p(around)
