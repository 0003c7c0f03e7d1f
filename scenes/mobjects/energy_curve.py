"""Energy over the latent: the curve, the point that runs on it, and the colours along its axis."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import RIGHT, UP, ManimColor, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.bezier import straight
from scenes.mobjects.points import Discs, Rings

_DASH, _SPACE = 0.09, 0.07
_KEY_WIDTH = 0.12
_KEY_STOPS = 33


class EnergyCurve(VMobject):
    """One or more curves over the latent, as lines through the numbers handed in.

    Parameters
    ----------
    axes
        What they are drawn in.
    color, width, opacity
        Of the line.
    """

    def __init__(
        self,
        axes: LatentAxes,
        *,
        color: ManimColor = look.ENERGY,
        width: float = look.BOLD,
        opacity: float = 1.0,
    ) -> None:
        super().__init__(color=color, stroke_width=width, stroke_opacity=opacity, fill_opacity=0)
        self.axes = axes

    def draw(self, z: npt.ArrayLike, energy: npt.ArrayLike) -> Self:
        """Replace the curves; through fewer than two points there is none.

        Parameters
        ----------
        z
            Latents from left to right, shape (m,).
        energy
            The energy at each of them, shape (m,), or (n, m) for n curves.
        """
        across, up = np.broadcast_arrays(z, np.atleast_2d(energy))
        points = self.axes.c2p(np.stack([across, up], axis=-1))
        self.set_points(straight(points[:, :-1], points[:, 1:]))
        return self


class CurvePoint(VGroup):
    """A dot at (z, E), a dashed line dropped from it, and a ring at z on the axis.

    Parameters
    ----------
    axes
        What it is drawn in.
    z, energy
        Where it begins.

    Attributes
    ----------
    drop : VMobject
        The dashed line, counted from the axis upwards, so that its dashes stand still.
    dot : Discs
        The energy.
    ring : Rings
        The latent.
    """

    def __init__(self, axes: LatentAxes, *, z: float, energy: float) -> None:
        super().__init__()
        self.axes = axes
        self.drop = VMobject(color=look.LATENT, stroke_width=look.LINE)
        self.dot = Discs([], color=look.ENERGY, radius=look.POINT_RADIUS)
        self.ring = Rings([], color=look.LATENT, radius=look.POINT_RADIUS)
        self.ring.set_stroke(width=look.BOLD)
        self.add(self.drop, self.dot, self.ring)
        self.move(z, energy)

    def move(self, z: float, energy: float) -> Self:
        """Go to another latent and its energy."""
        foot, top = self.axes.c2p([[z, 0.0], [z, energy]])
        self.dot.set_centers(top)
        self.ring.set_centers(foot)
        self.drop.set_points(_dashes(foot, top))
        return self


class EnergyKey(VMobject):
    """The colours of energies along the energy axis, left of it.

    Parameters
    ----------
    axes
        Whose energy axis.
    """

    def __init__(self, axes: LatentAxes) -> None:
        super().__init__(fill_opacity=1, stroke_width=0, sheen_direction=UP)
        bottom, top = axes.c2p([[0.0, 0.0], [0.0, axes.up[1]]])
        left = _KEY_WIDTH * RIGHT
        self.set_points_as_corners([bottom, top, top - left, bottom - left, bottom])
        rgb = look.energy_colors(np.linspace(0, 1, _KEY_STOPS))
        self.fill_rgbas = np.hstack([rgb, np.ones((_KEY_STOPS, 1))])


def split_scales(axes: LatentAxes) -> tuple[VGroup, VGroup]:
    """Return the scale of z and the scale of energy, for they need not come and go together.

    Parameters
    ----------
    axes
        Whose lines, marks, numbers and name are shared out.

    Returns
    -------
    tuple of VGroup
        The scales, made of the axes' own parts.
    """
    latent, energy = VGroup(axes.axes[0], axes.label), VGroup(axes.axes[1])
    for scale, marks in ((latent, axes.latent_marks), (energy, axes.energy_marks)):
        for mark in marks:
            scale.add(mark.tick, mark.number)
    return latent, energy


def _dashes(start: Array, end: Array) -> Array:
    """Return the Bézier points of dashes from one place to another, shape (4 n, 3)."""
    length = float(np.linalg.norm(end - start))
    if length == 0:
        return np.zeros((0, 3))
    first = np.arange(0, length, _DASH + _SPACE)
    last = np.minimum(first + _DASH, length)
    ends = np.stack([first, last], axis=1)[..., None] / length
    a, b = np.moveaxis(start + ends * (end - start), 1, 0)
    return straight(a, b)
