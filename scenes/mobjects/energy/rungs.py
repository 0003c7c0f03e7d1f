"""Segments that are laid down, each at the height of its energy."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from manim import DL

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.growth import Growth
from scenes.mobjects.energy.length_axes import LengthAxes
from scenes.mobjects.energy.moment import Moment
from scenes.mobjects.energy.readouts import energy_number
from scenes.mobjects.following import follow
from scenes.mobjects.number import Number
from scenes.mobjects.segments import RunningSegment, Segments


class Rungs:
    """The segments of one sample, lying over an axis of lengths and beside an axis of energy.

    Parameters
    ----------
    moment
        Which sample, and which latent.
    axes
        Whose axis of energy they lie beside; they reach to its top.
    right
        Where there is room for the longest with its number, in Manim units.
    unit, step
        Of the plane that the segments are taken from: the length of a unit, and the side of a box.

    Attributes
    ----------
    growth : Growth
        How far they have been laid down.
    lengths : LengthAxes
        What they are drawn in.
    all, one : Segments
        Those of all latents, and the one of the moment.
    number : Number
        The energy of that one, past its tip.
    """

    def __init__(
        self, moment: Moment, axes: LatentAxes, *, right: float, unit: float, step: float
    ) -> None:
        self.moment, self.top = moment, axes.up[1]
        self.growth = Growth(len(moment.latents))
        self.number = energy_number(self.top, look.TEXT_SIZE)
        bottom, top = axes.c2p([[0.0, 0.0], [0.0, self.top]])
        room = self.number.width + 2 * look.GAP
        self.lengths = LengthAxes(
            longest=math.sqrt(self.top),
            top=self.top,
            unit=unit,
            step=step,
            zone=look.Zone(bottom[0], right - room, bottom[1], top[1]),
        )
        nowhere = np.zeros((len(moment.latents), 3))
        self.all, self.one = Segments(nowhere, nowhere, nowhere), RunningSegment()
        follow(self.all, self._place_all)
        follow(self.one, self._place_one)
        follow(self.number, self._place_number)

    def _lying(self, energies: npt.ArrayLike) -> tuple[Array, Array]:
        """Return the ends of segments at their energies, both (m, 3)."""
        height = np.asarray(energies)
        length = np.sqrt(height)
        lying = [np.column_stack([across, height]) for across in (np.zeros_like(length), length)]
        return self.lengths.c2p(lying[0]), self.lengths.c2p(lying[1])

    def _place_all(self, rungs: Segments) -> None:
        energies = self.moment.energies
        start, end = self._lying(energies)
        ends = start + self.growth.reach[:, None] * (end - start)
        rungs.set_segments(start, ends, look.energy_colors(energies / self.top))

    def _place_one(self, rung: Segments) -> None:
        start, end = self._lying([self.moment.energy])
        rung.set_segments(start, end, look.energy_colors([self.moment.energy / self.top]))

    def _place_number(self, number: Number) -> None:
        """Put the number past the rung's tip, above the axis and clear of the rungs over it."""
        energy = self.moment.energy
        tip = self._lying([energy])[1][0]
        bottom = max(tip[1] - number.height / 2, self.lengths.axis.get_y() + look.GAP / 2)
        highest = self.lengths.p2c(np.array([0, bottom + number.height, 0]))[1]
        left = self._lying([highest])[1][0, 0] + look.GAP / 2
        number.set_value(energy).move_to(np.array([left, bottom, 0]), aligned_edge=DL)
