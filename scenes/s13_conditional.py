"""Chapter 13: x is observed again, and the model learns an ellipse for each: the whole horn."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import FadeIn, FadeOut, GrowArrow, GrowFromCenter, ValueTracker, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, placed
from scenes.mobjects.horn.fitted_radii import FittedRadii
from scenes.mobjects.horn.learned_horn import LearnedHorn
from scenes.mobjects.learning.conditional_diagram import ENERGY, ConditionalDiagram
from scenes.mobjects.learning.ellipse_of_answers import EllipseOfAnswers
from scenes.mobjects.learning.loss_curve import LossCurve
from scenes.mobjects.light import pulse, shown
from scenes.mobjects.space import faded
from scenes.mobjects.title import Title
from scenes.story.tables import conditional_tables

SLOWLY = 0.12  # of a turn, while what it has learned is looked at


class S13Conditional(Chapter):
    """Back to the horn.

    Attributes
    ----------
    diagram : ConditionalDiagram
        The model, which is given x.
    formula : Formula
        Its energy.
    horn : LearnedHorn
        The samples and the model's surface.
    loss : LossCurve
        The loss of its training.
    asked : EllipseOfAnswers
        What it answers at one x.
    plot : FittedRadii
        Its radii and the true ones, as far as ``plotted`` has come.
    """

    tables = (conditional_tables,)

    def construct(self) -> None:
        """Give the model x, let it learn the horn, and ask it."""
        self.beat(self.observed)
        self.beat(self.surface)
        self.beat(self.training)
        self.beat(self.answer)
        self.beat(self.radii)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, model, x = self.data, self.data.conditional, self.data.story.one_to_many.x
        self.title = Title(self.script.title)
        self.diagram, self.formula = (
            ConditionalDiagram(hidden=data.story.conditional.hidden),
            placed(Formula(ENERGY)),
        )
        steps = len(model.losses) - 1
        self.horn = LearnedHorn(
            x=model.x, y=model.y, truth=data.radii, radii=model.radii, steps=steps
        )
        self.loss = LossCurve(losses=model.losses, step=self.horn.step.get_value)
        self.asked = EllipseOfAnswers(
            x=x,
            radii=model.radii(x),
            answers=data.answers.y,
            guess=data.predict(x),
            nearest=partial(model.nearest, x),
        )
        every = np.linspace(0.0, 1.0, look.ELLIPSE_POINTS)
        truth, fitted = data.radii(every), model.radii(every)
        self.plot = FittedRadii(x=every, truth=truth, fitted=fitted, zone=look.SIDE_STAGE)
        self.plotted = ValueTracker(0.0)
        follow(self.plot, self._run_plot)

    def _run_plot(self, plot: FittedRadii) -> None:
        x = self.horn.x.get_value()
        plot.run_to(x, self.data.radii(x), drawn=self.plotted.get_value())

    # --- Beats -----------------------------------------------------------------------------------

    def observed(self) -> None:
        """Show the model as it was, then let x scale what its decoder answers."""
        new = self.diagram
        self.play(FadeIn(self.title), FadeIn(new.first), share=0.08)
        self.hold_until("x")
        self.play(GrowFromCenter(new.x), share=0.05)
        self.hold_until("predictor")
        self.play(GrowArrow(new.into_predictor), FadeIn(new.predictor, new.layers), share=0.05)
        self.hold_until("f")
        self.play(GrowArrow(new.into_times), FadeIn(new.from_x), share=0.035)
        self.hold_until("times")
        self.play(GrowFromCenter(new.times), FadeIn(new.from_z), share=0.06)
        self.hold_until("energy")
        self.play(FadeIn(self.formula), *pulse(new.energy), share=0.08)

    def surface(self) -> None:
        """Run z round an ellipse, then the ellipse along x; let the samples arrive."""
        horn = self.horn
        self.play(FadeOut(self.diagram), share=0.06)
        self.add(horn, horn.labels)
        self.play(*faded(1.0, *horn.arrows), until="ring")
        horn.ellipse.reach.set_value(0.0)
        horn.ellipse.opacity.set_value(1.0)
        self.play(horn.ellipse.reach.animate.set_value(1.0), rate_func=linear, until="out")
        self.play(*horn.run_out(), until="dots")
        self.play(*horn.arrive(), until="wrong")
        self.play(*horn.look_round(), FadeOut(self.formula), share=0.15)

    def training(self) -> None:
        """Turn the surface round while it learns, the loss falling in step."""
        horn = self.horn
        self.play(FadeIn(self.loss.update()), *horn.make_room(), until="train")
        self.play(horn.train(), horn.turn(1.0), until="after")
        self.play(horn.turn(SLOWLY), *horn.come_nearer(), until="low")
        self.play(*pulse(self.loss.number), share=0.04)

    def answer(self) -> None:
        """Ask at one x: answers all round, one guess, and the model's ellipse through them all."""
        horn, here = self.horn, self.asked
        horn.x.set_value(self.data.story.one_to_many.x)
        quiet = faded(look.FAINT, horn.dots, *horn.surface)
        self.play(FadeOut(self.loss), *quiet, *faded(1.0, horn.ellipse), share=0.06)
        self.play(*horn.face(here.plane, x=horn.x.get_value()), FadeIn(here.axes), until="answers")
        self.add(here.answers)
        self.play(here.answers.arrive(), *faded(0.0, horn.ellipse), share=0.06)
        self.hold_until("guess")
        self.play(GrowFromCenter(here.diamond), FadeIn(here.name), share=0.05)
        self.play(*here.make_room(), until="run")
        horn.view.center.move_to(here.plane.c2p([0.0, 0.0]))
        self.play(*shown(here.numbers.update(), here.y_tilde.update()), share=0.03)
        horn.ellipse.reach.set_value(0.0)
        horn.ellipse.opacity.set_value(1.0)
        drawn = horn.ellipse.reach.animate.set_value(1.0)
        self.play(here.run_round(), drawn, rate_func=linear, until="number")
        self.play(FadeOut(here.numbers[1:], here.y_tilde), share=0.04)  # 2π is no latent
        self.hold_until("energies")
        self.play(FadeIn(here.energies[0]), share=0.05)
        self.hold_until("energy")
        self.play(FadeIn(here.energies[1], here.miss), share=0.05)

    def radii(self) -> None:
        """Look along the axis: the model's radii on the true ones; at last, the horn again."""
        horn, here = self.horn, self.asked
        gone = here.axes, here.numbers[0], here.diamond, here.name, here.answers
        gone = FadeOut(*gone, here.energies, here.miss), *faded(0.0, horn.ellipse)
        self.play(*gone, share=0.04)
        self.play(*horn.turn_end_on(look.WIDE_STAGE), until="run")
        horn.x.set_value(0.0)
        both = faded(1.0, horn.ellipse, horn.true_ellipse)
        self.play(*both, FadeIn(self.plot.update()), share=0.05)
        travel = (tracker.animate.set_value(1.0) for tracker in (horn.x, self.plotted))
        self.play(*travel, until="agree")
        self.hold_until("back")
        quiet = faded(0.0, horn.ellipse, horn.true_ellipse)
        self.play(FadeOut(self.plot), *quiet, share=0.05)  # the horn turns into its place
        self.play(*horn.turn_to_wide_end(), share=0.27)
