"""One observation of the horn, and the way to it along x and its two components."""

from __future__ import annotations

import numpy as np

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.space import Dots, Space, Strokes


class WayToObservation:
    """A dot for the sample that lies farthest along both components, and steps that lead to it.

    Parameters
    ----------
    space
        The space to draw in; the parts are appended to it.
    x, y
        The samples, shapes (n,) and (n, 2).

    Attributes
    ----------
    steps : Strokes
        From the origin along x, y₁ and y₂; not drawn yet.
    dot : Dots
        The sample; unseen at first.
    """

    def __init__(self, space: Space, *, x: Array, y: Array) -> None:
        farthest = int(np.argmax(y.sum(axis=1)))
        at, (y1, y2) = x[farthest], y[farthest]
        way = np.array([[0, 0, 0], [at, 0, 0], [at, y1, 0], [at, y1, y2]])
        self.steps = Strokes(way[None], look.QUIET.to_rgb()[None, None])
        self.steps.reach.set_value(0.0)
        self.dot = Dots(way[-1:], look.OBSERVED.to_rgb()[None], radius=look.POINT_RADIUS)
        self.dot.opacity.set_value(0.0)
        space.parts += [self.steps, self.dot]
