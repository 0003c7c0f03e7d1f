"""Circles that go through nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import Circle, VMobject

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.film.marks.marks import paths_of
from scenes.film.marks.roles import role_of
from scenes.film.marks.values import scales_at
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.touching_circle import Excess
from scenes.mobjects.points import Circles, Cross
from scenes.mobjects.segments import Segments
from scenes.painting import Painted

NEAR = 0.04  # units
SAME = 1e-6
ROUND = 1e-3  # of its radius: how far from a circle a curve may be
SMALL = 0.3  # units: a circle with a smaller radius is a mark
UNEVEN = 0.02  # of its width: how much less high a circle may be
CORNERS = 24  # of a curve, at least
FEW = 4  # marks, or lines, of one thing that a circle may be drawn to


class ThroughNothing(Check):
    """A circle in a plane: it is drawn to show how far something is from its centre."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield circles at rest that no mark, and no line, ends on."""
        if moment.place == "within":
            return
        for seen in moment.things:
            circle = _circle(seen.mobject) if id(seen.mobject) in moment.settled else None
            if circle is None:
                continue
            center, radius = circle
            plane = next(scales_at(seen.mobject, moment.names, center), None)
            strokes: Any = seen.mobject
            is_noise = role_of(strokes.stroke_rgbas[:, :3]) == "decoded"  # about a point
            if not isinstance(plane, Plane) or is_noise:
                continue
            if np.linalg.norm(plane.p2c(center)) < SAME:  # an ellipse that is as high as wide
                continue
            others = [_ends(other) for other in moment.things if other is not seen]
            away = np.linalg.norm(np.concatenate([np.zeros((0, 3)), *others]) - center, axis=1)
            off = np.abs(away - radius)
            if not len(off) or off.min() > NEAR:
                yield Sight(seen.name, "goes through nothing", seen.box, seen.mobject)


def _circle(mobject: object) -> tuple[Array, float] | None:
    """Return the centre and the radius of what is drawn as a circle, large enough to be no mark."""
    if not isinstance(mobject, VMobject) or isinstance(mobject, Painted | Circles | Segments):
        return None
    points = mobject.points[::4]
    if len(points) < (1 if isinstance(mobject, Circle) else CORNERS):
        return None
    at = points[:, :2]
    across, up = np.ptp(mobject.points[:, :2], axis=0)
    if abs(across - up) > UNEVEN * across:
        return None
    # Of x² + y² = 2ax + 2by + c, in the least squares.
    terms = np.column_stack([2 * at, np.ones(len(at))])
    (a, b, c), *_ = np.linalg.lstsq(terms, (at**2).sum(axis=1), rcond=None)
    radius = float(np.sqrt(max(c + a * a + b * b, 0.0)))
    off = np.abs(np.linalg.norm(at - [a, b], axis=1) - radius)
    if radius <= SMALL or off.max() > ROUND * radius:
        return None
    return np.array([a, b, 0.0]), radius


def _ends(seen: Seen) -> Array:
    """Return where marks are, and where a few lines end, (n, 3)."""
    mobject = seen.mobject
    if isinstance(mobject, Excess):  # it begins where a circle leaves off
        return np.zeros((0, 3))
    if isinstance(mobject, Circles):
        centers = mobject.get_centers()
        return centers if len(centers) <= FEW else np.zeros((0, 3))
    if isinstance(mobject, Cross):
        return mobject.get_center()[None]
    if isinstance(mobject, Segments):
        ends = np.concatenate([mobject.get_starts(), mobject.get_ends()])
        return ends if len(ends) <= 2 * FEW else np.zeros((0, 3))
    if seen.is_words or not isinstance(mobject, VMobject) or isinstance(mobject, Painted):
        return np.zeros((0, 3))
    paths = [path for path in paths_of(mobject) if len(path)]
    if len(paths) > FEW:
        return np.zeros((0, 3))
    return np.array([end for path in paths for end in (path[0], path[-1])]).reshape(-1, 3)
