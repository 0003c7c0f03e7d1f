"""How far the decoder's ellipse is from the data's."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import DOWN, RIGHT, VGroup

from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.distance_bar import DistanceBar


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
        for axis, side, way in zip((0, 1), (DOWN, RIGHT), np.eye(2), strict=True):
            start, end = plane.c2p([way * believed, way * radii])
            size = float(np.abs(radii - believed)[axis])
            self.add(DistanceBar(start, end, value=size, side=side))
