"""Chapter 2: one x has many y's, and a network that answers with one lands between them."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from manim import RIGHT, FadeIn, FadeOut, GrowFromCenter, Mobject, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.following import paused
from scenes.mobjects.horn.answer_readout import AnswerReadout
from scenes.mobjects.horn.asked_horn import AskedHorn
from scenes.mobjects.horn.line_across import AT_TIP, BEYOND_TIP, NEAR_TIP, LineAcross
from scenes.mobjects.learning.answer_at_x import AnswerAtX
from scenes.mobjects.learning.fit import Fit
from scenes.mobjects.learning.moving_guess import MovingGuess
from scenes.mobjects.learning.predictor_diagram import (
    UNDER_FORMULA,
    MatchDiagram,
    PredictorDiagram,
)
from scenes.mobjects.light import dim, pulse
from scenes.mobjects.space import faded
from scenes.mobjects.title import Title
from scenes.story.predictions import guess_errors, mean_of_answers
from scenes.story.tables import one_to_many_tables


class S02OneToMany(Chapter):
    """One x, many y.

    Attributes
    ----------
    horn : AskedHorn
        The horn, cut off at the one x, with the answers there.
    readout : AnswerReadout
        That x, and the latest answer.
    across : LineAcross
        One y₁ on the ellipse, and the y₂ that are left.
    guessing : MovingGuess
        The single guess at all answers, and its error.
    fit : Fit
        The network while it is fitted.
    answer : AnswerAtX
        What the fitted network answers at an x.
    diagram, match : PredictorDiagram, MatchDiagram
        That network, and the one that is asked for.
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
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, asked = self.data, self.data.story.one_to_many
        self.title = Title(self.script.title, "x", "y")
        radii, heights = data.radii(asked.x), partial(data.heights, asked.x)
        self.horn = self._asked_horn()
        largest = max(float(np.abs(data.answers.y).max()), 1.0)
        self.readout = AnswerReadout(self.horn, largest=largest)
        self.across = LineAcross(x=asked.x, y1=asked.y1, radii=radii, heights=heights)
        best = mean_of_answers(data)
        self.guessing = MovingGuess(
            self.across.plane,
            answers=data.answers.y,
            start=data.horn_mean(asked.x, look.RESTING_ANGLE),
            mean=best.at,
            nearest=best.nearest,
            distance=best.distance,
            errors=partial(guess_errors, data),
        )
        self.fit = Fit(
            self.horn,
            samples=self.horn.dots.at,
            predict=data.predict,
            error=data.prediction_error,
            steps=data.fitting_steps,
        )
        self.answer = AnswerAtX(self.horn, self.horn.x, predict=data.predict, radii=data.radii)
        self.diagram = PredictorDiagram(zone=look.FORMULA)
        self.match = MatchDiagram(zone=UNDER_FORMULA)

    def _asked_horn(self) -> AskedHorn:
        data, asked = self.data, self.data.story.one_to_many
        rings_x, rings_y = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        around = np.linspace(0.0, math.tau, look.ELLIPSE_POINTS)
        return AskedHorn(
            x=data.horn.x,
            y=data.horn.y,
            rings_x=rings_x,
            rings_y=rings_y,
            ellipse=lambda x: data.horn_mean(x, around),
            radii=data.radii(asked.x),
            asked=asked.x,
            answers=data.answers.y,
        )

    # --- Beats -----------------------------------------------------------------------------------

    def question(self) -> None:
        """Turn from the horn's end to its side, and show a network that is to learn it."""
        horn, diagram = self.horn, self.diagram
        self.add(horn, horn.labels)
        self.play(FadeIn(self.title), *horn.appear(), share=0.05)
        self.play(*horn.turn_to_side(), until="network")
        self.play(FadeIn(diagram.network), *faded(1.0, horn.arrows[0]), share=0.04)
        self.hold_until("in")
        self.play(FadeIn(diagram.x, diagram.into, shift=look.GAP * RIGHT), share=0.05)
        self.hold_until("out")
        self.play(FadeIn(diagram.out, diagram.y_hat, shift=look.GAP * RIGHT), share=0.05)
        self.hold_until("learn")
        self.play(*pulse(diagram.y_hat), share=0.05)

    def one_x(self) -> None:
        """Stop at one x: a whole ellipse, and answers all round it."""
        horn, readout = self.horn, self.readout
        horn.x.set_value(1.0)
        readout.update()
        quiet = faded(look.FAINT, horn.dots, horn.rings, horn.profiles)
        self.play(*quiet, *faded(1.0, horn.sheet), FadeIn(readout.x), until="x")
        self.play(*horn.slide_to_asked(), until="ellipse")
        horn.cut.opacity.set_value(1.0)
        gone = faded(0.0, *horn.arrows)  # before the view comes closer
        self.play(horn.cut.reach.animate.set_value(1.0), *gone, share=0.08)
        self.play(*horn.come_closer(), until="draw")
        horn.answers.opacity.set_value(1.0)
        self.play(FadeIn(readout.y), *faded(1.0, horn.latest), share=0.03)
        self.play(horn.land_answers(), rate_func=linear, until="right")

    def one_y1(self) -> None:
        """Turn the ellipse to face us; a line of one y₁ meets it twice, and is swept across."""
        across = self.across
        gone = FadeOut(self.readout.x, self.readout.y, self.diagram)
        self.play(gone, *self.horn.face(across.plane), until="line")
        self._place(across.line, across.met, across.numbers)
        self.play(FadeIn(across.axes, across.line), share=0.05)
        self.hold_until("left")
        self.play(*map(FadeIn, paused(across.met, across.numbers)), share=0.05)
        self.hold_until("signs")
        self.play(FadeIn(across.formula), share=0.04)
        self.hold_until("sweep")
        self.play(across.move_to(-NEAR_TIP), share=0.12)
        self.play(across.move_to(AT_TIP), until="tip")
        self.hold_until("beyond")
        self.play(across.move_to(BEYOND_TIP), share=0.05)
        self.hold_until("back")
        self.play(across.move_back(), share=0.08)

    def guess(self) -> None:
        """Move a guess across, and draw its error in step."""
        here, across = self.guessing, self.across
        going = across.line, across.met, *paused(across.numbers), across.formula
        gone = FadeOut(*going)
        self.play(gone, *faded(1.0, self.horn.answers), until="start")
        self._place(here.diamond, here.on_curve, here.pulls)
        self.play(GrowFromCenter(here.diamond), share=0.04)
        self.hold_until("pull")
        self.add(here.pulls, here.diamond)
        self.play(here.pull_to(1.0), FadeIn(here.curve), share=0.06)
        self.play(GrowFromCenter(here.on_curve), share=0.03)
        self.add(here.trace, here.on_curve)
        self.hold_until("move")
        self.play(*here.go_across(), until="again")

    def mean(self) -> None:
        """Bring it back to where its error is lowest: to the mean, where no answer is."""
        here = self.guessing
        self.play(here.go_to_mean(), until="mean")
        self.play(FadeIn(here.formula), share=0.04)
        self.hold_until("middle")
        self.play(here.pull_to(0.0), FadeIn(here.middle.circle), share=0.05)
        self.play(FadeIn(here.middle.way), share=0.04)
        self.add(here.diamond)

    def network(self) -> None:
        """Fit a network: its line through the horn falls into the middle."""
        horn, here, fit = self.horn, self.guessing, self.fit
        guesses = here.diamond, here.on_curve, here.trace, here.pulls
        gone = FadeOut(self.across.axes, *here.middle, here.formula, here.curve, *guesses)
        self.play(gone, *faded(0.0, horn.answers, horn.cut), share=0.04)
        self.play(*horn.come_back(), FadeIn(self.diagram), share=0.15)
        self.hold_until("before")
        self.add(fit.line)
        quiet = faded(look.FAINT, horn.dots, horn.arrows[0])
        self.play(fit.draw_line(), *quiet, share=0.06)
        self.hold_until("error")
        self.play(FadeIn(fit.error), share=0.05)
        self.hold_until("train")
        self.play(*faded(look.ENVELOPE, fit.misses), share=0.04)
        self.play(fit.finish(), until="after")
        self.meanwhile(lambda: pulse(fit.error))

    def verdict(self) -> None:
        """Look along the axis at the empty middle, and ask another question."""
        horn, answer, match = self.horn, self.answer, self.match
        gone = FadeOut(self.fit.error), *faded(0.0, self.fit.misses, horn.arrows[0])
        turned = horn.turn_end_on(look.LEFT_STAGE)
        self.play(*gone, *faded(1.0, horn.dots), *turned, share=0.12)
        horn.x.set_value(0.0)
        self._place(answer.diamond, answer.numbers)
        seen = (*faded(1.0, horn.ring_here), *faded(look.FAINT, horn.dots))
        self.play(FadeIn(answer.numbers), GrowFromCenter(answer.diamond), *seen, share=0.04)
        self.play(horn.x.animate.set_value(1.0), until="cannot")
        gone = FadeOut(answer.numbers), *faded(0.0, horn.ring_here)
        self.play(*dim(self.diagram), *gone, share=0.05)
        self.hold_until("question")
        self.play(FadeIn(match.x, match.y), share=0.05)
        self.play(FadeIn(match.from_x, match.from_y, match.question), share=0.05)
        self.hold_until("number")
        self.play(FadeIn(match.out, match.answer), share=0.03)

    @staticmethod
    def _place(*parts: Mobject) -> None:
        """Put parts where the moment wants them, before they are seen."""
        for part in parts:
            part.update()
