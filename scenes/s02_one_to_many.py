"""Chapter 2: one x has many y's, and a network that answers with one lands between them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import (
    DOWN,
    RIGHT,
    UL,
    UP,
    ApplyMethod,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    ValueTracker,
    VGroup,
    linear,
    rush_into,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.labels import label
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, placed
from scenes.mobjects.horn.heights import Heights
from scenes.mobjects.horn.horn import CLOSE, END_ON, SIDE, Horn
from scenes.mobjects.learning.error_curve import ErrorCurve
from scenes.mobjects.learning.gap import Gap
from scenes.mobjects.learning.prediction import Diamond, Misses, PredictionLine
from scenes.mobjects.learning.predictor_diagram import MatchDiagram, PredictorDiagram
from scenes.mobjects.light import dim, pulse
from scenes.mobjects.points import Discs
from scenes.mobjects.readout import Readout
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Sheet, faded
from scenes.mobjects.symbols import Y_HAT
from scenes.mobjects.title import Title
from scenes.story.predictions import guess_errors, mean_of_answers
from scenes.story.tables import one_to_many_tables

Array = npt.NDArray[np.float64]

LINE_POINTS = 61  # of the line of predictions
MISSES = 40  # samples whose distance from their prediction is drawn
PLANE_MARGIN = 1.25  # of the axes beside the ellipse
LINE_MARGIN = 1.05  # ... and beside a line that misses it
CLOSER = 0.9  # how close to the ellipse, of what would fill the stage
BEYOND, SLIGHTLY = 0.7, 0.1  # how far the guess goes past the mean, of the gap or of its way
WAY_POINTS = 121  # of the curve of its error
SIDE_ZOOM = 1.1
HEIGHTS = 'part("y", y_2) = part("sign", plus.minus) rho_2 sqrt(1 - (part("y", y_1) / rho_1)^2)'
MEAN = 'part("y_hat", bold(hat(y))) = 1 / n sum_(i = 1)^n part("y", bold(y)_i)'


class S02OneToMany(Chapter):
    """One x, many y.

    Attributes
    ----------
    x, y1 : ValueTracker
        Where the sheet stands, and the line across the ellipse.
    way, drawn : ValueTracker
        Where the guess is on its way through the mean, and how far its error has been drawn.
    pull, step : ValueTracker
        How far the answers' pulls have grown, in [0, 1], and how far the fit has come.
    """

    tables = (one_to_many_tables,)

    def construct(self) -> None:
        """Ask for one answer, see how many there are, and where the single one lands."""
        self.beat(self.question)
        self.beat(self.one_x)
        self.beat(self.one_y1)
        self.beat(self.guess)
        self.beat(self.mean)
        self.beat(self.network)
        self.beat(self.verdict)

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        self.asked = self.data.story.one_to_many
        self.x, self.y1 = ValueTracker(0.0), ValueTracker(self.asked.y1)
        self.pull, self.step, self.reach = (ValueTracker(0.0) for _ in range(3))
        self.around = np.linspace(0.0, math.tau, look.ELLIPSE_POINTS)
        self._build_horn()
        self._build_plane()
        self._build_guess()
        self.diagram = PredictorDiagram(zone=look.FORMULA)
        self._build_readouts()

    def _build_horn(self) -> None:
        data = self.data
        x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        along = np.argsort(data.horn.x)  # so that the dots beyond an x can leave
        self.horn = Horn(x=data.horn.x[along], y=data.horn.y[along], rings_x=x, rings_y=rings)
        at = self.asked.x
        self.cut = self.horn.ring(at, data.horn_mean(at, self.around))
        self.cut.reach.set_value(0.0)
        self.ring = self.horn.ring(0.0, data.horn_mean(0.0, self.around), width=2 * look.BOLD)
        answers = np.column_stack([data.answers.x, data.answers.y])
        colors = np.tile(look.OBSERVED.to_rgb(), (len(answers), 1))
        self.answers = Dots(answers, colors, growing=1.0)
        self.answers.shown.set_value(0.0)
        self.latest = Dots(answers[:1], colors[:1], radius=look.POINT_RADIUS)
        self.horn.parts += [self.answers, self.latest]
        radii = data.radii(at) * look.SHEET_MARGIN
        self.sheet = Sheet((radii[0], radii[1]), look.INK.to_rgb(), self.x, ValueTracker(0.0))
        self.horn.sheet = self.sheet
        few = np.linspace(0, len(along) - 1, min(MISSES, len(along))).round().astype(int)
        self.misses = Misses(data.horn.x[along][few], data.horn.y[along][few])
        self.horn.parts.append(self.misses)
        self.prediction = PredictionLine(self.horn, x=np.linspace(0.0, 1.0, LINE_POINTS))
        self.horn.add_updater(lambda _: self._follow())
        follow(self.prediction, self._place_prediction)
        self.at_x = Diamond(np.zeros(3), size=look.POINT_RADIUS)
        follow(self.at_x, self._place_at_x)
        for part in self.horn.parts:
            part.opacity.set_value(0.0)

    def _build_plane(self) -> None:
        """Make the plane of y at the one x, which the sheet becomes when it faces us."""
        span = PLANE_MARGIN * self.data.radii(self.asked.x)
        span[0] = max(span[0], LINE_MARGIN * abs(self.asked.y1))
        self.plane = Plane(
            y1=(-span[0], span[0]), y2=(-span[1], span[1]), step=span.min(), zone=look.LEFT_STAGE
        )
        self.axes = VGroup(self.plane.axes, self.plane.labels)
        self.line = Line(color=look.OBSERVED, stroke_width=look.BOLD)
        self.met = Discs(np.empty((0, 3)), radius=look.POINT_RADIUS)
        self.heights = Heights(x=self.asked.x, largest=span.max(), zone=look.RIGHT_STAGE)
        follow(self.line, self._place_line)
        follow(self.met, lambda discs: discs.set_centers(self._at_y1(self._heights())))
        follow(self.heights, lambda rows: rows.set_values(self.y1.get_value(), self._heights()))

    def _build_guess(self) -> None:
        """Make a guess that goes from the ellipse through the mean, and the curve of its error."""
        self.best = mean_of_answers(self.data)
        start = self.data.horn_mean(self.asked.x, look.RESTING_ANGLE)
        length = float(np.hypot(*(self.best.at - start)))
        self.ahead = (self.best.at - start) / length
        way = np.linspace(-length, max(BEYOND * self.best.distance, SLIGHTLY * length), WAY_POINTS)
        self.way, self.drawn = ValueTracker(-length), ValueTracker(-length)
        errors = guess_errors(self.data, self.best.at + way[:, None] * self.ahead)
        self.curve = ErrorCurve(way=way, errors=errors, zone=look.RIGHT_STAGE)
        self.trace = self.curve.trace()
        self.pulls = Segments(np.zeros(3), np.zeros(3), np.zeros((1, 3)), opacity=look.FAINT)
        self.diamond, self.on_curve = (Diamond(np.zeros(3)) for _ in range(2))
        follow(self.pulls, self._place_pulls)
        follow(self.diamond, lambda guess: guess.move_to(self.plane.c2p(self._guessed())))
        follow(self.trace, lambda trace: trace.draw(self.drawn.get_value()))
        follow(self.on_curve, lambda mark: mark.move_to(self.curve.place(self.way.get_value())))
        follow(self.curve.number, lambda number: number.set_value(self._error()))

    def _build_readouts(self) -> None:
        """Make the numbers beside the horn: x, the latest answer, and the error of the fit."""
        largest = float(max(np.abs(self.data.answers.y).max(), 1.0))
        parts: list[Any] = [('part("x", x)', self.x.get_value)]
        parts += [(f'part("y", y_{i + 1})', lambda i=i: self._latest()[i]) for i in (0, 1)]
        self.x_row = Readout(parts[0], largest=largest, signed=True)
        self.y_rows = Readout(*parts[1:], largest=largest, signed=True)
        self.y_rows.next_to(self.x_row, DOWN, aligned_edge=RIGHT)
        first, second = (number.baseline for number in self.y_rows.numbers)
        self.y_rows.shift((self.x_row.numbers[0].baseline - 2 * first + second) * UP)
        VGroup(self.x_row, self.y_rows).move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        self.error = Readout(
            (f'"{label("error")}"', lambda: self.data.prediction_error(self.step.get_value())),
            largest=self.data.prediction_error(0),
        ).move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        self.proof = Readout(
            parts[0],
            (f"norm({Y_HAT})", lambda: float(np.hypot(*self.data.predict(self.x.get_value())))),
            ("rho_1", lambda: self.data.radii(self.x.get_value())[0]),
            ("rho_2", lambda: self.data.radii(self.x.get_value())[1]),
            largest=float(self.data.radii([0.0, 1.0]).max()),
            font_size=look.FORMULA_SIZE,
        ).move_to(look.RIGHT_STAGE.center)

    def _latest(self) -> Array:
        """Return the answer that landed last, or the first one before it does, shape (2,)."""
        landed = math.ceil(self.answers.shown.get_value())
        latest: Array = self.data.answers.y[max(landed, 1) - 1]
        return latest

    def _follow(self) -> None:
        """Place what moves in the horn."""
        if self.misses.opacity.get_value() > 0:
            self.misses.place(self._predicted(self.misses.x))
        self.latest.at = np.append(self.asked.x, self._latest())[None]
        x = self.x.get_value()
        self.horn.move_ring(self.ring, x, self.data.horn_mean(x, self.around))

    def _heights(self) -> Array:
        return self.data.heights(self.asked.x, self.y1.get_value())

    def _at_y1(self, heights: Array) -> Array:
        """Return the places of some y₂ on the line, in Manim units, (k,) -> (k, 3)."""
        y1 = np.full(len(heights), self.y1.get_value())
        return self.plane.c2p(np.column_stack([y1, heights]))

    def _place_line(self, line: Line) -> None:
        bottom, top = self._at_y1(np.array(self.plane.up))
        line.put_start_and_end_on(bottom, top)

    def _guessed(self) -> Array:
        """Return the guess on its way, shape (2,)."""
        return np.asarray(self.best.at + self.way.get_value() * self.ahead, dtype=np.float64)

    def _error(self) -> float:
        """Return the mean squared distance of the answers from the guess on its way."""
        return float(guess_errors(self.data, self._guessed()[None])[0])

    def _place_pulls(self, pulls: Segments) -> None:
        start, ends = self.plane.c2p(self._guessed()), self.plane.c2p(self.data.answers.y)
        color = np.tile(look.PREDICTED.to_rgb(), (len(ends), 1))
        pulls.set_segments(start, start + self.pull.get_value() * (ends - start), color)

    def _predicted(self, x: Array) -> Array:
        """Return what the network answers at this point of its fit, (n,) -> (n, 2)."""
        return self.data.predict(x, self.step.get_value())

    def _place_prediction(self, line: PredictionLine) -> None:
        line.place(self._predicted(line.x), self.reach.get_value())

    def _place_at_x(self, mark: Diamond) -> None:
        x = self.x.get_value()
        place = self.horn.view.project(np.append(x, self.data.predict(x))).places
        mark.move_to(np.append(place, 0.0))

    def _side(self) -> list[Any]:
        """Return animations to the whole horn, seen from its side."""
        horn = self.horn
        center: Any = horn.view.center.animate.move_to(look.HORN_CENTER)
        return [*horn.seen_from(SIDE), *horn.zoomed(SIDE_ZOOM, x=0.5), center]

    # --- Beats -----------------------------------------------------------------------------------

    def question(self) -> None:
        """Turn from the horn's end to its side, and show a network that is to learn it."""
        horn, diagram = self.horn, self.diagram
        self.add(horn, horn.labels)
        for tracker, value in zip((horn.view.azimuth, horn.view.elevation), END_ON, strict=True):
            tracker.set_value(value)
        horn.view.zoom.set_value(look.END_ON_ZOOM)
        whole = faded(1.0, *horn.arrows, horn.dots)
        whole += faded(look.ENVELOPE, horn.rings, horn.profiles)
        self.play(FadeIn(Title(self.script.title)), *whole, share=0.05)
        self.play(*self._side(), until="network")
        self.play(FadeIn(diagram.network), share=0.04)
        self.hold_until("in")
        self.play(FadeIn(diagram.x, diagram.into, shift=look.GAP * RIGHT), share=0.05)
        self.hold_until("out")
        self.play(FadeIn(diagram.out, diagram.y_hat, shift=look.GAP * RIGHT), share=0.05)
        self.hold_until("learn")
        self.play(*pulse(diagram.y_hat), share=0.05)

    def one_x(self) -> None:
        """Stop at one x: a whole ellipse, and answers all round it."""
        horn, x = self.horn, self.asked.x
        self.x.set_value(1.0)
        for part in (self.x_row, self.y_rows):
            part.update()
        quiet = faded(look.FAINT, horn.dots, horn.rings, horn.profiles)
        self.play(*quiet, *faded(1.0, self.sheet), FadeIn(self.x_row), until="x")
        # What the sheet has passed leaves, so that the cut is seen.
        left = horn.dots.shown.animate.set_value(float((self.data.horn.x <= x).sum()))
        rings = horn.rings.shown.animate.set_value(x * (look.HORN_RINGS - 1) + 1)
        sides = horn.profiles.reach.animate.set_value(x)
        self.play(self.x.animate.set_value(x), left, rings, sides, until="ellipse")
        self.cut.opacity.set_value(1.0)
        self.play(self.cut.reach.animate.set_value(1.0), share=0.08)
        zoom = CLOSER * horn.closeness(self.data.radii(x))
        aside: Any = horn.view.center.animate.move_to(look.STAGE.at(0.58, 0.5))
        closer = (*horn.seen_from(CLOSE), *horn.zoomed(zoom, x=x), aside)
        self.play(*closer, *faded(0.0, *horn.arrows), until="draw")
        self.answers.opacity.set_value(1.0)
        self.play(FadeIn(self.y_rows), *faded(1.0, self.latest), share=0.03)
        land = self.answers.shown.animate.set_value(len(self.answers.at))
        self.play(land, rate_func=linear, until="right")

    def one_y1(self) -> None:
        """Turn the ellipse to face us; a line of one y₁ meets it twice, and is swept across."""
        horn, plane = self.horn, self.plane
        gone = (horn.dots, horn.rings, horn.profiles, self.sheet, self.answers, self.latest)
        self.play(
            *faded(0.0, *gone),
            FadeOut(self.x_row, self.y_rows, self.diagram),
            *horn.seen_from(END_ON),
            *horn.zoomed(plane.unit / horn.unit_y, x=self.asked.x),
            horn.view.center.animate.move_to(plane.c2p([0.0, 0.0])),
            until="line",
        )
        for part in (self.line, self.met, self.heights):
            part.update()
        self.play(FadeIn(self.axes, self.line), share=0.05)
        self.hold_until("left")
        self.play(GrowFromCenter(self.met), FadeIn(self.heights), share=0.05)
        self.formula = placed(Formula(HEIGHTS))
        self.hold_until("signs")
        self.play(FadeIn(self.formula), share=0.04)
        self.hold_until("sweep")
        tip = float(self.data.radii(self.asked.x)[0])
        self.play(self.y1.animate.set_value(-tip * 0.9), share=0.12)
        self.play(self.y1.animate.set_value(tip), until="tip")
        self.hold_until("beyond")
        self.play(self.y1.animate.set_value(tip * PLANE_MARGIN), share=0.05)
        self.hold_until("back")
        self.play(self.y1.animate.set_value(self.asked.y1), share=0.08)

    def guess(self) -> None:
        """Move a guess across, and draw its error in step."""
        gone = FadeOut(self.line, self.met, self.heights, self.formula)
        self.play(gone, *faded(1.0, self.answers), until="start")
        for part in (self.diamond, self.on_curve, self.pulls):
            part.update()
        self.play(GrowFromCenter(self.diamond), share=0.04)
        self.hold_until("pull")
        self.add(self.pulls, self.diamond)
        self.play(self.pull.animate.set_value(1.0), FadeIn(self.curve), share=0.06)
        self.play(GrowFromCenter(self.on_curve), share=0.03)
        self.add(self.trace, self.on_curve)
        self.hold_until("move")
        end = float(self.curve.way[-1])
        across = (tracker.animate.set_value(end) for tracker in (self.way, self.drawn))
        self.play(*across, until="again")

    def mean(self) -> None:
        """Bring it back to where its error is lowest: to the mean, where no answer is."""
        self.play(self.way.animate.set_value(0.0), until="mean")
        self.formula = placed(Formula(MEAN))
        self.play(FadeIn(self.formula), share=0.04)
        at, nearest = self.plane.c2p([self.best.at, self.best.nearest])
        self.gap = Gap(at, nearest, distance=self.best.distance)
        self.hold_until("middle")
        self.play(self.pull.animate.set_value(0.0), FadeIn(self.gap.circle), share=0.05)
        self.play(FadeIn(self.gap.way), share=0.04)
        self.add(self.diamond)

    def network(self) -> None:
        """Fit a network: its line through the horn falls into the middle."""
        horn = self.horn
        guesses = self.diamond, self.on_curve, self.trace, self.pulls
        horn.dots.shown.set_value(len(horn.dots.at))
        horn.rings.shown.set_value(look.HORN_RINGS)
        horn.profiles.reach.set_value(1.0)
        gone = FadeOut(self.axes, *self.gap, self.formula, self.curve, *guesses)
        self.play(gone, *faded(0.0, self.answers, self.cut), share=0.04)
        self.play(
            *faded(1.0, horn.arrows[0], horn.dots),
            *faded(look.ENVELOPE, horn.rings, horn.profiles),
            *self._side(),
            FadeIn(self.diagram),
            share=0.15,
        )
        self.hold_until("before")
        self.add(self.prediction)
        quiet = faded(look.FAINT, horn.dots, horn.arrows[0])
        self.play(self.reach.animate.set_value(1.0), *quiet, share=0.06)
        self.hold_until("error")
        self.play(FadeIn(self.error), share=0.05)
        self.hold_until("train")
        self.play(*faded(look.ENVELOPE, self.misses), share=0.04)
        # The first steps of a fit go farthest, so they get most of the time.
        fitted = ApplyMethod(self.step.set_value, self.data.fitting_steps, rate_func=rush_into)
        self.play(fitted, until="after")

    def verdict(self) -> None:
        """Look along the axis at the empty middle, and ask another question."""
        horn = self.horn
        self.play(
            *faded(0.0, self.misses, horn.arrows[0]),
            *faded(1.0, horn.dots),
            FadeOut(self.error),
            *horn.seen_from(END_ON),
            *horn.zoomed(1.0, x=0.5),
            horn.view.center.animate.move_to(look.LEFT_STAGE.center),
            share=0.12,
        )
        self.x.set_value(0.0)
        for part in (self.at_x, self.proof):
            part.update()
        seen = (*faded(1.0, self.ring), *faded(look.FAINT, horn.dots))
        self.play(FadeIn(self.proof), GrowFromCenter(self.at_x), *seen, share=0.04)
        self.play(self.x.animate.set_value(1.0), until="cannot")
        gone = (FadeOut(self.proof), *faded(0.0, self.ring))
        self.play(*dim(self.diagram), *gone, share=0.05)
        match = MatchDiagram(zone=look.UNDER_FORMULA)
        self.hold_until("question")
        self.play(FadeIn(match.x, match.y), share=0.05)
        self.play(FadeIn(match.from_x, match.from_y, match.question), share=0.05)
        self.hold_until("number")
        self.play(FadeIn(match.out, match.answer), share=0.03)
