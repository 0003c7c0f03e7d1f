"""All energies on one wall: a cell for every y, and one range for all of them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from manim import (
    DR,
    UP,
    UR,
    Animation,
    ApplyMethod,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    Mobject,
    Transform,
    ValueTracker,
    linear,
    there_and_back,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.energy.family import Family
from scenes.mobjects.energy.turns import SWEPT, Turns
from scenes.mobjects.energy.wall import (
    ENERGIES,
    CellFrame,
    CommonLine,
    IndexedName,
    Wall,
    WallCurves,
    put_names_outside,
    sample_tags,
)
from scenes.mobjects.energy_curve import EnergyCurve
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, Words, placed
from scenes.mobjects.light import Light, pulse, set_light
from scenes.mobjects.points import Circles, Cross, Discs, Rings
from scenes.mobjects.readout import Readout
from scenes.mobjects.segments import Segments
from scenes.mobjects.title import Title
from scenes.story.all_energies import AllEnergies
from scenes.story.tables import all_energies_tables

Array = npt.NDArray[np.float64]

SLOW_TURNS = 3  # of the first samples; the rest go faster


class S06AllEnergies(Chapter):
    """All energies, each in its cell.

    Attributes
    ----------
    turns : Turns
        Whose turn it is.
    fan_light, low : ValueTracker
        How bright the segments are, and the shortest of them with its energy.
    z, level : ValueTracker
        The latent and the energy that are marked in all cells.
    slid : ValueTracker
        How far the balls are on their way down, in [0, 1].
    """

    tables = (all_energies_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.recall)
        self.beat(self.wall_fills)
        self.beat(self.one_range)
        self.beat(self.corners)
        self.beat(self.places)
        self.beat(self.families)
        self.beat(self.picked)

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        self.all = AllEnergies(self.data)
        self.n, self.top = len(self.all.y), self.all.top
        self.stops = [*self.all.compared, *self.all.corners, *self.all.sides, *self.all.picks]
        self.turns = Turns(self.n, self.stops)
        self.fan_light, self.low, self.slid = ValueTracker(1), ValueTracker(0), ValueTracker(0)
        self.z, self.level = ValueTracker(0), ValueTracker(0)
        self._build_plane()
        self._build_lens()
        self._build_wall()
        self.title = Title(self.script.title)
        self.formula = placed(Formula(ENERGIES))

    def _build_plane(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step)
        self.small_plane = Plane(
            y1=shown.y1, y2=shown.y2, step=shown.grid_step, zone=look.WALL_PLANE
        )
        put_names_outside(self.small_plane)
        self.large_unit = self.plane.unit
        self.samples, self.seen = Discs([]), Discs([])
        self.marks = Rings([])
        nowhere = np.zeros((1, 3))
        self.fan, self.nearest = (Segments(nowhere, nowhere, nowhere) for _ in range(2))
        self.cross = Cross(nowhere[0])
        self.cross.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)
        set_light(self.samples, look.DIMMED)
        follow(self.samples, lambda discs: self._put(discs, self.all.y))
        follow(self.seen, lambda discs: self._put(discs, self.all.y[: self.turns.done]))
        follow(self.marks, lambda rings: self._put(rings, self.data.manifold))
        follow(self.fan, self._place_fan)
        follow(self.nearest, self._place_nearest)
        follow(self.cross, self._place_cross)

    def _build_lens(self) -> None:
        self.energy_name = IndexedName(self.n)
        below = look.RIGHT_STAGE.top - self.energy_name.height - look.GAP
        large = dataclasses.replace(look.RIGHT_STAGE, top=below)
        self.axes = LatentAxes(top=self.top, step=self.top, zone=large)
        self.lens = LatentAxes(top=self.top, step=self.top, zone=look.WALL_LENS)
        self.energy_name.next_to(self.axes.axes[1].get_end(), UR, buff=look.GAP / 4)
        self.curve = EnergyCurve(self.axes)
        follow(self.curve, self._draw_curve)

    def _build_wall(self) -> None:
        self.wall = Wall(self.n, columns=self.all.columns, top=self.top, zone=look.WALL)
        self.curves = WallCurves(self.wall)
        self.lit = WallCurves(self.wall, width=look.BOLD)
        self.edge = CellFrame(self.wall, self.wall.places[0])
        self.bottom, self.balls = Discs([], color=look.INK), Discs([], color=look.INK)
        set_light(self.curves, look.FAINT)
        follow(self.curves, self._draw_curves)
        follow(self.lit, self._draw_lit)
        follow(self.edge, self._place_edge)
        follow(self.bottom, self._place_bottom)
        follow(self.balls, self._place_balls)

    # --- What is where, as functions of the state ------------------------------------------------

    @property
    def y(self) -> Array:
        """The y of this moment: a sample, or on its way from one to the next, shape (2,)."""
        return self.turns.now(self.all.y)

    @property
    def place(self) -> Array:
        """Where the cell of this moment has its lower left corner, shape (2,)."""
        return self.turns.now(self.wall.places)

    @property
    def size(self) -> float:
        """How large points of the plane are, as a share of their usual size."""
        return math.sqrt(self.plane.unit / self.large_unit)

    def _at(self, y: npt.ArrayLike) -> Array:
        return self.plane.c2p(y)

    def _put(self, circles: Circles, y: npt.ArrayLike) -> None:
        circles.set_centers(self._at(y), sizes=self.size)

    def _colors(self, energies: npt.ArrayLike) -> Array:
        return look.energy_colors(np.asarray(energies) / self.top)

    def _drawn(self) -> tuple[Array, Array]:
        return self.all.curve(self.y, self.turns.swept)

    def _place_fan(self, fan: Segments) -> None:
        start, ends = self._at(self.y), self._at(self.data.manifold)
        reach = np.clip(self.turns.swept * len(ends) - np.arange(len(ends)), 0, 1)[:, None]
        energies = self.data.energies(self.y[None], self.data.latents)[0]
        fan.set_segments(start, start + reach * (ends - start), self._colors(energies))
        opacity = self.turns.presence * self.fan_light.get_value()
        fan.set_stroke(width=self.size**2 * look.LINE, opacity=opacity)

    def _place_nearest(self, nearest: Segments) -> None:
        found = self.data.infer(self.y)
        ends = self._at([self.y, self.data.decode(found.z)])
        nearest.set_segments(ends[0], ends[1], self._colors([found.energy]))
        nearest.set_stroke(width=1.5 * look.BOLD, opacity=self.low.get_value())

    def _place_cross(self, cross: Cross) -> None:
        cross.move_to(self._at(self.y))
        for background in (False, True):
            cross.set_stroke(opacity=self.turns.presence, background=background)

    def _place_name(self, name: IndexedName) -> None:
        name.set_index(self.turns.sample + 1, self.turns.presence * self.turns.rest)

    def _draw_curve(self, curve: EnergyCurve) -> None:
        curve.draw(*self._drawn()).set_stroke(opacity=self.turns.presence)

    def _draw_curves(self, curves: WallCurves) -> None:
        done = self.turns.done
        curves.draw(self.wall.places[:done], self.all.z, self.all.energies[:done])

    def _draw_lit(self, lit: WallCurves) -> None:
        lit.draw(self.place, *self._drawn()).set_stroke(opacity=self.turns.presence)

    def _place_edge(self, edge: CellFrame) -> None:
        edge.put(self.place).set_stroke(opacity=self.turns.presence)

    def _place_bottom(self, bottom: Discs) -> None:
        """Put a dot at the lowest energy."""
        self._place_dots(bottom, *self.all.at_both_ends(float(self.data.infer(self.y).z)))
        bottom.set_fill(opacity=self.low.get_value())

    def _place_balls(self, balls: Discs) -> None:
        self._place_dots(balls, self.all.balls(self.turns.sample, self.slid.get_value()))

    def _place_dots(self, dots: Discs, z: npt.ArrayLike, sizes: npt.ArrayLike = 1.0) -> None:
        """Put dots on the curve of this moment, in its cell and in the lens."""
        at = np.column_stack([z, self.data.energy(self.y, z)])
        centers = np.concatenate([self.wall.c2p(self.place, at), self.axes.c2p(at)])
        size = np.broadcast_to(sizes, len(at))
        dots.set_centers(centers, sizes=np.concatenate([self.wall.detail * size, size]))

    # --- Beats -----------------------------------------------------------------------------------

    def recall(self) -> None:
        """Let one y draw its curve, and shrink it into the first cell."""
        self._show(self.samples, self.marks)
        frame = self.plane, self.axes, self.title, self.samples, self.marks
        self.cross.update()
        self.play(*map(FadeIn, frame), GrowFromCenter(self.cross), share=0.07)
        self._show(self.fan, self.marks, self.cross, self.curve)
        self.hold_until("sweep")
        self.play(self.turns.fill(SWEPT), until="name")
        self.play(FadeIn(self.energy_name, self.formula), share=0.07)
        self.hold_until("small")
        first = WallCurves(self.wall, width=look.BOLD)
        first.draw(self.wall.places[:1], self.all.z, self.all.energies[:1])
        flying = EnergyCurve(self.axes).draw(self.all.z, self.all.energies[0])
        end = self.lens.axes[1].get_end()
        self.play(
            Transform(self.plane, self.small_plane),
            Transform(self.axes, self.lens),
            Transform(flying, first),
            self.energy_name.animate.next_to(end, UR, buff=look.GAP / 4),
            FadeIn(self.wall),
            share=0.16,
        )
        self.remove(flying)
        self._show(self.curves, self.lit, self.edge)
        self.play(FadeIn(self.edge), share=0.03)

    def wall_fills(self) -> None:
        """Every y takes its turn, the first ones slowly."""
        self._show(self.seen, self.fan, self.marks, self.cross)
        # Manim paints once what lies below the first thing that moves.
        still = self.title, self.formula, self.plane, self.axes, self.wall
        self.bring_to_back(*still)
        follow(self.energy_name, self._place_name)
        self.play(self.turns.fill(min(SLOW_TURNS, self.n)), until="rush")
        self.fan_light.set_value(look.FAINT)
        self.play(self.turns.fill(self.n), until="full")
        self.curves.clear_updaters()  # complete, and not to be drawn again in every frame
        self.overlay = EnergyCurve(self.axes, width=look.LINE, opacity=look.FAINT)
        self.overlay.draw(self.all.z, self.all.energies)
        self.bring_to_back(*still, self.curves, self.overlay)
        self.play(Light(self.curves, 1), FadeIn(self.overlay), share=0.08)

    def one_range(self) -> None:
        """Mark the same z, then the same energy, in every cell; then compare heights."""
        self.fan_light.set_value(1)
        latent = CommonLine(self.wall, self.axes, look.LATENT)
        level = CommonLine(self.wall, self.axes, look.INK)
        follow(latent.put_upright(0.0), lambda line: line.put_upright(self.z.get_value()))
        follow(level, lambda line: line.put_level(self.level.get_value()))
        values = [self._value("z", self.z, math.tau), self._value("E", self.level, self.top)]
        self.play(Light(self.curves, look.FAINT), share=0.06)
        self.hold_until("across")
        self.play(FadeIn(latent, values[0]), share=0.04)
        self.play(ApplyMethod(self.z.set_value, math.tau, rate_func=linear), until="up")
        self.play(FadeOut(latent, values[0]), FadeIn(level, values[1]), share=0.04)
        self.play(self.level.animate.set_value(self.top), share=0.1)
        for stop, cue in enumerate(("highest", "flattest")):
            self.hold_until(cue)
            height = self.level.animate.set_value(self.all.tops[self.stops[stop]])
            self.play(*self._go_to(stop), height, Light(self.overlay, 0), share=0.1)
        self.leaving: list[Mobject] = [level, values[1]]

    def corners(self) -> None:
        """Name the corners."""
        hidden = self.turns.focus.animate.set_value(0)
        self.play(FadeOut(self.overlay, *self.leaving), *self.wall.dim_names(), hidden, share=0.05)
        self.hold_until("count")
        counted = (Light(name, rate_func=there_and_back) for name in self.wall.labels)
        self.play(LaggedStart(*counted, lag_ratio=0.2), until="opens")
        for stop, cue in enumerate(("closes", "low_opens", "low_closes", "frame"), start=2):
            self.play(*self._go_to(stop, keep=True), share=0.06)
            self.hold_until(cue)
        self.play(*pulse(self.edge), share=0.06)
        self.hold_until("cross")
        self.play(*pulse(self.cross), share=0.06)

    def places(self) -> None:
        """Where y lies decides where the valley lies."""
        self._show(self.nearest, self.marks, self.cross, self.bottom)
        hidden = self.turns.focus.animate.set_value(0)
        self.play(hidden, Light(self.curves, 1), *self.wall.dim_names(), share=0.06)
        self.fan_light.set_value(look.FAINT)
        for k, cue in enumerate(("right", "left")):
            self.hold_until(cue)
            faint = Light(self.curves, look.FAINT)
            self.play(*self._go_to(6 + k), faint, self.low.animate.set_value(1), share=0.1)
        self.hold_until("nearest")
        everyone = self._family(range(self.n), [(found.z_check,) for found in self.all.valleys])
        hidden = [tracker.animate.set_value(0) for tracker in (self.turns.focus, self.low)]
        self.play(*hidden, *self.wall.dim_names(), share=0.06)
        self.play(LaggedStart(*map(FadeIn, everyone), lag_ratio=0.5), share=0.14)
        self.leaving = [*everyone]

    def families(self) -> None:
        """Count the valleys."""
        self.play(Light(self.seen, look.DIMMED), Light(self.curves, look.DIMMED), share=0.05)
        tally: list[Mobject] = []
        for cue, count in (("single", 1), ("double", 2)):
            members = self.all.having(count)
            share = Words(f"{len(members)} of {self.n}")
            share.next_to(self.lens.axes[1].get_end(), UR, buff=look.GAP / 4)
            deepest = self._family(members, [found.bottoms[:1] for found in self.all.valleys])
            other = self._family(members, [found.bottoms[1:] for found in self.all.valleys])
            names = [Light(name) for i, name in self.wall.names.items() if i in members]
            self.hold_until(cue)
            leaving = tally + self.leaving * bool(members)
            self.play(*map(FadeOut, leaving), *self.wall.dim_names(), share=0.04)
            self.play(FadeIn(deepest, *other.lows, share), *names, share=0.06)
            tally = [share]
            self.leaving = [deepest, *other.lows] if members else self.leaving
        self.leaving += tally
        for cue, light in (("near", (1, look.DIMMED)), ("far", (look.DIMMED, 1))):
            self.hold_until(cue)
            both = zip((deepest, other), light, strict=True)
            lights = [Light(low, bright) for part, bright in both for low in part.lows]
            self.play(*(lights or pulse(share)), share=0.06)

    def picked(self) -> None:
        """Roll down the curves of the two samples that come next."""
        self.play(*map(FadeOut, self.leaving), *self._go_to(8), share=0.08)
        self.hold_until("simple")
        self._roll()
        self.hold_until("tricky")
        first = [part.copy().clear_updaters() for part in (self.cross, self.edge, self.lit)]
        self.add(*first)
        self.play(FadeOut(self.balls), *self._go_to(9, keep=True), share=0.08)
        self._roll()
        self.hold_until("both")
        tags = sample_tags(self._at(self.all.y), self.all.picks)
        self.play(*map(FadeIn, tags), *pulse(*first[:2]), share=0.06)

    # --- Parts of beats --------------------------------------------------------------------------

    def _show(self, *parts: Mobject) -> None:
        """Put parts on top, placed as the state is now."""
        for part in parts:
            part.update()
        self.add(*parts)

    def _go_to(self, stop: int, *, keep: bool = False) -> list[Animation]:
        """Return animations that bring the pick to a stop, and light its name and no other's."""
        lit = [Light(name) for i, name in self.wall.names.items() if i == self.stops[stop]]
        dim = [] if keep else self.wall.dim_names(but=self.stops[stop])
        return self.turns.go_to(stop) + lit + dim

    def _family(self, members: Sequence[int], bottoms: Sequence[Sequence[float]]) -> Family:
        """Return some samples with the bottoms of their curves."""
        of = list(members)
        return Family(
            y=self.all.y[of],
            places=self.wall.places[of],
            z=self.all.z,
            energies=self.all.energies[of],
            bottoms=self.all.bottoms(members, bottoms),
            plane=self.plane,
            wall=self.wall,
            axes=self.axes,
            size=self.size,
        )

    def _value(self, role: str, tracker: ValueTracker, largest: float) -> Readout:
        """Return a row with a number above the lens, at its right end."""
        row = Readout((f'part("{role}", {role})', lambda: tracker.get_value()), largest=largest)
        corner = self.lens.c2p([math.tau, self.top])
        return row.move_to(corner + look.GAP / 4 * UP, aligned_edge=DR)

    def _roll(self) -> None:
        """Let balls roll from the peaks of the curve down both sides."""
        self.slid.set_value(0)
        self._show(self.balls)
        self.play(FadeIn(self.balls), share=0.03)
        self.play(self.slid.animate.set_value(1), share=0.12)
