"""The empty circle round the mean of the answers, up to the answer that is nearest to it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Circle, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.points import Discs

FILL = 0.08  # opacity of the circle


class EmptyMiddle(VGroup):
    """A circle with nothing in it but its centre, and how far it is to what lies on its edge.

    Parameters
    ----------
    center
        Of the circle, in Manim units, shape (3,).
    nearest
        What lies on its edge, in Manim units, shape (3,).
    distance
        Between the two, in the picture's own units.

    Attributes
    ----------
    circle : Circle
        The circle, in the colour of predictions; large enough to be seen.
    way : VGroup
        The bar from the centre to the edge with its length, and a disc at its end.
    """

    def __init__(
        self,
        center: Array,
        nearest: Array,
        *,
        distance: float,
    ) -> None:
        radius = max(float(np.linalg.norm(nearest - center)), look.CROSS_SIZE)
        self.circle = Circle(radius=radius, color=look.PREDICTED, stroke_width=look.LINE)
        self.circle.set_fill(look.PREDICTED, opacity=FILL).move_to(center)
        bar = DistanceBar(center, nearest, value=distance, side=DOWN)
        self.way = VGroup(bar, Discs(nearest, radius=look.POINT_RADIUS))
        super().__init__(self.circle, self.way)
