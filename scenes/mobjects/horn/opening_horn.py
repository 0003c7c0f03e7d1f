"""The horn that arrives in the dark, is asked for one x, and turns its answers into a plane."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from manim import linear, smooth, squish_rate_func
from manim.utils.rate_functions import ease_out_sine

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.horn import CLOSE, END_ON, SIDE, TURNING, Horn
from scenes.mobjects.space import Dots, faded

_LARGE = 0.95  # how close it is while it turns alone
_SIDE_ZOOM = 1.25  # ... and when it is seen from its side, without its axes
_ALONE = look.SAFE.at(0.5, 0.46)  # where its middle is then: the frame has nothing else
_ARRIVED = 0.7  # share of the turn after which all dots are there
_OUTLINED = (0.75, 1.0)  # ... and in which the outline appears
_OUTLINE = 0.6 * look.ENVELOPE  # its opacity, behind dots that are alone in the dark
_CLOSER = 1.15  # how close to the ellipse, of what would fill the stage
_ASIDE = look.STAGE.at(0.27, 0.5)  # where the ellipse is then, beside words


class OpeningHorn(Horn):
    """A horn without axes, and the answers to one x; nothing is seen yet.

    Parameters
    ----------
    x, y, rings_x, rings_y
        As for a horn.
    asked
        The one x.
    ellipse, radii
        The closed ellipse there, shape (k, 2), and its radii, shape (2,).
    answers
        What goes with it, shape (n, 2).

    Attributes
    ----------
    cut : Strokes
        The ellipse at the one x.
    answers : Dots
        What goes with it.
    """

    def __init__(
        self,
        *,
        x: Array,
        y: Array,
        rings_x: Array,
        rings_y: Array,
        asked: float,
        ellipse: Array,
        radii: Array,
        answers: Array,
    ) -> None:
        super().__init__(x=x, y=y, rings_x=rings_x, rings_y=rings_y, center=_ALONE)
        self._asked, self._radii = asked, radii
        self.cut = self.ring(asked, ellipse, width=2 * look.BOLD)
        at = np.insert(answers, 0, asked, axis=1)
        self.answers = Dots(at, np.tile(look.OBSERVED.to_rgb(), (len(at), 1)), growing=2.0)
        self.parts.append(self.answers)
        for part in (*self.arrows, self.rings, self.profiles, self.cut):
            part.opacity.set_value(0.0)
        self.dots.shown.set_value(0.0)
        self.answers.shown.set_value(0.0)
        self.view.azimuth.set_value(TURNING[0])
        self.view.elevation.set_value(TURNING[1])
        self.view.zoom.set_value(_LARGE)

    # --- What it shows, as animations ------------------------------------------------------------

    def arrive(self) -> list[Any]:
        """Return animations that turn it once round while its dots arrive, then its outline."""
        arriving = squish_rate_func(linear, 0.0, _ARRIVED)
        appearing = squish_rate_func(smooth, *_OUTLINED)
        whole: list[tuple[Any, float, Any]] = [
            (self.dots.shown, len(self.dots.at), arriving),
            (self.rings.opacity, _OUTLINE, appearing),
            (self.profiles.opacity, _OUTLINE, appearing),
            (self.view.azimuth, SIDE[0] + math.tau, ease_out_sine),
            (self.view.elevation, SIDE[1], smooth),
            (self.view.zoom, self.side_zoom(_SIDE_ZOOM), smooth),
        ]
        return [t.animate(rate_func=rate).set_value(end) for t, end, rate in whole]

    def light_cut(self) -> list[Any]:
        """Return animations that dim the horn and let the ellipse at the one x be seen."""
        dim = faded(look.FAINT, self.dots)
        return [*dim, *faded(0.0, self.rings, self.profiles), *faded(1.0, self.cut)]

    def come_closer(self) -> list[Any]:
        """Return animations towards the ellipse, to the left; the rest of the horn leaves."""
        zoom = _CLOSER * self.closeness(self._radii)
        return [
            *self.seen_from(CLOSE, turns=1),
            *self.zoomed(zoom, x=self._asked),
            self.moved_to(_ASIDE),
            *faded(0.0, self.dots),
        ]

    def land_answers(self) -> Any:
        """Return an animation that lets the answers land one after another."""
        shown: Any = self.answers.shown
        return shown.animate(rate_func=linear).set_value(len(self.answers.at))

    def face(self, plane: Plane) -> list[Any]:
        """Return animations that turn the ellipse until it lies in a plane, with its answers."""
        return [
            *self.seen_from(END_ON, turns=1),
            *self.zoomed(plane.unit / self.unit_y, x=self._asked),
            self.moved_to(plane.c2p([0.0, 0.0])),
        ]
