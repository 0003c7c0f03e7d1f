"""The circle round the sample through one of the decoder's points, beside the manifold."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from manim import RIGHT, Animation, FadeIn, Mobject, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.energy.components import PLACES
from scenes.mobjects.energy.touching_circle import Excess, TouchingCircle
from scenes.mobjects.energy.two_views import COUNTING_ROW, TwoViews, in_row
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.number import Number
from scenes.mobjects.symbols import G_OF_Z, Y_PRIME


class CircleThrough:
    """All that is as far from the sample as one point is, and how much farther ỹ is now.

    Parameters
    ----------
    view
        Whose sample and ỹ.
    z
        The latent of the point.

    Attributes
    ----------
    outline : TouchingCircle
        The circle; not drawn yet.
    excess : Excess
        What of the segment lies beyond it.
    distance : Distance
        The length of the segment, and the radius.
    """

    def __init__(self, view: TwoViews, *, z: float) -> None:
        self._plane, self._center = view.plane, view.plane.c2p(view.y)
        self.outline = TouchingCircle(view.plane, center=view.y, touching=view.decode(z)).open(0.0)
        self.excess = Excess(view.plane, self.outline)
        self.distance = Distance(view, radius=self.outline.radius)
        color = look.ENERGY.to_rgb()
        follow(self.excess, lambda excess: excess.point_at(view.g_of_z, color))

    def compare(self) -> list[Animation]:
        """Return animations that draw the circle, and let both lengths appear."""
        self.distance.update()
        return [self.outline.draw(), FadeIn(*self.distance)]

    def make_way(self, name: Mobject) -> list[Any]:
        """Return animations that move the sample's name out of the circle, if they would meet."""
        way = name.get_center() - self._center
        away, reach = float(np.linalg.norm(way)), math.hypot(name.width, name.height) / 2
        radius = self.outline.radius * self._plane.unit
        if abs(away - radius) > reach:
            return []
        return [name.animate.shift((radius + reach + look.GAP / 4 - away) / away * way)]


class Distance(VGroup):
    """The length of the segment as it changes, beside a radius, in the row under the plane.

    Parameters
    ----------
    view
        Whose segment.
    radius
        What it is compared with, in units of y.

    Attributes
    ----------
    length : Number
        The length, set again in every frame.
    radius : Formula
        The radius.
    """

    def __init__(self, view: TwoViews, *, radius: float) -> None:
        name = in_row(f"norm({Y_PRIME} - {G_OF_Z}) =")
        largest, size = math.sqrt(view.top), look.TEXT_SIZE
        self.length = Number(
            0.0, PLACES, largest=largest, signed=False, edge="left", font_size=size
        )
        self.length.next_to(name, RIGHT, buff=look.GAP / 2).align_baseline(name)
        follow(self.length, lambda number: number.set_value(math.sqrt(view.height)))
        self.radius = Formula(
            f'"{label("radius")}" part("pick", {radius:.{PLACES}f})', font_size=size
        )
        self.radius.move_to(COUNTING_ROW.at(1, 0.5), aligned_edge=RIGHT).align_baseline(name)
        super().__init__(name, self.length.update(), self.radius)
