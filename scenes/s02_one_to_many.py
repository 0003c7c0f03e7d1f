"""Chapter 2: one x has many y's, and a network that answers with one lands between them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import (
    RIGHT,
    UL,
    ApplyMethod,
    Circle,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    ValueTracker,
    VGroup,
    linear,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.heights import Heights
from scenes.mobjects.horn import CLOSE, END_ON, SIDE, Horn
from scenes.mobjects.light import dim
from scenes.mobjects.observation import placed
from scenes.mobjects.points import Discs
from scenes.mobjects.prediction import Diamond, PredictionLine
from scenes.mobjects.predictor_diagram import MatchDiagram, PredictorDiagram
from scenes.mobjects.readout import Readout
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Sheet, faded
from scenes.mobjects.span import Span
from scenes.mobjects.title import Title
from scenes.story.predictions import mean_of_answers

Array = npt.NDArray[np.float64]

LINE_POINTS = 61  # of the line of predictions
MISSES = 40  # samples whose distance from their prediction is drawn
PLANE_MARGIN = 1.2  # of the axes beside the ellipse
HEIGHTS = 'part("y", y_2) = part("sign", plus.minus) rho_2 sqrt(1 - (part("y", y_1) / rho_1)^2)'
MEAN = 'part("y_hat", bold(hat(y))) = 1 / n sum_(i = 1)^n part("y", bold(y)_i)'


class S02OneToMany(Chapter):
    """One x, many y.

    Attributes
    ----------
    x : ValueTracker
        Where the sheet stands.
    y1 : ValueTracker
        Where the line across the ellipse stands.
    counted : ValueTracker
        How many answers the mean is taken of.
    step : ValueTracker
        How far the network's fit has come.
    """

    def construct(self) -> None:
        """Ask for one answer, see how many there are, and where the single one lands."""
        self.beat(self.question)
        self.beat(self.one_x)
        self.beat(self.one_y1)
        self.beat(self.mean)
        self.beat(self.network)
        self.beat(self.verdict)

    # --- What there is ---------------------------------------------------------------------------

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        self.asked = self.data.story.one_to_many
        self.x, self.y1 = ValueTracker(0.0), ValueTracker(self.asked.y1)
        self.counted, self.step = ValueTracker(1.0), ValueTracker(0.0)
        self.around = np.linspace(0.0, math.tau, look.ELLIPSE_POINTS)
        self._build_horn()
        self._build_plane()
        self.diagram = PredictorDiagram(zone=look.FORMULA)
        self.readout = self._answer_readout()

    def _build_horn(self) -> None:
        data = self.data
        x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.horn = Horn(x=data.horn.x, y=data.horn.y, rings_x=x, rings_y=rings)
        at = self.asked.x
        self.cut = self.horn.ring(at, data.horn_mean(at, self.around))
        self.cut.reach.set_value(0.0)
        answers = np.column_stack([data.answers.x, data.answers.y])
        self.answers = Dots(
            answers, look.OBSERVED.to_rgb()[None] * np.ones((len(answers), 1)), growing=1.0
        )
        self.answers.shown.set_value(0.0)
        self.horn.parts.append(self.answers)
        radii = data.radii(at) * look.SHEET_MARGIN
        self.sheet = Sheet((radii[0], radii[1]), look.INK.to_rgb(), self.x, ValueTracker(0.0))
        self.horn.sheet = self.sheet
        order = np.argsort(data.horn.x)
        shown = order[np.linspace(0, len(order) - 1, min(MISSES, len(order))).round().astype(int)]
        self.prediction = PredictionLine(
            self.horn,
            x=np.linspace(0.0, 1.0, LINE_POINTS),
            samples_x=data.horn.x[shown],
            samples_y=data.horn.y[shown],
        )
        self.horn.add_updater(lambda _: self._place_prediction())
        for part in self.horn.parts:
            part.opacity.set_value(0.0)

    def _build_plane(self) -> None:
        """Make the plane of y at the one x, which the sheet becomes when it faces us."""
        radii = self.data.radii(self.asked.x)
        span = PLANE_MARGIN * radii
        self.plane = Plane(
            y1=(-span[0], span[0]), y2=(-span[1], span[1]), step=span.min(), zone=look.LEFT_STAGE
        )
        self.axes = VGroup(self.plane.axes, self.plane.labels)
        self.line = Line(color=look.OBSERVED, stroke_width=look.BOLD)
        self.met = Discs(np.empty((0, 3)), radius=look.POINT_RADIUS)
        self.heights = Heights(largest=max(*span, abs(self.asked.y1)), zone=look.RIGHT_STAGE)
        self.pulls = Segments(np.zeros(3), np.zeros(3), np.zeros((1, 3)))
        self.guess = Diamond(self.plane.c2p([0.0, 0.0]))
        follow(self.line, self._place_line)
        follow(self.met, lambda discs: discs.set_centers(self._at_y1(self._heights())))
        follow(self.heights, lambda rows: rows.set_values(self.y1.get_value(), self._heights()))
        follow(self.pulls, self._place_pulls)
        follow(self.guess, lambda guess: guess.move_to(self.plane.c2p(self._mean())))

    def _answer_readout(self) -> Readout:
        rows: Any = [('part("x", x)', self.x.get_value)]
        for i in (0, 1):
            rows.append((f'part("y", y_{i + 1})', lambda i=i: self._latest()[i]))
        return Readout(
            *rows, largest=float(np.abs(self.data.answers.y).max()), signed=True
        ).move_to(look.CORNER.at(0, 1), aligned_edge=UL)

    # --- What is where, as functions of the state ------------------------------------------------

    def _latest(self) -> Array:
        """Return the answer that landed last, or the first one before it does, shape (2,)."""
        landed = math.ceil(self.answers.shown.get_value())
        latest: Array = self.data.answers.y[max(landed, 1) - 1]
        return latest

    def _heights(self) -> Array:
        return self.data.heights(self.asked.x, self.y1.get_value())

    def _at_y1(self, heights: Array) -> Array:
        """Return the places of some y₂ on the line, in Manim units, (k,) -> (k, 3)."""
        return self.plane.c2p(
            np.column_stack([np.full(len(heights), self.y1.get_value()), heights])
        )

    def _place_line(self, line: Line) -> None:
        bottom, top = self._at_y1(np.array(self.plane.up))
        line.put_start_and_end_on(bottom, top)

    def _counted(self) -> tuple[Array, Array]:
        """Return the answers counted so far and their weights; the last one is on its way."""
        weights = np.clip(self.counted.get_value() - np.arange(len(self.data.answers.y)), 0.0, 1.0)
        return self.data.answers.y[weights > 0], weights[weights > 0]

    def _mean(self) -> Array:
        """Return the mean of the answers counted so far, shape (2,)."""
        answers, weights = self._counted()
        return np.asarray(weights @ answers / weights.sum(), dtype=np.float64)

    def _place_pulls(self, pulls: Segments) -> None:
        answers, weights = self._counted()
        start, ends = self.plane.c2p(self._mean()), self.plane.c2p(answers)
        color = np.tile(look.PREDICTED.to_rgb(), (len(answers), 1))
        pulls.set_segments(start, start + weights[:, None] * (ends - start), color)

    def _place_prediction(self) -> None:
        step, line = self.step.get_value(), self.prediction
        line.place(self.data.predict(line.x, step), self.data.predict(line.samples_x, step))

    # --- Beats -----------------------------------------------------------------------------------

    def question(self) -> None:
        """Show the horn, and a network that is to learn it."""
        horn, diagram = self.horn, self.diagram
        self.add(horn, horn.labels)
        whole = faded(1.0, *horn.arrows, horn.dots)
        whole += faded(look.ENVELOPE, horn.rings, horn.profiles)
        self.play(FadeIn(Title(self.script.title)), *whole, until="network")
        self.play(FadeIn(diagram.network), share=0.08)
        self.hold_until("in")
        self.play(FadeIn(diagram.x, diagram.into, shift=look.GAP * RIGHT), share=0.08)
        self.hold_until("out")
        self.play(FadeIn(diagram.out, diagram.y_hat, shift=look.GAP * RIGHT), share=0.08)

    def one_x(self) -> None:
        """Stop at one x: a whole ellipse, and answers all round it."""
        horn, x = self.horn, self.asked.x
        self.readout.update()
        quiet = faded(look.DIMMED, horn.dots, horn.rings, horn.profiles)
        self.play(*quiet, *faded(1.0, self.sheet), FadeIn(self.readout[0]), until="x")
        self.play(self.x.animate.set_value(x), until="ellipse")
        self.cut.opacity.set_value(1.0)
        self.play(self.cut.reach.animate.set_value(1.0), share=0.08)
        zoom = horn.closeness(self.data.radii(x))
        away = faded(0.0, *horn.arrows)
        self.play(*horn.seen_from(CLOSE), *horn.zoomed(zoom, x=x), *away, until="draw")
        self.answers.opacity.set_value(1.0)
        self.remove(*self.readout)
        self.play(FadeIn(self.readout[1:]), share=0.03)
        self.add(self.readout)
        count = len(self.answers.at)
        self.play(self.answers.shown.animate.set_value(count), rate_func=linear, until="right")

    def one_y1(self) -> None:
        """Turn the ellipse to face us; a line of one y₁ meets it twice, and is swept across."""
        horn, plane = self.horn, self.plane
        gone = faded(0.0, horn.dots, horn.rings, horn.profiles, self.sheet)
        self.play(
            *gone,
            *faded(look.DIMMED, self.answers),
            FadeOut(self.readout, self.diagram),
            *horn.seen_from(END_ON),
            *horn.zoomed(plane.unit / horn.unit_y, x=self.asked.x),
            horn.view.center.animate.move_to(plane.c2p([0.0, 0.0])),
            until="line",
        )
        for part in (self.line, self.met, self.heights):
            part.update()
        self.play(FadeIn(self.axes, self.line, self.heights), share=0.06)
        self.play(GrowFromCenter(self.met), share=0.05)
        formula = placed(Formula(HEIGHTS))
        self.hold_until("signs")
        self.play(FadeIn(formula), share=0.06)
        self.hold_until("sweep")
        tip = float(self.data.radii(self.asked.x)[0])
        self.play(self.y1.animate.set_value(-tip * 0.9), share=0.15)
        self.play(self.y1.animate.set_value(tip), until="tip")
        self.hold_until("beyond")
        self.play(self.y1.animate.set_value(tip * PLANE_MARGIN), share=0.06)
        self.formula = formula

    def mean(self) -> None:
        """Take the mean of the answers, one after another: it comes to rest in the middle."""
        gone = FadeOut(self.line, self.met, self.heights, self.formula)
        self.play(gone, *faded(1.0, self.answers), until="mean")
        formula = placed(Formula(MEAN))
        self.pulls.update()
        self.guess.update()
        self.play(FadeIn(formula, self.guess), share=0.05)
        self.hold_until("pull")
        self.add(self.pulls, self.guess)
        count = len(self.answers.at)
        self.play(ApplyMethod(self.counted.set_value, count, rate_func=linear), share=0.3)
        mean = mean_of_answers(self.data)
        at, nearest = self.plane.c2p([mean.at, mean.nearest])
        radius = mean.distance * self.plane.unit
        self.empty = Circle(radius=radius, color=look.PREDICTED, stroke_width=look.THIN)
        self.empty.move_to(at)
        self.nearest = Span(at, nearest, value=mean.distance, side=RIGHT)
        self.play(FadeOut(self.pulls), FadeIn(self.empty), share=0.05)
        self.play(FadeIn(self.nearest), share=0.05)
        self.formula = formula

    def network(self) -> None:
        """Fit a network: its line through the horn falls into the middle."""
        horn, line = self.horn, self.prediction
        gone = FadeOut(self.axes, self.guess, self.empty, self.nearest, self.formula)
        self.play(
            gone,
            *faded(0.0, self.answers, self.cut),
            *faded(1.0, *horn.arrows, horn.dots),
            *faded(look.ENVELOPE, horn.rings, horn.profiles),
            *horn.seen_from(SIDE),
            *horn.zoomed(1.0, x=0.5),
            horn.view.center.animate.move_to(look.HORN_CENTER),
            FadeIn(self.diagram),
            share=0.2,
        )
        self.hold_until("before")
        line.line.opacity.set_value(1.0)
        line.line.reach.set_value(0.0)
        quiet = faded(look.FAINT, horn.dots)
        self.play(line.line.reach.animate.set_value(1.0), *quiet, share=0.06)
        self.error = Readout(
            ('"error"', lambda: self.data.prediction_error(self.step.get_value())),
            largest=self.data.prediction_error(0),
        ).move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        self.hold_until("error")
        self.play(FadeIn(self.error), share=0.05)
        self.hold_until("train")
        self.play(*faded(look.FAINT, line.misses), share=0.04)
        steps = self.data.fitting_steps
        self.play(ApplyMethod(self.step.set_value, steps, rate_func=lambda t: t**3), until="after")

    def verdict(self) -> None:
        """Look along the axis at the empty middle, and ask another question."""
        horn, line = self.horn, self.prediction
        self.play(
            *faded(0.0, line.misses, *horn.arrows),
            FadeOut(self.error),
            *horn.seen_from(END_ON),
            *horn.zoomed(look.END_ON_ZOOM, x=0.5),
            horn.view.center.animate.move_to(look.LEFT_STAGE.center),
            share=0.15,
        )
        self.hold_until("cannot")
        self.play(*dim(self.diagram), share=0.05)
        match = MatchDiagram(zone=look.SIDE_STAGE)
        self.hold_until("question")
        self.play(FadeIn(match.x, match.y), share=0.05)
        self.play(FadeIn(match.from_x, match.from_y, match.question), share=0.05)
        self.hold_until("number")
        self.play(FadeIn(match.out, match.answer), share=0.03)
