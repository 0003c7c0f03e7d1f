"""The curves of the temperatures that have been passed, and their names."""

from __future__ import annotations

import math

import numpy as np
from manim import ManimColor, VGroup

from scenes import look
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.free_energy.clipped_curve import ClippedCurve
from scenes.mobjects.free_energy.curve_labels import CurveLabels
from scenes.mobjects.free_energy.cut_axes import CutAxes
from scenes.mobjects.free_energy.cut_moment import CutMoment

LABEL_COMES = 0.03  # of the dial: how far the hand moves while a curve gets its name


class PassedStops:
    """The cold end and the stops of the dial: each leaves its curve and its name as it is passed.

    Parameters
    ----------
    axes
        What the curves are drawn in.
    moment
        Its warmest position so far tells which have been passed.

    Attributes
    ----------
    positions : ndarray
        Of the stops on the dial, the cold end first, shape (n,).
    curves : VGroup
        One for each stop.
    labels : CurveLabels
        Their betas, at the curves' right ends.
    heading : Formula
        What those are.
    """

    def __init__(self, axes: CutAxes, moment: CutMoment) -> None:
        self.axes, self.moment = axes, moment
        betas = (math.inf, *moment.scale.betas)
        self.positions = np.array([moment.scale.position(beta) for beta in betas])
        self._heights = np.stack([moment.heights_at(beta) for beta in betas])
        colors = look.temperature_colors(self.positions)
        self.curves = VGroup(
            *(
                ClippedCurve(
                    axes, color=ManimColor.from_rgb(rgb), width=look.LINE, opacity=look.ENVELOPE
                )
                for rgb in colors
            )
        )
        self.labels = CurveLabels(axes, [format_number(beta) for beta in betas], colors)
        self.heading = Formula('part("beta", beta)', font_size=look.TICK_SIZE, color=look.QUIET)
        follow(self.curves, self._draw)
        follow(self.labels, self._place)

    def named_from(self, position: float) -> float:
        """Return the first position from this one on at which every stop has its name."""
        wanted = max(float(self.positions[-1]), position) + LABEL_COMES
        return min(wanted, self.moment.scale.end)

    def _draw(self, curves: VGroup) -> None:
        passed = self.positions <= self.moment.melted.get_value()
        for curve, heights, drawn in zip(curves, self._heights, passed, strict=True):
            shown = len(heights) if drawn else 0
            curve.draw(self.moment.y2[:shown], heights[:shown])

    def _place(self, labels: CurveLabels) -> None:
        right = self.axes.across[1]
        ends = [np.interp(right, self.moment.y2, heights) for heights in self._heights]
        share = (self.moment.melted.get_value() - self.positions) / LABEL_COMES
        labels.place(ends, np.clip(share, 0, 1))
