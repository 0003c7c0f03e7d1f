"""The plane in which a search is seen: y, the manifold, and the point of it nearest to y."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from manim import Line, Mobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane, Span
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import edged, haloed
from scenes.mobjects.inference.landscape import Landscape
from scenes.mobjects.labels import place_beside, spots
from scenes.mobjects.light import set_light
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.points import Cross
from scenes.mobjects.symbols import Y_PRIME

_CURVE_POINTS = 241  # of the manifold, so that its corners are not seen
_SPOTS = 20  # along a line, of which a name keeps clear


class SearchInPlane:
    """Where the decoder's points are for the latents that a search tries.

    Parameters
    ----------
    landscape
        What is searched.
    samples
        Places that names keep clear of, in data units, shape (n, 2).
    latents
        The grid of latents, shape (m,).
    spans, step
        Of the plane: what it shows of y₁ and y₂, and the side of a grid box.

    Attributes
    ----------
    plane : Plane
        The plane.
    manifold : Manifold
        The decoder's points.
    cross, name : Cross, Formula
        The y whose energies are searched, and y′ beside it.
    best, shortest : Cross, Line
        The decoder's point for ž, and the line to it from y.
    """

    def __init__(
        self,
        landscape: Landscape,
        *,
        samples: Array,
        latents: Array,
        spans: tuple[Span, Span],
        step: float,
    ) -> None:
        self.landscape, self.samples = landscape, samples
        self.plane = Plane(y1=spans[0], y2=spans[1], step=step)
        around = np.linspace(0, math.tau, _CURVE_POINTS)[:-1]
        self.manifold = Manifold(self.at(around), self.at(latents))
        set_light(self.manifold.curve, look.FAINT)
        y, nearest = self.plane.c2p(landscape.y), self.at(landscape.z_check)
        self.cross = edged(Cross(y))
        self.best = edged(Cross(nearest, color=look.COLD))
        self.shortest = Line(y, nearest, color=look.COLD, stroke_width=look.BOLD)
        self.name = Formula(Y_PRIME, font_size=look.TEXT_SIZE)
        self.put_beside(self.name, self.cross, np.linspace(y, nearest, _SPOTS)[1:])

    def at(self, z: npt.ArrayLike) -> Array:
        """Return the places of the decoder's points for latents, (...) -> (..., 3)."""
        return self.plane.c2p(self.landscape.decode(z))

    def put_beside(self, name: Formula, part: Mobject, *others: Array) -> None:
        """Put a name beside a part, clear of all that is here and of other places, (k, 3) each."""
        names = spots(self.plane.labels)
        things = self.plane.c2p(self.samples), self.manifold.marks.get_centers(), *others
        place_beside(haloed(name), part, [*names, *np.concatenate(things)])
