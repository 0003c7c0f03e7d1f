"""A heat map of the free energy at the temperature of the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy.typing as npt
from manim import ValueTracker, VMobject
from manim.utils.rate_functions import ease_in_out_sine

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.halo import edged

_STEP = 3.0  # pixels from one sample to the next, for the field changes in every frame


class MeltingMap:
    """The field of F_β over a plane, and the manifold in it.

    Parameters
    ----------
    plane
        What is covered.
    scale
        Where each temperature stands.
    top
        The value that has the highest colour, > 0.
    free_energy
        From y's, (..., 2), and a beta, to free energies, (...).
    manifold
        The decoder's curve, closed, in units of y, shape (k, 2).

    Attributes
    ----------
    position : ValueTracker
        How warm it is, from 0 (beta = infinity) to almost 1 (beta = 0).
    heat : HeatMap
        The field.
    curve : VMobject
        The manifold.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        scale: TemperatureScale,
        top: float,
        free_energy: Callable[[npt.ArrayLike, float], Array],
        manifold: Array,
    ) -> None:
        self.scale = scale
        self.position: Any = ValueTracker(0.0)
        self.heat = HeatMap(plane, top=top, step=_STEP, even=True)
        samples = self.heat.get_samples()
        follow(self.heat, lambda heat: heat.set_values(free_energy(samples, self.beta)))
        self.heat.update()
        self.curve = VMobject(color=look.DECODED, stroke_width=look.BOLD)
        edged(self.curve.set_points_as_corners(plane.c2p(manifold)))

    @property
    def beta(self) -> float:
        """The inverse temperature."""
        return self.scale.beta(self.position.get_value())

    def melt(self) -> Any:
        """Return an animation to the warm end of the scale."""
        return self.position.animate(rate_func=ease_in_out_sine).set_value(self.scale.end)
