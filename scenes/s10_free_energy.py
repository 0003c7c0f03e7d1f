"""How far from the manifold: the free energy of every y, as curves, colours and arrows."""

from __future__ import annotations

import math

from manim import DOWN, RIGHT, FadeIn, FadeOut, GrowFromCenter

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula, TransformFormula, placed
from scenes.mobjects.free_energy.arrows import gradient_field
from scenes.mobjects.free_energy.energies_of_picks import EnergiesOfPicks
from scenes.mobjects.free_energy.field_plane import FieldManifold, FieldPlane
from scenes.mobjects.free_energy.formulas import AT_Z_CHECK, GRADIENT, MINIMUM
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.mobjects.free_energy.led_y import LedY
from scenes.mobjects.free_energy.picks import Picks
from scenes.mobjects.free_energy.readouts import FieldLegend, PickTable
from scenes.mobjects.free_energy.running_locations import RunningLocations
from scenes.mobjects.free_energy.zones import FIELD, FIELD_LEGEND
from scenes.mobjects.inference.formulas import INFERENCE
from scenes.mobjects.light import Light, dim, pulse, swell
from scenes.mobjects.points import Discs
from scenes.mobjects.symbols import E_OF_Y
from scenes.mobjects.title import Title
from scenes.story import field
from scenes.story.tables import free_energy_tables


