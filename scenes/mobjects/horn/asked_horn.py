"""The horn that is asked what goes with one x: a sheet cuts it off there, and answers land."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.horn.horn import CLOSE, END_ON, SIDE, Horn
from scenes.mobjects.space import Dots, Sheet, faded

_CLOSER = 0.9  # how close to the ellipse, of what would fill the stage
_ASIDE = look.STAGE.at(0.58, 0.5)  # where it is then, beside its numbers
_MIDDLE = 0.5  # of the horn
_SIDE_ZOOM = 1.1


class AskedHorn(Horn):
    """A horn with an ellipse and answers at one x, at first seen end-on; nothing is seen yet.

    Parameters
    ----------
    x, y, rings_x, rings_y
        As for a horn.
    ellipse
        From x to the closed ellipse there, shape (k, 2).
    radii
        Of the ellipse at the one x, shape (2,).
    asked
        The one x.
    answers
        What goes with it, in the order in which it lands, shape (n, 2).

    Attributes
    ----------
    x : ValueTracker
        The x of this moment, where the sheet stands, at first 0.
    cut : Strokes
        The ellipse at the one x, at first with nothing of it drawn.
    ring_here : Strokes
        The ellipse at the x of this moment.
    answers, latest : Dots
        The answers, at first none, and the one that landed last.
    """

    def __init__(
        self,
        *,
        x: Array,
        y: Array,
        rings_x: Array,
        rings_y: Array,
        ellipse: Callable[[float], Array],
        radii: Array,
        asked: float,
        answers: Array,
    ) -> None:
        along = np.argsort(x)  # so that the dots beyond an x can leave
        super().__init__(x=x[along], y=y[along], rings_x=rings_x, rings_y=rings_y)
        self._ellipse, self._radii, self._asked, self._answers = ellipse, radii, asked, answers
        self.x: Any = ValueTracker(0.0)
        self.cut = self.ring(asked, ellipse(asked))
        self.cut.reach.set_value(0.0)
        self.ring_here = self.ring(0.0, ellipse(0.0), width=2 * look.BOLD)
        at = np.insert(answers, 0, asked, axis=1)
        colors = np.tile(look.OBSERVED.to_rgb(), (len(at), 1))
        self.answers = Dots(at, colors, growing=1.0)
        self.answers.shown.set_value(0.0)
        self.latest = Dots(at[:1], colors[:1], radius=look.POINT_RADIUS)
        self.parts += [self.answers, self.latest]
        half = radii * look.SHEET_MARGIN
        self.sheet: Sheet = Sheet((half[0], half[1]), look.INK.to_rgb(), self.x, ValueTracker(0.0))
        for part in self.parts:
            part.opacity.set_value(0.0)
        for tracker, angle in zip((self.view.azimuth, self.view.elevation), END_ON, strict=True):
            tracker.set_value(angle)
        self.view.zoom.set_value(look.END_ON_ZOOM)
        follow(self, AskedHorn._follow)

    @property
    def last_landed(self) -> Array:
        """The answer that landed last, or the first one before it does, shape (2,)."""
        landed = math.ceil(self.answers.shown.get_value())
        return np.asarray(self._answers[max(landed, 1) - 1])

    def _follow(self) -> None:
        """Place what the trackers move."""
        x = self.x.get_value()
        self.move_ring(self.ring_here, x, self._ellipse(x))
        self.latest.at = np.append(self._asked, self.last_landed)[None]

    # --- What it shows, as animations ------------------------------------------------------------

    def appear(self) -> list[Any]:
        """Return animations that let the dots, their envelope and the axes of y be seen.

        That of x points at the eye, and would carry its name past the others when it turns.
        """
        envelope = faded(look.ENVELOPE, self.rings, self.profiles)
        return [*faded(1.0, *self.arrows[1:], self.dots), *envelope]

    def come_back(self) -> list[Any]:
        """Make the horn whole while it is not seen, and return animations that show it again.

        It is seen from its side then, without the axes of y.
        """
        self.dots.shown.set_value(len(self.dots.at))
        self.rings.shown.set_value(len(self.rings.lines))
        self.profiles.reach.set_value(1.0)
        envelope = faded(look.ENVELOPE, self.rings, self.profiles)
        return [*faded(1.0, self.arrows[0], self.dots), *envelope, *self.turn_to_side()]

    def slide_to_asked(self) -> list[Any]:
        """Return animations of the sheet to the one x; what it passes leaves, to free the view."""
        x, count = self._asked, len(self.rings.lines)
        before = float((self.dots.at[:, 0] <= x).sum())
        return [
            self.x.animate.set_value(x),
            self.dots.shown.animate.set_value(before),
            self.rings.shown.animate.set_value(x * (count - 1) + 1),
            self.profiles.reach.animate.set_value(x),
        ]

    def land_answers(self) -> Any:
        """Return an animation that lets the answers land one after another."""
        return self.answers.shown.animate.set_value(len(self.answers.at))

    # --- Ways to look at it, as animations -------------------------------------------------------

    def turn_to_side(self) -> list[Any]:
        """Return animations to the whole horn, seen from its side."""
        return [
            *self.seen_from(SIDE),
            *self.zoomed(self.side_zoom(_SIDE_ZOOM), x=_MIDDLE),
            self.moved_to(look.HORN_CENTER),
        ]

    def turn_end_on(self, zone: look.Zone) -> list[Any]:
        """Return animations to the whole horn, seen along its axis in the middle of a zone."""
        return [
            *self.seen_from(END_ON),
            *self.zoomed(1.0, x=_MIDDLE),
            self.moved_to(zone.center),
        ]

    def come_closer(self) -> list[Any]:
        """Return animations towards the ellipse at the one x; the axes leave."""
        zoom = _CLOSER * self.closeness(self._radii)
        return [
            *self.seen_from(CLOSE),
            *self.zoomed(zoom, x=self._asked),
            self.moved_to(_ASIDE),
            *faded(0.0, *self.arrows),
        ]

    def face(self, plane: Plane) -> list[Any]:
        """Return animations that turn the ellipse until it lies in a plane; all else goes.

        Parameters
        ----------
        plane
            Where it is to lie.
        """
        inside = self.dots, self.rings, self.profiles, self.answers, self.latest
        return [*faded(0.0, *inside, self.sheet), *self.laid_in(plane, x=self._asked)]
