"""The free energies along the cut, as curves beside the map."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Span
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.free_energy.clipped_curve import ClippedCurve
from scenes.mobjects.free_energy.curve_labels import LEADER
from scenes.mobjects.free_energy.cut_axes import CutAxes
from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.largest_gap import LargestGap
from scenes.mobjects.free_energy.passed_stops import PassedStops
from scenes.mobjects.free_energy.zones import CUT
from scenes.mobjects.halo import haloed
from scenes.mobjects.labels import lattice, place_clear
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.symbols import F_BETA, F_INFINITY

ROUND_TO = 2  # places of the number at the peak


class CutOverY2:
    """What the axes beside the map show: this moment's curve and those of the stops it passed.

    Parameters
    ----------
    moment
        The temperature, how far the walk has gone, and how wide the view is.
    close, wide
        Of either view the span across and the highest value.
    colors
        The colours of values, (n,) -> RGB (n, 3).
    crossings
        The y₂ at which the coldest curve is zero, shape (k,).
    peak
        Its height at y₂ = 0; None if there is no peak.
    mean
        What the curves come to as beta -> 0, at each y₂ of the moment, shape (n,).

    Attributes
    ----------
    axes : CutAxes
        The axes.
    names : list of Formula
        What they show: F of beta = infinity, then F of any beta.
    curve : ClippedCurve
        Of this moment's temperature, up to where the walk has come.
    rider : Discs
        Its end.
    crossings : Rings
        Where the coldest curve is zero.
    peak : VGroup
        A point on the peak and its height; nothing without a peak.
    stops : PassedStops
        The curves that stay behind.
    parabola : ClippedCurve
        The mean, dashed.
    gap : LargestGap
        How far the curve is below it.
    """

    def __init__(
        self,
        moment: CutMoment,
        *,
        close: tuple[Span, float],
        wide: tuple[Span, float],
        colors: Callable[[Array], Array],
        crossings: npt.ArrayLike,
        peak: float | None,
        mean: Array,
    ) -> None:
        self.moment = moment
        self.axes = CutAxes(close=close, wide=wide, zone=CUT, name='part("y", y_2)', colors=colors)
        follow(self.axes, self._set_view)
        self.curve = ClippedCurve(self.axes, width=1.3 * look.BOLD)
        follow(self.curve, self._draw_curve)
        self.rider = self._point(0.0, 0.0)
        follow(
            self.rider,
            lambda rider: rider.set_centers(self.axes.c2p([moment.y[1], moment.height])),
        )
        feet = np.asarray(crossings, dtype=np.float64)
        at = self.axes.c2p(np.column_stack([feet, np.zeros(len(feet))]))
        self.crossings = Rings(at, radius=look.POINT_RADIUS).set_stroke(width=look.BOLD)
        self.peak = VGroup() if peak is None else self._make_peak(peak)
        self.stops = PassedStops(self.axes, moment)
        self.parabola = ClippedCurve(self.axes, color=look.INK, dashed=True)
        follow(self.parabola, lambda curve: curve.draw(moment.y2, mean))
        self.gap = LargestGap(moment, mean=mean, largest=wide[1])
        self.gap.move_to(CUT.at(0.5, 0.9))
        self.names = self._make_names()
        self.stops.heading.move_to(CUT.at(1, 1) + LEADER * RIGHT, aligned_edge=LEFT)
        self.stops.heading.align_baseline(self.names[0])

    @property
    def melting(self) -> tuple[Mobject, ...]:
        """What is seen while the temperature turns, from the lowest to the uppermost."""
        stops = self.stops
        return self.axes, self.names[1], stops.curves, stops.labels, stops.heading, self.curve

    def name_peak(self, height: float, *, curve: Array) -> Formula:
        """Return the height of another curve's peak, above it or below, where no curve passes.

        Parameters
        ----------
        height
            The peak's, at y₂ = 0.
        curve
            That curve, at each y₂ of the moment, shape (n,).
        """
        name = haloed(Formula(format_number(height, ROUND_TO), font_size=look.TEXT_SIZE))
        at, y2 = self.axes.c2p([0.0, height]), self.moment.y2
        curves = [self.axes.c2p(np.column_stack([y2, e])) for e in (curve, self.moment.heights)]
        steps = look.GAP / 2 * np.arange(1, 9)  # under a peak there is the more room the lower
        ways = [steps[0] * UP, *(step * DOWN for step in steps)]
        places = [name.next_to(at + way, way, buff=0).get_center() for way in ways]
        number = lattice(self.peak) if len(self.peak) else np.zeros((0, 3))
        place_clear(name, places, np.concatenate([*curves, number]), within=CUT)
        return name

    def _point(self, y2: float, value: float) -> Discs:
        at = self.axes.c2p([y2, value])
        return Discs(at, color=look.COLD, radius=look.POINT_RADIUS)

    def _make_peak(self, height: float) -> VGroup:
        dot = self._point(0.0, height)
        number = format_number(height, ROUND_TO)
        name = Formula(number, font_size=look.TEXT_SIZE, color=look.COLD)
        return VGroup(dot, name.next_to(dot, UP, buff=look.GAP / 2))

    def _make_names(self) -> list[Formula]:
        at = f'({format_number(self.moment.y1)}, part("y", y_2))'
        names = [Formula(f"{F}{at}", font_size=look.TEXT_SIZE) for F in (F_INFINITY, F_BETA)]
        for name in names:
            name.move_to(CUT.at(0, 1), aligned_edge=LEFT).shift(1.6 * look.GAP * UP)
            name.align_baseline(names[0])
        return names

    def _set_view(self, axes: CutAxes) -> None:
        zoom = self.moment.zoom.get_value()
        if axes.zoom != zoom:
            axes.set_zoom(zoom)

    def _draw_curve(self, curve: ClippedCurve) -> None:
        moment = self.moment
        end = moment.y[1]
        walked = moment.y2 < end
        heights = np.append(moment.heights[walked], moment.height)
        curve.draw(np.append(moment.y2[walked], end), heights)
        curve.set_color(moment.color)