class S10FreeEnergy(Chapter):
    """How far from the manifold.

    Attributes
    ----------
    top : float
        The highest free energy in the plane, where colours and scales end.
    plane, manifold : FieldPlane, FieldManifold
        The plane of y, and the decoder's curve in it.
    alone : Alone
        The plane, until numbers arrive beside it.
    running : RunningLocations
        The grid of locations, each of which runs to its nearest point of the manifold.
    picks : Picks
        Some of them on one row, with their shortest segments.
    energies : EnergiesOfPicks
        The picks' energies over z; their lowest points are the free energies.
    heat_map, gradients : HeatMap, GradientField
        The free energy of every y as a colour, and where it rises as arrows.
    led : LedY
        A y that is led over the heat map.
    """

    tables = (free_energy_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.locations)
        self.beat(self.nearest)
        self.beat(self.row)
        self.beat(self.curves)
        self.beat(self.heat)
        self.beat(self.gradient)
        self.beat(self.y_alone)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, shown = self.data, self.data.story.plane
        self.top = field.highest(data)
        self.plane = FieldPlane(y1=shown.y1, y2=shown.y2, step=shown.grid_step)
        self.manifold = FieldManifold(self.plane, decode=data.decode, marked=data.manifold)
        self._lay_locations(field.places(data))
        self._choose_picks(field.picks(data))
        self.heat_map = HeatMap(self.plane, top=self.top)
        self.heat_map.set_values(data.free_energy(self.heat_map.get_samples()))
        self.gradients = gradient_field(
            self.plane, gradient_at=data.free_energy_gradient, nearest_to=self._nearest_to
        )
        self.led = LedY(
            self.plane,
            stops=field.walk(data),
            free_energy_at=data.free_energy,
            scale=self.energies.scale,
        )
        self.alone = Alone(self.plane, self.manifold, zone=FIELD)
        self.samples = Discs(self.plane.c2p(data.slice.y))  # seen only while it is alone
        self._write()

    def _lay_locations(self, places: Array) -> None:
        """Lay the grid of locations, and tell beside it what is seen."""
        values, (rows, columns, _) = self.data.free_energy(places), self.data.locations.shape
        self.running = RunningLocations(
            self.plane,
            places=places,
            ends=self._nearest_to(places),
            values=values,
            top=self.top,
            spacing=self.data.story.field.grid_step,
        )
        longest = math.sqrt(values.max())
        self.legend = FieldLegend(columns=columns, rows=rows, longest=longest, zone=FIELD_LEGEND)

    def _choose_picks(self, y: Array) -> None:
        """Show some y in the plane, in numbers and by their energies."""
        data, z_check = self.data, self.data.infer(y).z
        nearest = data.decode(z_check)
        self.picks = Picks(self.plane, y=y, nearest=nearest, avoid=data.manifold)
        self.table = PickTable(y[:, 0], z_check, zone=look.SIDE_STAGE)
        self.energies = EnergiesOfPicks(
            self.picks,
            energies_at=lambda z: data.energies(y, z),
            z_check=z_check,
            lowest=data.free_energy(y),
            top=self.top,
        )

    def _nearest_to(self, y: Array) -> Array:
        """Return the manifold's points nearest to some y, shapes (n, 2) -> (n, 2)."""
        return self.data.decode(self.data.infer(y).z)

    def _write(self) -> None:
        """Write the title and the formulas: all that turn into one another stand on one line."""
        self.title = Title(self.script.title)
        self.inference, self.energy_of_y, self.minimum, self.at_z_check = (
            placed(Formula(source)) for source in (INFERENCE, E_OF_Y, MINIMUM, AT_Z_CHECK)
        )
        for formula in (self.energy_of_y, self.minimum, self.at_z_check):
            formula.align_baseline(self.inference)
        self.gradient_formula = placed(Formula(GRADIENT))
        self.gradient_formula.next_to(self.at_z_check, DOWN, buff=look.GAP, aligned_edge=RIGHT)

    # --- Beats -----------------------------------------------------------------------------------

    def locations(self) -> None:
        """Any point of the plane can be a y: lay a grid of them."""
        legend = self.legend
        self.play(FadeIn(self.plane, self.title, self.samples), share=0.08)
        self.hold_until("any")
        self.play(Light(self.samples, look.DIMMED), share=0.05)
        self.hold_until("grid")
        self.add(self.running.discs.update())
        appear = self.running.appear()
        self.play(appear, FadeIn(legend.y), FadeOut(self.samples), until="count")
        self.play(FadeIn(legend.count), share=0.04)
        self.hold_until("manifold")
        self.play(FadeIn(self.manifold, legend.y_tilde), share=0.08)
        self.hold_until("how")
        self.play(*swell(self.manifold.curve), share=0.06)

    def nearest(self) -> None:
        """Every location runs to its nearest point of the manifold, and back."""
        trails, moved, legend = self.running.trails, self.running.moved, self.legend
        words = self.title, self.inference, legend.y, legend.count, legend.y_tilde
        self.play(Light(self.manifold.marks, look.FAINT), share=0.06)
        self.hold_until("formula")
        self.play(FadeIn(self.inference), share=0.06)
        self.hold_until("run")
        # The run has the stage to itself.
        self.play(FadeOut(*words), *self.alone.fill(look.WHOLE_STAGE), share=0.06)
        self.add(trails, self.manifold, self.running.discs)
        self.play(moved.animate.set_value(1), until="arrive")
        self.play(*swell(self.manifold.curve), share=0.04)
        self.hold_until("longest")
        self.play(*self.alone.fill(FIELD), FadeIn(legend.longest, *words), share=0.06)
        self.hold_until("back")
        self.play(moved.animate.set_value(0), FadeOut(legend), share=0.1)
        self.remove(trails)

    def row(self) -> None:
        """Pick some on one row, with their shortest segments and their ž."""
        # allow: number unseen: the grid shows which row it is
        picks, table = self.picks, self.table
        self.play(Light(self.running.discs, look.VEIL), *self.alone.make_room(), share=0.06)
        self.hold_until("picks")
        self.add(picks.segments)
        header = [FadeIn(table.header[:2])]
        for cross, row in zip(picks.crosses, table.rows, strict=True):
            share = 0.1 / len(table.rows)
            self.play(GrowFromCenter(cross), FadeIn(row[:2]), *header, share=share)
            header = []
        self.play(FadeIn(picks.names), share=0.04)
        self.hold_until("segments")
        self.play(picks.grown.animate.set_value(len(picks.crosses)), until="check")
        self.play(*(GrowFromCenter(cross) for cross in picks.checks), share=0.06)
        self.hold_until("numbers")
        self.play(FadeIn(table.latents), share=0.06)

    def curves(self) -> None:
        """Draw their energies over z, and mark the minima, whose heights are F."""
        # allow: number unseen: the scale shows how high the crosses stand
        there = self.energies
        there.marks.update()
        self.play(
            FadeOut(self.table),
            FadeIn(there.axes, there.marks),
            TransformFormula(self.inference, self.energy_of_y),
            share=0.06,
        )
        self.add(there.curves)
        self.hold_until("curves")
        self.play(there.take_turns(), until="minimum")
        self.play(TransformFormula(self.energy_of_y, self.minimum), there.level(), share=0.08)
        self.hold_until("heights")
        self.play(*pulse(*there.curves.crosses), share=0.05)
        self.hold_until("at")
        self.play(TransformFormula(self.minimum, self.at_z_check), share=0.08)

    def heat(self) -> None:
        """Turn heights into colours, first of the locations, then of every pixel."""
        discs, scale = self.running.discs, self.energies.scale
        self.play(Light(discs, 1), FadeOut(self.picks.names), share=0.05)
        self.hold_until("bar")
        self.play(FadeIn(scale.bar, scale.label), share=0.07)
        self.hold_until("stretch")
        self.play(self.energies.stretch(), share=0.11)
        self.hold_until("take")
        self.play(self.running.tinted.animate.set_value(1), share=0.08)
        self.hold_until("map")
        self.add(self.heat_map)
        self.bring_to_back(self.heat_map)
        self.play(FadeIn(self.heat_map), FadeOut(self.manifold.marks), share=0.1)
        self.play(FadeOut(discs), share=0.06)

    def gradient(self) -> None:
        """Let arrows show where the field rises, and how fast."""
        picks, arrows = self.picks, self.gradients.arrows
        gone = FadeOut(picks.crosses, picks.segments, picks.checks)
        self.play(gone, *dim(self.energies.curves), share=0.06)
        self.hold_until("arrows")
        self.add(self.gradients.ways, self.manifold.curve, arrows)
        self.play(self.gradients.rising.animate.set_value(1), share=0.1)
        self.hold_until("formula")
        self.play(FadeIn(self.gradient_formula), share=0.08)
        self.hold_until("away")
        self.play(self.gradients.traced.animate.set_value(1), share=0.12)

    def y_alone(self) -> None:
        """Take z away: a y is led over the map, and its F goes with it."""
        led, there = self.led, self.energies
        gone = there.axes, there.curves, self.gradients.ways, self.gradients.arrows
        self.play(FadeOut(*gone, self.gradient_formula), share=0.06)
        self.hold_until("alone")
        self.play(TransformFormula(self.at_z_check, led.readout.formula), share=0.06)
        self.hold_until("take")
        led.readout.update()
        self.play(GrowFromCenter(led.cross), FadeIn(led.trail, led.readout), share=0.06)
        for cue in ("manifold", "center", "far", "every"):
            self.hold_until(cue)
            self.play(led.go_on(), share=0.07)
