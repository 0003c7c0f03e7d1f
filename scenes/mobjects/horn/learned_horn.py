"""The horn of data and the surface that a model draws through it, at some step of its training."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ApplyMethod, ValueTracker, rush_into, smooth, squish_rate_func
from manim.utils.rate_functions import RateFunction

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.horn.horn import END_ON, INTO, SIDE, Horn
from scenes.mobjects.horn.trace import AROUND, circle
from scenes.mobjects.space import Dots, Strokes, faded

RINGS, ALONG = 17, 24  # lines of the surface, across and along it
_COARSE = np.linspace(0.0, math.tau, 2 * ALONG + 1)  # as many corners as its many ellipses need
_DOT = 0.7 * look.DOT_RADIUS  # there are many
_MIDDLE = 0.5  # of the horn
_BEGINNING = 0.1  # of the horn, where its first ellipse is looked at
# Zooms at which it fills the frame, and where in the frame its middle is then.
_CLOSE, _LARGE, _LOW = 2.2, 1.18, look.STAGE.at(0.5, 0.42)
_TURNING, _TURNED = 0.9, look.STAGE.center
_NEARER, _NEAR = 1.02, look.STAGE.at(0.5, 0.49)
_LAST, _INTO = 1.15, look.STAGE.at(0.59, 0.65)
_END_ON = 0.92
# Where the eye is, as azimuth and elevation.
_FIRST = (math.radians(-48), math.radians(15))  # three axes look like three
_ABOVE = (math.radians(-32), math.radians(24))  # what is flat is seen to be flat
_LEVEL = math.radians(4)  # as low as its wide end needs when it comes near
# Parts that come or go in a part of a move only.
_EARLY, _LATE = squish_rate_func(smooth, 0.0, 0.4), squish_rate_func(smooth, 0.6, 1.0)
_LOOKED_AT = 31  # steps whose radii there is to be room for


class LearnedHorn(Horn):
    """Samples of the horn, and a model's surface through them; nothing is seen yet.

    Parameters
    ----------
    x, y
        The samples, shapes (n,) and (n, 2).
    truth
        From x, (...), to the radii of the data, (..., 2).
    radii
        From x, (...), and a step to the radii of the model, (..., 2).
    steps
        How many steps it is trained for.

    Attributes
    ----------
    step : ValueTracker
        The step of this moment, at first 0.
    x : ValueTracker
        The x of this moment, at first 0.
    ellipse : Strokes
        The model's ellipse there.
    true_ellipse : Strokes
        The data's ellipse there.
    """

    def __init__(
        self,
        *,
        x: Array,
        y: Array,
        truth: Callable[[Any], Array],
        radii: Callable[[Any, float], Array],
        steps: int,
    ) -> None:
        self._truth, self._radii, self._steps = truth, radii, steps
        rings_x = np.linspace(0.0, 1.0, RINGS)
        seen = [radii(rings_x, step) for step in np.linspace(0, steps, _LOOKED_AT)]
        super().__init__(
            x=x,
            y=y,
            rings_x=rings_x,
            rings_y=_ellipses(truth(rings_x), _COARSE),
            profiles=ALONG,
            widest=float(np.abs([truth(rings_x), *seen]).max()),
        )
        self.step: Any = ValueTracker(0.0)
        self.x: Any = ValueTracker(0.0)
        self._followed: tuple[float, float] | None = None
        self.dots.radius = _DOT
        decoded = look.DECODED.to_rgb()[None, None]
        for lines in (self.rings, self.profiles):
            lines.set_lines(lines.lines, decoded)
        self.ellipse = self.ring(0.0, _ellipses(truth(0.0)), width=2 * look.BOLD)
        self.ellipse.set_lines(self.ellipse.lines, decoded)
        self.true_ellipse = self.ring(0.0, _ellipses(truth(0.0)))
        for part in self.parts:
            part.opacity.set_value(0.0)
        for tracker, angle in zip((self.view.azimuth, self.view.elevation), _FIRST, strict=True):
            tracker.set_value(angle)
        self.view.center.move_to(_LOW)
        close = self.fitting(_CLOSE, angles=_FIRST, x=_BEGINNING, near=True)
        self.view.zoom.set_value(close)
        self.view.target_x.set_value(_BEGINNING)
        self.arrows[0].reach.set_value(self.axis_reach(0.0, close))
        follow(self, LearnedHorn._follow)

    def _follow(self) -> None:
        """Place what the trackers move, once they have."""
        x, step = now = self.x.get_value(), self.step.get_value()
        if now == self._followed:
            return
        self._followed = now
        self.set_envelope(_ellipses(self._radii(self._rings_x, step), _COARSE))
        here = _ellipses(self._radii(x, step))
        self.ellipse.set_lines(np.insert(here, 0, x, axis=1)[None])
        self.move_ring(self.true_ellipse, x, _ellipses(self._truth(x)))

    @property
    def surface(self) -> tuple[Strokes, Strokes]:
        """The lines of the model's surface, across and along it."""
        return self.rings, self.profiles

    # --- What it shows, as animations ------------------------------------------------------------

    def run_out(self) -> list[Any]:
        """Return animations of the ellipse from x = 0 to x = 1, that leaves the surface behind."""
        self.rings.shown.set_value(0.0)
        self.profiles.reach.set_value(0.0)
        for lines in self.surface:
            lines.opacity.set_value(1.0)
        return [
            *self.zoomed(self.fitting(_LARGE, angles=_FIRST, x=_MIDDLE), x=_MIDDLE),
            self.arrows[0].reach.animate.set_value(1.0),
            self.x.animate.set_value(1.0),
            # The last ring is the ellipse itself.
            self.rings.shown.animate.set_value(RINGS - 1),
            self.profiles.reach.animate.set_value(1.0),
        ]

    def arrive(self) -> list[Any]:
        """Return animations that let the samples arrive, beside the surface."""
        self.rings.shown.set_value(RINGS)
        self.dots.shown.set_value(0.0)
        self.dots.opacity.set_value(1.0)
        return [self.dots.shown.animate.set_value(len(self.dots.at)), *faded(0.0, self.ellipse)]

    def train(self) -> Any:
        """Return an animation of the whole training."""
        # The first steps go farthest, so they get most of the time.
        return ApplyMethod(self.step.set_value, self._steps, rate_func=rush_into)

    # --- Ways to look at it, as animations -------------------------------------------------------

    def look_round(self) -> list[Any]:
        """Return animations that look at it from another side and from above."""
        zoom = self.fitting(_LARGE, angles=_ABOVE, x=_MIDDLE)
        return [*self.seen_from(_ABOVE), *self.zoomed(zoom, x=_MIDDLE)]

    def make_room(self) -> list[Any]:
        """Return animations to where it can turn with its wide end in the frame."""
        return [
            *self.seen_from((SIDE[0], _LEVEL)),
            *self.zoomed(_TURNING, x=_MIDDLE),
            self.moved_to(_TURNED),
            *faded(0.0, *self.arrows),
        ]

    def turn(self, turns: float) -> Any:
        """Return an animation that turns it some more times round."""
        return self.view.azimuth.animate.set_value(self.view.azimuth.get_value() + turns * math.tau)

    def come_nearer(self) -> list[Any]:
        """Return animations to its side, as large as the frame allows."""
        return [*self.zoomed(_NEARER, x=_MIDDLE), self.moved_to(_NEAR)]

    def turn_end_on(self, zone: look.Zone) -> list[Any]:
        """Return animations that turn it until x points at the eye, in the middle of a zone."""
        return [
            *self.seen_from(END_ON, turns=1),
            *self.zoomed(_END_ON, x=_MIDDLE),
            self.moved_to(zone.center),
            *_faded_late(look.ENVELOPE, self.dots, *self.surface),
        ]

    def turn_to_wide_end(self) -> list[Any]:
        """Return animations that turn it half round, large, until its wide end is seen."""
        return [
            *self.seen_from(INTO, turns=1),
            *self.zoomed(_LAST, x=_MIDDLE),
            ApplyMethod(self.view.center.move_to, _INTO, rate_func=_EARLY),
            *faded(1.0, self.dots, *self.surface),
        ]

    def face(self, plane: Plane, *, x: float) -> list[Any]:
        """Return animations that turn the ellipse at x to face us, in a plane; all else goes."""
        gone = _faded_early(self.dots, *self.surface, *self.arrows)
        return [*gone, *self.laid_in(plane, x=x)]


def _ellipses(radii: Array, around: Array = AROUND) -> Array:
    """Return closed ellipses of some radii, (..., 2) -> (..., k, 2)."""
    return np.asarray(radii[..., None, :] * circle(around))


def _faded_early(*parts: Dots | Strokes) -> list[Any]:
    """Return animations in which parts are gone before the picture is so near that it cuts them."""
    return [_fade(part, 0.0, _EARLY) for part in parts]


def _faded_late(opacity: float, *parts: Dots | Strokes) -> list[Any]:
    """Return animations in which parts come when the picture is far enough for all of them."""
    return [_fade(part, opacity, _LATE) for part in parts]


def _fade(part: Dots | Strokes, opacity: float, rate: RateFunction) -> ApplyMethod:
    return ApplyMethod(part.opacity.set_value, opacity, rate_func=rate)
