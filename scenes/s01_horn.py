"""Chapter 1: the data's formula, term by term, and the horn that its samples make."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from manim import (
    LEFT,
    UL,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Succession,
    ValueTracker,
    Wait,
    linear,
    rush_into,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.formula import TransformFormula
from scenes.mobjects.horn import CLOSE, END_ON, SIDE, TURNING, Horn
from scenes.mobjects.light import pulse
from scenes.mobjects.observation import observation, radii_formula
from scenes.mobjects.readout import Readout
from scenes.mobjects.space import Dots, Strokes, faded
from scenes.mobjects.title import Title
from scenes.mobjects.trace import Trace


class S01Horn(Chapter):
    """A horn of data."""

    def construct(self) -> None:
        """Build y term by term, draw the samples, turn the horn and look along it."""
        self.beat(self.axes)
        self.beat(self.angle)
        self.beat(self.radii)
        self.beat(self.growth)
        self.beat(self.noise)
        self.beat(self.samples)
        self.beat(self.spin)
        self.beat(self.envelope)
        self.beat(self.end_on)

    def setup(self) -> None:
        """Make the horn, with nothing of it shown yet, and what traces it."""
        data = self.data
        x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.around = np.linspace(0.0, math.tau, look.ELLIPSE_POINTS)
        self.horn = Horn(x=data.horn.x, y=data.horn.y, rings_x=x, rings_y=rings)
        self.horn.dots.shown.set_value(0)
        self.horn.rings.shown.set_value(0)
        for part in (*self.horn.arrows, self.horn.profiles):
            part.reach.set_value(0)
        self.trace = Trace(self.horn)
        self._make_slice()
        self._make_example()
        self.x, self.theta, self.stretch = (ValueTracker(0.0) for _ in range(3))
        self.shakes = (ValueTracker(0.0), ValueTracker(0.0))
        self.horn.add_updater(lambda _: self._follow())
        self.formula = observation("components")

    def _make_slice(self) -> None:
        """Make the slice's samples: where they would be without noise, and the way ε moves them."""
        samples = self.data.slice
        self.clean = np.column_stack([samples.x, self.data.horn_mean(samples.x, samples.theta)])
        self.noisy = np.column_stack([samples.x, samples.y])
        colors = look.x_colors(samples.x)
        self.shaken = Dots(self.clean, colors, radius=look.DOT_RADIUS * 0.8)
        corners = np.column_stack([samples.x, samples.y[:, 0], self.clean[:, 2]])
        ways = np.stack([self.clean, corners, self.noisy], axis=1)
        self.shifts = Strokes(ways, look.ROLE_COLORS["epsilon"].to_rgb()[None, None])
        for part in (self.shifts, self.shaken):
            part.opacity.set_value(0.0)
            self.horn.parts.append(part)

    def _make_example(self) -> None:
        """Make one observation, and the way to it along x, y₁ and y₂."""
        samples = self.data.horn
        farthest = int(np.argmax(samples.y.sum(axis=1)))  # along both components
        x, (y1, y2) = samples.x[farthest], samples.y[farthest]
        way = np.array([[0, 0, 0], [x, 0, 0], [x, y1, 0], [x, y1, y2]])
        self.way = Strokes(way[None], look.QUIET.to_rgb()[None, None])
        self.way.reach.set_value(0.0)
        self.example = Dots(way[-1:], look.OBSERVED.to_rgb()[None], radius=look.POINT_RADIUS)
        self.example.opacity.set_value(0.0)
        self.horn.parts += [self.way, self.example]

    def _follow(self) -> None:
        """Place what the trackers move: the trace, and the samples that are shaken."""
        x, stretch = self.x.get_value(), self.stretch.get_value()
        radii = 1 + stretch * (self.data.radii(x) - 1)
        self.trace.place(x, radii, self.theta.get_value())
        moved = np.array([0.0, *(shake.get_value() for shake in self.shakes)])
        self.shaken.at = self.clean + moved * (self.noisy - self.clean)

    def _closer(self, *, x: float) -> list[Any]:
        """Return animations towards the front of the ellipse at x."""
        zoom = self.horn.closeness(self.data.radii(x))
        reach = self.horn.arrows[0].reach.animate.set_value(self.horn.axis_reach(x, zoom))
        # The axes stand at x = 0: away from it they would be cut off by the frame.
        axes = faded(1.0 if x == 0 else 0.0, *self.horn.arrows)
        closer = self.horn.zoomed(zoom, x=x)
        return [*self.horn.seen_from(CLOSE), *closer, *axes, reach]

    def _farther(self) -> list[Any]:
        """Return animations back to the whole horn, seen from its side."""
        reach = self.horn.arrows[0].reach.animate.set_value(1.0)
        axes = faded(1.0, *self.horn.arrows)
        return [*self.horn.seen_from(SIDE), *self.horn.zoomed(1.0, x=0.5), *axes, reach]

    def axes(self) -> None:
        """Grow the axes and show y with its two components."""
        self.add(self.horn, self.horn.labels)
        first, *others = (arrow.reach.animate.set_value(1) for arrow in self.horn.arrows)
        self.play(FadeIn(Title(self.script.title)), first, share=0.2)
        self.play(*others, until="vector")
        self.play(FadeIn(self.formula), share=0.12)
        self.hold_until("observation")
        self.play(*faded(1.0, self.example), self.way.reach.animate.set_value(1), share=0.12)

    def angle(self) -> None:
        """Come closer; a point runs round the circle of x = 0, θ turning with it."""
        trace, formula = self.trace, observation("angle")
        self.add(trace.labels)
        shown = faded(1.0, trace.line, trace.spoke, trace.arc, trace.point)
        gone = faded(0.0, self.example, self.way)
        self.play(*self._closer(x=0.0), *shown, *gone, until="angle")
        self.play(
            self.theta.animate.set_value(look.RESTING_ANGLE),
            trace.angle.animate.set_value(1.0),
            rate_func=linear,
            until="cosine",
        )
        transform = TransformFormula(self.formula, formula)
        self.formula = formula
        self.play(transform, share=0.15)
        self.play(self.theta.animate.set_value(math.tau + look.RESTING_ANGLE), share=0.4)

    def radii(self) -> None:
        """Stretch the circle by ρ₁ across and ρ₂ upwards."""
        trace, formula = self.trace, observation("radii")
        quiet = faded(look.DIMMED, trace.spoke, trace.arc)
        self.play(
            TransformFormula(self.formula, formula),
            *quiet,
            trace.angle.animate.set_value(0.0),
            trace.radii.opacity.animate.set_value(1.0),
            trace.names.animate.set_value(1.0),
            until="stretch",
        )
        self.formula = formula
        self.play(self.stretch.animate.set_value(1.0), share=0.4)

    def growth(self) -> None:
        """Send the ellipse along x, and leave its trail."""
        horn, trace = self.horn, self.trace
        self.radii_formula = radii_formula(self.data.story.horn.growth)
        self.radii_formula.next_to(self.formula, LEFT, buff=look.GAP * 2)
        self.readout = Readout(
            ('part("x", x)', self.x.get_value),
            ("rho_1", lambda: self.data.radii(self.x.get_value())[0]),
            ("rho_2", lambda: self.data.radii(self.x.get_value())[1]),
            largest=float(self.data.radii(1.0).max()),
        ).move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        away = faded(0.0, trace.spoke, trace.arc, trace.point)
        self.play(
            *self._farther(),
            *away,
            trace.angle.animate.set_value(0.0),
            trace.names.animate.set_value(0.0),
            FadeIn(self.radii_formula),
            FadeIn(self.readout),
            share=0.1,
        )
        self.play(
            self.x.animate.set_value(1.0),
            # A ring stays where the ellipse has been; the last one is the ellipse itself.
            horn.rings.shown.animate.set_value(look.HORN_RINGS - 1),
            horn.profiles.reach.animate.set_value(1.0),
            until="end",
        )

    def noise(self) -> None:
        """Come back to the slice and shake each of its points by its own ε."""
        horn, trace = self.horn, self.trace
        trail = faded(0.0, horn.rings, horn.profiles, trace.radii, trace.line)
        self.play(*trail, FadeOut(self.radii_formula, self.readout), share=0.07)
        self.x.set_value(self.data.story.slice.x)
        self.play(
            *self._closer(x=self.data.story.slice.x),
            *faded(look.DIMMED, trace.line),
            *faded(1.0, self.shaken),
            share=0.13,
        )
        formula = observation("noise")
        across, up = (shake.animate.set_value(1.0) for shake in self.shakes)
        transform = TransformFormula(self.formula, formula)
        self.play(across, *faded(1.0, self.shifts), transform, share=0.2)
        self.formula = formula
        self.play(up, share=0.15)
        self.hold_until("with")
        self.play(*pulse(self.formula), share=0.1)

    def samples(self) -> None:
        """Step back and let the samples arrive one by one, coloured by x."""
        horn = self.horn
        self.play(
            *faded(0.0, self.shaken, self.shifts, self.trace.line),
            *self._farther(),
            until="put",
        )
        count = len(self.data.horn.x)
        self.play(horn.dots.shown.animate.set_value(count), rate_func=rush_into, share=0.65)

    def spin(self) -> None:
        """Turn the horn once round."""
        horn = self.horn
        turn = [*horn.seen_from(TURNING, turns=1), *horn.zoomed(look.SPIN_ZOOM, x=0.5)]
        self.play(*turn, share=0.95)

    def envelope(self) -> None:
        """Let the envelope fade in over the samples while they turn once more."""
        horn = self.horn
        horn.rings.shown.set_value(look.HORN_RINGS)
        turn = AnimationGroup(*horn.seen_from(TURNING, turns=2))
        shown = AnimationGroup(*faded(look.ENVELOPE, horn.rings, horn.profiles))
        self.play(turn, Succession(shown, Wait(1.0)), share=0.95)

    def end_on(self) -> None:
        """Look back along the x axis: one ellipse travels and turns from lying to standing."""
        horn, trace = self.horn, self.trace
        self.narrow = horn.ring(0.0, self.data.horn_mean(0.0, self.around))
        self.narrow.opacity.set_value(0.0)
        self.x.set_value(0.0)
        along = [*horn.seen_from(END_ON, turns=2), *horn.zoomed(look.END_ON_ZOOM, x=0.5)]
        self.play(*along, *faded(0.0, horn.arrows[0]), until="narrow")
        self.play(
            *faded(look.DIMMED, horn.dots, horn.rings, horn.profiles),
            *faded(1.0, trace.line, self.narrow),
            FadeIn(self.readout),
            share=0.08,
        )
        self.play(self.x.animate.set_value(1.0), until="wide")
        self.hold_until("half")
        self.play(self.x.animate.set_value(0.5), share=0.12)
