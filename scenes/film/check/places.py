"""Dots and crosses of a plane that are not where the story's numbers put them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from manim import Mobject

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.mobjects.axes import Plane
from scenes.mobjects.points import Circles, Cross, Discs, Rings
from scenes.story.data import StoryData

NEAR = 0.02  # units: less is not seen
FAR = 0.16  # units: what is farther is no sample's or decoder's point at all
PLANE = 1.0  # units: samples that are farther from their places are in another plane
MOST = 0.5  # of many dots that may be off: then they're something else
FINE = 1441  # points of an ellipse


class Places(Check):
    """Dots at rest that lie beside the sample, or the ellipse, that they stand for."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the dots that are off."""
        if moment.place == "within":
            return
        planes = [part for part in _family(moment.chapter.mobjects) if isinstance(part, Plane)]
        for plane in planes[:1]:
            known = _known(moment.chapter.data)
            for seen in moment.things:
                if id(seen.mobject) in moment.settled and type(seen.mobject) in (
                    Discs,
                    Rings,
                    Cross,
                ):
                    yield from _off(seen, plane, known)


def _off(seen: Seen, plane: Plane, known: tuple[Array, Array]) -> Iterator[Sight]:
    mobject = seen.mobject
    at = mobject.get_centers() if isinstance(mobject, Circles) else mobject.get_center()[None]
    points, curves = known
    places = plane.p2c(at)
    if isinstance(mobject, Rings) and len(places) == 1:
        return  # the decoder's answer, at weights that may be on their way to others
    distances = []
    for place in places:
        to_points = np.linalg.norm(points - place, axis=1).min()
        to_curves = np.linalg.norm(curves - place, axis=1).min()
        # On a curve, a point lies between two of the drawn ones.
        distances.append(min(to_points, max(to_curves - 0.01, 0.0)) * plane.unit)
    off = np.array(distances) > NEAR
    moved = _moved_as_one(places, points)
    if NEAR < moved * plane.unit < PLANE:
        says = f"lie {moved * plane.unit:.2f} units from the samples"
        yield Sight(seen.name, says, seen.box, mobject)
        return
    if not off.any() or min(distances) > FAR or (len(off) > 4 and off.mean() > MOST):
        return
    k = int(np.argmax(np.where(off, distances, 0)))
    says = f"lies {distances[k]:.2f} units from what the core computes"
    yield Sight(f"{seen.name}[{k + 1}]", says, seen.box, mobject)


def _moved_as_one(places: Array, points: Array) -> float:
    """Return how far many places are from points, if it is the same way for all; else 0."""
    if len(places) < 5 or len(places) > len(points):
        return 0.0
    ways = places - points[: len(places)]
    way = float(np.linalg.norm(ways.mean(axis=0)))
    return way if np.ptp(ways, axis=0).max() < 1e-3 else 0.0


@lru_cache(maxsize=4)
def _known(data: StoryData) -> tuple[Array, Array]:
    """Return samples and points of ellipses, each of shape (n, 2)."""
    turn = np.linspace(0, math.tau, FINE)
    x = data.story.slice.x
    curves = [data.decode(turn), data.horn_mean(x, turn)]
    field = data.story.field
    row = [(y1, field.row_y2) for y1 in field.row_y1]
    return np.concatenate([data.slice.y, row]), np.concatenate(curves)


def _family(mobjects: list[Mobject]) -> Iterator[Mobject]:
    for mobject in mobjects:
        yield from mobject.get_family()
