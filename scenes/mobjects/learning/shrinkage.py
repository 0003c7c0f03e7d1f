"""How much smaller one ellipse is than another: their names, and bars between them."""

from __future__ import annotations

import math

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ManimColor

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed
from scenes.mobjects.labels import spots

DIRECTIONS = (np.arange(16) + 0.5) * math.pi / 8  # of names, clear of the axes
INSIDE = np.array([0.6, 0.3, 0.0])  # from the plane's edges to the middle of a name
ROOM = 1.1  # Manim units from the origin to an ellipse that has names inside
AWAY = np.array([0.9, 0.45, 0.0])  # from an ellipse to the middle of its name, in Manim units


class Shrinkage:
    """Two ellipses round the origin, one of which was the other.

    Parameters
    ----------
    plane
        Where they are seen.
    before, after
        Their weights, shape (2,).
    names
        Of each, in Typst maths.
    colors
        Of the names.
    samples
        What the names keep away from, shape (n, 2).

    Attributes
    ----------
    before, after : Formula
        The names: outside the first ellipse, and inside the second.
    across, upwards : DistanceBar
        From the second ellipse to the first.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        before: Array,
        after: Array,
        names: tuple[str, str],
        colors: tuple[ManimColor, ManimColor],
        samples: Array,
    ) -> None:
        outer, inner = np.abs(before), np.abs(after)
        # Their numbers are inside, where no samples lie, if there is room.
        is_roomy = plane.unit * inner.min() > ROOM
        sides = (LEFT, DOWN) if is_roomy else (UP, RIGHT)
        self.across, self.upwards = (
            DistanceBar(
                *plane.c2p([way * inner, way * outer]),
                value=float(np.abs(outer - inner)[axis]),
                side=side,
            )
            for axis, side, way in zip((0, 1), sides, np.eye(2), strict=True)
        )
        bars = spots([self.across, self.upwards])
        self._plane, self._taken = plane, [*plane.c2p(samples), *bars]
        self.before, self.after = (
            self._name(name, color, weights, side)
            for name, color, weights, side in zip(
                names, colors, (before, after), (AWAY, -AWAY if is_roomy else AWAY), strict=True
            )
        )

    def _name(self, name: str, color: ManimColor, weights: Array, away: Array) -> Formula:
        """Put a name beside its ellipse, where it is farthest from what is there already."""
        ways = np.stack([np.cos(DIRECTIONS), np.sin(DIRECTIONS), 0 * DIRECTIONS], axis=-1)
        places = self._plane.c2p(np.abs(weights) * ways[:, :2]) + away * ways
        corners = self._plane.c2p(list(zip(self._plane.across, self._plane.up, strict=True)))
        places = np.clip(places, corners[0] + INSIDE, corners[1] - INSIDE)
        found = haloed(Formula(name, font_size=look.TEXT_SIZE, color=color))
        ends = np.array(spots([found])) - found.get_center()
        apart = places[:, None, None] + ends[:, None] - np.array(self._taken)
        room = np.linalg.norm(apart, axis=-1).min(axis=(1, 2))
        found.move_to(places[int(np.argmax(room))])
        self._taken += spots([found])
        return found
