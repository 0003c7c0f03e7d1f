"""Chapter 4: one number in, two numbers out; a latent sweeps the decoder's ellipse."""

from __future__ import annotations

import math

import numpy as np
from manim import (
    Create,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromCenter,
    Mobject,
    ReplacementTransform,
    VGroup,
    Write,
    linear,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.axes import Plane
from scenes.mobjects.decoder.belief import Belief
from scenes.mobjects.decoder.decoding import EIGHTH, Decoding
from scenes.mobjects.decoder.dial import turned
from scenes.mobjects.decoder.latent_line import LatentLine
from scenes.mobjects.decoder.legends import belief_and_data, hollow_and_shaded
from scenes.mobjects.decoder.measured_data import MeasuredData
from scenes.mobjects.decoder.misfit import Misfit
from scenes.mobjects.decoder.tail import Tail
from scenes.mobjects.decoder.whose_shape import WhoseShape
from scenes.mobjects.decoder.working_model import WorkingModel
from scenes.mobjects.decoder.zones import (
    BESIDE_DIAGRAM,
    LINE,
    OVER_LINE,
    UNDER_DIAGRAM,
    WHOLE_DIAGRAM,
)
from scenes.mobjects.following import follow, paused
from scenes.mobjects.formula import TransformFormula
from scenes.mobjects.light import Light, dim, lit, pulse, set_light, shown
from scenes.mobjects.title import Title
from scenes.story.tables import latent_tables

SHRUNK = 0.72  # how far an ellipse shrinks to show what it hangs on


class S04Latent(Chapter):
    """A latent sweeps an ellipse.

    Attributes
    ----------
    decoding : Decoding
        The latent and the weights that all pictures show.
    model : WorkingModel
        The diagram, its numbers and its opened decoder.
    line, tail : LatentLine, Tail
        The latents, under the diagram, and where z has just been.
    plane_alone, line_alone : Alone
        The plane and that line, which have the stage while z runs.
    belief, measured : Belief, MeasuredData
        The decoder's ellipse and the data's, in the plane beside the diagram.
    misfit : Misfit
        What lies between the two.
    words : WhoseShape
        The question what shapes each of them, and its answer.
    """

    tables = (latent_tables,)

    def construct(self) -> None:
        """Draw the model, sweep its latent, open its decoder, turn its weights, face the data."""
        self.beat(self.diagram)
        self.beat(self.latent_line)
        self.beat(self.sweep)
        self.beat(self.inside_decoder)
        self.beat(self.dials)
        self.beat(self.settle)
        self.beat(self.whose_shape)
        self.beat(self.bad_model)

    def setup(self) -> None:
        """Make what is shown, each a function of the moment; nothing is seen yet."""
        super().setup()
        data, seen, start = self.data, self.data.story.plane, self.data.story.decoder.start_weights
        spans = seen.y1, seen.y2
        self.title = Title(self.script.title)
        self.plane = Plane(y1=spans[0], y2=spans[1], step=seen.grid_step, zone=BESIDE_DIAGRAM)
        self.decoding = Decoding(start, latents=data.latents, decode=data.decode)
        self.model = WorkingModel(self.decoding, limit=float(np.abs(spans).max()))
        self.line = LatentLine(data.latents, zone=UNDER_DIAGRAM)
        self.plane_alone, self.line_alone = (
            Alone(picture, zone=None) for picture in (self.plane, self.line)
        )
        follow(self.line, lambda line: line.run_to(self.decoding.z.get_value()))
        self.tail = Tail(look.LATENT)
        follow(self.tail, self._draw_tail)
        self.belief = Belief(self.plane, self.decoding)
        across, up = (term.source for term in self.model.opened.terms)
        self.steps = self.belief.steps(EIGHTH, names=(across, up))
        self.quarters = self.belief.quarter_turns(data.weights, data.slice.y)
        self.turned_to = [
            turned(w, span) for w, span in zip(start, (seen.y1, seen.y2), strict=True)
        ]
        x = data.story.slice.x
        self.measured = MeasuredData(
            self.plane,
            y=data.slice.y,
            means=data.horn_mean(data.slice.x, data.slice.theta),
            ellipse=data.horn_mean(x, np.linspace(0.0, math.tau, 4 * look.ELLIPSE_POINTS + 1)),
        )
        self.misfit = Misfit(self.plane, weights=data.weights, radii=data.radii(x))
        self.words = WhoseShape(self.model.diagram.y)
        self.notes, self.meanings = hollow_and_shaded(), belief_and_data()

    def _draw_tail(self, tail: Tail) -> None:
        """Draw where z has just been on its line."""
        now = self.decoding
        tail.draw(self.line.place(tail.along(now.behind, now.z.get_value())))

    # --- Beats -----------------------------------------------------------------------------------

    def diagram(self) -> None:
        """Build z, the decoder, ỹ and y, and say which of them are observed."""
        # allow: place Arrow: while the diagram is large, so are the gaps at its arrows' ends
        model, names, notes = self.model.diagram, self.model.names, self.notes
        first = VGroup(
            *(model.z, model.into_decoder, model.decoder, model.into_y_tilde, model.y_tilde),
            *names[:2],
        )
        alone = Alone(first, zone=WHOLE_DIAGRAM)
        self.play(*shown(self.title, names[0]), GrowFromCenter(model.z), share=0.1)
        self.hold_until("decoder")
        self.play(GrowArrow(model.into_decoder), FadeIn(model.decoder), until="y_tilde")
        self.play(GrowArrow(model.into_y_tilde), GrowFromCenter(model.y_tilde), share=0.08)
        self.play(*shown(names[1], self.model.formula), share=0.06)
        self.hold_until("hollow")
        self.play(*pulse(model.z, model.y_tilde), FadeIn(notes[0]), share=0.1)
        self.hold(0.06)
        self.play(*alone.make_room(), until="shaded")
        appearing = shown(names[2], notes[1], self.plane, self.measured.samples)
        self.play(GrowFromCenter(model.y), *appearing, share=0.1)

    def latent_line(self) -> None:
        """Line up the latents from 0; 2π is left open."""
        line, model = self.line, self.model.diagram
        self.play(
            FadeOut(self.notes, self.model.names),
            Create(line.line),
            FadeIn(line.symbol),
            FadeIn(line.labels[0]),
            *dim(self.measured.samples, model.y, model.y_tilde, model.decoder),
            *dim(model.into_decoder, model.into_y_tilde),
            until="zero",
        )
        self.play(Create(line.ticks), FadeIn(line.labels[1]), rate_func=linear, until="evenly")
        self.hold_until("two_pi")
        self.play(GrowFromCenter(line.end), FadeIn(line.labels[2]), share=0.1)
        self.hold_until("back")
        self.play(*pulse(line.labels[0]), GrowFromCenter(line.ring), share=0.1)

    def sweep(self) -> None:
        """Run z along its line while ỹ runs round its ellipse and leaves its marks, all alone."""
        now, belief, model = self.decoding, self.belief, self.model.diagram
        self.remove(*self.line)
        tails, aside = (self.tail, belief.tail), (self.title, self.model.formula, model)
        set_light(belief.output, 0.0)
        self.add(self.tail, self.line, belief.manifold, belief.tail, belief.output)
        self.play(
            *(Light(part, 0.0) for part in aside),
            *self.plane_alone.fill(OVER_LINE),
            *self.line_alone.fill(LINE),
            *lit(belief.output),
            until="run",
        )
        now.swept.set_value(0.0)
        self.play(*now.sweep(), rate_func=linear, until="number")
        self.play(FadeOut(*paused(*tails)), share=0.03)
        room = *self.plane_alone.make_room(), *self.line_alone.make_room()
        back = Light(belief.manifold.curve, look.FAINT), *lit(*aside)
        self.play(*room, *back, FadeIn(self.model.z_value.update()), until="numbers")
        self.play(FadeIn(self.model.y_values.update()), share=0.06)

    def inside_decoder(self) -> None:
        """Open the decoder: two weights times a cosine and a sine."""
        opened, steps = self.model.opened, self.steps
        self.play(
            ReplacementTransform(self.model.diagram.decoder, opened.box),
            self.decoding.run_to(EIGHTH),
            *dim(self.belief.manifold.marks),
            share=0.08,
        )
        for k, cue in enumerate(("across", "up")):
            self.hold_until(cue)
            shown_as = (Write(opened.terms[k]), Create(steps.lines[k]), FadeIn(steps.names[k]))
            self.play(*shown_as, share=0.1)
        formula = self.model.full_formula
        self.play(TransformFormula(self.model.formula, formula), until="wave")
        formulas = (formula, *opened.terms)
        self.play(*(formula.focus("wave") for formula in formulas), share=0.06)
        self.play(*pulse(*opened.terms), until="weights")
        knobs = (FadeIn(dial) for dial in opened.dials)
        self.play(*(formula.focus("w") for formula in formulas), *knobs, share=0.08)

    def dials(self) -> None:
        """Turn w₁, then w₂; then w₁ through 0 to its mirror image."""
        opened, now = self.model.opened, self.decoding
        (dial1, dial2), (far1, far2) = opened.dials, self.turned_to
        self.play(
            FadeOut(self.steps),
            *(formula.unfocus() for formula in (self.model.full_formula, *opened.terms)),
            now.run_to(0.0),
            *lit(self.belief.manifold.marks),
            *dim(dial2),
            until="one",
        )
        self.play(now.turn(0, far1), until="width")
        self.hold_until("second")
        self.play(*dim(dial1), *lit(dial2), until="two")
        self.play(now.turn(1, far2), until="height")
        self.hold_until("mirror")
        self.play(*lit(dial1), *dim(dial2), Create(self.belief.travel), until="through")
        self.play(now.turn(0, -far1), until="sets")
        self.play(now.run_to(EIGHTH), until="runs")
        self.play(now.run_to(math.pi), share=0.09)

    def settle(self) -> None:
        """Settle on the story's weights, and walk once round the ellipse with z."""
        now, dials = self.decoding, self.model.opened.dials
        for i, cue in enumerate(("one", "two")):
            turn = now.turn(i, float(self.data.weights[i]))
            self.play(turn, now.run_to(0.0), *lit(dials[i]), until=cue)
        self.hold_until("start")
        self.play(FadeIn(self.quarters[0]), share=0.06)
        self.add(self.quarters)
        self.hold_until("run")
        self.play(now.run_to(now.last), rate_func=linear, until="back")

    def whose_shape(self) -> None:
        """Ask whether α and β shape the violet points: shrink the data by them, the belief by w."""
        model, words, outline = self.model.diagram, self.words, self.measured.outline
        numbers = self.model.z_value, self.model.y_values
        leaving = (
            self.line,
            *numbers,
            self.belief.output,
            *paused(self.quarters),
            self.belief.travel,
        )
        self.play(FadeOut(*leaving), until="question")
        self.play(FadeIn(words.question), share=0.06)
        self.hold_until("No")
        self.play(FadeOut(words.question), share=0.03)
        set_light(outline.update(), 0.0)
        self.add(outline, self.measured.samples)
        belief: list[Mobject] = [self.belief.manifold, self.model.opened, self.model.full_formula]
        belief += [model.y_tilde, model.z, model.into_decoder, model.into_y_tilde]
        data = self.measured.samples, outline, model.y
        of_data = words.causes, words.of_data
        self.play(*dim(*belief), *lit(*data), *shown(*of_data), until="data")
        self.play(self.measured.shrink_and_return(SHRUNK), until="belief")
        self.play(*lit(*belief), *dim(*data, *of_data), FadeIn(words.of_belief), until="follow")
        self.play(*self.decoding.shrink_and_return(SHRUNK), share=0.2)

    def bad_model(self) -> None:
        """Show belief against data, and what lies between; then let z run on, nothing learned."""
        now, words, model = self.decoding, self.words, self.model.diagram
        now.z.set_value(0.0)
        data = self.measured.samples, self.measured.outline, model.y
        self.play(FadeOut(words.of_data, words.of_belief, words.causes), *lit(*data), share=0.08)
        parts = (*self.meanings, *self.misfit)
        for part, cue in zip(parts, ("violet", "blue", "across", "upwards"), strict=True):
            self.hold_until(cue)
            self.play(FadeIn(part), share=0.05)
        self.meanwhile(lambda: pulse(*self.misfit))
        self.hold_until("keep")
        self.meanwhile(lambda: pulse(model.y))
        values = VGroup(self.model.z_value, self.model.y_values, self.belief.output).update()
        self.play(FadeOut(*self.misfit), *shown(*values), share=0.05)
        self.play(now.run_to(now.last), rate_func=linear, until="which")
        self.play(*pulse(model.z, model.y), share=0.05)
