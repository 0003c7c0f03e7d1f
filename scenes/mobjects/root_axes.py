"""Energy over the latent on a scale that can be stretched at the bottom, up to some top."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import VMobject

from scenes import look
from scenes.mobjects.axes import LatentAxes

Array = npt.NDArray[np.float64]

_ALONG = np.array([0, 1 / 3, 2 / 3, 1])[:, None]  # anchors and handles of a straight Bézier curve


class RootAxes(LatentAxes):
    """Energy over one turn of z, upwards as a power of the energy: 1 at first, ½ for its root.

    The scale of energies stands beside it, as a `ColorBar`; here are only its lines and z's marks.

    Parameters
    ----------
    top
        The largest energy shown.
    zone
        The part of the frame for the curves, the marks of z below and its name at the right.

    Attributes
    ----------
    power : float
        What heights grow as.
    """

    def __init__(self, *, top: float, zone: look.Zone) -> None:
        self.power = 1.0  # which the axes' own lines are laid by
        # There is one mark on the energy axis, at 0, and that is the scale's.
        super().__init__(top=top, zone=zone, step=2 * top)
        self.ticks.remove(self.ticks[-1])
        self.numbers.remove(self.numbers[-1])

    def c2p(self, coordinates: npt.ArrayLike) -> Array:
        """Turn latents and energies into places, shapes (..., 2) -> (..., 3)."""
        at = np.array(coordinates, dtype=np.float64)
        top = self.up[1]
        at[..., 1] = top * (at[..., 1] / top) ** self.power
        return super().c2p(at)

    def p2c(self, points: npt.ArrayLike) -> Array:
        """Turn places back: the inverse of `c2p`, shapes (..., 3) -> (..., 2)."""
        at = super().p2c(points)
        top = self.up[1]
        at[..., 1] = top * np.maximum(at[..., 1] / top, 0) ** (1 / self.power)
        return at


class CutCurve(VMobject):
    """A curve over the latent, cut where it leaves the axes at the top.

    Parameters
    ----------
    axes
        What it is drawn in.
    z, energy
        Its points from left to right, both of shape (m,).
    """

    def __init__(self, axes: RootAxes, z: npt.ArrayLike, energy: npt.ArrayLike) -> None:
        super().__init__(color=look.ENERGY, stroke_width=look.BOLD, fill_opacity=0)
        self.axes = axes
        self.z, self.energy = (np.asarray(values, dtype=np.float64) for values in (z, energy))
        self.draw(math.inf)

    def draw(self, upto: float) -> Self:
        """Draw it as the axes are now, up to a latent."""
        z = np.append(self.z[self.z < upto], min(upto, self.z[-1]))
        energy = np.interp(z, self.z, self.energy)
        ends = np.stack([z, energy], axis=-1)
        start, end = ends[:-1], ends[1:]
        top = self.axes.up[1]
        # Where a piece leaves through the top, its end is put on the top.
        rise = end[:, 1] - start[:, 1]
        share = np.divide(top - start[:, 1], rise, out=np.zeros_like(rise), where=rise != 0)
        crossing = start + share[:, None] * (end - start)
        low, high = start[:, 1] <= top, end[:, 1] <= top
        start, end = (
            np.where(low[:, None], start, crossing),
            np.where(high[:, None], end, crossing),
        )
        seen = low | high
        a, b = self.axes.c2p(start[seen])[:, None], self.axes.c2p(end[seen])[:, None]
        self.set_points((a * (1 - _ALONG) + b * _ALONG).reshape(-1, 3))
        return self
