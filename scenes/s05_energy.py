"""Energy is a squared distance: segments from every y to the decoder's points, and their curves."""

from __future__ import annotations

import math

from manim import (
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    VGroup,
    linear,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.diagram import EnergyDiagram
from scenes.mobjects.energy.components import Legs, SquareSum, clearest_sum
from scenes.mobjects.energy.energy_over_latent import EnergyOverLatent
from scenes.mobjects.energy.energy_range import EnergyRange
from scenes.mobjects.energy.formulas import COMPONENTS, COMPONENTS_OF_PICK, DISTANCE
from scenes.mobjects.energy.moment import Moment
from scenes.mobjects.energy.readouts import DiagramNumbers, PlaneSymbols
from scenes.mobjects.energy.rungs import Rungs
from scenes.mobjects.energy.segments_in_plane import SegmentsInPlane
from scenes.mobjects.energy.tour import Tour
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula, filling_size, placed
from scenes.mobjects.light import Light, swell
from scenes.mobjects.title import Title
from scenes.story.tables import energy_tables
from scenes.story.valleys import valleys

CURVE_POINTS = 192  # at least, so that its corners are not seen
EVERY_Y = {"pick": "y", "pick.1": "y.1", "pick.2": "y.2"}  # whose energy the formula is
REST = 0.4  # share of a stop at one y that the cross rests there


class S05Energy(Chapter):
    """Energy is a squared distance.

    Attributes
    ----------
    moment : Moment
        The sample and the latent that all pictures show.
    in_plane : SegmentsInPlane
        The plane, with segments from the sample to the decoder's points.
    alone : Alone
        The plane, until the energies arrive beside it.
    rungs : Rungs
        The same segments, laid down at their energies.
    over_z : EnergyOverLatent
        The curve of the energies.
    shortest, longest : float
        The latents of the grid with the lowest and the highest energy of y′.
    nearest, farthest : float
        Those of all latents.
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

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, shown = self.data, self.data.story.plane
        i = data.story.picks.energy - 1
        tour = Tour(data.slice.y, first=i, rest=REST)
        self.moment = Moment(tour, latents=data.latents, decode=data.decode, energy_at=data.energy)
        z = data.curve_latents(CURVE_POINTS)
        energies = data.energies(data.slice.y, z)
        low = float(data.free_energy(data.slice.y).min())
        top = float(data.highest_energy(data.slice.y).max())
        self.in_plane = SegmentsInPlane(
            self.moment,
            samples=data.slice.y,
            top=top,
            spans=(shown.y1, shown.y2),
            step=shown.grid_step,
        )
        self.over_z = EnergyOverLatent(self.moment, z=z, energies=energies, top=top)
        unit, step = self.in_plane.plane.unit, shown.grid_step
        self.rungs = Rungs(
            self.moment, self.over_z.axes, right=look.RIGHT_STAGE.right, unit=unit, step=step
        )
        own = data.energy_table[i]
        self.shortest, self.longest = data.latents[[own.argmin(), own.argmax()]].tolist()
        found = valleys(data, data.slice.y[i])
        self.nearest, self.farthest = found.z_check, (found.peaks or (found.z_check,))[0]
        self._prepare_components(clearest_sum((data.slice.y[i] - data.manifold) ** 2))
        self.range = EnergyRange(self.over_z.axes, low=low, high=top)
        self.legend = PlaneSymbols(data.slice.y[i])
        here = self.in_plane
        self.alone = Alone(here.plane, here.samples, here.marks, here.name)
        self.model = EnergyDiagram(zone=look.LEFT_STAGE)
        self.numbers = DiagramNumbers(self.model, top=top)
        follow(self.numbers, self._set_numbers)
        self._write()

    def _prepare_components(self, example: int) -> None:
        """Take a segment of the fan apart: the one to the latent of this index."""
        plane, y, y_tilde = self.in_plane.plane, self.moment.y, self.data.manifold[example]
        self.example = float(self.data.latents[example])
        self.legs = Legs(plane, start=y_tilde, end=y)
        zone = look.RIGHT_STAGE
        self.sum = SquareSum(sides=y - y_tilde, zone=zone, unit=plane.unit, step=plane.step)

    def _write(self) -> None:
        """Write the title and the formulas: the longest fills its zone, all have its size."""
        self.title = Title(self.script.title)
        size = filling_size(COMPONENTS_OF_PICK)
        self.distance, self.formula, self.formula_of_all = (
            placed(Formula(source, font_size=size))
            for source in (DISTANCE, COMPONENTS_OF_PICK, COMPONENTS)
        )

    def _set_numbers(self, numbers: DiagramNumbers) -> None:
        numbers.set_values(self.moment.z.get_value(), self.moment.energy)

    # --- Beats -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """One sample becomes y′."""
        here, legend = self.in_plane, self.legend
        self.play(FadeIn(here.plane, here.fan, self.title, here.samples, legend[0]), share=0.1)
        self.add(here.segment, here.samples)
        self.hold_until("violet")
        self.play(FadeIn(here.marks, legend[1]), share=0.08)
        self.hold_until("pick")
        self.play(GrowFromCenter(here.cross), Light(here.samples, look.FAINT), share=0.08)
        self.hold_until("name")
        self.play(FadeIn(here.name, scale=0.5), share=0.05)
        self.hold_until("near")
        self.play(FadeIn(legend[2]), share=0.08)
        self.hold_until("well")
        self.play(*swell(here.marks), share=0.08)

    def segments(self) -> None:
        """Segments run from y′ to every decoder point, and are laid down at their energies."""
        here, rungs = self.in_plane, self.rungs
        self.play(FadeOut(self.legend), Light(here.samples, look.DIMMED), until="run")
        self.play(here.growth.finish(), share=0.13)
        self.play(*self.alone.make_room(), until="right")
        self.play(FadeIn(self.over_z.energy_scale, rungs.lengths), until="lies")
        self.add(rungs.all)
        self.play(rungs.growth.finish(), until="which")
        self.play(FadeIn(self.distance), share=0.06)
        self.hold_until("colours")
        self.play(FadeIn(self.over_z.key), share=0.06)
        self.moment.z.set_value(self.shortest)
        rungs.number.update()
        self.add(rungs.one)
        self.hold_until("shortest")
        self.play(
            *(Light(part, look.VEIL) for part in (here.fan, rungs.all)),
            *(Light(part, 1) for part in (here.segment, rungs.one)),
            FadeIn(rungs.number),
            share=0.06,
        )
        self.hold_until("longest")
        self.play(self.moment.z.animate.set_value(self.longest), share=0.07)

    def components(self) -> None:
        """One segment comes apart in two steps, whose squares add up."""
        rungs = self.rungs.lengths, self.rungs.all, self.rungs.one, self.rungs.number
        whole = "distance", "step"
        self.play(TransformFormula(self.distance, self.formula, whole=whole), until="segment")
        move = self.moment.z.animate.set_value(self.example)
        self.play(Light(self.in_plane.fan, look.VEIL), move, until="across")
        legs, total = self.legs, self.sum
        self.play(Create(legs.across), self.formula.focus("step.1"), share=0.05)
        self.hold_until("up")
        gone = FadeOut(self.over_z.energy_scale, self.over_z.key, *rungs)
        self.play(Create(legs.up), self.formula.focus("step.1", "step.2"), gone, share=0.05)
        for i, cue in enumerate(("first", "second")):
            self.hold_until(cue)
            self.play(total.grow(i, legs[i]), self.formula.focus(f"step.{i + 1}"), share=0.08)
            self.play(FadeIn(total.boxes[i], total.areas[i], total.names[i]), share=0.04)
        self.hold_until("sum")
        self.play(FadeIn(total.signs), self.formula.focus("step.1", "step.2"), share=0.04)
        ends = self.in_plane.plane.c2p([self.moment.y_tilde, self.moment.y])
        # allow: pop VMobject: the square grows out of the segment, in the energy's own colour
        self.play(total.grow(2, Line(*ends)), self.formula.unfocus(), share=0.1)
        self.play(FadeIn(total.boxes[2], total.areas[2], total.names[2]), share=0.05)

    def curve(self) -> None:
        """Sweep the segment, and draw the energy in step."""
        there, z = self.over_z, self.moment.z
        gone = FadeOut(self.legs, self.sum), Light(self.in_plane.fan, 0)
        self.play(*gone, z.animate.set_value(0), share=0.05)
        scales = there.energy_scale, there.latent_scale
        there.readout.update()
        moving = there.readout, self.in_plane.y_tilde, there.point
        self.play(FadeIn(there.key, *scales, *moving), share=0.05)
        self.add(there.curve, there.point)
        # Manim paints once what lies below the first thing that moves.
        self.bring_to_back(self.title, self.formula, there.key, *scales)
        self.hold_until("run")
        sweep = (tracker.animate.set_value(math.tau) for tracker in (z, there.drawn))
        self.play(*sweep, rate_func=linear, until="lowest")
        self.play(z.animate.set_value(self.nearest), share=0.12)
        self.hold_until("valleys")
        self.play(*swell(there.curve), share=0.07)

    def every_y(self) -> None:
        """Every sample takes its turn."""
        here, there = self.in_plane, self.over_z
        self.play(
            FadeOut(there.point, here.y_tilde, there.readout, here.name),
            *(Light(part, 1) for part in (here.fan, here.samples)),
            Light(here.segment, 0),
            TransformFormula(self.formula, self.formula_of_all, key_map=EVERY_Y),
            share=0.06,
        )
        self.play(FadeIn(there.counter), share=0.02)
        self.add(there.traces, there.curve)
        self.play(self.moment.tour.go_round(), until="range")
        quiet = Light(there.curve, look.DIMMED)
        self.play(Create(self.range.bar), FadeIn(self.range.numbers), quiet, share=0.08)

    def diagram(self) -> None:
        """Let the picture recede, and give the diagram its E."""
        here, there, z = self.in_plane, self.over_z, self.moment.z
        frame = there.energy_scale, there.key, there.latent_scale, there.counter, self.range
        self.play(FadeOut(*frame, there.traces, there.curve), share=0.04)
        faint = (Light(part, look.FAINT) for part in (here.samples, here.fan))
        self.play(here.recede(look.RIGHT_STAGE), *faint, until="model")
        z.set_value(self.farthest)
        gained = self.model.energy, self.model.from_y_tilde, self.model.from_y
        old = VGroup(*(part for part in self.model if part not in gained))
        self.numbers.update()
        self.play(FadeIn(old), share=0.08)
        self.hold_until("box")
        self.play(FadeIn(*gained, scale=0.8), share=0.08)
        self.hold_until("compares")
        self.play(Light(here.segment, 1), FadeIn(here.y_tilde, self.numbers), share=0.05)
        self.hold_until("returns")
        self.play(z.animate.set_value(self.nearest), until="small")
        self.hold_until("large")
        self.play(z.animate.set_value(self.farthest), share=0.1)
