"""Chapter 1: the data's formula, term by term, and the horn that its samples make."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
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
from scenes.mobjects.following import follow
from scenes.mobjects.formula import TransformFormula
from scenes.mobjects.horn.formulas import observation, radii_formula
from scenes.mobjects.horn.horn import CLOSE, END_ON, INTO, SIDE, TURNING, Horn
from scenes.mobjects.horn.radii_plot import RadiiPlot
from scenes.mobjects.horn.trace import Trace
from scenes.mobjects.light import pulse
from scenes.mobjects.readout import Readout
from scenes.mobjects.space import Dots, Strokes, faded
from scenes.mobjects.title import Title
from scenes.story.tables import horn_tables

Array = npt.NDArray[np.float64]


class S01Horn(Chapter):
    """A horn of data.

    Attributes
    ----------
    x, theta : ValueTracker
        Where the ellipse is along the horn, and the angle of the point on it.
    stretches : tuple of ValueTracker
        How far the circle has been stretched to each of its radii, in [0, 1].
    trade, growth_share : ValueTracker
        How much of the formula of the radii there is, in [0, 1]: of the change from β and α to
        α and β, and of the exponential.
    axis : ValueTracker
        Where the axes of y₁ and y₂ end.
    """

    tables = (horn_tables,)

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
        self.x, self.theta, self.trade, self.growth_share = (ValueTracker(0.0) for _ in range(4))
        self.stretches, self.shakes = ((ValueTracker(0.0), ValueTracker(0.0)) for _ in range(2))
        self.rings_x = x
        self.axis = ValueTracker(self.horn.axis_length(float(data.radii(0.0).max())))
        self.horn.add_updater(lambda _: self._follow())
        self.formula = observation("components")
        self._make_numbers()

    def _make_numbers(self) -> None:
        """Make what tells the radii: the numbers, and the plot of both of them."""
        largest = float(self.data.radii(1.0).max())
        self.readout = Readout(
            ('part("x", x)', self.x.get_value),
            ("rho_1", lambda: self._radii(self.x.get_value())[0]),
            ("rho_2", lambda: self._radii(self.x.get_value())[1]),
            largest=largest,
        ).move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        x = np.linspace(0.0, 1.0, look.ELLIPSE_POINTS)
        self.plot = RadiiPlot(x=x, radii=self.data.radii(x), zone=look.SIDE_STAGE)
        self.plotted = ValueTracker(0.0)
        follow(self.plot, self._run_plot)

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
        x = self.x.get_value()
        self.trace.place(x, self._radii(x), self.theta.get_value())
        around = np.stack([np.cos(self.around), np.sin(self.around)], axis=1)
        self.horn.set_envelope(self._radii(self.rings_x)[:, None] * around)
        self.horn.lengthen(self.axis.get_value())
        moved = np.array([0.0, *(shake.get_value() for shake in self.shakes)])
        self.shaken.at = self.clean + moved * (self.noisy - self.clean)

    def _radii(self, x: npt.ArrayLike) -> Array:
        """Return the radii at x as far as their formula has been built, (...) -> (..., 2)."""
        start, factor = self.data.radii(0.0), self.data.exponential(x)[..., None]
        traded = start + self.trade.get_value() * (self.data.radii(x) / factor - start)
        grown = traded * factor ** self.growth_share.get_value()
        stretches = np.array([stretch.get_value() for stretch in self.stretches])
        return np.asarray(1 + stretches * (grown - 1))

    def _run_plot(self, plot: RadiiPlot) -> None:
        x = self.x.get_value()
        plot.run_to(x, self._radii(x), drawn=self.plotted.get_value())

    def _closer(self, *, x: float, radii: Array, angles: tuple[float, float]) -> list[Any]:
        """Return animations towards an ellipse at x of some radii, shape (2,)."""
        horn, zoom = self.horn, self.horn.closeness(radii)
        reach = horn.arrows[0].reach.animate.set_value(horn.axis_reach(x, zoom))
        # The axes stand at x = 0: away from it they would be cut off by the frame.
        axes = faded(1.0 if x == 0 else 0.0, *horn.arrows[1:])
        # ... and from the front the axis of x would be a dot.
        axes += faded(1.0 if x == 0 and angles != END_ON else 0.0, horn.arrows[0])
        return [
            *horn.seen_from(angles),
            *horn.zoomed(zoom, x=x),
            *axes,
            reach,
            self._axes_beside(radii),
        ]

    def _axes_beside(self, radii: Array) -> Any:
        """Return the animation that lets the axes of y end a little past an ellipse."""
        return self.axis.animate.set_value(self.horn.axis_length(float(np.max(radii))))

    def _farther(self) -> list[Any]:
        """Return animations back to the whole horn, seen from its side."""
        reach = self.horn.arrows[0].reach.animate.set_value(1.0)
        axes = faded(1.0, *self.horn.arrows)
        farther = [*self.horn.seen_from(SIDE), *self.horn.zoomed(1.0, x=0.5)]
        return [*farther, *axes, reach, self._axes_beside(self.data.radii(0.0))]

    def axes(self) -> None:
        """Grow the axes and show y with its two components."""
        self.add(self.horn, self.horn.labels)
        arrows = self.horn.arrows
        first, *others = (arrow.reach.animate.set_value(1) for arrow in arrows)
        self.play(FadeIn(Title(self.script.title)), first, share=0.2)
        self.play(*others, until="vector")
        self.play(FadeIn(self.formula), share=0.12)
        for i, cue in ((1, "first"), (2, "second")):
            self.hold_until(cue)
            quiet = faded(look.DIMMED, arrows[0], arrows[3 - i])
            focus = self.formula.focus(f"y.{i}")
            self.play(*quiet, *faded(1.0, arrows[i]), focus, share=0.03)
        self.hold_until("observation")
        lit = (*faded(1.0, *arrows, self.example), self.formula.unfocus())
        self.play(*lit, self.way.reach.animate.set_value(1), share=0.12)

    def angle(self) -> None:
        """Come closer; a point runs round the circle of x = 0, θ turning with it."""
        trace, formula = self.trace, observation("angle")
        self.add(trace.labels)
        shown = faded(1.0, trace.line, trace.spoke, trace.arc, trace.point)
        gone = faded(0.0, self.example, self.way)
        closer = self._closer(x=0.0, radii=np.ones(2), angles=CLOSE)
        self.play(*closer, *shown, *gone, until="angle")
        self.play(
            self.theta.animate.set_value(look.RESTING_ANGLE),
            trace.angle.animate.set_value(1.0),
            rate_func=linear,
            until="cosine",
        )
        formula.set_focus("cos")
        transform = TransformFormula(self.formula, formula)
        self.play(transform, *faded(1.0, trace.across), until="sine")
        self.formula = formula
        step = (*faded(1.0, trace.up), *faded(look.DIMMED, trace.across))
        self.play(*step, formula.focus("sin"), share=0.08)
        self.hold_until("chance")
        around = self.theta.animate.set_value(math.tau + look.RESTING_ANGLE)
        self.play(*faded(0.0, trace.across, trace.up), formula.focus("theta"), share=0.05)
        self.play(around, share=0.2)

    def radii(self) -> None:
        """Turn to the front, and stretch the circle by ρ₁ across, then by ρ₂ upwards."""
        trace, formula = self.trace, observation("radii")
        for tracker, value in ((trace.radii.shown, 0.0), (trace.radii.opacity, 1.0)):
            tracker.set_value(value)
        trace.names.set_value(1.0)
        self.play(
            *self._closer(x=0.0, radii=self.data.radii(0.0), angles=END_ON),
            TransformFormula(self.formula, formula),
            *faded(look.DIMMED, trace.spoke, trace.arc),
            trace.angle.animate.set_value(0.0),
            until="across",
        )
        self.formula = formula
        for i, (stretch, end) in enumerate(
            zip(self.stretches, ("upwards", "stretched"), strict=True)
        ):
            shown = trace.radii.shown.animate.set_value(i + 1)
            stretched = stretch.animate.set_value(1.0)
            self.play(stretched, shown, formula.focus(f"rho.{i + 1}"), until=end)
        self.readout.update()
        for cue, rows in (("first", self.readout[:2]), ("second", self.readout[2:])):
            self.hold_until(cue)
            self.play(FadeIn(rows), share=0.03)
        self.hold_until("result")
        quiet = faded(look.DIMMED, trace.radii, trace.point)
        names = trace.names.animate.set_value(look.DIMMED)
        self.play(*quiet, names, formula.unfocus(), share=0.08)

    def growth(self) -> None:
        """Send the ellipse along x; let its radii trade places, then let them grow."""
        horn, trace = self.horn, self.trace
        growth = self.data.story.horn.growth
        start, traded, grown = (
            radii_formula(growth, terms).next_to(self.formula, LEFT, buff=look.GAP * 2)
            for terms in ("start", "trade", "growth")
        )
        self.remove(*self.readout)
        self.add(self.readout)
        horn.rings.shown.set_value(0.0)
        away = faded(0.0, trace.spoke, trace.arc, trace.point)
        names = (trace.angle.animate.set_value(0.0), trace.names.animate.set_value(0.0))
        back = (*self._farther(), *faded(1.0, trace.radii))
        self.play(*back, *away, *names, FadeIn(start), share=0.08)
        # A ring stays where the ellipse has been; the last one is the ellipse itself.
        trail = horn.rings.shown.animate.set_value(look.HORN_RINGS - 1)
        sides = horn.profiles.reach.animate.set_value(1.0)
        self.play(self.x.animate.set_value(1.0), trail, sides, until="trade")
        traded.set_focus("alpha", "beta")
        trade = self.trade.animate.set_value(1.0)
        self.play(TransformFormula(start, traded), trade, share=0.1)
        self.hold_until("exponential")
        grown.set_focus("growth")
        grow = self.growth_share.animate.set_value(1.0)
        self.play(TransformFormula(traded, grown), grow, share=0.2)
        self.radii_formula = grown
        self.hold_until("end")
        quiet = faded(look.DIMMED, horn.rings, horn.profiles)
        self.play(*quiet, grown.unfocus(), share=0.04)
        for row, cue in ((1, "first"), (2, "second")):
            self.hold_until(cue)
            self.play(*pulse(self.readout[row]), share=0.04)

    def noise(self) -> None:
        """Come back to the slice and shake each of its points by its own ε."""
        horn, trace = self.horn, self.trace
        trail = faded(0.0, horn.rings, horn.profiles, trace.radii, trace.line)
        self.play(*trail, FadeOut(self.radii_formula, self.readout), share=0.07)
        x = self.data.story.slice.x
        self.x.set_value(x)
        self.play(
            *self._closer(x=x, radii=self.data.radii(x), angles=END_ON),
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
        """Let the envelope fade in over the samples; turn half round and rise, to the wide end."""
        horn = self.horn
        horn.rings.shown.set_value(look.HORN_RINGS)
        raised: Any = horn.view.center.animate.move_to(look.STAGE.at(0.5, 0.58))
        turn = AnimationGroup(
            *horn.seen_from(INTO, turns=1), *horn.zoomed(look.END_ON_ZOOM, x=0.5), raised
        )
        quiet = AnimationGroup(*faded(0.0, *horn.arrows[1:]))  # their names would lie on dots
        shown = AnimationGroup(*faded(look.ENVELOPE, horn.rings, horn.profiles))
        self.play(turn, *(Succession(part, Wait(1.0)) for part in (shown, quiet)), share=0.95)

    def end_on(self) -> None:
        """Look back along the x axis: one ellipse travels and turns from lying to standing."""
        horn, trace = self.horn, self.trace
        self.narrow = horn.ring(0.0, self.data.horn_mean(0.0, self.around))
        self.narrow.opacity.set_value(0.0)
        self.x.set_value(0.0)
        along = [*horn.seen_from(END_ON, turns=1), *horn.zoomed(look.END_ON_ZOOM, x=0.5)]
        aside = horn.view.center.animate.move_to(look.WIDE_STAGE.center)
        widest = self.axis.animate.set_value(look.END_ON_AXIS * float(self.data.radii(1.0).max()))
        axes = (*faded(0.0, horn.arrows[0]), *faded(1.0, *horn.arrows[1:]))
        self.play(*along, aside, widest, *axes, until="narrow")
        self.play(
            *faded(look.DIMMED, horn.dots, horn.rings, horn.profiles),
            *faded(1.0, trace.line, trace.radii, self.narrow),
            FadeIn(self.readout, self.plot),
            share=0.08,
        )
        travel = (tracker.animate.set_value(1.0) for tracker in (self.x, self.plotted))
        self.play(*travel, until="wide")
        self.hold_until("half")
        self.play(self.x.animate.set_value(0.5), share=0.12)
