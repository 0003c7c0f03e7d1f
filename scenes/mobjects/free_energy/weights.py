"""Which z matter for a y: segments, dots on the manifold and bars, as strong as their weights."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DL, DR, LEFT, RIGHT, UL, UP, UR, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes, Plane, Span
from scenes.mobjects.bezier import straight
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.zones import WEIGHTS
from scenes.mobjects.halo import edged, haloed
from scenes.mobjects.labels import lattice, place_clear
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.segments import Segments
from scenes.painting import Parts

PLANE_SHARE = 0.56  # of the column's height
BAR_SHARE = 0.62  # of the distance between two latents
WIDEST_HALF = 0.12  # of a bar, in units of z
MARK_RADIUS = 0.06
DOT_RADIUS = 0.04
LINE_LIGHT = 0.9


class WeightBars(VMobject):
    """An upright bar for each latent, from 0 to its weight.

    Parameters
    ----------
    axes
        Whose upper end is weight 1.
    latents
        Shape (m,).
    """

    parts_drawn = Parts("bar", 16)

    def __init__(self, axes: LatentAxes, latents: Array) -> None:
        super().__init__(fill_opacity=1, stroke_width=0)
        self.axes, self.latents = axes, latents
        self.set_weights(np.zeros(len(latents)))

    def set_weights(self, weights: npt.ArrayLike) -> Self:
        """Give the bars other heights, shape (m,)."""
        height = np.asarray(weights, dtype=np.float64)
        half = min(BAR_SHARE * np.pi / len(self.latents), WIDEST_HALF)
        sides = [-half, -half, half, half, -half]
        across = self.latents[:, None] + sides
        up = height[:, None] * [0.0, 1.0, 1.0, 0.0, 0.0]
        corners = self.axes.c2p(np.stack([across, up], axis=-1))
        self.set_points(straight(corners[:, :-1], corners[:, 1:]))
        return self

    def get_weights(self) -> Array:
        """Read the heights back from what is drawn, shape (m,)."""
        points = self.axes.p2c(self.points).reshape(len(self.latents), -1, 2)
        return np.asarray(points[..., 1].max(axis=1))


class Weights(VGroup):
    """A y in a small plane, the manifold, and under it the weights of all latents.

    Parameters
    ----------
    y
        Shape (2,).
    name
        Of the y, in Typst maths.
    latents
        Shape (m,).
    manifold
        Their decoder outputs, shape (m, 2).
    y1, y2, step
        Of the plane.
    zone
        The part of the frame.

    Attributes
    ----------
    plane : Plane
        The plane, without names at its axes.
    fan : Segments
        From the y to every decoder output, each as bright as its weight.
    marks : Rings
        The decoder outputs.
    dots : Discs
        At each of them, as large as its weight.
    cross : Cross
        The y.
    label : Formula
        Its name, in the plane's corner.
    axes : LatentAxes
        Weights over z; 1 is that of the best z.
    bars : WeightBars
        The weights.
    """

    def __init__(
        self,
        *,
        y: npt.ArrayLike,
        name: str,
        latents: Array,
        manifold: Array,
        y1: Span,
        y2: Span,
        step: float,
        zone: look.Zone,
    ) -> None:
        super().__init__()
        middle = zone.at(0, 1 - PLANE_SHARE)[1]
        above = dataclasses.replace(zone, bottom=middle)
        self.plane = Plane(y1=y1, y2=y2, step=step, zone=above)
        self.plane.remove(self.plane.labels)
        self._at = self.plane.c2p(np.asarray(y, dtype=np.float64))
        self._ends = self.plane.c2p(manifold)
        blank = np.zeros((len(manifold), 3))
        self.fan = Segments(self._at, self._ends, blank)
        self.marks = Rings(self._ends, radius=MARK_RADIUS)
        self.marks.set_stroke(width=look.THIN)
        self.dots = Discs(self._ends, radius=DOT_RADIUS)
        self.cross = edged(Cross(self._at))
        self.label = haloed(Formula(name, font_size=look.TEXT_SIZE))
        self._place_label(zone)
        below = dataclasses.replace(zone, top=middle - 1.5 * look.GAP)
        self.axes = LatentAxes(top=1.0, step=1.0, zone=below)
        self.axes.measures = ("z", "weight")
        self.bars = WeightBars(self.axes, latents)
        self.add(self.plane, self.fan, self.marks, self.dots, self.cross, self.label)
        self.add(self.bars, self.axes)

    def _place_label(self, zone: look.Zone) -> None:
        """Put the name into a corner of the plane, or beside it where the plane is narrow."""
        name, grid = self.label, self.plane.grid
        inset = np.array([name.width, name.height, 0.0]) / 2 + look.GAP / 2
        corners = [grid.get_corner(way) - way * inset for way in (UL, UR, DL, DR)]
        beside = [
            name.next_to(grid, side, buff=look.GAP / 2, aligned_edge=UP).get_center()
            for side in (RIGHT, LEFT)
        ]
        way_to_end = np.linspace(self._at, self._ends[0], len(self._ends))
        avoid = np.concatenate([self._ends, way_to_end, lattice(self.cross)])
        place_clear(name, [*corners, *beside], avoid, within=zone)

    def set_weights(self, weights: npt.ArrayLike, color: npt.ArrayLike) -> Self:
        """Show other weights.

        Parameters
        ----------
        weights
            Of each latent, as a share of the best one's, shape (m,).
        color
            RGB in [0, 1], shape (3,).
        """
        share = np.asarray(weights, dtype=np.float64)
        colors = np.broadcast_to(np.asarray(color), (len(share), 3))
        self.fan.set_segments(self._at, self._ends, colors, opacities=LINE_LIGHT * share)
        self.dots.set_centers(self._ends, sizes=share)
        for part in (self.dots, self.bars):
            part.fill_rgbas[:, :3] = color
        self.bars.set_weights(share)
        return self


def side_by_side(
    moment: CutMoment,
    *,
    names: Sequence[str],
    places: Sequence[Array],
    latents: Array,
    manifold: Array,
    importance: Callable[[Array, float], Array],
    largest: tuple[Span, Span],
    step: float,
) -> list[Weights]:
    """Return a picture of the weights for each y, all with the same part of the plane.

    Parameters
    ----------
    moment
        Whose temperature they show.
    names, places
        Of the y's: Typst maths, and shapes (2,).
    latents, manifold, step
        As for `Weights`.
    importance
        From a y, (2,), and a beta to the weight of each latent as a share of the best one's, (m,).
    largest
        The spans that are not left; shown is what holds the manifold and all y's.

    Returns
    -------
    list of Weights
        From left to right.
    """
    everything = np.concatenate([manifold, places])
    y1, y2 = (_around(everything[:, i], largest[i], step) for i in (0, 1))
    pictures = []
    for k, (name, y) in enumerate(zip(names, places, strict=True)):
        left, right = (WEIGHTS.at((k + side) / len(names), 0)[0] for side in (0, 1))
        picture = Weights(
            y=y,
            name=name,
            latents=latents,
            manifold=manifold,
            y1=y1,
            y2=y2,
            step=step,
            zone=dataclasses.replace(WEIGHTS, left=left, right=right - look.GAP),
        )
        _weigh_always(picture, moment, partial(importance, y))
        pictures.append(picture)
    level = pictures[0].label.baseline
    for picture in pictures[1:]:
        if abs(picture.label.baseline - level) < look.GAP / 2:  # they are in the same corner
            picture.label.align_baseline(level)
    return pictures


def _weigh_always(picture: Weights, moment: CutMoment, weights: Callable[[float], Array]) -> None:
    """Let a picture show the weights of the moment's beta in every frame."""
    follow(
        picture,
        lambda picture: picture.set_weights(weights(moment.beta), moment.color.to_rgb()),
    )


def _around(values: Array, largest: Span, step: float) -> Span:
    """Return a span that holds the values and half a box or more beside them, in whole boxes."""
    low = math.floor(float(values.min()) / step - 0.5) * step
    high = math.ceil(float(values.max()) / step + 0.5) * step
    return max(low, largest[0]), min(high, largest[1])
