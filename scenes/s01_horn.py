"""Chapter 1: the data's formula, term by term, and the horn that its samples make."""

from __future__ import annotations

import math

import numpy as np
from manim import AnimationGroup, FadeIn, FadeOut, Succession, ValueTracker, Wait, linear, rush_into

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.following import follow
from scenes.mobjects.formula import TransformFormula
from scenes.mobjects.horn.formulas import observation, radii_steps_beside
from scenes.mobjects.horn.growing_horn import GrowingHorn
from scenes.mobjects.horn.horn import CLOSE, END_ON
from scenes.mobjects.horn.radii_in_steps import RadiiInSteps
from scenes.mobjects.horn.radii_plot import RadiiPlot
from scenes.mobjects.horn.radii_readout import RadiiReadout
from scenes.mobjects.horn.shaken_samples import ShakenSamples
from scenes.mobjects.horn.way_to_observation import WayToObservation
from scenes.mobjects.light import pulse
from scenes.mobjects.space import faded
from scenes.mobjects.title import Title
from scenes.story.tables import horn_tables

MIDDLE = 0.5  # of the way along x


class S01Horn(Chapter):
    """A horn of data.

    Attributes
    ----------
    rho : RadiiInSteps
        How far the radii have come, and where the ellipse is.
    horn, trace : GrowingHorn, Trace
        The horn, and the ellipse that makes it.
    way : WayToObservation
        One observation, found along its components.
    shaken : ShakenSamples
        The slice's samples, which noise moves.
    components, with_angle, with_radii, with_noise : Formula
        y, term by term.
    start, traded, grown : Formula
        The radii, term by term.
    readout, plot : RadiiReadout, RadiiPlot
        The radii in numbers, and over x as far as ``plotted`` has come.
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
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, samples, cut = self.data, self.data.horn, self.data.slice
        self.rho = RadiiInSteps(radii=data.radii, exponential=data.exponential)
        x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.horn = GrowingHorn(x=samples.x, y=samples.y, rings_x=x, rings_y=rings, radii=self.rho)
        self.trace = self.horn.trace
        clean = data.horn_mean(cut.x, cut.theta)
        self.shaken = ShakenSamples(self.horn, x=cut.x, clean=clean, noisy=cut.y)
        self.way = WayToObservation(self.horn, x=samples.x, y=samples.y)
        self._write()
        self._tell_radii()

    def _write(self) -> None:
        """Write the title, and the formulas as far as each beat builds them."""
        self.components, self.with_angle = observation("components"), observation("angle")
        self.with_radii, self.with_noise = observation("radii"), observation("noise")
        growth = self.data.story.horn.growth
        self.start, self.traded, self.grown = radii_steps_beside(self.with_radii, growth)
        self.title = Title(self.script.title).end_before(self.grown)

    def _tell_radii(self) -> None:
        """Make what tells the radii: the numbers, and the plot of both of them."""
        rho = self.rho
        largest = float(rho.end.max())
        self.readout = RadiiReadout(rho.x.get_value, lambda: rho.here, largest=largest)
        x = np.linspace(0.0, 1.0, look.ELLIPSE_POINTS)
        self.plot = RadiiPlot(x=x, radii=self.data.radii(x), zone=look.SIDE_STAGE)
        self.plotted = ValueTracker(0.0)
        follow(self.plot, self._run_plot)

    def _run_plot(self, plot: RadiiPlot) -> None:
        plot.run_to(self.rho.x.get_value(), self.rho.here, drawn=self.plotted.get_value())

    # --- Beats -----------------------------------------------------------------------------------

    def axes(self) -> None:
        """Grow the axes and show y with its two components."""
        self.add(self.horn, self.horn.labels)
        arrows = self.horn.arrows
        first, *others = (arrow.reach.animate.set_value(1) for arrow in arrows)
        self.play(FadeIn(self.title), first, share=0.2)
        self.play(*others, until="vector")
        self.play(FadeIn(self.components), share=0.12)
        for i, cue in ((1, "first"), (2, "second")):
            self.hold_until(cue)
            quiet = faded(look.DIMMED, arrows[0], arrows[3 - i])
            focus = self.components.focus(f"y.{i}")
            self.play(*quiet, *faded(1.0, arrows[i]), focus, share=0.03)
        self.hold_until("observation")
        lit = (*faded(1.0, *arrows, self.way.dot), self.components.unfocus())
        self.play(*lit, self.way.steps.reach.animate.set_value(1), share=0.12)

    def angle(self) -> None:
        """Come closer; a point runs round the circle of x = 0, θ turning with it."""
        trace, formula, theta = self.trace, self.with_angle, self.horn.theta
        self.add(trace.labels)
        shown = faded(1.0, trace.line, trace.spoke, trace.arc, trace.point)
        gone = faded(0.0, self.way.dot, self.way.steps)
        closer = self.horn.closer(x=0.0, radii=self.rho.here, angles=CLOSE)
        self.play(*closer, *shown, *gone, until="angle")
        self.play(
            theta.animate.set_value(look.RESTING_ANGLE),
            trace.angle.animate.set_value(1.0),
            rate_func=linear,
            until="cosine",
        )
        formula.set_focus("cos")
        transform = TransformFormula(self.components, formula)
        self.play(transform, *faded(1.0, trace.across), until="sine")
        step = (*faded(1.0, trace.up), *faded(look.DIMMED, trace.across))
        self.play(*step, formula.focus("sin"), share=0.08)
        self.hold_until("chance")
        around = theta.animate.set_value(math.tau + look.RESTING_ANGLE)
        self.play(*faded(0.0, trace.across, trace.up), formula.focus("theta"), share=0.05)
        self.play(around, share=0.2)

    def radii(self) -> None:
        """Turn to the front, and stretch the circle by ρ₁ across, then by ρ₂ upwards."""
        trace, formula = self.trace, self.with_radii
        self.play(
            *self.horn.closer(x=0.0, radii=self.rho.start, angles=END_ON),
            TransformFormula(self.with_angle, formula),
            *faded(look.DIMMED, trace.spoke, trace.arc),
            trace.angle.animate.set_value(0.0),
            until="across",
        )
        ends = ("upwards", "stretched")
        for i, (stretch, end) in enumerate(zip(self.rho.stretches, ends, strict=True), start=1):
            shown = trace.radii.shown.animate.set_value(i)
            stretched = stretch.animate.set_value(1.0)
            self.play(stretched, shown, formula.focus(f"rho.{i}"), until=end)
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
        # allow: number unseen: e is in the formula, by its name
        horn, trace, rho = self.horn, self.trace, self.rho
        self.remove(*self.readout)
        self.add(self.readout)
        away = faded(0.0, trace.spoke, trace.arc, trace.point)
        names = trace.names.animate.set_value(0.0)
        back = (*horn.farther(), *faded(1.0, trace.radii))
        self.play(*back, *away, names, FadeIn(self.start), share=0.08)
        # A ring stays where the ellipse has been; the last one is the ellipse itself.
        trail = horn.rings.shown.animate.set_value(look.HORN_RINGS - 1)
        sides = horn.profiles.reach.animate.set_value(1.0)
        self.play(rho.x.animate.set_value(1.0), trail, sides, until="trade")
        self.traded.set_focus("alpha", "beta")
        trade = rho.trade.animate.set_value(1.0)
        self.play(TransformFormula(self.start, self.traded), trade, share=0.1)
        self.hold_until("exponential")
        self.grown.set_focus("growth")
        grow = rho.growth.animate.set_value(1.0)
        self.play(TransformFormula(self.traded, self.grown), grow, share=0.2)
        self.hold_until("end")
        quiet = faded(look.ENVELOPE, horn.rings, horn.profiles)
        self.play(*quiet, self.grown.unfocus(), share=0.04)
        for row, cue in ((1, "first"), (2, "second")):
            self.hold_until(cue)
            self.play(*pulse(self.readout[row]), share=0.04)

    def noise(self) -> None:
        """Come back to the slice and shake each of its points by its own ε."""
        # allow: number unseen: how far the dots are shaken is seen, not written
        horn, trace, shaken = self.horn, self.trace, self.shaken
        trail = faded(0.0, horn.rings, horn.profiles, trace.radii, trace.line)
        self.play(*trail, FadeOut(self.grown, self.readout), share=0.07)
        x = self.data.story.slice.x
        self.rho.x.set_value(x)
        self.play(
            *horn.closer(x=x, radii=self.rho.here, angles=END_ON),
            *faded(look.FAINT, trace.line),
            *faded(1.0, shaken.dots),
            share=0.13,
        )
        across, up = (shake.animate.set_value(1.0) for shake in shaken.shakes)
        transform = TransformFormula(self.with_radii, self.with_noise)
        self.play(across, *faded(1.0, shaken.ways), transform, share=0.2)
        self.play(up, share=0.15)
        self.hold_until("with")
        self.play(*pulse(self.with_noise), share=0.1)

    def samples(self) -> None:
        """Step back and let the samples arrive one by one, coloured by x."""
        horn, shaken = self.horn, self.shaken
        gone = faded(0.0, shaken.dots, shaken.ways, self.trace.line)
        self.play(*gone, *horn.farther(), until="put")
        count = len(self.data.horn.x)
        self.play(horn.dots.shown.animate.set_value(count), rate_func=rush_into, share=0.65)

    def spin(self) -> None:
        """Turn the horn once round."""
        self.play(*self.horn.turn_round(), share=0.95)

    def envelope(self) -> None:
        """Let the envelope fade in over the samples; turn half round and rise, to the wide end."""
        horn = self.horn
        horn.rings.shown.set_value(look.HORN_RINGS)
        turn = AnimationGroup(*horn.turn_to_wide_end())
        quiet = AnimationGroup(*faded(0.0, *horn.arrows[1:]))  # their names would lie on dots
        shown = AnimationGroup(*faded(look.ENVELOPE, horn.rings, horn.profiles))
        self.play(turn, *(Succession(part, Wait(1.0)) for part in (shown, quiet)), share=0.95)

    def end_on(self) -> None:
        """Look back along the x axis: one ellipse travels and turns from lying to standing."""
        horn, trace, x = self.horn, self.trace, self.rho.x
        x.set_value(0.0)
        self.play(*horn.turn_end_on(look.WIDE_STAGE), until="narrow")
        self.play(
            *faded(look.VEIL, horn.dots, horn.rings, horn.profiles),
            *faded(1.0, trace.line, trace.radii, horn.narrow),
            FadeIn(self.readout, self.plot),
            share=0.08,
        )
        travel = (tracker.animate.set_value(1.0) for tracker in (x, self.plotted))
        self.play(*travel, until="wide")
        self.hold_until("half")
        self.play(x.animate.set_value(MIDDLE), share=0.12)
