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
    LaggedStart,
    Line,
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
from scenes.mobjects.column import Column
from scenes.mobjects.diagram import Diagram, flow_arrow
from scenes.mobjects.formula import Formula, TransformFormula, Words
from scenes.mobjects.latent_line import LatentLine
from scenes.mobjects.legend import Legend
from scenes.mobjects.light import Light, set_light
from scenes.mobjects.manifold import Manifold, Spans, Travel
from scenes.mobjects.number import Number
from scenes.mobjects.observation import placed
from scenes.mobjects.open_decoder import OpenDecoder
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.title import Title

Array = npt.NDArray[np.float64]

EIGHTH = math.tau / 8  # of a turn: here both terms of the decoder can be seen
FAR_TURN, NEAR_TURN = 0.75, 0.35  # where a dial is turned to, as shares of the plane's half span
WOBBLE = 0.72  # how far an ellipse shrinks to show what it hangs on
NAME_FADE = 0.3  # how far ahead of a quarter turn, in z, its name begins to show
QUARTERS = ("z = 0", "pi \\/ 2", "pi", "3 pi \\/ 2")


class S04Latent(Chapter):
    """The chapter *A latent sweeps an ellipse*."""

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

    # --- What is drawn, as functions of z, the weights and the data's size -----------------------

    def setup(self) -> None:
        """Make the parts, each a function of the trackers, with nothing of them shown yet."""
        story, data = self.data.story, self.data
        self.z = ValueTracker(0.0)
        self.reach = ValueTracker(-1.0)  # the largest z that has left its mark
        self.weights: list[Any] = [ValueTracker(weight) for weight in story.decoder.start_weights]
        self.data_size: Any = ValueTracker(
            1.0
        )  # what α and β are multiplied by, to show their effect
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
        digits = len(str(int(self._limit)))
        self.y_values = Column([0.0, 0.0], digits=digits, role="y_tilde")
        self.y_values.next_to(self.model.y_tilde, DOWN, buff=look.GAP)

    def _make_decoder(self) -> None:
        """Make the opened decoder, its formula, and the two steps from the origin to ỹ."""
        self.opened = OpenDecoder(
            self.model.decoder,
            zone=look.DIAGRAM,
            weights=self._weights().tolist(),
            limit=self._limit,
        )
        terms = [
            f'part("row.{i}", part("w", w_{i}) part("wave", {wave}) part("z", z))'
            for i, wave in enumerate(("cos", "sin"), start=1)
        ]
        output = 'part("y_tilde", bold(tilde(y))) = part("decoder", bold(g))(part("z", z))'
        self.formula = placed(Formula(output))
        self.full_formula = placed(Formula(f'{output} = mat(delim: "[", {terms[0]}; {terms[1]})'))
        self.steps = VGroup(*(Line(color=look.DECODER, stroke_width=look.BOLD) for _ in "12"))

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

    def _place_steps(self) -> None:
        """Lead from the origin to ỹ: across, then up."""
        across, up = self._output()
        corners = self.plane.c2p([(0.0, 0.0), (across, 0.0), (across, up)])
        for step, start, end in zip(self.steps, corners, corners[1:], strict=False):
            step.set_points_as_corners([start, end])

    def _question(self) -> Words:
        """Ask the student's question, under the diagram."""
        question = Words(
            'Do $part("alpha", alpha)$ and $part("beta", beta)$ shape\\ the violet points?',
            markup=True,
        )
        return question.move_to(look.UNDER_DIAGRAM.at(0, 0.5), aligned_edge=LEFT)

    def _answer(self) -> tuple[Words, Words]:
        """Answer the student, in two lines in the question's place."""
        lines = (
            'No: $part("y", alpha)$ and $part("y", beta)$ shape #part("y")[the data],',
            '$part("w", w)$ shapes #part("y_tilde")[the belief]',
        )
        first, second = (Words(line, markup=True) for line in lines)
        VGroup(first, second).arrange(DOWN, aligned_edge=LEFT, buff=look.GAP).move_to(
            look.UNDER_DIAGRAM.at(0, 0.5), aligned_edge=LEFT
        )
        return first, second

    def _causes(self) -> VGroup:
        """Let an arrow lead from α and β up to y."""
        causes = Formula("alpha, beta", color=look.OBSERVED)
        causes.move_to(look.UNDER_DIAGRAM.at(1, 0)).match_x(self.model.y)
        causes.align_to(look.UNDER_DIAGRAM.at(1, 0), DOWN)
        return VGroup(causes, flow_arrow(causes, self.model.y, UP))

    def _misfit(self) -> Spans:
        """Measure from the decoder's ellipse to the data's, along both axes of the plane."""
        radii = np.array([self.data.radii(self.data.story.slice.x), np.abs(self.data.weights)])
        ways = np.array([(1, 0), (0, 1), (-1, 0), (0, -1)])
        data, belief = (self.plane.c2p(ways * radius) for radius in radii)
        return Spans(belief, data)

    def _notes(self) -> Legend:
        """Say what hollow and shaded mean."""
        ring = Rings(ORIGIN, color=look.INK, radius=look.POINT_RADIUS)
        disc = Discs(ORIGIN, radius=look.POINT_RADIUS)
        return Legend(
            (ring, "hollow: never observed"), (disc, "shaded: observed"), zone=look.UNDER_DIAGRAM
        )

    def _node_names(self) -> VGroup:
        """Say below each node what it is."""
        model = self.model
        names = {"latent": model.z, "answer": model.y_tilde, "data": model.y}
        words = VGroup()
        for name, node in names.items():
            word = Words(name, font_size=look.TICK_SIZE, color=look.QUIET)
            # Hung by the baseline, so that two names in a row stand level.
            foot = node.get_bottom()[1] - 1.5 * look.GAP
            words.add(word.match_x(node).align_baseline(foot))
        return words

    def _turned(self, i: int) -> float:
        """Return where the dial of weight i is turned to: clearly elsewhere, inside the plane."""
        start = float(self.data.story.decoder.start_weights[i])
        half = min(map(abs, (self.data.story.plane.y1, self.data.story.plane.y2)[i]))
        share = FAR_TURN if abs(start) < (FAR_TURN + NEAR_TURN) / 2 * half else NEAR_TURN
        return math.copysign(share * half, start)

    def _label_steps(self) -> VGroup:
        """Name the two steps, each on the side away from the ellipse's middle."""
        across, up = self._output()
        names = [Formula(term.source, font_size=look.TICK_SIZE) for term in self.opened.terms]
        names[0].next_to(self.steps[0], DOWN if up >= 0 else UP, buff=look.GAP / 2)
        names[1].next_to(self.steps[1], RIGHT if across >= 0 else LEFT, buff=look.GAP / 2)
        return VGroup(*(_haloed(name) for name in names))

    def _label_quarters(self) -> VGroup:
        """Name z at each quarter turn, beside the ellipse; a name appears as z gets there."""
        labels = VGroup()
        # Which side is outside: even where the ellipse is flat, the names must not meet.
        signs = np.where(self.data.weights < 0, -1.0, 1.0)
        for quarter, name in enumerate(QUARTERS):
            z = quarter * math.tau / 4
            label = _haloed(Formula(name, font_size=look.TICK_SIZE, color=look.LATENT))
            at, ahead = self.data.decode([z, z + math.tau / 4], signs)
            # Outwards and behind z as it runs, so that no name stands on an axis.
            away = np.append(np.sign(np.round(at - ahead)), 0.0)
            room = np.array([label.width, label.height, 0.0]) / 2 + look.GAP / 2
            label.move_to(self._decoded([z])[0] + away * room)
            label.add_updater(lambda label, z=z: label.set_opacity(self._nearness(z)))
            labels.add(label.update())
        return labels

    def _nearness(self, z: float) -> float:
        """Return how far the name of a latent has faded in, from 0 to 1 when z is there."""
        return float(np.clip((self.z.get_value() - z) / NAME_FADE + 1, 0, 1))

    # --- Beats -----------------------------------------------------------------------------------

    def diagram(self) -> None:
        """Build z, the decoder, ỹ and y, and say which of them are observed."""
        model = self.model
        notes, names = self._notes(), self._node_names()
        self.play(
            FadeIn(Title(self.script.title)),
            FadeIn(self.plane),
            GrowFromCenter(model.z),
            FadeIn(names[0]),
            share=0.12,
        )
        self.hold(0.04)
        self.play(GrowArrow(model.into_decoder), FadeIn(model.decoder), share=0.1)
        self.play(GrowArrow(model.into_y_tilde), GrowFromCenter(model.y_tilde), share=0.1)
        self.play(*_shown(names[1], self.formula), share=0.08)
        self.play(*_pulse(model.z, model.y_tilde), FadeIn(notes[0]), share=0.12)
        self.hold(0.1)
        self.play(GrowFromCenter(model.y), *_shown(names[2], notes[1], self.samples), share=0.14)
        self.notes = VGroup(notes, names)

    def latent_line(self) -> None:
        """Line up the latents from 0; 2π is left open."""
        line, model = self.line, self.model
        self.play(
            FadeOut(self.notes),
            Create(line.line),
            FadeIn(line.symbol),
            FadeIn(line.labels[0]),
            *_dim(self.samples, model.y, model.y_tilde, model.decoder),
            *_dim(model.into_decoder, model.into_y_tilde),
            share=0.15,
        )
        self.play(Create(line.ticks), FadeIn(line.labels[1]), rate_func=linear, share=0.35)
        self.play(GrowFromCenter(line.end), FadeIn(line.labels[2]), share=0.12)
        self.hold(0.16)
        self.play(*_pulse(line.labels[0]), GrowFromCenter(line.ring), share=0.12)

    def sweep(self) -> None:
        """Run z along its line while ỹ runs round its ellipse and leaves its marks."""
        model = self.model
        self.remove(*self.line)
        self.add(self.line, self.manifold)
        self.play(
            FadeIn(self.z_value),
            FadeIn(self.y_values),
            GrowFromCenter(self.output),
            *_lit(model.y_tilde, model.decoder, model.into_decoder, model.into_y_tilde),
            share=0.08,
        )
        last = float(self.data.latents[-1])
        self.reach.set_value(0.0)
        self.play(
            self.z.animate.set_value(last),
            self.reach.animate.set_value(last),
            rate_func=linear,
            share=0.7,
        )
        self.play(
            Light(self.manifold.curve, look.FAINT), *_pulse(self.z_value, self.y_values), share=0.12
        )

    def inside_decoder(self) -> None:
        """Open the decoder: two weights times a cosine and a sine."""
        opened, model = self.opened, self.model
        self.play(
            ReplacementTransform(model.decoder, opened.box),
            self.z.animate.set_value(EIGHTH),
            *_dim(self.manifold.marks),
            share=0.14,
        )
        self._place_steps()
        self.step_labels = self._label_steps()
        for term, step, label in zip(opened.terms, self.steps, self.step_labels, strict=True):
            self.play(Write(term), Create(step), FadeIn(label), share=0.12)
        self.play(TransformFormula(self.formula, self.full_formula), share=0.12)
        self.formula = self.full_formula
        formulas = (self.formula, *opened.terms)
        self.play(*(formula.focus("wave") for formula in formulas), share=0.08)
        self.hold(0.16)
        knobs = (FadeIn(dial) for dial in opened.dials)
        self.play(*(formula.focus("w") for formula in formulas), *knobs, share=0.1)

    def dials(self) -> None:
        """Turn w₁, then w₂; then w₁ through 0 to its mirror image."""
        w1, w2 = self.weights
        formulas = (self.formula, *self.opened.terms)
        self.play(
            FadeOut(self.steps),
            FadeOut(self.step_labels),
            *(formula.unfocus() for formula in formulas),
            self.z.animate.set_value(0.0),
            *_lit(self.manifold.marks),
            *_dim(self.opened.dials[1]),
            share=0.1,
        )
        far = [self._turned(i) for i in (0, 1)]
        self.play(w1.animate.set_value(far[0]), share=0.26)
        self.play(*_dim(self.opened.dials[0]), *_lit(self.opened.dials[1]), share=0.04)
        self.play(w2.animate.set_value(far[1]), share=0.25)
        self.play(
            *_lit(self.opened.dials[0]),
            *_dim(self.opened.dials[1]),
            Create(self.travel),
            share=0.08,
        )
        self.play(w1.animate.set_value(-far[0]), share=0.22)

    def settle(self) -> None:
        """Settle on the story's weights, and walk once round the ellipse with z."""
        turns = [
            weight.animate.set_value(float(value))
            for weight, value in zip(self.weights, self.data.weights, strict=True)
        ]
        self.play(*_lit(self.opened.dials[1]), LaggedStart(*turns, lag_ratio=0.5), share=0.34)
        self.quarters = self._label_quarters()
        self.add(self.quarters)
        last = float(self.data.latents[-1])
        self.play(self.z.animate.set_value(last), rate_func=linear, share=0.56)

    def whose_shape(self) -> None:
        """Ask whether α and β shape the violet points: shrink the data by them, the belief by w."""
        model = self.model
        causes, question = self._causes(), self._question()
        answer = self._answer()
        left_behind = (self.line, self.z_value, self.y_values, self.output, self.quarters)
        self.play(FadeOut(*left_behind, self.travel), FadeIn(question), share=0.1)
        self.hold(0.17)
        self.play(FadeOut(question), share=0.04)
        set_light(self.outline.update(), 0.0)
        self.add(self.outline, self.samples)
        belief: list[Mobject] = [self.manifold, self.opened, self.formula, model.y_tilde, model.z]
        belief += [model.into_decoder, model.into_y_tilde]
        data: list[Mobject] = [self.samples, self.outline, model.y]
        self.play(*_dim(*belief), *_lit(*data), *_shown(causes, answer[0]), share=0.1)
        shrinks = {"rate_func": there_and_back}
        self.play(self.data_size.animate(**shrinks).set_value(WOBBLE), share=0.2)
        data += [causes, answer[0]]
        self.play(*_lit(*belief), *_dim(*data), FadeIn(answer[1]), share=0.08)
        turns = (w.animate(**shrinks).set_value(WOBBLE * w.get_value()) for w in self.weights)
        self.play(*turns, share=0.24)
        self.answer = VGroup(*answer, causes)

    def bad_model(self) -> None:
        """Show belief against data, and what lies between; then let z run on, nothing learned."""
        meanings = Legend(
            (Rings(ORIGIN, radius=look.POINT_RADIUS), "belief: what the model can say"),
            (Discs(ORIGIN, radius=look.POINT_RADIUS), "data: what was measured"),
            zone=look.UNDER_DIAGRAM,
        )
        self.z.set_value(0.0)
        self.play(FadeOut(self.answer), FadeIn(meanings[0]), share=0.1)
        data = (self.samples, self.outline, self.model.y)
        self.play(FadeIn(meanings[1]), *_lit(*data), share=0.1)
        self.hold(0.1)
        self.misfit = self._misfit()
        self.play(Create(self.misfit), share=0.12)
        self.hold(0.1)
        values = VGroup(self.z_value, self.y_values, self.output).update()
        self.play(FadeOut(self.misfit), *_shown(*values), share=0.08)
        last = float(self.data.latents[-1])
        self.play(self.z.animate.set_value(last), rate_func=linear, share=0.3)
        self.play(*_pulse(self.model.z, self.model.y), share=0.06)


def _pulse(*mobjects: Any) -> list[Any]:
    """Return animations that make each grow and shrink again, to be looked at."""
    return [mobject.animate(rate_func=there_and_back).scale(look.PULSE) for mobject in mobjects]


def _shown(*mobjects: Mobject) -> list[FadeIn]:
    """Return animations that let each appear; one for all would leave them in a group."""
    return [FadeIn(mobject) for mobject in mobjects]


def _dim(*mobjects: Mobject) -> list[Light]:
    return [Light(mobject, look.DIMMED) for mobject in mobjects]


def _lit(*mobjects: Mobject) -> list[Light]:
    return [Light(mobject) for mobject in mobjects]


def _haloed(name: Formula) -> Formula:
    """Set a name off from the lines it stands on."""
    name.set_stroke(look.BACKGROUND, width=look.HALO, opacity=1, background=True)
    return name
