"""Finding ž: exhaustive search, three optimisers from one start, and what they may miss."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from manim import (
    LEFT,
    RIGHT,
    UP,
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

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.denoising import Denoising
from scenes.mobjects.distance_bars import DistanceBars
from scenes.mobjects.energy_curve import EnergyCurve
from scenes.mobjects.energy_writing import PICK, Y, place_beside
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula
from scenes.mobjects.free_energy_writing import AT_Z_CHECK, COLD, INFERENCE, Z_CHECK
from scenes.mobjects.halo import haloed
from scenes.mobjects.level import Level
from scenes.mobjects.light import Light, pulse, set_light
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.observation import placed
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.search_table import PLACES, SearchTable
from scenes.mobjects.segments import Segments
from scenes.mobjects.title import Title
from scenes.mobjects.walk import Marker, Shape, Walk
from scenes.story.search import Way, highest_energy, searched, too_high, ways

Array = npt.NDArray[np.float64]

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
        self.grid_energies = data.energies(self.y[None], data.latents)[0]
        self.top = HEADROOM * highest_energy(data)
        self.level_at = ValueTracker(self.top)
        self.tried, self.slid = ValueTracker(0), ValueTracker(0)
        self.taken = {method: ValueTracker(0) for method in STEPPING}
        self.ways = ways(data, data.story.inference.start)
        self.false_ways = ways(data, data.story.inference.false_start)
        self._build_plane()
        self._build_table()
        self._build_curve()
        self._build_tries()
        self._build_denoising()
        self.title = Title(self.script.title)
        self.formula = placed(Formula(INFERENCE))

    def _build_plane(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step)
        curve = self._at(self.data.decode(self.fine_z[:-1]))
        self.manifold = Manifold(curve, self._at(self.data.manifold))
        set_light(self.manifold.curve, look.FAINT)
        self.cross = _edged(Cross(self._at(self.y)))
        self.pick_name = Formula(PICK, font_size=look.TEXT_SIZE)
        self._name_in_plane(self.pick_name, self.cross)

    def _build_table(self) -> None:
        every = [*self.ways.values(), *self.false_ways.values()]
        most = max(len(self.data.latents), *(way.steps for way in every))
        ring = Rings(np.zeros((1, 3)), color=look.LATENT, radius=look.POINT_RADIUS)
        symbols: list[tuple[VMobject, str]] = [(ring, "exhaustive search")]
        symbols += [(Marker(shape, color=color), name) for name, shape, color in STEPPING.values()]
        self.table = SearchTable(symbols, most=most, top=self.top, zone=look.SEARCH_TABLE)
        self.rows = dict(zip(("exhaustive", *STEPPING), self.table.rows, strict=True))
        follow(self.rows["exhaustive"], lambda row: row.set_values(*self._best_so_far()))

    def _build_curve(self) -> None:
        zone = look.RIGHT_STAGE
        foot = self.table.get_foot() - 1.2 * look.GAP
        zone = dataclasses.replace(zone, top=foot, right=zone.right - look.GAP)
        self.axes = LatentAxes(top=self.top, zone=zone)
        self.curve = EnergyCurve(self.axes)
        self.curve.draw(self.fine_z, self.data.energies(self.y[None], self.fine_z)[0])
        self.level = Level(self.axes, energy=self.top)
        follow(self.level, lambda level: level.move(self.level_at.get_value()))
        self.found = self._crosses(self.z_check, look.COLD)
        self.check_name = Formula(Z_CHECK, font_size=look.TEXT_SIZE)
        self._name_on_curve(self.check_name, self.found[0])
        self.shortest = Line(
            *self._at([self.y, self.data.decode(self.z_check)]),
            color=look.COLD,
            stroke_width=look.BOLD,
        )

    def _build_tries(self) -> None:
        self.tries = Discs([], color=look.ENERGY, radius=look.RING_RADIUS)
        self.trying = Rings([], color=look.LATENT, radius=look.POINT_RADIUS)
        self.trying.set_stroke(width=look.BOLD)
        self.ray = Segments(self._at(self.y), self._at(self.y), [look.COLD.to_rgb()])
        self.ray.set_stroke(width=look.BOLD)
        self.best = self._crosses(0.0, look.COLD)
        follow(self.tries, self._place_tries)
        follow(self.trying, lambda rings: rings.set_centers(self._places(self._latest())))
        follow(self.ray, self._place_ray)
        follow(self.best, self._place_best)

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
        follow(self.denoising.samples, lambda _: self.denoising.slide(self.slid.get_value()))
        follow(self.bars.bars, lambda _: self.bars.grow(self.slid.get_value()))

    def _build_walks(self, searches: dict[str, Way]) -> None:
        """Let the methods set out anew; their rows and their walks show the steps they take."""
        self.walks = {}
        for method, way in searches.items():
            taken = self.taken[method]
            taken.set_value(0)
            self.rows[method].track(taken, way.energy)
            self.walks[method] = self._walk_pair(method, way)
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

    def _crosses(self, z: float, color: ManimColor) -> VGroup:
        """Return a cross on the curve and one on the manifold."""
        return VGroup(*(_edged(Cross(place, color=color)) for place in self._places(z)))

    def _walk_pair(self, method: str, way: Way) -> VGroup:
        """Return a method's walk on the curve and its walk on the manifold."""
        _, shape, color = STEPPING[method]
        z = way.unwrapped
        on_curve = self.axes.c2p(np.stack([z, way.energy], axis=-1))
        left, right = self.axes.c2p([[0.0, 0.0], [math.tau, 0.0]])[:, 0]
        on_manifold = self._at(self.data.decode(z))
        outwards = (on_manifold[:-1] + on_manifold[1:]) / 2 - self._at([0.0, 0.0])
        upwards = np.broadcast_to(UP, outwards.shape)
        return VGroup(
            Walk(on_curve, upwards, shape=shape, color=color, between=(left, right)),
            Walk(on_manifold, outwards, shape=shape, color=color),
        )

    def _count(self) -> int:
        return int(np.clip(self.tried.get_value(), 1, len(self.data.latents)))

    def _latest(self) -> float:
        return float(self.data.latents[self._count() - 1])

    def _best_so_far(self) -> tuple[int, float]:
        """Return how many latents have been tried, and the lowest energy of those."""
        return self._count(), float(self.grid_energies[: self._count()].min())

    def _place_tries(self, tries: Discs) -> None:
        tries.set_centers(self._on_curve(self.data.latents[: self._count()]))

    def _place_ray(self, ray: Segments) -> None:
        start, end = self._at([self.y, self.data.decode(self._latest())])
        color = look.energy_colors(self.grid_energies[[self._count() - 1]] / self.top)
        ray.set_segments(start, end, color)

    def _place_best(self, best: VGroup) -> None:
        z = float(self.data.latents[self.grid_energies[: self._count()].argmin()])
        for cross, place in zip(best, self._places(z), strict=True):
            cross.move_to(place)

    def _name_in_plane(self, name: Formula, cross: Mobject) -> None:
        """Put a name beside a cross of the plane, clear of what else is there."""
        names = [label.get_center() for label in self.plane.labels]
        samples = self._at(self.data.slice.y)
        place_beside(name, cross, [*samples, *self.manifold.marks.get_centers(), *names])

    def _name_on_curve(self, name: Formula, cross: Mobject) -> None:
        """Put a name beside a cross of the curve, clear of the curve and of the axis."""
        ground = self.axes.c2p(np.stack([self.fine_z, np.zeros_like(self.fine_z)], axis=-1))
        place_beside(name, cross, [*self._on_curve(self.fine_z), *ground])

    # --- Beats -----------------------------------------------------------------------------------

    def argmin(self) -> None:
        """Let a level sink to the lowest point of the curve, which is ž's."""
        plane = self.plane, self.denoising.ghosts, self.manifold, self.cross, self.pick_name
        self.play(FadeIn(self.title, *plane), share=0.05)
        self.hold_until("curve")
        self.play(FadeIn(self.axes), Create(self.curve), until="level")
        self.play(FadeIn(self.level), share=0.03)
        self.play(self.level_at.animate.set_value(self.lowest), until="formula")
        self.play(FadeIn(self.formula, self.check_name), GrowFromCenter(self.found[0]), share=0.08)
        self.hold_until("nearest")
        self.play(GrowFromCenter(self.found[1]), Create(self.shortest), share=0.08)
        self.hold_until("how")
        self.play(FadeOut(self.found, self.check_name, self.shortest, self.level), share=0.06)

    def exhaustive(self) -> None:
        """Try the whole grid, and keep the best."""
        row = self.rows["exhaustive"]
        row.update()
        self.play(FadeIn(self.table.heads, row.title), share=0.1)
        self.hold_until("run")
        self.add(row, self.ray, self.tries, self.best, self.trying)
        everything = ApplyMethod(self.tried.set_value, len(self.data.latents), rate_func=linear)
        self.play(everything, until="best")
        self.play(FadeOut(self.trying, self.ray), *pulse(*self.best), share=0.08)
        self.hold_until("between")
        self.play(*pulse(row.energy), share=0.1)

    def gradient(self) -> None:
        """Walk down the slope."""
        self._build_walks(self.ways)
        quiet = Light(self.rows["exhaustive"], look.FAINT)
        self.play(FadeOut(self.best, self.tries), quiet, share=0.06)
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
        self.play(*(FadeOut(part) for part in gone), *lit, share=0.06)
        for part in (part for row in rows for part in row.numbers.get_family()):
            set_light(part, 1)
        self._build_walks(self.false_ways)
        self._mark_start(self.data.story.inference.false_start)
        self._walk(self.false_ways, *STEPPING)

    def free_energy(self) -> None:
        """Draw the lowest level, which is the free energy wherever the walks have ended."""
        at_z_check = placed(Formula(AT_Z_CHECK))
        self.play(TransformFormula(self.formula, at_z_check), FadeOut(self.start), share=0.1)
        self.formula = at_z_check
        self.hold_until("level")
        self.floor = Level(self.axes, energy=self.lowest, name=COLD)
        arriving = [] if self.found in self.mobjects else [GrowFromCenter(c) for c in self.found]
        self.play(
            Create(self.floor.line),
            Create(self.shortest),
            FadeIn(self.floor.label, self.check_name),
            *arriving,
            share=0.1,
        )
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
        self.play(FadeOut(*gone, *marks, *self.walks.values()), share=0.06)
        self.hold_until("denoising")
        self.play(
            TransformFormula(self.formula, arrow),
            FadeIn(self.denoising.samples, self.bars.ruler),
            Light(self.manifold, look.FAINT),
            share=0.08,
        )
        self.hold_until("slide")
        self.add(self.denoising.ways, self.denoising.samples, self.bars.bars)
        self.play(self.slid.animate.set_value(1), until="mean")
        mean, noise = self.bars.named
        self.play(FadeIn(self.denoising.arrived, mean), FadeOut(self.denoising.samples), share=0.05)
        self.hold_until("noise")
        self.play(FadeIn(noise), share=0.08)

    # --- Parts of beats --------------------------------------------------------------------------

    def _mark_start(self, z: float) -> None:
        """Mark z̃ on the curve, and g(z̃) on the manifold."""
        self.start = self._crosses(z, look.LATENT)
        names = [Formula(source, font_size=look.TEXT_SIZE) for source in (Z_TILDE, G_OF_Z_TILDE)]
        self._name_on_curve(names[0], self.start[0])
        self._name_in_plane(names[1], self.start[1])
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
        self.play(*steps, rate_func=linear, until="end")
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
            z, energy = float(way.z[-1]), float(way.energy[-1])
            bottom, top = self.axes.c2p([[z, self.lowest], [z, energy]])
            line = Line(bottom, top, color=look.COLD, stroke_width=look.BOLD)
            gap = Formula(f"{energy - self.lowest:.{PLACES}f}", font_size=look.TICK_SIZE)
            side = RIGHT if z < math.pi else LEFT
            gaps.add(VGroup(line, haloed(gap).next_to(line, side, buff=look.GAP / 2)))
        return gaps


def _edged(cross: Cross) -> Cross:
    """Set a cross off from the lines it stands on, and return it."""
    cross.set_stroke(look.BACKGROUND, width=3 * look.BOLD, background=True)
    return cross
