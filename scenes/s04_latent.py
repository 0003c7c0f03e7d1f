"""Chapter 4: one number in, two numbers out; a latent sweeps the decoder's ellipse."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromCenter,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
    there_and_back,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import Plane
from scenes.mobjects.decoder.column import Column
from scenes.mobjects.decoder.latent_line import LatentLine
from scenes.mobjects.decoder.open_decoder import OpenDecoder, decoder_formula
from scenes.mobjects.decoder.quarter_turns import QuarterTurns
from scenes.mobjects.decoder.steps import Steps
from scenes.mobjects.diagram import Diagram, flow_arrow
from scenes.mobjects.formula import Formula, TransformFormula, Words
from scenes.mobjects.legend import Legend
from scenes.mobjects.light import Light, dim, lit, pulse, set_light, shown
from scenes.mobjects.manifold import Manifold, Travel
from scenes.mobjects.number import Number, columns_for
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.span import Span
from scenes.mobjects.title import Title
from scenes.story.tables import latent_tables

Array = npt.NDArray[np.float64]

EIGHTH = math.tau / 8  # of a turn: here both terms of the decoder can be seen
FAR_TURN, NEAR_TURN = 0.75, 0.35  # where a dial is turned to, as shares of the plane's half span
QUESTION = ("Do $alpha$ and $beta$ shape", "the violet points?")
ANSWER = (
    'No: $part("y", alpha)$ and $part("y", beta)$ shape #part("y")[the data],',
    '$part("w", w)$ shapes #part("y_tilde")[the belief]',
)
WOBBLE = 0.72  # how far an ellipse shrinks to show what it hangs on


class S04Latent(Chapter):
    """The chapter *A latent sweeps an ellipse*."""

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
        """Make the parts, each a function of the trackers, with nothing of them shown yet."""
        story, data = self.data.story, self.data
        self.z = ValueTracker(0.0)
        self.last = float(data.latents[-1])
        self.reach = ValueTracker(-1.0)  # the largest z that has left its mark
        self.weights: list[Any] = [ValueTracker(weight) for weight in story.decoder.start_weights]
        # What α and β are multiplied by, to show their effect.
        self.data_size: Any = ValueTracker(1.0)
        self.plane = Plane(
            y1=story.plane.y1,
            y2=story.plane.y2,
            step=story.plane.grid_step,
            zone=look.BESIDE_DIAGRAM,
        )
        self.model = Diagram(zone=look.DIAGRAM)
        self.line = LatentLine(data.latents, zone=look.UNDER_DIAGRAM)
        self.samples = Discs(self.plane.c2p(data.slice.y))
        self.horn_mean = data.horn_mean(data.slice.x, data.slice.theta)
        self.outline = VMobject(color=look.OBSERVED, stroke_width=look.LINE)
        self._make_outputs()
        self._make_decoder()
        self._bind()

    def _make_outputs(self) -> None:
        """Make what the decoder's outputs are shown by."""
        self.manifold = Manifold(self._decoded(self._around()), self._decoded([]))
        set_light(self.manifold.curve, 0.0)
        self.output = Rings(self._decoded([0.0]), radius=look.POINT_RADIUS)
        self.output.set_stroke(width=look.BOLD)
        self.travel = Travel(self._decoded(self._setting_off()))
        self.z_value = Number(
            0.0, digits=1, signed=False, font_size=look.TICK_SIZE, role="z"
        ).next_to(self.model.z, DOWN, buff=look.GAP)
        digits = columns_for(self._limit)
        self.y_values = Column([0.0, 0.0], digits=digits, role="y_tilde")
        self.y_values.next_to(self.model.y_tilde, DOWN, buff=look.GAP)

    def _make_decoder(self) -> None:
        """Make the opened decoder, and its formula before and after."""
        self.opened = OpenDecoder(
            self.model.decoder,
            zone=look.DIAGRAM,
            weights=self._weights().tolist(),
            limit=self._limit,
        )
        self.formula = decoder_formula(opened=False)
        self.full_formula = decoder_formula(opened=True)

    def _bind(self) -> None:
        """Let every part follow the trackers."""
        z = self.z.get_value
        self.line.add_updater(lambda line: line.run_to(z()))
        self.z_value.add_updater(lambda number: number.set_value(z()))
        self.output.add_updater(lambda ring: ring.set_centers(self._decoded([z()])))
        self.y_values.add_updater(lambda column: column.set_values(self._output()))
        self.manifold.add_updater(
            lambda manifold: manifold.move_points(
                self._decoded(self._around()), self._decoded(self._reached())
            )
        )
        self.travel.add_updater(lambda travel: travel.set_path(self._decoded(self._setting_off())))
        for dial, weight in zip(self.opened.dials, self.weights, strict=True):
            dial.add_updater(lambda dial, weight=weight: dial.set_value(weight.get_value()))
        self.samples.add_updater(lambda discs: discs.set_centers(self._measured()))
        self.outline.add_updater(lambda line: line.set_points_as_corners(self._data_outline()))

    @property
    def _limit(self) -> float:
        """The largest weight on the dials: as far as the plane reaches."""
        plane = self.data.story.plane
        return float(np.abs([plane.y1, plane.y2]).max())

    def _weights(self) -> Array:
        return np.array([weight.get_value() for weight in self.weights])

    def _output(self) -> Array:
        """Return ỹ, shape (2,)."""
        return self.data.decode(self.z.get_value(), self._weights())

    def _decoded(self, z: npt.ArrayLike) -> Array:
        """Return where the outputs of latents (n,) stand now, shape (n, 3)."""
        return self.plane.c2p(self.data.decode(z, self._weights()))

    def _measured(self) -> Array:
        """Return where the samples stand, (n, 3): their ellipse may change, their noise not."""
        extra = (self.data_size.get_value() - 1) * self.horn_mean
        return self.plane.c2p(self.data.slice.y + extra)

    def _data_outline(self) -> Array:
        """Return the ellipse that the samples are shaken off, (k, 3), its end on its start."""
        z = np.append(self._around(), math.tau)
        ellipse = self.data.horn_mean(self.data.story.slice.x, z)
        return self.plane.c2p(self.data_size.get_value() * ellipse)

    def _around(self) -> Array:
        return np.linspace(0.0, math.tau, 4 * look.ELLIPSE_POINTS, endpoint=False)

    def _reached(self) -> Array:
        return self.data.latents[self.data.latents <= self.reach.get_value()]

    def _setting_off(self) -> Array:
        """Return the first eighth of a turn: enough to see which way z runs."""
        return np.linspace(0.0, EIGHTH, look.ELLIPSE_POINTS)

    def _steps(self) -> Steps:
        """Lead from the origin to ỹ by the decoder's two terms: across, then up."""
        across, up = self._output()
        corners = self.plane.c2p([(0.0, 0.0), (across, 0.0), (across, up)])
        first, second = (term.source for term in self.opened.terms)
        return Steps(corners, names=(first, second))

    def _text(self, lines: tuple[str, str]) -> VGroup:
        """Set two lines under the diagram."""
        text = VGroup(*(Words(line, markup=True) for line in lines))
        text.arrange(DOWN, aligned_edge=LEFT, buff=look.GAP)
        return text.move_to(look.UNDER_DIAGRAM.at(0, 0.5), aligned_edge=LEFT)

    def _causes(self) -> VGroup:
        """Let an arrow lead from α and β up to y."""
        causes = Formula("alpha, beta", color=look.OBSERVED)
        causes.move_to(look.UNDER_DIAGRAM.at(1, 0)).match_x(self.model.y)
        causes.align_to(look.UNDER_DIAGRAM.at(1, 0), DOWN)
        return VGroup(causes, flow_arrow(causes, self.model.y, UP))

    def _misfit(self) -> list[Span]:
        """Measure from the decoder's ellipse to the data's: across, and upwards."""
        radii = self.data.radii(self.data.story.slice.x)
        weights = np.abs(self.data.weights)
        misfit = []
        for axis, side, way in zip((0, 1), (DOWN, RIGHT), np.eye(2), strict=True):
            start, end = self.plane.c2p([way * weights, way * radii])
            size = float(np.abs(radii - weights)[axis])
            misfit.append(Span(start, end, value=size, side=side))
        return misfit

    def _notes(self) -> Legend:
        """Say what hollow and shaded mean."""
        ring = Rings(ORIGIN, color=look.INK, radius=look.POINT_RADIUS)
        disc = Discs(ORIGIN, radius=look.POINT_RADIUS)
        return Legend(
            (ring, "hollow: never observed"), (disc, "shaded: observed"), zone=look.UNDER_DIAGRAM
        )

    def _turned(self, i: int) -> float:
        """Return where the dial of weight i is turned to: clearly elsewhere, inside the plane."""
        start = float(self.data.story.decoder.start_weights[i])
        half = min(map(abs, (self.data.story.plane.y1, self.data.story.plane.y2)[i]))
        share = FAR_TURN if abs(start) < (FAR_TURN + NEAR_TURN) / 2 * half else NEAR_TURN
        return math.copysign(share * half, start)

    def _quarters(self) -> QuarterTurns:
        """Name z at each quarter turn, outside the ellipse and behind z as it runs."""
        quarters = np.arange(4) * math.tau / 4
        # Even where the ellipse is flat the names have their sides, so that none meet.
        signs = np.where(self.data.weights < 0, -1.0, 1.0)
        at, ahead = (self.data.decode(z, signs) for z in (quarters, quarters + math.tau / 4))
        names = QuarterTurns(self._decoded(quarters), away=np.sign(np.round(at - ahead)))
        names.show_up_to(0.0).add_updater(lambda names: names.show_up_to(self.z.get_value()))
        return names

    def diagram(self) -> None:
        """Build z, the decoder, ỹ and y, and say which of them are observed."""
        model = self.model
        notes, names = self._notes(), self.model.name_nodes()
        self.play(
            FadeIn(Title(self.script.title)),
            FadeIn(self.plane),
            GrowFromCenter(model.z),
            FadeIn(names[0]),
            share=0.1,
        )
        self.hold_until("decoder")
        self.play(GrowArrow(model.into_decoder), FadeIn(model.decoder), until="y_tilde")
        self.play(GrowArrow(model.into_y_tilde), GrowFromCenter(model.y_tilde), share=0.08)
        self.play(*shown(names[1], self.formula), share=0.06)
        self.hold_until("hollow")
        self.play(*pulse(model.z, model.y_tilde), FadeIn(notes[0]), share=0.1)
        self.hold_until("shaded")
        self.play(GrowFromCenter(model.y), *shown(names[2], notes[1], self.samples), share=0.1)
        self.notes = VGroup(notes, names)

    def latent_line(self) -> None:
        """Line up the latents from 0; 2π is left open."""
        line, model = self.line, self.model
        self.play(
            FadeOut(self.notes),
            Create(line.line),
            FadeIn(line.symbol),
            FadeIn(line.labels[0]),
            *dim(self.samples, model.y, model.y_tilde, model.decoder),
            *dim(model.into_decoder, model.into_y_tilde),
            until="zero",
        )
        self.play(Create(line.ticks), FadeIn(line.labels[1]), rate_func=linear, until="evenly")
        self.hold_until("two_pi")
        self.play(GrowFromCenter(line.end), FadeIn(line.labels[2]), share=0.1)
        self.hold_until("back")
        self.play(*pulse(line.labels[0]), GrowFromCenter(line.ring), share=0.1)

    def sweep(self) -> None:
        """Run z along its line while ỹ runs round its ellipse and leaves its marks."""
        model = self.model
        self.remove(*self.line)
        self.add(self.line, self.manifold)
        self.play(
            FadeIn(self.z_value),
            FadeIn(self.y_values),
            GrowFromCenter(self.output),
            *lit(model.y_tilde, model.decoder, model.into_decoder, model.into_y_tilde),
            until="run",
        )
        self.reach.set_value(0.0)
        self.play(
            self.z.animate.set_value(self.last),
            self.reach.animate.set_value(self.last),
            rate_func=linear,
            until="number",
        )
        self.play(Light(self.manifold.curve, look.FAINT), *pulse(self.z_value), until="numbers")
        self.play(*pulse(self.y_values), share=0.06)

    def inside_decoder(self) -> None:
        """Open the decoder: two weights times a cosine and a sine."""
        opened, model = self.opened, self.model
        self.play(
            ReplacementTransform(model.decoder, opened.box),
            self.z.animate.set_value(EIGHTH),
            *dim(self.manifold.marks),
            share=0.08,
        )
        steps = self.steps = self._steps()
        for k, cue in enumerate(("across", "up")):
            self.hold_until(cue)
            shown_as = (Write(opened.terms[k]), Create(steps.lines[k]), FadeIn(steps.names[k]))
            self.play(*shown_as, share=0.1)
        self.play(TransformFormula(self.formula, self.full_formula), until="wave")
        self.formula = self.full_formula
        formulas = (self.formula, *opened.terms)
        self.play(*(formula.focus("wave") for formula in formulas), share=0.06)
        self.play(*pulse(*opened.terms), until="weights")
        knobs = (FadeIn(dial) for dial in opened.dials)
        self.play(*(formula.focus("w") for formula in formulas), *knobs, share=0.08)

    def dials(self) -> None:
        """Turn w₁, then w₂; then w₁ through 0 to its mirror image."""
        w1, w2 = self.weights
        formulas = (self.formula, *self.opened.terms)
        self.play(
            FadeOut(self.steps),
            *(formula.unfocus() for formula in formulas),
            self.z.animate.set_value(0.0),
            *lit(self.manifold.marks),
            *dim(self.opened.dials[1]),
            until="one",
        )
        far = [self._turned(i) for i in (0, 1)]
        self.play(w1.animate.set_value(far[0]), until="width")
        self.hold_until("second")
        self.play(*dim(self.opened.dials[0]), *lit(self.opened.dials[1]), until="two")
        self.play(w2.animate.set_value(far[1]), until="height")
        self.hold_until("mirror")
        again = (*lit(self.opened.dials[0]), *dim(self.opened.dials[1]), Create(self.travel))
        self.play(*again, until="through")
        self.play(w1.animate.set_value(-far[0]), until="sets")
        self.play(self.z.animate.set_value(EIGHTH), until="runs")
        self.play(self.z.animate.set_value(math.pi), share=0.09)

    def settle(self) -> None:
        """Settle on the story's weights, and walk once round the ellipse with z."""
        for i, cue in enumerate(("one", "two")):
            turn = self.weights[i].animate.set_value(float(self.data.weights[i]))
            self.play(turn, self.z.animate.set_value(0.0), *lit(self.opened.dials[i]), until=cue)
        self.quarters = self._quarters()
        self.hold_until("start")
        self.play(FadeIn(self.quarters[0]), share=0.06)
        self.add(self.quarters)
        self.hold_until("run")
        self.play(self.z.animate.set_value(self.last), rate_func=linear, until="back")

    def whose_shape(self) -> None:
        """Ask whether α and β shape the violet points: shrink the data by them, the belief by w."""
        model = self.model
        causes, question, answer = self._causes(), self._text(QUESTION), self._text(ANSWER)
        left_behind = (self.line, self.z_value, self.y_values, self.output, self.quarters)
        self.play(FadeOut(*left_behind, self.travel), until="question")
        self.play(FadeIn(question), share=0.06)
        self.hold_until("No")
        self.play(FadeOut(question), share=0.03)
        set_light(self.outline.update(), 0.0)
        self.add(self.outline, self.samples)
        belief: list[Mobject] = [self.manifold, self.opened, self.formula, model.y_tilde, model.z]
        belief += [model.into_decoder, model.into_y_tilde]
        data: list[Mobject] = [self.samples, self.outline, model.y]
        self.play(*dim(*belief), *lit(*data), *shown(causes, answer[0]), until="data")
        shrinks = {"rate_func": there_and_back}
        self.play(self.data_size.animate(**shrinks).set_value(WOBBLE), until="belief")
        self.play(*lit(*belief), *dim(*data, causes, answer[0]), FadeIn(answer[1]), until="follow")
        turns = (w.animate(**shrinks).set_value(WOBBLE * w.get_value()) for w in self.weights)
        self.play(*turns, share=0.2)
        self.answer = VGroup(*answer, causes)

    def bad_model(self) -> None:
        """Show belief against data, and what lies between; then let z run on, nothing learned."""
        meanings = Legend(
            (Rings(ORIGIN, radius=look.POINT_RADIUS), "belief: what the model can say"),
            (Discs(ORIGIN, radius=look.POINT_RADIUS), "data: what was measured"),
            zone=look.UNDER_DIAGRAM,
        )
        self.z.set_value(0.0)
        data = (self.samples, self.outline, self.model.y)
        self.play(FadeOut(self.answer), *lit(*data), share=0.08)
        self.misfit = self._misfit()
        parts = (*meanings, *self.misfit)
        for part, cue in zip(parts, ("violet", "blue", "across", "upwards"), strict=True):
            self.hold_until(cue)
            self.play(FadeIn(part), share=0.05)
        self.hold_until("keep")
        values = VGroup(self.z_value, self.y_values, self.output).update()
        self.play(FadeOut(*self.misfit), *shown(*values), share=0.05)
        self.play(self.z.animate.set_value(self.last), rate_func=linear, until="which")
        self.play(*pulse(self.model.z, self.model.y), share=0.05)
