"""How far from the manifold: the free energy of every y, as curves, colours and arrows."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from manim import (
    DOWN,
    RIGHT,
    UP,
    ApplyMethod,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Mobject,
    ValueTracker,
    VGroup,
    linear,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.heat_colors import heat_colors
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula, placed
from scenes.mobjects.free_energy.arrows import GradientField, arrow_places
from scenes.mobjects.free_energy.formulas import AT_Z_CHECK, GRADIENT, MINIMUM
from scenes.mobjects.free_energy.heat_map import ColorBar, HeatMap, ValueTrail, heat_shares
from scenes.mobjects.free_energy.locations import Locations
from scenes.mobjects.free_energy.readouts import FieldLegend, FieldReadout, PickTable
from scenes.mobjects.free_energy.root_axes import LowestPoints, RootAxes, turn_lights
from scenes.mobjects.halo import edged, haloed
from scenes.mobjects.inference.formulas import INFERENCE
from scenes.mobjects.labels import place_beside
from scenes.mobjects.light import Light, dim, pulse, set_light
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.points import Cross, Discs
from scenes.mobjects.segments import Segments
from scenes.mobjects.symbols import E_OF_Y, F_INFINITY
from scenes.mobjects.title import Title
from scenes.story import field
from scenes.story.tables import free_energy_tables

Array = npt.NDArray[np.float64]

CURVE_POINTS = 240  # of a curve, so that its corners are not seen
WALK_POINTS = 150  # of the curve of F along a leg of the walk
WAVE = 0.35  # share of the time that one location takes to appear
EVEN, ROOT = 1.0, 0.5  # the powers of the scale of energies
ARROW_SPACING = 0.66  # in Manim units
LONGEST_ARROW = 0.94  # of the cell that it is in
CROSS_SIZE = 0.75 * look.CROSS_SIZE  # of the picks, which stand close together ...
SMALL_CROSS = 0.6 * look.CROSS_SIZE  # ... and of their ž, which stand closer


class S10FreeEnergy(Chapter):
    """How far from the manifold.

    Attributes
    ----------
    shown, moved, tinted : ValueTracker
        How far the locations have appeared, have run to the manifold, and have been coloured by
        their free energy, from 0 to 1.
    grown : ValueTracker
        How many of the picks' segments have grown.
    drawn : ValueTracker
        How many of the picks' curves have been drawn and marked.
    leveled : ValueTracker
        How far levels have grown from the minima to the scale, from 0 to 1.
    power : ValueTracker
        What heights on the scale of energies grow as.
    rising, traced : ValueTracker
        How far the arrows have grown, and their ways to the manifold, from 0 to 1.
    led : ValueTracker
        How many legs of its walk the y has gone.
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

    # --- What there is ---------------------------------------------------------------------------

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        self.shown, self.moved, self.tinted = (ValueTracker(0) for _ in range(3))
        self.grown, self.drawn, self.rising, self.led = (ValueTracker(0) for _ in range(4))
        self.leveled, self.traced = ValueTracker(0), ValueTracker(0)
        self.power = ValueTracker(EVEN)
        self.places = field.places(self.data)
        self.ends = self.data.decode(self.data.infer(self.places).z)
        self.picks = field.picks(self.data)
        self.z_check = np.asarray(self.data.infer(self.picks).z)
        self.lowest = self.data.free_energy(self.picks)
        self.top = field.highest(self.data)
        free_energies = self.data.free_energy(self.places)
        self.heat_of_places = heat_colors(heat_shares(free_energies, self.top))
        self.walk = field.walk(self.data)
        self.title = Title(self.script.title)
        self._build_plane()
        self._build_picks()
        self._build_curves()
        self._build_heat()

    def _build_plane(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step, zone=look.WIDE_STAGE)
        # Outside, for the field covers the plane.
        for axis, label, side in zip(self.plane.axes, self.plane.labels, (RIGHT, UP), strict=True):
            label.next_to(axis.get_end(), side, buff=look.GAP / 2)
        spacing = self.data.story.field.grid_step * self.plane.unit
        radius = min(look.RING_RADIUS, spacing / 4)
        self.discs = Locations(self._at(self.places), radius=radius)
        follow(self.discs, self._place_discs)
        self.trails = Segments(
            self._at(self.places), self._at(self.places), self._cold(len(self.places))
        )
        self.trails.set_stroke(width=look.THIN, opacity=look.FAINT)
        follow(self.trails, lambda trails: trails.set_segments(*self._trails()))
        curve = self._at(self.data.decode(np.linspace(0, math.tau, CURVE_POINTS, endpoint=False)))
        self.manifold = Manifold(curve, self._at(self.data.manifold))
        self.manifold.curve.set_stroke(width=look.BOLD)
        self.manifold.curve.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)
        rows, columns, _ = self.data.locations.shape
        longest = math.sqrt(float(self.data.free_energy(self.places).max()))
        self.legend = FieldLegend(columns=columns, rows=rows, longest=longest, zone=look.SIDE_STAGE)

    def _build_picks(self) -> None:
        self.crosses = VGroup(*(edged(Cross(at, size=CROSS_SIZE)) for at in self._at(self.picks)))
        nearest = self.data.decode(self.z_check)
        at = self._at(self.picks)
        self.segments = Segments(at, at, self._cold(len(at)))
        self.segments.set_stroke(width=look.BOLD)
        follow(self.segments, self._place_segments)
        self.checks = VGroup(
            *(edged(Cross(at, color=look.COLD, size=SMALL_CROSS)) for at in self._at(nearest))
        )
        others = [*self._at(self.picks), *self._at(nearest), *self._at(self.data.manifold)]
        others += [label.get_center() for label in self.plane.labels]
        self.names = self._name(self.crosses, others, self.plane.labels)
        self.table = PickTable(self.picks[:, 0], self.z_check, zone=look.SIDE_STAGE)

    def _build_curves(self) -> None:
        zone = look.SIDE_STAGE
        self.axes = RootAxes(
            top=self.top, zone=dataclasses.replace(zone, left=zone.left + 0.45, top=1.3)
        )
        bottom, top = self.axes.c2p([[0.0, 0.0], [0.0, self.top]])
        beside = look.Zone(zone.left, bottom[0], bottom[1], top[1])
        self.scale = ColorBar(top=self.top, zone=beside, name=F_INFINITY)
        # The scale comes in parts, so one that is always there carries the others along.
        follow(self.scale.ticks, lambda _: self.scale.set_power(self.power.get_value()))
        z = np.union1d(np.linspace(0, math.tau, CURVE_POINTS + 1), self.z_check)
        energies = self.data.energies(self.picks, z)
        self.lit = False  # whether one of the picks is brighter than the others
        self.energies = LowestPoints(self.axes, z, energies, self.z_check, self.lowest)
        follow(self.energies, self._draw_energies)

    def _build_heat(self) -> None:
        self.heat_map = HeatMap(self.plane, top=self.top)
        self.heat_map.set_values(self.data.free_energy(self.heat_map.get_samples()))
        places, cell = arrow_places(self.plane, ARROW_SPACING)
        self.field = GradientField(
            self.plane,
            places=places,
            gradients=self.data.free_energy_gradient(places),
            ends=self.data.decode(self.data.infer(places).z),
            longest=LONGEST_ARROW * cell,
        )
        follow(self.field.arrows, lambda _: self.field.grow(self.rising.get_value()))
        follow(self.field.ways, lambda _: self.field.trace(self.traced.get_value()))

    def _name(self, crosses: VGroup, others: list[Array], texts: Iterable[Mobject]) -> VGroup:
        """Return the numbers of crosses, where there is room for them."""
        names = VGroup()
        for i, cross in enumerate(crosses):
            name = haloed(Formula(f'part("pick", {i + 1})', font_size=look.TICK_SIZE))
            taken = [*texts, *names]
            place_beside(name, cross, [*others, *(text.get_center() for text in taken)])
            if not any(_overlap(name, text) for text in taken):
                names.add(name)
        return names

    # --- What is where, as functions of the state ------------------------------------------------

    @property
    def y(self) -> Array:
        """Where the y is on its walk, shape (2,)."""
        return self._walked(self.led.get_value())

    @property
    def free_energy(self) -> float:
        """Its free energy."""
        return float(self.data.free_energy(self.y))

    def _walked(self, led: float) -> Array:
        """Return where the y is after so many legs, shape (2,)."""
        leg = min(int(led), len(self.walk) - 2)
        start, end = self.walk[leg : leg + 2]
        return np.asarray(start + (led - leg) * (end - start))

    def _at(self, y: npt.ArrayLike) -> Array:
        return self.plane.c2p(y)

    def _cold(self, count: int) -> Array:
        return np.tile(look.COLD.to_rgb(), (count, 1))

    def _running(self) -> Array:
        """Return where the locations are on their way to the manifold, shape (n, 2)."""
        return np.asarray(self.places + self.moved.get_value() * (self.ends - self.places))

    def _trails(self) -> tuple[Array, Array, Array]:
        return self._at(self.places), self._at(self._running()), self._cold(len(self.places))

    def _place_discs(self, discs: Locations) -> None:
        across = np.ptp(self.places, axis=0)
        order = ((self.places - self.places.min(axis=0)) / across).mean(axis=1)
        begun = self.shown.get_value() * (1 + WAVE) - order
        share = np.clip(begun / WAVE, 0, 1)
        discs.set_sizes(share * share * (3 - 2 * share))
        discs.set_centers(self._at(self._running()))
        plain = np.array(look.OBSERVED.to_rgb())
        discs.set_colors(plain + self.tinted.get_value() * (self.heat_of_places - plain))

    def _place_segments(self, segments: Segments) -> None:
        share = np.clip(self.grown.get_value() - np.arange(len(self.picks)), 0, 1)[:, None]
        ends = self.picks + share * (self.data.decode(self.z_check) - self.picks)
        segments.set_segments(self._at(self.picks), self._at(ends), self._cold(len(self.picks)))

    def _draw_energies(self, energies: LowestPoints) -> None:
        self.axes.power = self.power.get_value()
        drawn = self.drawn.get_value()
        energies.draw(drawn=drawn, leveled=self.leveled.get_value())
        if 0 < drawn < len(self.picks) or self.lit:
            lights = turn_lights(drawn, len(self.picks))
            for light, *parts in zip(lights, self.crosses, self.checks, strict=True):
                for part in parts:
                    set_light(part, float(light))
            self.lit = drawn < len(self.picks)

    # --- Beats -----------------------------------------------------------------------------------

    def locations(self) -> None:
        """Any point of the plane can be a y: lay a grid of them."""
        self.samples = Discs(self._at(self.data.slice.y))
        self.play(FadeIn(self.plane, self.title, self.samples), share=0.08)
        self.hold_until("any")
        self.play(Light(self.samples, look.DIMMED), share=0.05)
        self.hold_until("grid")
        self.discs.update()
        self.add(self.discs)
        self.play(
            ApplyMethod(self.shown.set_value, 1, rate_func=linear),
            FadeIn(self.legend.y),
            FadeOut(self.samples),
            until="count",
        )
        self.play(FadeIn(self.legend.count), share=0.04)
        self.hold_until("manifold")
        self.play(FadeIn(self.manifold, self.legend.y_tilde), share=0.08)
        self.hold_until("how")
        self.play(*pulse(self.manifold), share=0.06)

    def nearest(self) -> None:
        """Every location runs to its nearest point of the manifold, and back."""
        self.play(Light(self.manifold.marks, look.FAINT), share=0.06)
        self.hold_until("formula")
        self.formula = placed(Formula(INFERENCE))
        self.play(FadeIn(self.formula), share=0.06)
        self.hold_until("run")
        self.add(self.trails, self.manifold, self.discs)
        self.play(self.moved.animate.set_value(1), until="arrive")
        self.hold_until("longest")
        self.play(FadeIn(self.legend.longest), share=0.05)
        self.hold_until("back")
        self.play(self.moved.animate.set_value(0), share=0.1)
        self.remove(self.trails)

    def row(self) -> None:
        """Pick some on one row, with their shortest segments and their ž."""
        self.play(Light(self.discs, look.DIMMED), FadeOut(self.legend), share=0.05)
        self.hold_until("picks")
        self.add(self.segments)
        for cross, row in zip(self.crosses, self.table.rows, strict=True):
            header = [] if row is not self.table.rows[0] else [FadeIn(self.table.header[:2])]
            place = FadeIn(row[:2])
            self.play(GrowFromCenter(cross), place, *header, share=0.1 / len(self.crosses))
        self.play(FadeIn(self.names), share=0.04)
        self.hold_until("segments")
        self.play(self.grown.animate.set_value(len(self.picks)), until="check")
        self.play(*(GrowFromCenter(cross) for cross in self.checks), share=0.06)
        self.hold_until("numbers")
        self.play(FadeIn(self.table.latents), share=0.06)

    def curves(self) -> None:
        """Draw their energies over z, and mark the minima, whose heights are F."""
        first = placed(Formula(E_OF_Y))
        first.align_baseline(self.formula)
        scale = VGroup(self.scale.ticks, self.scale.numbers)
        self.scale.set_power(EVEN)
        self.play(
            FadeOut(self.table),
            FadeIn(self.axes, scale),
            TransformFormula(self.formula, first),
            share=0.06,
        )
        self.add(self.energies)
        self.hold_until("curves")
        turns = ApplyMethod(self.drawn.set_value, len(self.picks), rate_func=linear)
        self.play(turns, until="minimum")
        minimum, at_z_check = (placed(Formula(source)) for source in (MINIMUM, AT_Z_CHECK))
        for formula in (minimum, at_z_check):
            formula.align_baseline(first)
        self.play(TransformFormula(first, minimum), self.leveled.animate.set_value(1), share=0.08)
        self.hold_until("heights")
        self.play(*pulse(*self.energies.crosses), share=0.05)
        self.hold_until("at")
        self.play(TransformFormula(minimum, at_z_check), share=0.08)
        self.formula = at_z_check

    def heat(self) -> None:
        """Turn heights into colours, first of the locations, then of every pixel."""
        self.play(Light(self.discs, 1), FadeOut(self.names), share=0.05)
        self.hold_until("bar")
        self.play(FadeIn(self.scale.bar, self.scale.label), share=0.07)
        self.hold_until("stretch")
        self.play(self.power.animate.set_value(ROOT), share=0.11)
        self.hold_until("take")
        self.play(self.tinted.animate.set_value(1), share=0.08)
        self.hold_until("map")
        self.add(self.heat_map)
        self.bring_to_back(self.heat_map)
        self.play(FadeIn(self.heat_map), FadeOut(self.manifold.marks), share=0.1)
        self.play(FadeOut(self.discs), share=0.06)

    def gradient(self) -> None:
        """Let arrows show where the field rises, and how fast."""
        picks = self.crosses, self.segments, self.checks
        self.play(FadeOut(*picks), *dim(self.energies), share=0.06)
        self.hold_until("arrows")
        self.add(self.field.ways, self.manifold.curve, self.field.arrows)
        self.play(self.rising.animate.set_value(1), share=0.1)
        self.hold_until("formula")
        self.gradient_formula = placed(Formula(GRADIENT))
        self.gradient_formula.next_to(self.formula, DOWN, buff=look.GAP, aligned_edge=RIGHT)
        self.play(FadeIn(self.gradient_formula), share=0.08)
        self.hold_until("away")
        self.play(self.traced.animate.set_value(1), share=0.12)

    def y_alone(self) -> None:
        """Take z away: a y is led over the map, and its F goes with it."""
        gone = self.axes, self.energies, self.field.ways, self.field.arrows
        self.play(FadeOut(*gone, self.gradient_formula), share=0.06)
        self.hold_until("alone")
        self.readout = FieldReadout(top=self.top, largest=float(np.abs(self.walk).max()))
        self.play(TransformFormula(self.formula, self.readout.formula), share=0.06)
        self.hold_until("take")
        self.cross = edged(Cross(self._at(self.y)))
        legs = len(self.walk) - 1
        along = np.linspace(0, legs, WALK_POINTS * legs + 1)
        values = self.data.free_energy([self._walked(led) for led in along])
        self.trail = ValueTrail(self.scale, values, right=look.SIDE_STAGE.right)
        follow(self.readout, lambda readout: readout.show_values(self.y, self.free_energy))
        self.readout.update()
        self.play(GrowFromCenter(self.cross), FadeIn(self.trail, self.readout), share=0.06)
        self.cross.add_updater(lambda cross: cross.move_to(self._at(self.y)))
        follow(self.trail, lambda trail: trail.draw(self.led.get_value() / legs))
        for leg, cue in enumerate(("manifold", "center", "far", "every")):
            self.hold_until(cue)
            self.play(self.led.animate.set_value(leg + 1), share=0.07)


def _overlap(one: Mobject, other: Mobject) -> bool:
    """Tell whether the boxes of two mobjects overlap."""
    apart = np.abs(one.get_center() - other.get_center())
    return bool(
        apart[0] < (one.width + other.width) / 2 and apart[1] < (one.height + other.height) / 2
    )
