"""Energy over the latent: the curve of one sample, and faint ones of those that came before."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from manim import RIGHT, ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.moment import Moment
from scenes.mobjects.energy.readouts import Counter, EnergyReadout
from scenes.mobjects.energy_curve import CurvePoint, EnergyCurve, EnergyKey, split_scales
from scenes.mobjects.following import follow


class EnergyOverLatent:
    """The right stage: axes, the curve of the moment's sample, and numbers above them.

    Parameters
    ----------
    moment
        Which sample, and which latent.
    z, energies
        Latents of a drawn curve, (k,), and the energies of all samples there, (n, k).
    top
        The highest energy shown.

    Attributes
    ----------
    drawn : ValueTracker
        The latent up to which the curve is drawn.
    readout, counter : EnergyReadout, Counter
        The latent and the energy of the moment, or how many samples had their turn.
    axes : LatentAxes
        The axes, in parts: ``latent_scale`` and ``energy_scale``, with the ``key`` of colours.
    traces, curve : EnergyCurve
        The curves of all samples that had their turn, and the one of the moment.
    point : CurvePoint
        The latent and its energy.
    """

    def __init__(self, moment: Moment, *, z: Array, energies: Array, top: float) -> None:
        self.moment, self.fine_z, self.fine_energies = moment, z, energies
        self.drawn: Any = ValueTracker(0)
        self.readout, self.counter = EnergyReadout(top=top), Counter(len(energies))
        zone = dataclasses.replace(
            look.RIGHT_STAGE,
            top=self.readout.get_bottom()[1] - look.GAP,
            right=look.RIGHT_STAGE.right - look.GAP / 2,
        )
        self.axes = LatentAxes(top=top, zone=zone)
        self.axes.label.shift(look.GAP / 2 * RIGHT)  # clear of the ring, which ends below it
        self.latent_scale, self.energy_scale = split_scales(self.axes)
        self.key = EnergyKey(self.axes)
        self.traced = 0
        self.traces = EnergyCurve(self.axes, width=look.LINE, opacity=look.VEIL)
        self.curve = EnergyCurve(self.axes)
        self.point = CurvePoint(self.axes, z=0.0, energy=moment.energy)
        follow(self.readout, lambda row: row.set_values(moment.z.get_value(), moment.energy))
        follow(self.counter.turn, lambda number: number.set_value(len(moment.tour.met)))
        follow(self.traces, self._draw_traces)
        follow(self.curve, self._draw_curve)
        follow(self.point, lambda point: point.move(moment.z.get_value(), moment.energy))

    def _draw_curve(self, curve: EnergyCurve) -> None:
        upto = self.drawn.get_value()
        z = np.append(self.fine_z[self.fine_z < upto], upto)
        curve.draw(z, self.moment.energy_at(self.moment.y, z))

    def _draw_traces(self, traces: EnergyCurve) -> None:
        met = self.moment.tour.met
        if len(met) != self.traced:  # the most of what is drawn, and it seldom changes
            self.traced = len(met)
            traces.draw(self.fine_z, self.fine_energies[met])
