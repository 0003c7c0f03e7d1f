"""The horn while it is made: an ellipse that is stretched and travels, and ways to look at it."""

from __future__ import annotations

import math
from typing import Any

from manim import ValueTracker, smooth, squish_rate_func

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.horn.horn import END_ON, INTO, SIDE, TURNING, Horn
from scenes.mobjects.horn.radii_in_steps import RadiiInSteps
from scenes.mobjects.horn.trace import AROUND, Trace, circle
from scenes.mobjects.space import faded

_MIDDLE = 0.5  # of the horn
_FIRST_AZIMUTH = math.radians(-48)  # while there are only axes: all three are long, ...
_FIRST_AXIS = 1.0  # ... those of y as beside the widest ellipse, as a share
_SPIN_ZOOM = 0.84  # how much farther it turns, so that its wide end stays in the frame
_RAISED = look.STAGE.at(0.5, 0.58)  # where its middle is then, seen into the wide end
_END_ON_AXIS = 1.6  # the axes of y, seen end-on, of the widest ellipse: they begin farther away
# Axes shrink before the eye is near: they would reach into the title.
_EARLY, _SOON = (squish_rate_func(smooth, 0.0, end) for end in (0.4, 0.75))


class GrowingHorn(Horn):
    """A horn whose envelope is as far as the formula of its radii; nothing of it is seen yet.

    Parameters
    ----------
    x, y, rings_x, rings_y
        As for a horn.
    radii
        How far they are, and where the ellipse is.

    Attributes
    ----------
    trace : Trace
        The ellipse, with the point and the radii that make it.
    theta : ValueTracker
        The angle of the point.
    axis : ValueTracker
        Where the axes of y₁ and y₂ end.
    narrow : Strokes
        The ellipse at x = 0, to be compared with.
    """

    def __init__(
        self, *, x: Array, y: Array, rings_x: Array, rings_y: Array, radii: RadiiInSteps
    ) -> None:
        super().__init__(x=x, y=y, rings_x=rings_x, rings_y=rings_y)
        self.radii = radii
        self.trace = Trace(self)
        self.theta: Any = ValueTracker(0.0)
        self.axis: Any = ValueTracker(_FIRST_AXIS * self.axis_length(float(radii.end.max())))
        self.narrow = self.ring(0.0, rings_y[0])
        self.narrow.opacity.set_value(0.0)
        self.view.azimuth.set_value(_FIRST_AZIMUTH)
        self.dots.shown.set_value(0.0)
        self.rings.shown.set_value(0.0)
        for part in (*self.arrows, self.profiles):
            part.reach.set_value(0.0)
        follow(self, GrowingHorn._follow)

    def _follow(self) -> None:
        """Place what the trackers move."""
        self.trace.place(self.radii.x.get_value(), self.radii.here, self.theta.get_value())
        self.set_envelope(self.radii.at(self._rings_x)[:, None] * circle(AROUND))
        self.lengthen(self.axis.get_value())

    # --- Ways to look at it ----------------------------------------------------------------------

    def closer(self, *, x: float, radii: Array, angles: tuple[float, float]) -> list[Any]:
        """Return animations towards an ellipse at x of some radii, shape (2,)."""
        zoom = self.closeness(radii)
        # The axes stand at x = 0: away from it they would be cut off by the frame ...
        axes = faded(1.0 if x == 0 else 0.0, *self.arrows[1:])
        # ... and from the front the axis of x would be a dot.
        axes += faded(1.0 if x == 0 and angles != END_ON else 0.0, self.arrows[0])
        return [
            *self.seen_from(angles),
            *self.zoomed(zoom, x=x),
            *axes,
            self.arrows[0].reach.animate.set_value(self.axis_reach(x, zoom)),
            self._end_axes(self.axis_length(float(radii.max()), close=True), rate_func=_EARLY),
        ]

    def farther(self) -> list[Any]:
        """Return animations back to the whole horn, seen from its side."""
        view: Any = self.view
        return [
            *self.seen_from(SIDE),
            # Nothing leaves the frame on the way: it shrinks before it moves.
            view.zoom.animate(rate_func=_SOON).set_value(1.0),
            view.target_x.animate.set_value(_MIDDLE),
            *faded(1.0, *self.arrows),
            self.arrows[0].reach.animate.set_value(1.0),
            self._end_axes(self.axis_length(float(self.radii.start.max()))),
        ]

    def turn_round(self) -> list[Any]:
        """Return animations that turn it once round."""
        return [*self.seen_from(TURNING, turns=1), *self.zoomed(_SPIN_ZOOM, x=_MIDDLE)]

    def turn_to_wide_end(self) -> list[Any]:
        """Return animations that turn it half round and raise it, until its wide end is seen."""
        return [
            *self.seen_from(INTO, turns=1),
            *self.zoomed(look.END_ON_ZOOM, x=_MIDDLE),
            self.moved_to(_RAISED),
        ]

    def turn_end_on(self, zone: look.Zone) -> list[Any]:
        """Return animations that turn it until x points at the eye, in the middle of a zone."""
        return [
            *self.seen_from(END_ON, turns=1),
            *self.zoomed(look.END_ON_ZOOM, x=_MIDDLE),
            self.moved_to(zone.center),
            self._end_axes(_END_ON_AXIS * float(self.radii.end.max())),
            *faded(0.0, self.arrows[0]),
            *faded(1.0, *self.arrows[1:]),
        ]

    def _end_axes(self, length: float, **kwargs: Any) -> Any:
        return self.axis.animate(**kwargs).set_value(length)
