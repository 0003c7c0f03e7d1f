"""How far from the manifold: the free energy of every y, as curves, colours and arrows."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from manim import (
    DOWN,
    RIGHT,
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
from scenes.mobjects.arrows import Arrows, arrow_places
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy_writing import Y, place_beside
from scenes.mobjects.field_writing import PLACES, FieldLegend, FieldReadout, PickTable
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula
from scenes.mobjects.free_energy_writing import (
    AT_Z_CHECK,
    COLD,
    ENERGY,
    GRADIENT,
    INFERENCE,
    MINIMUM,
)
from scenes.mobjects.halo import haloed
from scenes.mobjects.heat_map import BarMark, ColorBar, HeatMap, heat_shares
from scenes.mobjects.light import Light, pulse
from scenes.mobjects.locations import Locations
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.observation import placed
from scenes.mobjects.points import Cross
from scenes.mobjects.root_axes import CutCurve, RootAxes
from scenes.mobjects.segments import Segments
from scenes.mobjects.title import Title
from scenes.story import field

Array = npt.NDArray[np.float64]

CURVE_POINTS = 240  # of a curve, so that its corners are not seen
WAVE = 0.35  # share of the time that one location takes to appear
DRAWN = 0.6  # share of a curve's turn in which it is drawn; then its minimum is marked
EVEN, ROOT = 1.0, 0.5  # the powers of the scale of energies
ARROW_SPACING = 0.66  # in Manim units
LONGEST_ARROW = 0.94  # of the cell that it is in
SMALL_CROSS = 0.7 * look.CROSS_SIZE


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
    power : ValueTracker
        What heights on the scale of energies grow as.
    rising : ValueTracker
        How far the arrows have grown, from 0 to 1.
    led : ValueTracker
        How many legs of its walk the y has gone.
    """

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
        self.power = ValueTracker(EVEN)
        self.places = field.places(self.data)
        self.ends = self.data.decode(self.data.infer(self.places).z)
        self.picks = field.picks(self.data)
        self.z_check = np.asarray(self.data.infer(self.picks).z)
        self.lowest = self.data.free_energy(self.picks)
        self.top = field.highest(self.data)
        free_energies = self.data.free_energy(self.places)
        self.heat_of_places = look.heat_colors(heat_shares(free_energies, self.top))
        self.walk = field.walk(self.data)
        self.title = Title(self.script.title)
        self._build_plane()
        self._build_picks()
        self._build_curves()
        self._build_heat()

    def _build_plane(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step, zone=look.WIDE_STAGE)
        self.plane.labels.set_stroke(look.BACKGROUND, width=look.HALO, opacity=1, background=True)
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
        self.crosses = VGroup(*(_edged(Cross(at)) for at in self._at(self.picks)))
        nearest = self.data.decode(self.z_check)
        at = self._at(self.picks)
        self.segments = Segments(at, at, self._cold(len(at)))
        self.segments.set_stroke(width=look.BOLD)
        follow(self.segments, self._place_segments)
        self.checks = VGroup(
            *(_edged(Cross(at, color=look.COLD, size=SMALL_CROSS)) for at in self._at(nearest))
        )
        others = [*self._at(self.picks), *self._at(nearest), *self._at(self.data.manifold)]
        others += [label.get_center() for label in self.plane.labels]
        self.names = self._name(self.crosses, others)
        self.table = PickTable(self.picks[:, 0], self.z_check, zone=look.SIDE_STAGE)

    def _build_curves(self) -> None:
        zone = look.SIDE_STAGE
        self.axes = RootAxes(
            top=self.top, zone=dataclasses.replace(zone, left=zone.left + 0.45, top=1.3)
        )
        bottom, top = self.axes.c2p([[0.0, 0.0], [0.0, self.top]])
        beside = look.Zone(zone.left, bottom[0], bottom[1], top[1])
        self.scale = ColorBar(top=self.top, zone=beside, name=COLD)
        # The scale comes in parts, so one that is always there carries the others along.
        follow(self.scale.ticks, lambda _: self.scale.set_power(self.power.get_value()))
        z = np.union1d(np.linspace(0, math.tau, CURVE_POINTS + 1), self.z_check)
        energies = self.data.energies(self.picks, z)
        self.energy_curves = VGroup(*(CutCurve(self.axes, z, energy) for energy in energies))
        self.minima = VGroup(
            *(_edged(Cross(at, color=look.COLD, size=SMALL_CROSS)) for at in self._minima())
        )
        follow(self.energy_curves, self._draw_curves)
        follow(self.minima, self._place_minima)

    def _build_heat(self) -> None:
        self.heat_map = HeatMap(self.plane, top=self.top)
        self.heat_map.set_values(self.data.free_energy(self.heat_map.get_samples()))
        self.arrow_places, cell = arrow_places(self.plane, ARROW_SPACING)
        self.gradients = self.data.free_energy_gradient(self.arrow_places)
        self.arrow_length = LONGEST_ARROW * cell
        self.arrows = Arrows(self._at(self.arrow_places), np.zeros_like(self.arrow_places))
        follow(self.arrows, self._place_arrows)

    def _name(self, crosses: VGroup, others: list[Array]) -> VGroup:
        """Return the numbers of crosses, where there is room for them."""
        names = VGroup()
        for i, cross in enumerate(crosses):
            name = haloed(Formula(f'part("pick", {i + 1})', font_size=look.TICK_SIZE))
            place_beside(name, cross, [*others, *(other.get_center() for other in names)])
            if not any(_overlap(name, other) for other in names):
                names.add(name)
        return names

    # --- What is where, as functions of the state ------------------------------------------------

    @property
    def y(self) -> Array:
        """Where the y is on its walk, shape (2,)."""
        led = min(self.led.get_value(), len(self.walk) - 1 - 1e-9)
        start, end = self.walk[int(led) : int(led) + 2]
        return np.asarray(start + (led % 1) * (end - start))

    @property
    def free_energy(self) -> float:
        """Its free energy."""
        return float(self.data.free_energy(self.y))

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

    def _minima(self) -> Array:
        return self.axes.c2p(np.column_stack([self.z_check, self.lowest]))

    def _draw_curves(self, curves: VGroup) -> None:
        self.axes.power = self.power.get_value()
        for i, curve in enumerate(curves):
            share = np.clip((self.drawn.get_value() - i) / DRAWN, 0, 1)
            curve.draw(math.tau * share if share < 1 else math.inf)

    def _place_minima(self, minima: VGroup) -> None:
        self.axes.power = self.power.get_value()
        for i, (cross, at) in enumerate(zip(minima, self._minima(), strict=True)):
            share = np.clip((self.drawn.get_value() - i - DRAWN) / (1 - DRAWN), 0, 1)
            cross.set_stroke(opacity=share).set_stroke(opacity=share, background=True)
            cross.move_to(at)

    def _place_arrows(self, arrows: Arrows) -> None:
        """Let arrows be as long as the root of the gradient, so that small ones are seen."""
        sizes = np.linalg.norm(self.gradients, axis=1)
        longest = max(float(sizes.max()), 1e-12)
        ways = self.gradients / np.sqrt(np.maximum(sizes, 1e-12) * longest)[:, None]
        share = self.rising.get_value() * self.arrow_length
        arrows.set_arrows(self._at(self.arrow_places), share * ways)

    # --- Beats -----------------------------------------------------------------------------------

    def locations(self) -> None:
        """Any point of the plane can be a y: lay a grid of them."""
        self.play(FadeIn(self.plane, self.title), share=0.12)
        self.hold_until("grid")
        self.discs.update()
        self.add(self.discs)
        self.play(
            ApplyMethod(self.shown.set_value, 1, rate_func=linear),
            FadeIn(self.legend.y),
            until="count",
        )
        self.play(FadeIn(self.legend.count), share=0.05)
        self.hold_until("manifold")
        self.play(FadeIn(self.manifold, self.legend.y_tilde), share=0.08)
        self.hold_until("how")
        self.play(*pulse(self.manifold), share=0.1)

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
        self.play(self.moved.animate.set_value(0), share=0.14)
        self.remove(self.trails)

    def row(self) -> None:
        """Pick some on one row, with their shortest segments and their ž."""
        self.play(Light(self.discs, look.DIMMED), FadeOut(self.legend), share=0.06)
        self.hold_until("picks")
        self.add(self.segments)
        self.play(*(GrowFromCenter(cross) for cross in self.crosses), share=0.08)
        self.play(FadeIn(self.names), share=0.05)
        self.hold_until("segments")
        self.play(self.grown.animate.set_value(len(self.picks)), until="check")
        self.play(*(GrowFromCenter(cross) for cross in self.checks), share=0.08)
        self.hold_until("numbers")
        self.play(FadeIn(self.table), share=0.1)

    def curves(self) -> None:
        """Draw their energies over z, and mark the minima, whose heights are F."""
        first = placed(Formula(ENERGY))
        first.align_baseline(self.formula)
        scale = VGroup(self.scale.ticks, self.scale.numbers)
        self.scale.set_power(EVEN)
        self.play(
            FadeOut(self.table),
            FadeIn(self.axes, scale),
            TransformFormula(self.formula, first),
            share=0.08,
        )
        self.add(self.energy_curves, self.minima)
        self.hold_until("curves")
        turns = ApplyMethod(self.drawn.set_value, len(self.picks), rate_func=linear)
        self.play(turns, until="minimum")
        minimum, at_z_check = (placed(Formula(source)) for source in (MINIMUM, AT_Z_CHECK))
        for formula in (minimum, at_z_check):
            formula.align_baseline(first)
        self.play(TransformFormula(first, minimum), share=0.08)
        self.hold_until("heights")
        self.play(*pulse(*self.minima), share=0.05)
        self.hold_until("at")
        self.play(TransformFormula(minimum, at_z_check), share=0.08)
        self.formula = at_z_check

    def heat(self) -> None:
        """Turn heights into colours, first of the locations, then of every pixel."""
        self.play(Light(self.discs, 1), FadeOut(self.names), share=0.05)
        self.hold_until("bar")
        self.play(FadeIn(self.scale.bar, self.scale.label), share=0.08)
        self.hold_until("stretch")
        self.play(self.power.animate.set_value(ROOT), share=0.12)
        self.hold_until("take")
        self.play(self.tinted.animate.set_value(1), share=0.1)
        self.hold_until("map")
        self.add(self.heat_map)
        self.bring_to_back(self.heat_map)
        self.play(FadeIn(self.heat_map), share=0.1)
        self.play(FadeOut(self.discs), share=0.06)

    def gradient(self) -> None:
        """Let arrows show where the field rises, and how fast."""
        self.play(*(Light(part, look.FAINT) for part in (self.energy_curves,)), share=0.06)
        self.hold_until("arrows")
        self.add(self.arrows)
        self.play(self.rising.animate.set_value(1), share=0.12)
        self.hold_until("formula")
        self.gradient_formula = placed(Formula(GRADIENT))
        self.gradient_formula.next_to(self.formula, DOWN, buff=look.GAP, aligned_edge=RIGHT)
        self.play(FadeIn(self.gradient_formula), share=0.08)
        self.hold_until("away")
        self.play(*pulse(*self.checks), share=0.1)

    def y_alone(self) -> None:
        """Take z away: a y is led over the map, and its F goes with it."""
        gone = self.axes, self.energy_curves, self.minima, self.segments, self.checks
        self.play(FadeOut(*gone, self.crosses, self.arrows, self.gradient_formula), share=0.06)
        self.hold_until("alone")
        y_alone = placed(Formula(f"{COLD}({Y})"))
        y_alone.align_baseline(self.formula)
        self.play(TransformFormula(self.formula, y_alone), share=0.06)
        self.hold_until("take")
        self.cross = _edged(Cross(self._at(self.y)))
        self.mark = BarMark(self.scale, value=self.free_energy, places=PLACES, role="F")
        largest = float(np.abs(self.walk).max())
        self.readout = FieldReadout(self.y, largest=largest, zone=look.SIDE_STAGE)
        self.play(GrowFromCenter(self.cross), FadeIn(self.mark, self.readout), share=0.06)
        self.cross.add_updater(lambda cross: cross.move_to(self._at(self.y)))
        follow(self.mark, lambda mark: mark.point_at(self.scale, self.free_energy))
        follow(self.readout, lambda readout: readout.show_y(self.y))
        for leg, cue in enumerate(("manifold", "center", "far", "every")):
            self.hold_until(cue)
            self.play(self.led.animate.set_value(leg + 1), share=0.08)


def _edged(cross: Cross) -> Cross:
    """Set a cross off from the lines and the colours under it, and return it."""
    cross.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)
    return cross


def _overlap(one: Mobject, other: Mobject) -> bool:
    """Tell whether the boxes of two mobjects overlap."""
    apart = np.abs(one.get_center() - other.get_center())
    return bool(
        apart[0] < (one.width + other.width) / 2 and apart[1] < (one.height + other.height) / 2
    )
