"""A small piece of the energy curve, enlarged: what lies between two points of the grid."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt
from manim import Line, Rectangle, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, LatentAxes
from scenes.mobjects.inference.zones import LENS_WIDTH, SEARCH_LENS
from scenes.mobjects.points import Cross, Discs

_MARGIN = 0.2  # between the frame and what is in it, in Manim units


class CurveLens(VGroup):
    """A frame with a piece of the curve, and two lines to where the piece is.

    Parameters
    ----------
    axes
        What the whole curve is drawn in.
    z, energy
        The piece, its latents rising, both of shape (k,).
    tried
        Latents of the grid in it and their energies, shape (n, 2).
    lowest
        The latent of the lowest energy, and that energy, shape (2,).
    zone
        As high as the frame, which stands in it over the lowest latent, as far as there is room.
    width
        Of the frame, in Manim units.

    Attributes
    ----------
    axes : Axes
        What the piece is drawn in, in the same units as the whole curve.
    curve : VMobject
        The piece.
    tried : Discs
        The latents of the grid.
    lowest : Cross
        The lowest one.
    """

    def __init__(
        self,
        axes: LatentAxes,
        *,
        z: Array,
        energy: Array,
        tried: Array,
        lowest: npt.ArrayLike,
        zone: look.Zone = SEARCH_LENS,
        width: float = LENS_WIDTH,
    ) -> None:
        super().__init__()
        spot = axes.c2p(lowest)
        left = float(np.clip(spot[0] - width / 2, zone.left, zone.right - width))
        zone = dataclasses.replace(zone, left=left, right=left + width)
        frame = Rectangle(
            width=zone.width, height=zone.height, color=look.AXES, stroke_width=look.LINE
        )
        frame.move_to(zone.center)
        inner = look.Zone(zone.left, zone.right, zone.bottom + _MARGIN, zone.top - _MARGIN)
        bottom, top = float(energy.min()), float(energy.max())
        if top == bottom:  # a flat curve lies on the ground
            top = bottom + 1.0
        self.axes = Axes(across=(float(z[0]), float(z[-1])), up=(bottom, top), zone=inner)
        self.axes.measures = ("z", "E")
        self.curve = VMobject(color=look.ENERGY, stroke_width=look.BOLD)
        self.curve.set_points_as_corners(self.axes.c2p(np.column_stack([z, energy])))
        self.tried = Discs(self.axes.c2p(tried), color=look.ENERGY, radius=look.POINT_RADIUS)
        self.lowest = Cross(self.axes.c2p(lowest), color=look.COLD)
        beams = VGroup(
            *(
                Line(corner, spot, color=look.AXES, stroke_width=look.THIN)
                for corner in (zone.at(0, 0), zone.at(1, 0))
            )
        )
        self.add(self.axes, beams, frame, self.curve, self.tried, self.lowest)
