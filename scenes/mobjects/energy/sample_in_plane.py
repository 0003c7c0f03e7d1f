"""The plane of all samples, and in it the one whose turn it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Transform, ValueTracker, smooth, squish_rate_func

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.fan import Fan
from scenes.mobjects.energy.turns import Turns
from scenes.mobjects.energy.wall import put_names_outside
from scenes.mobjects.energy.zones import WALL_PLANE
from scenes.mobjects.following import follow
from scenes.mobjects.halo import edged
from scenes.mobjects.light import set_light
from scenes.mobjects.points import Circles, Cross, Discs, Rings
from scenes.mobjects.segments import Segments

_EARLY = squish_rate_func(smooth, 0.0, 0.55)  # room is made first


class SampleInPlane:
    """What the plane shows: samples, the decoder's points, and segments between them.

    The plane can shrink; then all that is in it follows.

    Parameters
    ----------
    turns
        Whose turn it is.
    y
        All samples, shape (n, 2).
    latents
        The grid of latents, shape (m,).
    decode
        From latents, (...), to the decoder's points, (..., 2).
    energy
        From a place, (2,), and latents, (...), to energies, (...).
    lowest
        From a place, (2,), to the latent with the lowest energy.
    top
        The energy that has the last of the colours.
    spans, step
        Of the plane: what it shows of y₁ and y₂, and the side of a grid box.

    Attributes
    ----------
    fan_light : ValueTracker
        How bright the fan is, in [0, 1].
    plane : Plane
        The plane.
    samples, seen : Discs
        All samples, dimmed, and those that had their turn.
    marks : Rings
        The decoder's points.
    cross : Cross
        The sample of this moment.
    fan : Fan
        From the cross to all the decoder's points, as far as it is swept.
    nearest : Segments
        From the cross to where the decoder comes nearest, as bright as `Turns.low`.
    """

    def __init__(
        self,
        turns: Turns,
        *,
        y: Array,
        latents: Array,
        decode: Callable[[npt.ArrayLike], Array],
        energy: Callable[[npt.ArrayLike, npt.ArrayLike], Array],
        lowest: Callable[[Array], float],
        top: float,
        spans: tuple[tuple[float, float], tuple[float, float]],
        step: float,
    ) -> None:
        self.turns, self.all_y, self.latents, self.top = turns, y, latents, top
        self.decode, self.energy, self.lowest = decode, energy, lowest
        self.fan_light: Any = ValueTracker(1)
        self.plane = Plane(y1=spans[0], y2=spans[1], step=step)
        self.small = Plane(y1=spans[0], y2=spans[1], step=step, zone=WALL_PLANE)
        put_names_outside(self.small)
        self.large_unit = self.plane.unit
        self.samples, self.seen = Discs([]), Discs([])
        set_light(self.samples, look.DIMMED)
        self.marks = Rings([])
        decoded = decode(latents)
        self.fan = Fan(self.plane, decoded, top=top)
        nowhere = np.zeros((1, 3))
        self.nearest = Segments(nowhere, nowhere, nowhere)
        self.cross = edged(Cross(nowhere[0]))
        follow(self.samples, lambda discs: self._put(discs, y))
        follow(self.seen, lambda discs: self._put(discs, y[: turns.done]))
        follow(self.marks, lambda rings: self._put(rings, decoded))
        follow(self.fan, self._spread)
        follow(self.nearest, self._place_nearest)
        follow(self.cross, self._place_cross)

    @property
    def y(self) -> Array:
        """The y of this moment: a sample, or on its way from one to the next, shape (2,)."""
        return self.turns.now(self.all_y)

    @property
    def size(self) -> float:
        """How large points of the plane are, as a share of their usual size."""
        return math.sqrt(self.plane.unit / self.large_unit)

    def shrink(self) -> Transform:
        """Return an animation that makes room for a wall beside the plane."""
        return Transform(self.plane, self.small, rate_func=_EARLY)

    def _put(self, circles: Circles, y: npt.ArrayLike) -> None:
        circles.set_centers(self.plane.c2p(y), sizes=self.size)

    def _spread(self, fan: Fan) -> None:
        count = len(self.latents)
        reach = np.clip(self.turns.swept * count - np.arange(count), 0, 1)
        fan.spread(self.y, self.energy(self.y, self.latents), reach)
        opacity = self.turns.presence * self.fan_light.get_value()
        fan.set_stroke(width=self.size**2 * look.LINE, opacity=opacity)

    def _place_nearest(self, nearest: Segments) -> None:
        z = self.lowest(self.y)
        start, end = self.plane.c2p([self.y, self.decode(z)])
        color = look.energy_colors([self.energy(self.y, z) / self.top])
        nearest.set_segments(start, end, color)
        nearest.set_stroke(width=1.5 * look.BOLD, opacity=self.turns.low.get_value())

    def _place_cross(self, cross: Cross) -> None:
        cross.move_to(self.plane.c2p(self.y))
        for background in (False, True):
            cross.set_stroke(opacity=self.turns.presence, background=background)
