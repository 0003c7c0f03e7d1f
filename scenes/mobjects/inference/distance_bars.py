"""Distances as bars beside each other on one scale, and their mean and the noise beside them."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, UP, Line, ManimColor, ValueTracker, VGroup, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes
from scenes.mobjects.bezier import straight
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.inference.formulas import MOVED
from scenes.painting import Parts

_BARS = 0.62  # share of the width that the unnamed bars take
_FULL = 0.7  # share of its slot that a bar fills
_WIDEST = 0.5  # of a bar, in Manim units


class UprightBars(VMobject):
    """Upright bars as one VMobject.

    Parameters
    ----------
    axes
        What they stand in.
    centers
        Where across, in the axes' units, shape (n,).
    width
        Of each, in the axes' units.
    color
        Their colour.
    """

    parts_drawn = Parts("bar", 16)

    def __init__(self, axes: Axes, centers: Array, *, width: float, color: ManimColor) -> None:
        super().__init__(color=color, fill_opacity=1, stroke_width=0)
        self.axes, self.centers, self.half = axes, centers, width / 2
        self.grow(np.zeros(len(centers)))

    def grow(self, heights: npt.ArrayLike) -> Self:
        """Give the bars other heights, in the axes' units, shape (n,)."""
        tops = np.broadcast_to(np.asarray(heights, dtype=np.float64), self.centers.shape)
        left, right, ground = self.centers - self.half, self.centers + self.half, 0 * tops
        corners = [(left, ground), (right, ground), (right, tops), (left, tops), (left, ground)]
        places = self.axes.c2p(np.moveaxis(np.array(corners), 2, 0))
        self.set_points(straight(places[:, :-1], places[:, 1:]))
        return self

    def get_heights(self) -> Array:
        """Read the heights back from what is drawn, in the axes' units, shape (n,)."""
        corners = self.axes.p2c(self.points.reshape(len(self.centers), -1, 3))
        return np.asarray(np.ptp(corners[..., 1], axis=1), dtype=np.float64)


class DistanceBars(VGroup):
    """How far each y is from its denoised one, the shortest first, and beside them two named bars.

    Parameters
    ----------
    distances
        Shape (n,), n ≥ 1, none negative.
    mean, noise
        The distances of the named bars: the mean of all, and the noise of each component.
    step
        The marks stand at multiples of this distance.
    zone
        The part of the frame for all of it.

    Attributes
    ----------
    axes : Axes
        Across in Manim units, upwards in the unit of the distances.
    ruler : VGroup
        The lines, the marks, the numbers and the label.
    bars : UprightBars
        The unnamed bars.
    named : list of VGroup
        For each named one its bar, its name and its number.
    """

    def __init__(
        self,
        distances: npt.ArrayLike,
        *,
        mean: float,
        noise: float,
        step: float,
        zone: look.Zone = look.RIGHT_STAGE,
    ) -> None:
        super().__init__()
        self.distances = np.sort(np.asarray(distances, dtype=np.float64))
        self.label = Formula(MOVED, font_size=look.TEXT_SIZE)
        self.label.move_to(zone.at(0, 1) + self.label.height / 2 * DOWN).align_to(
            zone.at(0, 1), LEFT
        )
        top = max(*self.distances, mean, noise, step / 100)
        room = 2.5 * look.GAP  # of the numbers and names round the bars
        inner = look.Zone(
            zone.left + room,
            zone.right,
            zone.bottom + room,
            float(self.label.get_bottom()[1]) - room,
        )
        self.axes = Axes(across=(0.0, inner.width), up=(0.0, top), zone=inner)
        self.axes.measures = ("", "distance")
        self.add(self.axes)
        slot = _BARS * inner.width / len(self.distances)
        width = min(_FULL * slot, _WIDEST)
        centers: Array = slot * (np.arange(len(self.distances), dtype=np.float64) + 0.5)
        self.bars = UprightBars(self.axes, centers, width=width, color=look.COLD)
        named = ((label("mean"), mean, look.INK), (label("noise"), noise, look.QUIET))
        self.named = self._make_named(named, inner.width)
        self.ruler = self._make_ruler(step, top)
        self.add(self.ruler, self.bars, *self.named)

    def track(self, share: ValueTracker) -> Self:
        """Show the share of their heights that a tracker holds, in every frame from now on."""
        # On the bars alone: Manim paints again only what moves, and what lies above it.
        follow(self.bars, lambda _: self.grow(share.get_value()))
        return self

    def grow(self, share: float) -> Self:
        """Give the unnamed bars a share of their heights, in [0, 1]."""
        self.bars.grow(share * self.distances)
        return self

    def _make_named(
        self, named: tuple[tuple[str, float, ManimColor], ...], width: float
    ) -> list[VGroup]:
        groups = []
        slot = (1 - _BARS) * width / len(named)
        widest = max(Words(name, font_size=look.TICK_SIZE).width for name, _, _ in named)
        size = look.TICK_SIZE * min(1.0, (slot - look.GAP / 2) / widest)  # some languages' are long
        for i, (name, value, color) in enumerate(named):
            center = _BARS * width + slot * (i + 0.5)
            bar = UprightBars(self.axes, np.array([center]), width=_WIDEST, color=color)
            bar.grow([value])
            words = Words(name, font_size=size, color=color)
            words.next_to(self.axes.c2p([center, 0.0]), DOWN, buff=look.GAP / 2)
            if i == 0:
                baseline = words.baseline
            words.align_baseline(baseline)
            number = Formula(f"{value:.2f}", font_size=look.TICK_SIZE, color=color)
            number.next_to(self.axes.c2p([center, value]), UP, buff=look.GAP / 2)
            groups.append(VGroup(bar, words, number))
        return groups

    def _make_ruler(self, step: float, top: float) -> VGroup:
        (left, right), axes = self.axes.across, self.axes
        ground = Line(*axes.c2p([(left, 0), (right, 0)]), color=look.AXES, stroke_width=look.LINE)
        upright = Line(*axes.c2p([(0, 0), (0, top)]), color=look.AXES, stroke_width=look.LINE)
        ruler = VGroup(ground, upright, self.label)
        apart = step * math.ceil(top / (4 * step))
        for value in np.arange(0, top + 1e-9, apart):
            foot = axes.c2p([0, value])
            tick = Line(foot, foot + 0.1 * LEFT, color=look.AXES, stroke_width=look.LINE)
            number = Formula(f"{value:g}", font_size=look.TICK_SIZE, color=look.QUIET)
            ruler.add(tick, number.next_to(tick, LEFT, buff=0.1))
        return ruler
