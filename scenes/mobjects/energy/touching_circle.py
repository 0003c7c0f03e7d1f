"""How far a point reaches: a circle round it, and the part of a segment that lies beyond."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import Animation, UpdateFromAlphaFunc, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.segments import Segments

_POINTS = 361  # of a whole circle
_LEAST = 0.25  # units: a piece of it that is shorter is left out


class TouchingCircle(VMobject):
    """A circle round a point, as far as it has been drawn and lies inside the plane.

    It is broken where a name of the plane stands.

    Parameters
    ----------
    plane
        What it is drawn in.
    center
        In units of y, shape (2,).
    touching
        The point where the drawing begins, which sets the radius, in units of y, shape (2,).

    Attributes
    ----------
    radius : float
        In units of y.
    """

    def __init__(self, plane: Plane, *, center: npt.ArrayLike, touching: npt.ArrayLike) -> None:
        super().__init__(color=look.PICK, stroke_width=look.LINE, fill_opacity=0)
        self.plane = plane
        self.center_y = np.asarray(center, dtype=np.float64)
        way = np.asarray(touching, dtype=np.float64) - self.center_y
        self.radius = float(np.linalg.norm(way))
        self.first = math.atan2(way[1], way[0])
        self.open(1.0)

    def open(self, share: float) -> Self:
        """Draw this share of the circle, from the touching point to both sides."""
        angles = self.first + share * math.pi * np.linspace(-1, 1, _POINTS)
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        points = self.center_y + self.radius * circle
        low, high = (np.array(end) for end in zip(self.plane.across, self.plane.up, strict=True))
        inside = np.asarray(((points >= low) & (points <= high)).all(axis=1), dtype=np.bool_)
        places = self.plane.c2p(points)
        inside &= ~self._under_names(places)
        self.clear_points()
        if share == 0:
            return self
        for run in np.split(np.arange(_POINTS), np.flatnonzero(np.diff(inside)) + 1):
            if inside[run[0]] and np.ptp(places[run], axis=0).max() > _LEAST:
                self.start_new_path(places[run[0]])
                self.add_points_as_corners(places[run[1:]])
        return self

    def _under_names(self, places: Array) -> npt.NDArray[np.bool_]:
        """Tell which places, (n, 3), are where a name of the plane stands, shape (n,)."""
        covered = np.zeros(len(places), dtype=bool)
        for name in self.plane.labels:
            reach = np.array([name.width, name.height]) / 2 + look.GAP / 4
            covered |= (np.abs(places - name.get_center())[:, :2] < reach).all(axis=1)
        return covered

    def draw(self) -> Animation:
        """Return an animation that draws the circle from the touching point to both sides."""
        return UpdateFromAlphaFunc(self, lambda _, share: self.open(share))


class Excess(Segments):
    """A segment from a point, cut where it leaves a circle round that point.

    Parameters
    ----------
    plane
        What it is drawn in.
    circle
        The circle.
    """

    def __init__(self, plane: Plane, circle: TouchingCircle) -> None:
        nowhere = plane.c2p(circle.center_y)
        super().__init__(nowhere, nowhere, np.zeros((1, 3)), width=2 * look.BOLD)
        self.plane, self.circle = plane, circle

    def point_at(self, end: npt.ArrayLike, color: npt.ArrayLike) -> Self:
        """Show what of the segment to ``end``, (2,), lies outside the circle, or is missing to it.

        Parameters
        ----------
        end
            In units of y, shape (2,).
        color
            RGB in [0, 1], shape (3,).
        """
        at = np.asarray(end, dtype=np.float64)
        way = at - self.circle.center_y
        length = max(float(np.linalg.norm(way)), 1e-12)
        rim = self.circle.center_y + self.circle.radius / length * way
        ends = self.plane.c2p([rim, at])
        self.set_segments(ends[0], ends[1], np.asarray(color, dtype=np.float64).reshape(1, 3))
        return self
