"""Lines in a plane that end where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import Circle, VMobject

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import UNSEEN, Seen
from scenes.film.check.watching import QUALITY, Moment
from scenes.film.marks.marks import Box, parts_of, paths_of
from scenes.film.marks.naming import Names
from scenes.film.marks.values import scales_at
from scenes.mobjects.arrows import Arrows
from scenes.mobjects.axes import Plane
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.horn.spokes import Spokes
from scenes.mobjects.manifold import Travel
from scenes.mobjects.points import Circles, Cross
from scenes.mobjects.segments import Segments
from scenes.painting import Painted

NEAR = 0.04  # units: half of what a mark measures
CLOSED = 0.02  # ... between the ends of what is closed
WAITS = 1.5  # seconds
MANY = 60  # lines of a thing that are a texture
MARK = 0.4  # units: what is as small is a mark
CORNERS = 8  # pieces from which a line is a curve
SMALL = 1e-12
SMALL_GAP = 1e-5  # units: within a path there is none


class LooseEnds(Check):
    """A line that leads to no mark, no curve and no other line.

    What is drawn from one thing to another ends on both; arrows and crosses end in the open.
    """

    kind = "place"

    def __init__(self) -> None:
        self._tied: dict[int, Box] = {}  # where lines were that have no loose end, and all else
        self._loose: dict[int, float] = {}

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield lines at rest with a loose end."""
        fresh = [
            seen
            for seen in moment.things
            if id(seen.mobject) in moment.settled and self._tied.get(id(seen.mobject)) != seen.box
        ]
        lines = [seen for seen in fresh if _is_line(seen, moment.names)]
        kept = {id(seen.mobject) for seen in lines}
        self._tied |= {id(s.mobject): s.box for s in fresh if id(s.mobject) not in kept}
        if not lines:
            return
        pieces = [(seen, _pieces(seen.mobject)) for seen in moment.things if _is_tie(seen)]
        for seen in lines:
            name = id(seen.mobject)
            ends, sides = _ends(seen.mobject, moment.names)
            others = np.concatenate([sides, *(each for other, each in pieces if other is not seen)])
            off = max((_away(end, others) for end in ends), default=0.0)
            if off <= NEAR:
                self._tied[name] = seen.box
                self._loose.pop(name, None)
                continue
            # A line may wait for the one that goes on from it.
            since = self._loose.setdefault(name, moment.time)
            if moment.time + moment.lasts / QUALITY.fps - since > WAITS:
                says = f"ends {off:.2f} units from anything"
                yield Sight(seen.name, says, seen.box, seen.mobject)


def _is_line(seen: Seen, names: Names) -> bool:
    """Tell whether a thing may lead from one thing to another."""
    mobject = seen.mobject
    if isinstance(mobject, Circles | Cross | Arrows | Travel | Circle) or not _is_tie(seen):
        return False
    if mobject.get_fill_opacity() > UNSEEN or names.path(mobject).rpartition(".")[2] == "axes":
        return False
    parts = getattr(mobject, "parts_drawn", None)
    # A bar stands aside from what it measures, a spoke ends where noise found its sample.
    aside = any(isinstance(each, DistanceBar | Spokes) for each in names.around(mobject))
    return not aside and (parts is None or parts.kind != "cross")


def _is_tie(seen: Seen) -> bool:
    """Tell whether something may end on a thing: not on a grid."""
    mobject = seen.mobject
    if not isinstance(mobject, VMobject) or isinstance(mobject, Painted):
        return False
    off_grid = np.abs(mobject.stroke_rgbas[0, :3] - look.GRID.to_rgb()).max()
    return len(mobject.points) > 0 and off_grid > 0.02


def _pieces(mobject: Any) -> Array:
    """Return the straight pieces of what is drawn, (n, 2, 3); a mark is at its middle, too."""
    if isinstance(mobject, Circles):
        centers = mobject.get_centers()
        return np.stack([centers, centers], axis=1)
    if isinstance(mobject, Segments):
        return np.stack([mobject.get_starts(), mobject.get_ends()], axis=1)
    found = np.stack([mobject.points[::4], mobject.points[3::4]], axis=1)
    if max(np.ptp(mobject.points[:, :2], axis=0)) < MARK:
        middle = np.tile((mobject.points.min(axis=0) + mobject.points.max(axis=0)) / 2, (1, 2, 1))
        found = np.concatenate([found, middle])
    return np.asarray(found)


def paths_in(mobject: VMobject) -> list[Array]:
    """Return the points of each part of a mobject, or of each of its paths."""
    if parts_of(mobject) is not None:
        return paths_of(mobject)
    points = mobject.points
    gaps = np.abs(points[4::4] - points[3:-1:4]).max(axis=1, initial=0.0) > SMALL_GAP
    return np.split(points, 4 * np.flatnonzero(gaps) + 4)


def _joined(points: Array) -> Array:
    return np.stack([points[:-1], points[1:]], axis=1)


def _ends(mobject: Any, names: Names) -> tuple[list[Array], Array]:
    """Return the ends of a thing's straight lines in a plane, and the plane's sides, (4, 2, 3)."""
    if isinstance(mobject, Segments):
        seen = mobject.stroke_rgbas[:, 3] > UNSEEN
        lines = list(zip(mobject.get_starts()[seen], mobject.get_ends()[seen], strict=True))
    else:
        paths = [path for path in paths_in(mobject) if len(path) <= 4 * CORNERS]
        lines = [(path[0], path[-1]) for path in paths]
    lines = [(a, b) for a, b in lines if np.linalg.norm(a - b) > CLOSED]
    nothing = np.zeros((0, 2, 3))
    if not lines or len(lines) > MANY:
        return [], nothing
    plane = next(scales_at(mobject, names, (lines[0][0] + lines[0][1]) / 2), None)
    if not isinstance(plane, Plane):
        return [], nothing
    (left, right), (low, high) = plane.across, plane.up
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    return [end for line in lines for end in line], _joined(plane.c2p(corners))


def _away(end: Array, pieces: Array) -> float:
    """Return how far a place is from the nearest of straight pieces."""
    starts, ways = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
    along = ((end - starts) * ways).sum(axis=1) / np.maximum((ways**2).sum(axis=1), SMALL)
    nearest = starts + np.clip(along, 0, 1)[:, None] * ways
    return float(np.linalg.norm(nearest - end, axis=1).min())
