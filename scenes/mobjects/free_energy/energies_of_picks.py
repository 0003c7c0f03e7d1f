"""Energies of the picks over the latent, and the scale that their heights and the colours share."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Animation, ApplyMethod, ValueTracker, VGroup, linear

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.free_energy.heat_map import ColorBar
from scenes.mobjects.free_energy.picks import Picks
from scenes.mobjects.free_energy.root_axes import LowestPoints, RootAxes, turn_lights
from scenes.mobjects.symbols import F_INFINITY

CURVE_POINTS = 240  # of each curve, so that its corners are not seen
EVEN, ROOT = 1.0, 0.5  # powers that heights grow as
SCALE_WIDTH, TOP = 0.45, 1.3  # what the scale takes at the left; the upper end, below its name


class EnergiesOfPicks:
    """The side stage: a curve for each pick, its lowest point, and a scale that can be stretched.

    While the curves are drawn in turn, the pick whose turn it is is brighter than the others.

    Parameters
    ----------
    picks
        Whose energies these are.
    energies_at
        From latents, (k,), to the energies of all picks there, (n, k).
    z_check, lowest
        Where each curve is lowest, and how low, both of shape (n,).
    top
        The upper end of the scale.

    Attributes
    ----------
    power : ValueTracker
        What heights grow as; evenly at first.
    drawn : ValueTracker
        How many of the curves have been drawn and marked.
    leveled : ValueTracker
        How far levels have grown from the lowest points to the scale, from 0 to 1.
    axes : RootAxes
        The axes.
    scale : ColorBar
        The scale at their left; its heights are roots until it is first updated.
    marks : VGroup
        The scale without its colours and its name, at the axes' heights as of their last update.
    curves : LowestPoints
        The curves, their lowest points and their levels.
    """

    def __init__(
        self,
        picks: Picks,
        *,
        energies_at: Callable[[Array], Array],
        z_check: Array,
        lowest: Array,
        top: float,
    ) -> None:
        self.picks, self.count = picks, len(z_check)
        self.power: Any = ValueTracker(EVEN)
        self.drawn: Any = ValueTracker(0)
        self.leveled: Any = ValueTracker(0)
        zone = look.SIDE_STAGE
        self.axes = RootAxes(
            top=top, zone=dataclasses.replace(zone, left=zone.left + SCALE_WIDTH, top=TOP)
        )
        low, high = self.axes.c2p([[0.0, 0.0], [0.0, top]])
        beside = look.Zone(zone.left, low[0], low[1], high[1])
        self.scale = ColorBar(top=top, zone=beside, name=F_INFINITY)
        self.marks = VGroup(self.scale.ticks, self.scale.numbers)
        z = np.union1d(np.linspace(0, math.tau, CURVE_POINTS + 1), z_check)
        self.curves = LowestPoints(self.axes, z, energies_at(z), z_check, lowest)
        self._among = False  # whether one of the picks is brighter than the others
        # The scale comes in parts, so one that is always there carries the others along.
        follow(self.scale.ticks, lambda _: self.scale.set_power(self.power.get_value()))
        follow(self.curves, self._draw)

    def take_turns(self) -> Animation:
        """Return an animation that draws and marks the curves one after another."""
        return ApplyMethod(self.drawn.set_value, self.count, rate_func=linear)

    def level(self) -> Any:
        """Return an animation that leads levels from the lowest points to the scale."""
        return self.leveled.animate.set_value(1)

    def stretch(self) -> Any:
        """Return an animation that stretches the scale at the bottom."""
        return self.power.animate.set_value(ROOT)

    def _draw(self, curves: LowestPoints) -> None:
        self.axes.power = self.power.get_value()
        drawn = self.drawn.get_value()
        curves.draw(drawn=drawn, leveled=self.leveled.get_value())
        if 0 < drawn < self.count or self._among:
            self.picks.set_lights(turn_lights(drawn, self.count))
            self._among = drawn < self.count
