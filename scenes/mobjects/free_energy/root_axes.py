"""Energy over the latent on a scale that can be stretched at the bottom, up to some top."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.bezier import straight
from scenes.mobjects.halo import edged
from scenes.mobjects.points import Cross
from scenes.mobjects.segments import Segments

_CROSS = 0.6 * look.CROSS_SIZE
_DIMMING = 0.12  # of a turn, until what had its turn is dim
_DRAWN = 0.6  # share of a curve's turn in which it is drawn; then its lowest point is marked


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
        [zero] = self.energy_marks
        self.ticks.remove(zero.tick)
        self.numbers.remove(zero.number)
        self.energy_marks = []

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


class CurveUnderTop(VMobject):
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
        self.set_points(straight(self.axes.c2p(start[seen]), self.axes.c2p(end[seen])))
        return self


class LowestPoints(VGroup):
    """Curves over the latent, a cross at the lowest point of each, and its level at the left.

    Parameters
    ----------
    axes
        What they are drawn in.
    z, energies
        The curves' points from left to right, shapes (m,) and (n, m).
    z_check, lowest
        The lowest point of each, both of shape (n,).

    Attributes
    ----------
    curves, crosses : VGroup
        One for each.
    levels : Segments
        From the crosses to the axis of energies.
    """

    def __init__(self, axes: RootAxes, z: Array, energies: Array, z_check: Array, lowest: Array):
        self.axes = axes
        self._drawn = math.nan
        self._points = np.column_stack([z_check, lowest])
        at = axes.c2p(self._points)
        self._colors = np.tile(look.COLD.to_rgb(), (len(at), 1))
        self.curves = VGroup(*(CurveUnderTop(axes, z, energy) for energy in energies))
        self.levels = Segments(at, at, self._colors, width=look.THIN, opacity=look.FAINT)
        self.crosses = VGroup(*(edged(Cross(place, color=look.COLD, size=_CROSS)) for place in at))
        super().__init__(self.levels, self.curves, self.crosses)
        self.draw(drawn=0.0, leveled=0.0)

    def get_places(self) -> Array:
        """Return where the lowest points are now, in Manim units, shape (n, 3)."""
        return self.axes.c2p(self._points)

    def draw(self, *, drawn: float, leveled: float) -> Self:
        """Draw them as the axes are now.

        Parameters
        ----------
        drawn
            How many of the curves have been drawn and marked, one after another.
        leveled
            Share of the levels that has been drawn.
        """
        at = self.get_places()
        starts = np.column_stack([np.full(len(at), self.axes.c2p([0.0, 0.0])[0]), at[:, 1:]])
        self.levels.set_segments(at, at + leveled * (starts - at), self._colors)
        for i, (curve, cross) in enumerate(zip(self.curves, self.crosses, strict=True)):
            share = np.clip((drawn - i) / _DRAWN, 0, 1)
            curve.draw(math.tau * share if share < 1 else math.inf)
            cross.move_to(at[i])
            if drawn != self._drawn:
                light = float(turn_lights(drawn, len(at))[i])
                marked = light * float(np.clip((drawn - i - _DRAWN) / (1 - _DRAWN), 0, 1))
                curve.set_stroke(opacity=light)
                cross.set_stroke(opacity=marked).set_stroke(opacity=marked, background=True)
        self._drawn = drawn
        return self


def turn_lights(done: float, count: int) -> Array:
    """Return how bright each of some things is while they have their turns.

    Parameters
    ----------
    done
        How many turns are over, a real number; before the first and after the last all are bright.
    count
        How many there are.

    Returns
    -------
    ndarray
        Shares of the full light, shape (count,): 1 for the one that has its turn.
    """
    away = np.abs(done - np.arange(count) - 0.5) - 0.5
    among = min(done, count - done) / _DIMMING
    dimmed = np.clip(np.minimum(away / _DIMMING, among), 0, 1)
    return np.asarray(1 - (1 - look.FAINT) * dimmed)
