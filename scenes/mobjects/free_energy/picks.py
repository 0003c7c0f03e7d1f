"""The picks on their row, with their numbers, their shortest segments and the ends of these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Mobject, ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import edged, haloed
from scenes.mobjects.labels import place_beside
from scenes.mobjects.light import set_light
from scenes.mobjects.points import Cross
from scenes.mobjects.segments import Segments

CROSS = 0.75 * look.CROSS_SIZE  # of the picks, which stand close together ...
SMALL_CROSS = 0.6 * look.CROSS_SIZE  # ... and of their ž, which stand closer
ALONG = 12  # places of a segment that numbers keep away from


class Picks:
    """Some **y** of a field, each with the way to its nearest point of the manifold.

    Parameters
    ----------
    plane
        What they lie in.
    y, nearest
        The picks, and the points of the manifold nearest to them, both of shape (n, 2).
    avoid
        Points that the numbers keep away from, shape (m, 2).

    Attributes
    ----------
    grown : ValueTracker
        How many of the segments have grown.
    crosses, checks : VGroup
        The picks, and their nearest points.
    segments : Segments
        From the picks to their nearest points.
    names : VGroup
        The picks' numbers, those that there is room for.
    """

    def __init__(self, plane: Plane, *, y: Array, nearest: Array, avoid: Array) -> None:
        self.grown: Any = ValueTracker(0)
        self.plane, self.y, self.nearest = plane, y, nearest
        at, ends = plane.c2p(y), plane.c2p(nearest)
        self.crosses = VGroup(*(edged(Cross(place, size=CROSS)) for place in at))
        self.checks = VGroup(
            *(edged(Cross(end, color=look.COLD, size=SMALL_CROSS)) for end in ends)
        )
        self.colors = np.tile(look.COLD.to_rgb(), (len(at), 1))
        self.segments = Segments(at, at, self.colors, width=look.BOLD)
        follow(self.segments, self._place_segments)
        along = np.linspace(at, ends, ALONG).reshape(-1, 3)
        others = [*along, *plane.c2p(avoid), *(label.get_center() for label in plane.labels)]
        self.names = _numbers(self.crosses, others, plane.labels)

    def set_lights(self, lights: npt.ArrayLike) -> None:
        """Dim each cross, and that of its nearest point, to a share of its light, shape (n,)."""
        for light, *parts in zip(np.asarray(lights), self.crosses, self.checks, strict=True):
            for part in parts:
                set_light(part, float(light))

    def _place_segments(self, segments: Segments) -> None:
        share = np.clip(self.grown.get_value() - np.arange(len(self.y)), 0, 1)[:, None]
        ends = self.y + share * (self.nearest - self.y)
        segments.set_segments(self.plane.c2p(self.y), self.plane.c2p(ends), self.colors)


def _numbers(crosses: VGroup, others: list[Array], texts: Iterable[Mobject]) -> VGroup:
    """Return the numbers of crosses, where they overlap neither texts nor each other."""
    numbers = VGroup()
    for i, cross in enumerate(crosses):
        number = haloed(Formula(f'part("pick", {i + 1})', font_size=look.TICK_SIZE))
        taken = [*texts, *numbers]
        place_beside(number, cross, [*others, *(text.get_center() for text in taken)])
        if not any(_overlap(number, text) for text in taken):
            numbers.add(number)
    return numbers


def _overlap(one: Mobject, other: Mobject) -> bool:
    """Tell whether the boxes of two mobjects overlap."""
    apart = np.abs(one.get_center() - other.get_center())
    return bool(
        apart[0] < (one.width + other.width) / 2 and apart[1] < (one.height + other.height) / 2
    )
