"""Several samples at once: their curves, the bottoms of these, and the ways there in the plane."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.energy.wall import Wall, WallCurves
from scenes.mobjects.energy_curve import EnergyCurve
from scenes.mobjects.points import Discs
from scenes.mobjects.segments import Segments


class Family(VGroup):
    """Samples that have something in common.

    Parameters
    ----------
    y
        The samples, shape (k, 2).
    places
        Their cells, by the lower left corners, shape (k, 2).
    z, energies
        Latents (m,), and the energy of each sample at each of them, shape (k, m).
    bottoms
        The sample of each bottom, counted from 0 among these, z, g(z) and the energy there:
        shapes (b,), (b,), (b, 2) and (b,).
    plane, wall, axes
        What they are drawn in.
    size
        Of the points in the plane, as a share of the usual one.

    Attributes
    ----------
    curves : WallCurves
        In their cells.
    overlay : EnergyCurve
        All over each other.
    ways : Segments
        From each y to its g(z), in the colours of the energies.
    samples : Discs
        In the plane.
    bottoms : Discs
        In the cells.
    lows : list of VMobject
        The ways and the bottoms; nothing if there are none.
    """

    def __init__(
        self,
        *,
        y: Array,
        places: Array,
        z: Array,
        energies: Array,
        bottoms: tuple[npt.NDArray[np.int64], Array, Array, Array],
        plane: Plane,
        wall: Wall,
        axes: LatentAxes,
        size: float,
    ) -> None:
        super().__init__()
        owner, latent, decoded, energy = bottoms
        self.curves = WallCurves(wall).draw(places, z, energies)
        self.overlay = EnergyCurve(axes, width=look.LINE, opacity=look.FAINT).draw(z, energies)
        colors = look.energy_colors(energy / wall.top)
        self.ways = Segments(plane.c2p(y[owner]), plane.c2p(decoded), colors)
        self.samples = Discs([]).set_centers(plane.c2p(y), sizes=size)
        at = wall.c2p(places[owner], np.column_stack([latent, energy]))
        self.bottoms = Discs([], color=look.INK).set_centers(at, sizes=wall.detail)
        self.lows = [part for part in (self.ways, self.bottoms) if part.has_points()]
        if len(y):
            self.add(self.curves, self.overlay, self.samples)
        self.add(*self.lows)
