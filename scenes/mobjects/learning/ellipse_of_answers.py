"""What a model of the whole horn answers at one x: all of an ellipse, and a number for each y."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.learning.prediction import Diamond
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.readout import Readout
from scenes.mobjects.segments import Segments
from scenes.mobjects.symbols import F_INFINITY, Y_HAT, X, Y, Z

_MARGIN = 1.18  # of the plane, beside the largest thing in it
Y_TILDE = 'part("y_tilde", tilde(y)_{})'


class EllipseOfAnswers:
    """The plane of one x, with the model's ellipse in it and a plain network's one point.

    At first it has the stage for itself.

    Parameters
    ----------
    x
        The one x.
    radii
        The model's radii there, shape (2,).
    answers
        What the data has there, shape (n, 2).
    guess
        What a plain network answers, shape (2,).
    nearest
        From y, (..., 2), to the nearest point of the ellipse, (..., 2).

    Attributes
    ----------
    z : ValueTracker
        The latent of this moment, at first 0.
    plane : Plane
        Where all is; of it only the axes are to be seen.
    axes : VGroup
        They with their names.
    y_tilde : Rings
        Where z leads.
    diamond, name : Diamond, Formula
        The plain network's answer, and its name.
    answers : Discs
        The data.
    miss : Segments
        From the plain network's answer to the nearest point of the ellipse.
    numbers : Readout
        x, z and ỹ.
    energies : Readout
        The free energies: the highest of the answers, and that of the plain network's.
    """

    def __init__(
        self,
        *,
        x: float,
        radii: Array,
        answers: Array,
        guess: Array,
        nearest: Callable[[Array], Array],
    ) -> None:
        self._radii = radii
        self.z: Any = ValueTracker(0.0)
        span = _MARGIN * float(np.abs([radii, *np.abs(answers), guess]).max())
        self.plane = Plane(y1=(-span, span), y2=(-span, span), step=span, zone=look.STAGE)
        self.axes = VGroup(self.plane.axes, self.plane.labels)
        at = self.plane.c2p
        self.y_tilde = Rings(at(self.at_z[None]), radius=look.POINT_RADIUS)
        self.diamond = Diamond(at(guess))
        self.name = Formula(Y_HAT, font_size=look.FORMULA_SIZE)
        self.name.next_to(self.diamond, LEFT + UP, buff=look.GAP / 3)
        self.answers = Discs(at(answers))
        follow(self.y_tilde, lambda ring: ring.set_centers(at(self.at_z[None])))
        cold = np.array([look.COLD.to_rgb()])
        ends = guess, nearest(guess)
        self.miss = Segments(at(ends[0]), at(ends[1]), cold, width=look.BOLD)
        follow(self.miss, lambda miss: miss.set_segments(at(ends[0]), at(ends[1]), cold))
        self.numbers = Readout(
            (X, lambda: x),
            (Z, self.z.get_value),
            (Y_TILDE.format(1), lambda: self.at_z[0]),
            (Y_TILDE.format(2), lambda: self.at_z[1]),
            largest=max(span, math.tau),
            signed=True,
            font_size=look.FORMULA_SIZE,
            gap=look.GAP,
        )
        highest = float(((answers - nearest(answers)) ** 2).sum(axis=-1).max())
        missed = float(((guess - nearest(guess)) ** 2).sum())
        self.energies = Readout(
            (f'op("max") {F_INFINITY}({X}, {Y})', lambda: highest),
            (f"{F_INFINITY}({X}, {Y_HAT})", lambda: missed),
            places=3,
            largest=max(highest, missed),
            font_size=look.FORMULA_SIZE,
            gap=look.GAP,
        )
        zone = look.RIGHT_STAGE
        self.numbers.move_to(zone.at(0.5, 0.72))
        self.energies.move_to(zone.at(0.5, 0.2))
        for rows in (self.numbers, self.energies):
            zone.shrink(rows)

    @property
    def at_z(self) -> Array:
        """What the decoder makes of the z of this moment, shape (2,)."""
        z = self.z.get_value()
        return np.asarray(self._radii * [math.cos(z), math.sin(z)])

    def make_room(self) -> list[Any]:
        """Return animations of the plane, and of what stands in it, to the left of the numbers."""
        by = (look.LEFT_STAGE.center[0] - self.plane.c2p([0.0, 0.0])[0]) * RIGHT
        parts = self.plane.frame, self.axes, self.answers, self.diamond, self.name
        return [part.animate.shift(by) for part in parts]

    def run_round(self) -> Any:
        """Return an animation of z once round."""
        return self.z.animate.set_value(math.tau)
