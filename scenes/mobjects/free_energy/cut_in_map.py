"""The heat map of this moment's free energy, and in it the line of the cut."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from manim import RIGHT, UP, Line, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane, Span
from scenes.mobjects.following import follow
from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.mobjects.free_energy.zones import CUT_MAP
from scenes.mobjects.halo import edged
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.segments import Segments

MAP_STEP = 6.0  # pixels between the samples of the map, which changes in every frame
WIDE = 2.2 * look.BOLD  # of the dark edges, and of the tie: it may lie on the line of the cut
CURVE_POINTS = 181  # of the manifold


class CutInMap:
    """What the plane shows: the field as colours, the manifold, the line, and a walk along it.

    Parameters
    ----------
    moment
        The temperature, and how far the walk has gone.
    spans, step
        Of the plane: what it shows of y₁ and y₂, and the side of a grid box.
    top
        The free energy that has the last of the colours.
    decode
        From latents, (...), to the decoder's points, (..., 2).
    nearest
        From a y, (2,), to the decoder's point that is nearest, (2,).
    crossings
        The y₂ at which the line crosses the manifold, shape (k,).

    Attributes
    ----------
    plane : Plane
        The plane, its names outside.
    heat : HeatMap
        The field.
    manifold : VMobject
        The decoder's curve.
    line : Line
        The line of the cut.
    crossings : Rings
        Where the two meet.
    walker : Discs
        The point that walks along the line.
    tie : Segments
        From there to the nearest point of the manifold.
    """

    def __init__(
        self,
        moment: CutMoment,
        *,
        spans: tuple[Span, Span],
        step: float,
        top: float,
        decode: Callable[[npt.ArrayLike], Array],
        nearest: Callable[[Array], Array],
        crossings: npt.ArrayLike,
    ) -> None:
        self.moment, self.nearest = moment, nearest
        self.plane = Plane(y1=spans[0], y2=spans[1], step=step, zone=CUT_MAP)
        # Outside, for the field covers the plane.
        for axis, name, side in zip(self.plane.axes, self.plane.labels, (RIGHT, UP), strict=True):
            name.next_to(axis.get_end(), side, buff=look.GAP / 2)
        self.heat = self._make_heat(top)
        ellipse = decode(np.linspace(0, math.tau, CURVE_POINTS))
        self.manifold = VMobject(color=look.DECODED, stroke_width=look.BOLD)
        edged(self.manifold.set_points_as_corners(self.plane.c2p(ellipse)), width=WIDE)
        self.line = edged(self.stretch(spans[1]), width=WIDE)
        self.crossings = Rings(self._at(crossings), radius=look.POINT_RADIUS)
        self.crossings.set_stroke(width=look.BOLD)
        self.tie = Segments([0.0] * 3, [0.0] * 3, look.COLD.to_rgb()[None], width=WIDE)
        self.walker = self.point(0.0)
        follow(self.tie, self._place_tie)
        follow(self.walker, lambda disc: disc.set_centers(self.plane.c2p(moment.y)))

    @property
    def ground(self) -> tuple[VMobject, ...]:
        """The field, the plane and the manifold, from the lowest to the uppermost."""
        return self.heat, self.plane, self.manifold

    def stretch(self, span: Span) -> Line:
        """Return the line of the cut from one y₂ to another."""
        return Line(*self._at(span), color=look.INK, stroke_width=look.BOLD)

    def point(self, y2: float) -> Discs:
        """Return a point of the cut."""
        disc = Discs(self._at([y2]), radius=look.POINT_RADIUS)
        return edged(disc, width=look.BOLD)

    def _at(self, y2: npt.ArrayLike) -> Array:
        return self.plane.c2p(self.moment.along(y2))

    def _make_heat(self, top: float) -> HeatMap:
        moment = self.moment
        heat = HeatMap(self.plane, top=top, step=MAP_STEP, even=True)
        samples = heat.get_samples()
        field = lru_cache(maxsize=2)(lambda beta: moment.free_energy(samples, beta))
        follow(heat, lambda heat: heat.set_values(field(moment.beta)))
        heat.update()
        return heat

    def _place_tie(self, tie: Segments) -> None:
        y = self.moment.y
        tie.set_segments(
            self.plane.c2p(y), self.plane.c2p(self.nearest(y)), look.COLD.to_rgb()[None]
        )
