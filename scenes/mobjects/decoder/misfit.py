"""How far the decoder's ellipse is from the data's."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import DOWN, RIGHT, Mobject, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.horn.trace import AROUND, circle
from scenes.mobjects.labels import lattice, place_clear


class Misfit(VGroup):
    """Two bars from the decoder's ellipse to the data's, with their lengths: across, and upwards.

    Parameters
    ----------
    plane
        Where both ellipses are seen, round its origin.
    weights
        Half the axes of the decoder's ellipse, whatever their signs, shape (2,).
    radii
        Half the axes of the data's, shape (2,).
    """

    def __init__(self, plane: Plane, *, weights: npt.ArrayLike, radii: Array) -> None:
        super().__init__()
        believed = np.abs(weights)
        seen = [plane.c2p(circle(AROUND) * axes) for axes in (radii, believed)]
        seen += [lattice(label, look.GAP / 8) for label in plane.labels]
        for axis, side, way in zip((0, 1), (DOWN, RIGHT), np.eye(2), strict=True):
            start, end = plane.c2p([way * believed, way * radii])
            size = float(np.abs(radii - believed)[axis])
            bar = DistanceBar(start, end, value=size, side=side)
            for number in bar[1:]:
                self._clear(number, bar, side, np.append(way, 0.0), np.concatenate(seen), plane)
            self.add(bar)

    @staticmethod
    def _clear(
        number: Mobject, bar: DistanceBar, side: Array, way: Array, seen: Array, plane: Plane
    ) -> None:
        """Put a bar's number where neither an ellipse nor a name is: a short bar has both near."""
        ways = (way, way + side, way - side, side, -side, -way, -way - side, -way + side)
        beside = [number.get_center()]
        beside += [number.next_to(bar.bar, to, buff=look.GAP / 2).get_center() for to in ways]
        place_clear(number, beside, seen, within=plane.room)
