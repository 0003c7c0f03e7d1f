"""Energy is a squared distance: segments from every y to the decoder's points, and their curves."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from manim import (
    DL,
    RIGHT,
    ApplyMethod,
    Create,
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
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.diagram import EnergyDiagram
from scenes.mobjects.energy.components import Legs, SquareSum, clearest_sum
from scenes.mobjects.energy.energy_range import EnergyRange
from scenes.mobjects.energy.formulas import COMPONENTS, COMPONENTS_OF_PICK, DISTANCE
from scenes.mobjects.energy.length_axes import LengthAxes
from scenes.mobjects.energy.readouts import Counter, DiagramNumbers, Readout, Symbols, energy_number
from scenes.mobjects.energy.tour import Tour
from scenes.mobjects.energy_curve import CurvePoint, EnergyCurve, EnergyKey, split_scales
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula, filling_size, placed
from scenes.mobjects.labels import place_beside
from scenes.mobjects.light import Light, swell
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.segments import RunningSegment, Segments
from scenes.mobjects.symbols import Y_PRIME
from scenes.mobjects.title import Title
from scenes.story.tables import energy_tables

Array = npt.NDArray[np.float64]

CURVE_POINTS = 192  # at least, so that its corners are not seen
WAVE = 6.0  # segments that grow at the same time
EVERY_Y = {"pick": "y", "pick.1": "y.1", "pick.2": "y.2"}  # whose energy the formula is
REST = 0.4  # share of a stop at one y that the cross rests there


class S05Energy(Chapter):
    """Energy is a squared distance.

    Attributes
    ----------
    z : ValueTracker
        The latent that runs.
    drawn : ValueTracker
        The latent up to which the curve is drawn.
    grown, laid : ValueTracker
        How many segments have begun to grow, and how many to be laid down at their energies.
    turns : ValueTracker
        How many times the cross has gone on to another sample.
    """

    tables = (energy_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.pick)
        self.beat(self.segments)
        self.beat(self.components)
        self.beat(self.curve)
        self.beat(self.every_y)
        self.beat(self.diagram)

    # --- What there is ---------------------------------------------------------------------------

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        story = self.data.story
        self.z, self.drawn, self.turns = ValueTracker(0), ValueTracker(0), ValueTracker(0)
        self.grown, self.laid = ValueTracker(0), ValueTracker(0)
        self.picked = story.picks.energy
        self.tour = Tour(self.data.slice.y, first=self.picked - 1, rest=REST)
        latents = len(self.data.latents)
        self.fine_z = np.linspace(0, math.tau, math.ceil(CURVE_POINTS / latents) * latents + 1)
        self.fine_energies = self.data.energies(self.data.slice.y, self.fine_z)
        self.top = float(self.fine_energies.max())
        self._build_plane()
        self._build_energies()
        self.title = Title(self.script.title)
        # The longest formula fills its zone, and the shorter ones have the same size.
        size = filling_size(COMPONENTS_OF_PICK)
        self.distance, self.formula, self.formula_of_all = (
            placed(Formula(source, font_size=size))
            for source in (DISTANCE, COMPONENTS_OF_PICK, COMPONENTS)
        )

    def _build_plane(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step)
        self.fan = Segments(self._at(self.y), self._decoded(), np.zeros_like(self._decoded()))
        self.segment = RunningSegment()
        self.marks = Rings(self._decoded())
        self.samples = Discs(self._at(self.data.slice.y))
        self.y_tilde = Rings(self._at(self.data.decode(0.0)), radius=look.POINT_RADIUS)
        self.y_tilde.set_stroke(width=look.BOLD)
        self.cross = Cross(self._at(self.y))
        self.pick_name = Formula(Y_PRIME, font_size=look.TEXT_SIZE)
        names = [label.get_center() for label in self.plane.labels]
        place_beside(self.pick_name, self.cross, [*self._sampled(), *self._decoded(), *names])
        # A dark edge keeps the cross apart from the segments that meet in it.
        self.cross.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)
        follow(self.fan, self._place_fan)
        follow(self.segment, self._place_segment)
        self.y_tilde.add_updater(lambda ring: ring.set_centers(self._at(self.g_of_z)))
        self.cross.add_updater(lambda cross: cross.move_to(self._at(self.y)))

    def _build_energies(self) -> None:
        self.rung_energy = energy_number(self.top, look.TEXT_SIZE)
        self.readout = Readout(top=self.top)
        follow(self.readout, lambda row: row.set_values(self.z.get_value(), self.energy))
        self.counter = Counter(len(self.data.slice.y))
        follow(self.counter.turn, lambda number: number.set_value(len(self._reached)))
        below = dataclasses.replace(look.RIGHT_STAGE, top=self.readout.get_bottom()[1] - look.GAP)
        self.axes = LatentAxes(
            top=self.top, zone=dataclasses.replace(below, right=below.right - look.GAP / 2)
        )
        self.axes.label.shift(look.GAP / 2 * RIGHT)  # clear of the ring, which ends below it
        self.latent_scale, self.energy_scale = split_scales(self.axes)
        self.key = EnergyKey(self.axes)
        self.traced = 0
        self.traces = EnergyCurve(self.axes, width=look.LINE, opacity=look.DIMMED)
        self.energy_curve = EnergyCurve(self.axes)
        self.curve_point = CurvePoint(self.axes, z=0.0, energy=self.energy)
        follow(self.traces, self._draw_traces)
        follow(self.energy_curve, self._draw_curve)
        self.curve_point.add_updater(lambda point: point.move(self.z.get_value(), self.energy))
        self._build_rungs(below)

    def _build_rungs(self, zone: look.Zone) -> None:
        bottom, top = self.axes.c2p([[0.0, 0.0], [0.0, self.top]])
        room = self.rung_energy.width + 2 * look.GAP
        self.lengths = LengthAxes(
            longest=math.sqrt(self.top),
            top=self.top,
            unit=self.plane.unit,
            step=self.plane.step,
            zone=look.Zone(bottom[0], zone.right - room, bottom[1], top[1]),
        )
        self.rungs = Segments(bottom, self._decoded(), self.fan.get_segment_colors())
        self.rung = RunningSegment()
        follow(self.rungs, self._place_rungs)
        follow(self.rung, self._place_rung)
        follow(self.rung_energy, self._place_rung_energy)

    # --- What is where, as functions of the state ------------------------------------------------

    @property
    def y(self) -> Array:
        """Where the cross is on its tour, shape (2,)."""
        return self.tour.place(self.turns.get_value())

    @property
    def g_of_z(self) -> Array:
        """The decoder's output for the z that runs, shape (2,)."""
        return self.data.decode(self.z.get_value())

    @property
    def energy(self) -> float:
        """The energy of the y and the z of this moment."""
        return float(self.data.energy(self.y, self.z.get_value()))

    @property
    def _reached(self) -> list[int]:
        return self.tour.reached(self.turns.get_value())

    def _at(self, y: npt.ArrayLike) -> Array:
        return self.plane.c2p(y)

    def _sampled(self) -> Array:
        return self._at(self.data.slice.y)

    def _decoded(self) -> Array:
        return self._at(self.data.manifold)

    def _reach(self, count: ValueTracker) -> Array:
        """Return how far each segment has grown of those that have begun, in [0, 1], (m, 1)."""
        begun = count.get_value() - np.arange(len(self.data.latents))
        share = np.clip(begun / WAVE, 0, 1)
        return np.asarray(share * share * (3 - 2 * share))[:, None]

    def _colors(self, energies: npt.ArrayLike) -> Array:
        return look.energy_colors(np.asarray(energies) / self.top)

    def _place_fan(self, fan: Segments) -> None:
        start = self._at(self.y)
        energies = self.data.energies(self.y[None], self.data.latents)[0]
        ends = start + self._reach(self.grown) * (self._decoded() - start)
        fan.set_segments(start, ends, self._colors(energies))

    def _place_segment(self, segment: Segments) -> None:
        ends = self._at([self.y, self.g_of_z])
        segment.set_segments(ends[0], ends[1], self._colors([self.energy]))

    def _rungs(self, energies: npt.ArrayLike) -> tuple[Array, Array]:
        """Return the ends of segments laid down at their energies, both (m, 3)."""
        height = np.asarray(energies)
        length = np.sqrt(height)
        lying = [np.column_stack([across, height]) for across in (np.zeros_like(length), length)]
        return self.lengths.c2p(lying[0]), self.lengths.c2p(lying[1])

    def _place_rungs(self, rungs: Segments) -> None:
        energies = self.data.energies(self.y[None], self.data.latents)[0]
        start, end = self._rungs(energies)
        ends = start + self._reach(self.laid) * (end - start)
        rungs.set_segments(start, ends, self._colors(energies))

    def _place_rung(self, rung: Segments) -> None:
        start, end = self._rungs([self.energy])
        rung.set_segments(start, end, self._colors([self.energy]))

    def _place_rung_energy(self, number: Number) -> None:
        """Put the number past the rung's tip, above the axis and clear of the rungs over it."""
        tip = self._rungs([self.energy])[1][0]
        bottom = max(tip[1] - number.height / 2, self.lengths.axis.get_y() + look.GAP / 2)
        highest = self.lengths.p2c(np.array([0, bottom + number.height, 0]))[1]
        left = self._rungs([highest])[1][0, 0] + look.GAP / 2
        number.set_value(self.energy).move_to(np.array([left, bottom, 0]), aligned_edge=DL)

    def _draw_curve(self, curve: EnergyCurve) -> None:
        upto = self.drawn.get_value()
        z = np.append(self.fine_z[self.fine_z < upto], upto)
        curve.draw(z, self.data.energies(self.y[None], z)[0])

    def _draw_traces(self, traces: EnergyCurve) -> None:
        if len(self._reached) != self.traced:  # the most of what is drawn, and it seldom changes
            self.traced = len(self._reached)
            traces.draw(self.fine_z, self.fine_energies[self._reached])

    # --- Beats -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """One sample becomes y′."""
        legend = Symbols(self.data.pick(self.picked))
        self.play(FadeIn(self.plane, self.fan, self.title, self.samples, legend[0]), share=0.1)
        self.add(self.segment, self.samples)
        self.hold_until("violet")
        self.play(FadeIn(self.marks, legend[1]), share=0.08)
        self.hold_until("pick")
        self.play(GrowFromCenter(self.cross), Light(self.samples, look.FAINT), share=0.08)
        self.hold_until("name")
        self.play(FadeIn(self.pick_name, scale=0.5), share=0.05)
        self.hold_until("near")
        self.play(FadeIn(legend[2]), share=0.08)
        self.hold_until("well")
        self.play(*swell(self.marks), share=0.08)
        self.legend = legend

    def segments(self) -> None:
        """Segments run from y′ to every decoder point, and are laid down at their energies."""
        self.play(FadeOut(self.legend), Light(self.samples, look.DIMMED), until="run")
        everything = len(self.data.latents) + WAVE
        self.play(ApplyMethod(self.grown.set_value, everything, rate_func=linear), until="right")
        self.play(FadeIn(self.energy_scale, self.lengths), until="lies")
        self.add(self.rungs)
        self.play(ApplyMethod(self.laid.set_value, everything, rate_func=linear), until="which")
        self.play(FadeIn(self.distance), share=0.06)
        self.hold_until("colours")
        self.play(FadeIn(self.key), share=0.06)
        shortest, longest = self._extremes()
        self.z.set_value(shortest)
        self.rung_energy.update()
        self.add(self.rung)
        self.hold_until("shortest")
        self.play(
            *(Light(part, look.DIMMED) for part in (self.fan, self.rungs)),
            *(Light(part, 1) for part in (self.segment, self.rung)),
            FadeIn(self.rung_energy),
            share=0.06,
        )
        self.hold_until("longest")
        self.play(self.z.animate.set_value(longest), share=0.07)

    def components(self) -> None:
        """One segment comes apart in two steps, whose squares add up."""
        example = clearest_sum((self.data.pick(self.picked) - self.data.manifold) ** 2)
        rungs = self.rungs, self.rung, self.rung_energy
        self.play(
            FadeOut(self.energy_scale, self.key, self.lengths, *rungs),
            TransformFormula(self.distance, self.formula, whole=("distance", "step")),
            until="segment",
        )
        move = self.z.animate.set_value(self.data.latents[example])
        self.play(Light(self.fan, look.DIMMED), move, until="across")
        y_tilde = self.data.manifold[example]
        self.legs = Legs(self.plane, start=y_tilde, end=self.y)
        self.sum = SquareSum(
            sides=self.y - y_tilde,
            zone=look.RIGHT_STAGE,
            unit=self.plane.unit,
            step=self.plane.step,
        )
        legs, total = self.legs, self.sum
        self.play(Create(legs.across), self.formula.focus("step.1"), share=0.05)
        self.hold_until("up")
        self.play(Create(legs.up), self.formula.focus("step.1", "step.2"), share=0.05)
        for i, cue in enumerate(("first", "second")):
            self.hold_until(cue)
            self.play(total.grow(i, legs[i]), self.formula.focus(f"step.{i + 1}"), share=0.08)
            self.play(FadeIn(total.boxes[i], total.areas[i], total.names[i]), share=0.04)
        self.hold_until("sum")
        self.play(FadeIn(total.signs), self.formula.focus("step.1", "step.2"), share=0.04)
        hypotenuse = Line(*self._at([self.g_of_z, self.y]))
        self.play(total.grow(2, hypotenuse), self.formula.unfocus(), share=0.1)
        self.play(FadeIn(total.boxes[2], total.areas[2], total.names[2]), share=0.05)

    def curve(self) -> None:
        """Sweep the segment, and draw the energy in step."""
        gone = FadeOut(self.legs, self.sum), Light(self.fan, 0)
        self.play(*gone, self.z.animate.set_value(0), share=0.05)
        frame = self.key, self.energy_scale, self.latent_scale
        self.readout.update()
        self.play(FadeIn(*frame, self.readout, self.y_tilde, self.curve_point), share=0.05)
        self.add(self.energy_curve, self.curve_point)
        # Manim paints once what lies below the first thing that moves.
        self.bring_to_back(self.title, self.formula, self.key, self.energy_scale, self.latent_scale)
        self.hold_until("run")
        sweep = (tracker.animate.set_value(math.tau) for tracker in (self.z, self.drawn))
        self.play(*sweep, rate_func=linear, until="lowest")
        self.play(self.z.animate.set_value(self._extremes()[0]), share=0.12)
        self.hold_until("valleys")
        self.play(*swell(self.energy_curve), share=0.07)

    def every_y(self) -> None:
        """Every sample takes its turn."""
        self.play(
            FadeOut(self.curve_point, self.y_tilde, self.readout, self.pick_name),
            *(Light(part, 1) for part in (self.fan, self.samples)),
            Light(self.segment, 0),
            TransformFormula(self.formula, self.formula_of_all, key_map=EVERY_Y),
            share=0.06,
        )
        self.play(FadeIn(self.counter), share=0.02)
        self.add(self.traces, self.energy_curve)
        around = ApplyMethod(self.turns.set_value, self.tour.length, rate_func=linear)
        self.play(around, until="range")
        low, high = (float(f(self.data.energy_table)) for f in (np.min, np.max))
        self.range = EnergyRange(self.axes, low=low, high=high)
        quiet = Light(self.energy_curve, look.DIMMED)
        self.play(Create(self.range.bar), FadeIn(self.range.numbers), quiet, share=0.08)

    def diagram(self) -> None:
        """Let the picture recede, and give the diagram its E."""
        follow(self.samples, lambda samples: samples.set_centers(self._sampled()))
        follow(self.marks, lambda marks: marks.set_centers(self._decoded()))
        frame = self.energy_scale, self.key, self.latent_scale, self.counter, self.range
        self.play(FadeOut(*frame, self.traces, self.energy_curve), share=0.04)
        zone = look.RIGHT_STAGE
        recede = self.plane.animate.scale(zone.width / self.plane.frame.width).move_to(zone.center)
        self.play(
            recede, Light(self.samples, look.FAINT), Light(self.fan, look.FAINT), until="model"
        )
        lowest, highest = self._extremes()
        self.z.set_value(highest)
        diagram = EnergyDiagram(zone=look.LEFT_STAGE)
        gained = diagram.energy, diagram.from_y_tilde, diagram.from_y
        old = VGroup(*(part for part in diagram if part not in gained))
        self.numbers = DiagramNumbers(diagram, top=self.top)
        follow(self.numbers, lambda numbers: numbers.set_values(self.z.get_value(), self.energy))
        self.numbers.update()
        self.play(FadeIn(old), share=0.08)
        self.hold_until("box")
        self.play(FadeIn(*gained, scale=0.8), share=0.08)
        self.hold_until("compares")
        self.play(Light(self.segment, 1), FadeIn(self.y_tilde, self.numbers), share=0.05)
        self.hold_until("returns")
        self.play(self.z.animate.set_value(lowest), until="small")
        self.hold_until("large")
        self.play(self.z.animate.set_value(highest), share=0.1)

    # --- Parts of beats --------------------------------------------------------------------------

    def _extremes(self) -> tuple[float, float]:
        """Return the latents of the grid with the lowest and the highest energy of y′."""
        energies = self.data.energy_table[self.picked - 1]
        lowest, highest = self.data.latents[[energies.argmin(), energies.argmax()]]
        return float(lowest), float(highest)
