"""The energy over the latent, as a search sees it: the curve, its lowest level, and a lens."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Mobject, ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy_curve import EnergyCurve
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import edged
from scenes.mobjects.inference.curve_lens import CurveLens
from scenes.mobjects.inference.energy_gap import EnergyGap
from scenes.mobjects.inference.landscape import Landscape
from scenes.mobjects.inference.level import Level
from scenes.mobjects.labels import place_beside
from scenes.mobjects.points import Cross
from scenes.mobjects.symbols import F_INFINITY, Z_CHECK

_CURVE_POINTS = 241  # of a curve, so that its corners are not seen
_SPOTS = 20  # along a line, of which a name keeps clear


class SearchOverLatent:
    """How high the energies are that a search finds.

    Parameters
    ----------
    landscape
        What is searched.
    zone
        The part of the frame for the axes and their labels.

    Attributes
    ----------
    axes : LatentAxes
        What all of it is drawn in.
    curve : EnergyCurve
        The energies.
    level : Level
        A level that sinks from the top of the axes to the lowest energy.
    floor : Level
        The lowest level, with the name of the free energy.
    best, name : Cross, Formula
        The lowest point, and ž beside it.
    """

    def __init__(self, landscape: Landscape, *, zone: look.Zone) -> None:
        self.landscape = landscape
        self.axes = LatentAxes(top=landscape.top, zone=zone)
        z = np.linspace(0, math.tau, _CURVE_POINTS)
        self.curve = EnergyCurve(self.axes).draw(z, landscape.energy(z))
        lines = [np.linspace(*line.get_start_and_end(), _SPOTS) for line in self.axes.axes]
        numbers = [number.get_center() for number in self.axes.numbers]
        self._taken = np.concatenate([self.at(z), *lines, numbers])
        self._level_at: Any = ValueTracker(landscape.top)
        self.level = Level(self.axes, energy=landscape.top).track(self._level_at)
        self.floor = Level(self.axes, energy=landscape.lowest, name=F_INFINITY)
        self.best = edged(Cross(self.at(landscape.z_check), color=look.COLD))
        self.name = Formula(Z_CHECK, font_size=look.TEXT_SIZE)
        self.put_beside(self.name, self.best)

    def at(self, z: npt.ArrayLike) -> Array:
        """Return the places of latents on the curve, (...) -> (..., 3)."""
        return self.axes.c2p(np.stack([z, self.landscape.energy(z)], axis=-1))

    def put_beside(self, name: Formula, part: Mobject, *others: Array) -> None:
        """Put a name beside a part, clear of all that is here and of other places, (k, 3) each."""
        place_beside(name, part, list(np.concatenate([self._taken, *others])))

    def sink(self) -> Any:
        """Return an animation that lets the level sink to the lowest energy."""
        return self._level_at.animate.set_value(self.landscape.lowest)

    def lens(self, count: int) -> CurveLens:
        """Return a lens over ž and the two latents, of a grid of so many, that it lies between."""
        step, best = math.tau / count, self.landscape.z_check
        below = step * math.floor(best / step)
        tried = below + step * np.array([0, 1])
        z = np.linspace(below - step / 2, below + 3 * step / 2, _CURVE_POINTS)
        return CurveLens(
            self.axes,
            z=z,
            energy=self.landscape.energy(z),
            tried=np.column_stack([tried, self.landscape.energy(tried)]),
            lowest=(best, self.landscape.lowest),
        )

    def gaps(self, z: Iterable[float]) -> VGroup:
        """Return, for each of some latents, how much higher its energy is than the lowest one."""
        low, energy = self.landscape.lowest, self.landscape.energy
        return VGroup(
            *(EnergyGap(self.axes, z=float(at), low=low, high=float(energy(at))) for at in z)
        )
