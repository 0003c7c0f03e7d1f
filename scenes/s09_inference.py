"""Finding ž: exhaustive search, three optimisers from one start, and what they may miss."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from manim import (
    ApplyMethod,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    ManimColor,
    Mobject,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)
from manim.utils.rate_functions import ease_in_quad

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.energy_curve import EnergyCurve
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula, placed
from scenes.mobjects.free_energy.formulas import AT_Z_CHECK
from scenes.mobjects.inference.curve_lens import CurveLens
from scenes.mobjects.inference.denoising import Denoising
from scenes.mobjects.inference.distance_bars import DistanceBars
from scenes.mobjects.inference.formulas import INFERENCE
from scenes.mobjects.inference.grid_search import CrossPair, GridSearch
from scenes.mobjects.inference.level import Gap, Level
from scenes.mobjects.inference.search_table import PLACES, SearchAnswers, SearchTable
from scenes.mobjects.inference.walk import Marker, Shape, walk_pair
from scenes.mobjects.labels import place_beside
from scenes.mobjects.light import Light, pulse, set_light
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.points import Cross, Rings
from scenes.mobjects.symbols import F_INFINITY, Y_PRIME, Z_CHECK, Y
from scenes.mobjects.title import Title
from scenes.story.search import Way, highest_energy, searched, too_high, ways
from scenes.story.tables import inference_tables

Array = npt.NDArray[np.float64]

SPOTS = 20  # along a line, of which a name keeps clear
CURVE_POINTS = 241  # of a curve, so that its corners are not seen
HEADROOM = 1.05  # of the energy axis over the highest energy
Z_TILDE = 'part("z", tilde(z))'
G_OF_Z_TILDE = f'part("decoder", bold(g))({Z_TILDE})'
DENOISED = f'part("decoder", bold(g))({Z_CHECK})'
DENOISING = f"{Y} -> {DENOISED}"
MOVED = f"norm({Y} - {DENOISED})"
STEPPING: dict[str, tuple[str, Shape, ManimColor]] = {
    "gradient": ("gradient descent", "triangle", look.LATENT),
    "cg": ("conjugate gradient", "diamond", look.LATENT_PALE),
    "lbfgs": ("L-BFGS", "star", look.LATENT_DEEP),
}
"""The name, the shape and the colour of each method that takes steps."""


class S09Inference(Chapter):
    """Finding ž.

    Attributes
    ----------
    level_at : ValueTracker
        The energy of the level that sinks to the lowest one.
    tried : ValueTracker
        How many latents of the grid have been tried.
    taken : dict of ValueTracker
        How many steps each method has taken.
    slid : ValueTracker
        How far the samples have slid onto the manifold, from 0 to 1.
    """

    tables = (inference_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.argmin)
        self.beat(self.exhaustive)
        self.beat(self.gradient)
        self.beat(self.conjugate)
        self.beat(self.quasi_newton)
        self.beat(self.false_valley)
        self.beat(self.free_energy)
        self.beat(self.denoise)

    # --- What there is ---------------------------------------------------------------------------

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        data = self.data
        self.y = searched(data)
        exact = data.infer(self.y)
        self.z_check, self.lowest = float(exact.z), float(exact.energy)
        self.fine_z = np.linspace(0, math.tau, CURVE_POINTS)
        self.top = HEADROOM * highest_energy(data)
        self.level_at = ValueTracker(self.top)
        self.tried, self.slid = ValueTracker(0), ValueTracker(0)
        self.taken = {method: ValueTracker(0) for method in STEPPING}
        self.ways = ways(data, data.story.inference.start)
        self.false_ways = ways(data, data.story.inference.false_start)
        self._build_plane()
        self._build_table()
        self._build_curve()
        self._build_grid()
        self._build_denoising()
        self.title = Title(self.script.title)
        self.formula = placed(Formula(INFERENCE))

    def _build_plane(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step)
        curve = self._at(self.data.decode(self.fine_z[:-1]))
        self.manifold = Manifold(curve, self._at(self.data.manifold))
        set_light(self.manifold.curve, look.FAINT)
        self.cross = Cross(self._at(self.y))
        self.cross.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)
        self.pick_name = Formula(Y_PRIME, font_size=look.TEXT_SIZE)
        self.shortest = Line(
            *self._at([self.y, self.data.decode(self.z_check)]),
            color=look.COLD,
            stroke_width=look.BOLD,
        )
        along = np.linspace(self.shortest.get_start(), self.shortest.get_end(), SPOTS)[1:]
        self._name_in_plane(self.pick_name, self.cross, along)

    def _build_table(self) -> None:
        every = [*self.ways.values(), *self.false_ways.values()]
        most = max(len(self.data.latents), *(way.steps for way in every))
        ring = Rings(np.zeros((1, 3)), color=look.LATENT, radius=look.POINT_RADIUS)
        symbols: list[tuple[VMobject, str]] = [(ring, "exhaustive search")]
        symbols += [(Marker(shape, color=color), name) for name, shape, color in STEPPING.values()]
        self.table = SearchTable(symbols, most=most, top=self.top, zone=look.SEARCH_TABLE)
        self.rows = dict(zip(("exhaustive", *STEPPING), self.table.rows, strict=True))

    def _build_curve(self) -> None:
        zone = look.RIGHT_STAGE
        foot = self.table.get_foot() - 1.2 * look.GAP
        zone = dataclasses.replace(zone, top=foot, right=zone.right - look.GAP)
        self.axes = LatentAxes(top=self.top, zone=zone)
        self.curve = EnergyCurve(self.axes)
        self.curve.draw(self.fine_z, self.data.energies(self.y[None], self.fine_z)[0])
        self.level = Level(self.axes, energy=self.top)
        follow(self.level, lambda level: level.move(self.level_at.get_value()))
        self.answers = SearchAnswers(self.z_check, self.lowest, zone=look.SEARCH_TABLE)
        self.found = CrossPair(self._places(self.z_check), color=look.COLD)
        self.check_name = Formula(Z_CHECK, font_size=look.TEXT_SIZE)
        self._name_on_curve(self.check_name, self.found[0])

    def _build_grid(self) -> None:
        data = self.data
        places = np.stack([self._places(z) for z in data.latents])
        energies = data.energies(self.y[None], data.latents)[0]
        self.grid = GridSearch(places, energies, y=self._at(self.y), top=self.top)
        follow(self.grid, lambda grid: grid.go(self.tried.get_value()))
        row = self.rows["exhaustive"]
        follow(row, lambda row: row.set_values(self.grid.count, self.grid.lowest))

    def _build_denoising(self) -> None:
        data, y = self.data, self.data.slice.y
        nearest = data.decode(data.infer(y).z)
        self.denoising = Denoising(self._at(y), self._at(nearest))
        moved = np.linalg.norm(y - nearest, axis=1)
        named = (
            ("mean", float(moved.mean()), look.INK),
            ("noise", data.story.horn.noise_std, look.QUIET),
        )
        self.bars = DistanceBars(
            moved, named, step=self.plane.step, label=MOVED, zone=look.RIGHT_STAGE
        )
        # On the part that is painted first: Manim paints again only what lies above it.
        follow(self.denoising.ways, lambda _: self.denoising.slide(self.slid.get_value()))
        follow(self.bars.bars, lambda _: self.bars.grow(self.slid.get_value()))

    def _build_walks(self, searches: dict[str, Way]) -> None:
        """Let the methods set out anew; their rows and their walks show the steps they take."""
        self.walks = {}
        for method, way in searches.items():
            taken = self.taken[method]
            taken.set_value(0)
            self.rows[method].track(taken, way.energy)
            _, shape, color = STEPPING[method]
            y_tilde = self.data.decode(way.z)
            pair = walk_pair(
                self.axes,
                self.plane,
                z=way.unwrapped,
                energy=way.energy,
                y_tilde=y_tilde,
                shape=shape,
                color=color,
            )
            self.walks[method] = VGroup(*pair)
            for walk in self.walks[method]:
                walk.track(taken)

    # --- What is where ---------------------------------------------------------------------------

    def _at(self, y: npt.ArrayLike) -> Array:
        return self.plane.c2p(y)

    def _on_curve(self, z: npt.ArrayLike) -> Array:
        """Return the places of latents on the curve, (...) -> (..., 3)."""
        return self.axes.c2p(np.stack([z, self.data.energy(self.y, z)], axis=-1))

    def _places(self, z: float) -> Array:
        """Return the place of a latent on the curve and that on the manifold, shape (2, 3)."""
        return np.stack([self._on_curve(z), self._at(self.data.decode(z))])

    def _name_in_plane(self, name: Formula, cross: Mobject, *others: Array) -> None:
        """Put a name beside a cross of the plane, clear of what else is there."""
        names = [label.get_center() for label in self.plane.labels]
        things = self._at(self.data.slice.y), self.manifold.marks.get_centers(), *others
        place_beside(name, cross, [*names, *np.concatenate(things)])

    def _name_on_curve(self, name: Formula, cross: Mobject, *others: Array) -> None:
        """Put a name beside a cross of the curve, clear of the curve and of the axis."""
        lines = [np.linspace(*line.get_start_and_end(), SPOTS) for line in self.axes.axes]
        things = self._on_curve(self.fine_z), *lines, *others
        place_beside(name, cross, list(np.concatenate(things)))

    # --- Beats -----------------------------------------------------------------------------------

    def argmin(self) -> None:
        """Let a level sink to the lowest point of the curve, which is ž's."""
        plane = self.plane, self.denoising.ghosts, self.manifold, self.cross, self.pick_name
        self.play(FadeIn(self.title, *plane), share=0.05)
        self.hold_until("curve")
        self.play(FadeIn(self.axes), Create(self.curve), until="level")
        self.play(FadeIn(self.level), share=0.03)
        self.play(self.level_at.animate.set_value(self.lowest), until="formula")
        arriving = self.formula, self.check_name, self.answers
        self.play(FadeIn(*arriving), GrowFromCenter(self.found[0]), share=0.08)
        self.hold_until("nearest")
        self.play(GrowFromCenter(self.found[1]), Create(self.shortest), share=0.08)
        self.hold_until("how")
        gone = self.found, self.check_name, self.shortest, self.level, self.answers
        self.play(FadeOut(*gone), share=0.06)

    def exhaustive(self) -> None:
        """Try the whole grid, and keep the best."""
        row = self.rows["exhaustive"]
        row.update()
        self.play(FadeIn(self.table.heads, row.title), share=0.1)
        self.hold_until("run")
        self.add(self.grid, row)  # it counts what the grid has tried
        everything = ApplyMethod(self.tried.set_value, len(self.data.latents), rate_func=linear)
        self.play(everything, until="best")
        grid = self.grid
        self.play(Light(grid.trying, 0), Light(grid.ray, 0), *pulse(*grid.best), share=0.08)
        self.hold_until("between")
        self.lens = self._lens()
        self.play(FadeIn(self.lens), *pulse(row.energy), share=0.08)

    def gradient(self) -> None:
        """Walk down the slope."""
        self._build_walks(self.ways)
        quiet = Light(self.rows["exhaustive"], look.FAINT)
        self.play(FadeOut(self.grid, self.lens), quiet, share=0.06)
        self.hold_until("downhill")
        self.play(FadeIn(self.rows["gradient"].title), share=0.05)
        self._mark_start(self.data.story.inference.start)
        self._walk(self.ways, "gradient")

    def conjugate(self) -> None:
        """Walk from the same start, in steps of a length that pays."""
        self._go_on("gradient", "cg")

    def quasi_newton(self) -> None:
        """Walk from the same start, in leaps to where the bottom should be."""
        self._go_on("cg", "lbfgs")

    def false_valley(self) -> None:
        """Let all three walk at the same time, from another start."""
        rows = [self.rows[method] for method in STEPPING]
        gone = [self.start, *self.walks.values(), *(row.numbers for row in rows)]
        if self.found in self.mobjects:
            gone.append(self.found)
        lit = (Light(row.title, 1) for row in rows)
        self.play(*(FadeOut(part) for part in gone), *lit, share=0.05)
        for part in (part for row in rows for part in row.numbers.get_family()):
            set_light(part, 1)
        self._build_walks(self.false_ways)
        self._mark_start(self.data.story.inference.false_start)
        self._walk(self.false_ways, *STEPPING)

    def free_energy(self) -> None:
        """Draw the lowest level, which is the free energy wherever the walks have ended."""
        at_z_check = placed(Formula(AT_Z_CHECK))
        self.play(FadeOut(self.start), share=0.04)
        self.hold_until("formula")
        self.play(TransformFormula(self.formula, at_z_check), share=0.08)
        self.formula = at_z_check
        self.hold_until("level")
        self.floor = Level(self.axes, energy=self.lowest, name=F_INFINITY)
        self.play(Create(self.floor.line), FadeIn(self.floor.label), share=0.08)
        self.hold_until("at")
        arriving = [] if self.found in self.mobjects else [GrowFromCenter(c) for c in self.found]
        self.play(Create(self.shortest), FadeIn(self.check_name), *arriving, share=0.08)
        self.hold_until("whether")
        self.play(*(Light(walks, look.FAINT) for walks in self.walks.values()), share=0.08)
        self.hold_until("gap")
        self.gaps = self._gaps()
        self.play(FadeIn(self.gaps), *pulse(self.floor.label), share=0.08)

    def denoise(self) -> None:
        """Let every sample slide to the nearest point of the manifold."""
        arrow = placed(Formula(DENOISING))
        gone = self.axes, self.curve, self.table, self.floor, self.gaps, self.check_name
        marks = self.found, self.shortest, self.cross, self.pick_name
        self.play(FadeOut(*gone, *marks, *self.walks.values()), share=0.04)
        self.hold_until("denoising")
        self.play(
            TransformFormula(self.formula, arrow),
            FadeIn(self.denoising.samples, self.bars.ruler),
            Light(self.manifold, look.DIMMED),
            share=0.08,
        )
        self.hold_until("slide")
        self.add(self.denoising.ways, self.denoising.samples, self.bars.bars)
        self.play(self.slid.animate.set_value(1), until="mean")
        mean, noise = self.bars.named
        self.play(FadeIn(self.denoising.arrived, mean), FadeOut(self.denoising.samples), share=0.05)
        self.hold_until("noise")
        self.play(FadeIn(noise), share=0.06)
        self.hold_until("model")
        self.play(Light(self.manifold, 1), Light(self.denoising.ways, look.FAINT), share=0.06)

    # --- Parts of beats --------------------------------------------------------------------------

    def _lens(self) -> CurveLens:
        """Return a lens over ž and the two latents of the grid that it lies between."""
        step = math.tau / len(self.data.latents)
        below = step * math.floor(self.z_check / step)
        tried = below + step * np.array([0, 1])
        z = np.linspace(below - step / 2, below + 3 * step / 2, CURVE_POINTS)
        return CurveLens(
            self.axes,
            z=z,
            energy=self.data.energy(self.y, z),
            tried=np.column_stack([tried, self.data.energy(self.y, tried)]),
            lowest=(self.z_check, self.lowest),
            zone=look.SEARCH_LENS,
            width=look.LENS_WIDTH,
        )

    def _mark_start(self, z: float) -> None:
        """Mark z̃ on the curve, and g(z̃) on the manifold."""
        self.start = CrossPair(self._places(z), color=look.LATENT)
        names = [Formula(source, font_size=look.TEXT_SIZE) for source in (Z_TILDE, G_OF_Z_TILDE)]
        on_curve, on_manifold = zip(*self.walks.values(), strict=True)
        reach = (walk.get_reach() for walk in on_curve)
        self._name_on_curve(names[0], self.start[0], *reach)
        reach = (walk.get_reach() for walk in on_manifold)
        self._name_in_plane(names[1], self.start[1], *reach)
        self.hold_until("start")
        self.play(*(GrowFromCenter(cross) for cross in self.start), FadeIn(*names), share=0.08)
        self.start.add(*names)

    def _walk(self, searches: dict[str, Way], *methods: str) -> None:
        """Let methods take all their steps, at the same pace."""
        self.hold_until("run")
        rows = [self.rows[method] for method in methods]
        self.add(*rows, *(self.walks[method] for method in methods))
        most = max(searches[method].steps for method in methods)
        steps = (ApplyMethod(self.taken[method].set_value, most) for method in methods)
        self.play(*steps, rate_func=ease_in_quad, until="end")  # the first steps are the largest
        arriving = []
        if any(searches[method].end == "lowest" for method in methods):
            self.bring_to_back(self.found)
            arriving = [GrowFromCenter(cross) for cross in self.found]
        self.play(*pulse(*(row.energy for row in rows)), *arriving, share=0.08)

    def _go_on(self, before: str, method: str) -> None:
        """Let one walk recede, and the next begin where it began."""
        parts = self.walks[before], self.rows[before]
        self.play(*(Light(part, look.FAINT) for part in parts), share=0.06)
        self.hold_until("start")
        self.play(FadeIn(self.rows[method].title), *pulse(*self.start[:2]), share=0.08)
        self._walk(self.ways, method)

    def _gaps(self) -> VGroup:
        """Return, for each place too high where a walk has ended, how much too high it is."""
        gaps = VGroup()
        for way in too_high(self.false_ways):
            z, high = float(way.z[-1]), float(way.energy[-1])
            gaps.add(Gap(self.axes, z=z, low=self.lowest, high=high, places=PLACES))
        return gaps
