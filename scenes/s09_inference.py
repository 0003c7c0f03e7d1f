"""Finding ž: exhaustive search, three optimisers from one start, and what they may miss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from manim import Create, FadeIn, FadeOut, GrowFromCenter, VGroup
from manim.utils.rate_functions import ease_in_quad

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.following import paused
from scenes.mobjects.formula import Formula, TransformFormula, placed
from scenes.mobjects.free_energy.formulas import AT_Z_CHECK
from scenes.mobjects.inference.denoising import Denoising
from scenes.mobjects.inference.distance_bars import DistanceBars
from scenes.mobjects.inference.formulas import DENOISING, INFERENCE
from scenes.mobjects.inference.grid_search import GridSearch
from scenes.mobjects.inference.landscape import Landscape
from scenes.mobjects.inference.methods import EXHAUSTIVE, method_symbols
from scenes.mobjects.inference.search_in_plane import SearchInPlane
from scenes.mobjects.inference.search_over_latent import SearchOverLatent
from scenes.mobjects.inference.search_table import SearchAnswers, SearchTable
from scenes.mobjects.inference.searches import Searches
from scenes.mobjects.light import Light, lit, pulse
from scenes.mobjects.title import Title
from scenes.story.search import Way, highest_energy, searched, too_high, ways
from scenes.story.tables import inference_tables


class S09Inference(Chapter):
    """Finding ž.

    Attributes
    ----------
    in_plane, over_z : SearchInPlane, SearchOverLatent
        The two pictures of a latent: on the manifold, and on the energy curve.
    alone : Alone
        The plane, until the curve arrives beside it.
    found : VGroup
        ž in both.
    table : SearchTable
        What each method has counted.
    grid : GridSearch
        Exhaustive search, in both pictures.
    searches, misled : Searches
        The methods that take steps: from the start, and from the one with a false valley.
    denoising, bars : Denoising, DistanceBars
        Samples that slide onto the manifold, and how far.
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

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, shown, given = self.data, self.data.story.plane, self.data.story.inference
        y, z = searched(data), data.latents
        best = data.infer(y)
        landscape = Landscape(
            y=y,
            z_check=float(best.z),
            lowest=float(best.energy),
            highest=highest_energy(data),
            decode=data.decode,
            energy_at=data.energy,
        )
        self.in_plane = SearchInPlane(
            landscape,
            samples=data.slice.y,
            latents=z,
            spans=(shown.y1, shown.y2),
            step=shown.grid_step,
        )
        first, second = ways(data, given.start), ways(data, given.false_start)
        most = max(len(z), *(way.steps for way in (*first.values(), *second.values())))
        self.table = SearchTable(method_symbols(), most=most, top=landscape.top)
        self.over_z = SearchOverLatent(landscape, zone=self.table.zone_below())
        self.found = VGroup(self.over_z.best, self.in_plane.best)
        self.answers = SearchAnswers(landscape.z_check, landscape.lowest)
        self.grid = GridSearch(self.over_z, self.in_plane, z)
        self.grid.count_in(self.table.rows[EXHAUSTIVE])
        self.lens = self.over_z.lens(len(z))
        self.searches, self.misled = self._searches(first), self._searches(second)
        self.searches.count_in(self.table)
        self.gaps = self.over_z.gaps(way.z[-1] for way in too_high(second))
        self._prepare_denoising()
        here = self.in_plane
        stays = here.manifold, here.cross, here.name, self.denoising.ghosts
        self.alone = Alone(here.plane, *stays)
        self.title = Title(self.script.title, "z")
        sources = INFERENCE, AT_Z_CHECK, DENOISING
        self.formula, self.at_z_check, self.arrow = (placed(Formula(text)) for text in sources)

    def _searches(self, found: Mapping[str, Way]) -> Searches:
        return Searches(
            {method: way.unwrapped for method, way in found.items()},
            finders=[method for method, way in found.items() if way.end == "lowest"],
            over_z=self.over_z,
            in_plane=self.in_plane,
        )

    def _prepare_denoising(self) -> None:
        data, y, plane = self.data, self.data.slice.y, self.in_plane.plane
        nearest = data.decode(data.infer(y).z)
        self.denoising = Denoising(plane.c2p(y), plane.c2p(nearest))
        moved = np.linalg.norm(y - nearest, axis=1)
        mean, noise = float(moved.mean()), data.story.horn.noise_std
        self.bars = DistanceBars(moved, mean=mean, noise=noise, step=plane.step)
        self.bars.track(self.denoising.slid)

    # --- Beats -----------------------------------------------------------------------------------

    def argmin(self) -> None:
        """Let a level sink to the lowest point of the curve, which is ž's."""
        here, there = self.in_plane, self.over_z
        plane = here.plane, self.denoising.ghosts, here.manifold, here.cross, here.name
        self.play(FadeIn(self.title, *plane), share=0.05)
        self.hold_until("curve")
        self.play(*self.alone.make_room(), share=0.06)
        self.play(FadeIn(there.axes), Create(there.curve), until="level")
        self.play(FadeIn(there.level), share=0.03)
        self.play(there.sink(), until="formula")
        arriving = self.formula, there.name, self.answers
        self.play(FadeIn(*arriving), GrowFromCenter(there.best), share=0.08)
        self.hold_until("nearest")
        self.play(GrowFromCenter(here.best), Create(here.shortest), share=0.08)
        self.hold_until("how")
        gone = self.found, there.name, here.shortest, there.level, self.answers
        self.play(FadeOut(*gone), share=0.06)

    def exhaustive(self) -> None:
        """Try the whole grid, and keep the best."""
        # allow: number unseen: the curve and its lens show where the two lie
        row, grid = self.table.rows[EXHAUSTIVE], self.grid
        row.update()
        self.play(FadeIn(self.table.heads, row.title), share=0.1)
        self.hold_until("run")
        self.play(*map(FadeIn, paused(grid.update(), row.numbers)), share=0.02)
        self.add(grid, row)  # it counts what the grid has tried
        self.play(grid.run(), until="best")
        self.play(Light(grid.trying, 0), Light(grid.ray, 0), *pulse(*grid.best), share=0.08)
        self.hold_until("between")
        self.play(FadeIn(self.lens), *pulse(row.energy), share=0.08)

    def gradient(self) -> None:
        """Go down the slope."""
        # allow: number unseen: the table lists energies; where it starts is seen on the axis
        quiet = Light(self.table.rows[EXHAUSTIVE], look.FAINT)
        self.play(FadeOut(self.grid, self.lens), quiet, share=0.06)
        self.hold_until("downhill")
        self.play(FadeIn(self.table.rows["gradient"].title), share=0.05)
        self._mark_start(self.searches)
        self._run(self.searches, "gradient")

    def conjugate(self) -> None:
        """Go from the same start, in steps of a length that pays."""
        self._go_on("gradient", "cg")

    def quasi_newton(self) -> None:
        """Go from the same start, in leaps to where the bottom should be."""
        self._go_on("cg", "lbfgs")

    def false_valley(self) -> None:
        """Let all three set out at the same time, from another start."""
        # allow: number unseen: the table lists energies; where it starts is seen on the axis
        before, rows = self.searches, [self.table.rows[method] for method in self.misled.ways]
        gone = [before.start, *before.ways.values(), *(row.numbers for row in rows)]
        if self.found in self.mobjects:
            gone.append(self.found)
        lights = lit(*(row.title for row in rows))
        self.play(*(FadeOut(part) for part in gone), *lights, share=0.05)
        self.misled.count_in(self.table)
        self._mark_start(self.misled)
        self._run(self.misled, *self.misled.ways)

    def free_energy(self) -> None:
        """Draw the lowest level, which is the free energy wherever the searches have ended."""
        floor = self.over_z.floor
        self.play(FadeOut(self.misled.start), share=0.04)
        self.hold_until("formula")
        self.play(TransformFormula(self.formula, self.at_z_check), share=0.08)
        self.hold_until("level")
        self.play(Create(floor.line), FadeIn(floor.label), share=0.08)
        self.hold_until("at")
        arriving = [] if self.found in self.mobjects else [GrowFromCenter(c) for c in self.found]
        appearing = Create(self.in_plane.shortest), FadeIn(self.over_z.name)
        self.play(*appearing, *arriving, share=0.08)
        self.hold_until("whether")
        self.play(*(Light(way, look.FAINT) for way in self.misled.ways.values()), share=0.08)
        self.hold_until("gap")
        self.play(FadeIn(self.gaps), *pulse(floor.label), share=0.08)

    def denoise(self) -> None:
        """Let every sample slide to the nearest point of the manifold."""
        here, there, slides = self.in_plane, self.over_z, self.denoising
        gone = there.axes, there.curve, self.table, there.floor, self.gaps, there.name
        marks = self.found, here.shortest, here.cross, here.name
        self.play(FadeOut(*gone, *marks, *self.misled.ways.values()), share=0.04)
        self.hold_until("denoising")
        self.play(
            TransformFormula(self.at_z_check, self.arrow),
            FadeIn(slides.samples, self.bars.ruler),
            Light(here.manifold, look.DIMMED),
            share=0.08,
        )
        self.hold_until("slide")
        self.add(slides.moves, slides.samples, self.bars.bars)
        self.play(slides.slid.animate.set_value(1), until="mean")
        mean, noise = self.bars.named
        self.play(FadeIn(slides.arrived, mean), FadeOut(slides.samples), share=0.05)
        self.hold_until("noise")
        self.play(FadeIn(noise), share=0.06)
        self.hold_until("model")
        self.play(Light(here.manifold, 1), Light(slides.moves, look.FAINT), share=0.06)

    # --- Parts of beats --------------------------------------------------------------------------

    def _mark_start(self, searches: Searches) -> None:
        """Mark z̃ on the curve, and g(z̃) on the manifold."""
        start = searches.start
        self.hold_until("start")
        growing = (GrowFromCenter(cross) for cross in start.crosses)
        self.play(*growing, FadeIn(*start.names), share=0.08)

    def _run(self, searches: Searches, *methods: str) -> None:
        """Let methods take all their steps."""
        self.hold_until("run")
        rows = [self.table.rows[method] for method in methods]
        ways = [searches.ways[method] for method in methods]
        numbers = [row.numbers.update() for row in rows]
        self.play(*map(FadeIn, paused(*numbers, *ways)), share=0.02)
        self.add(*rows, *ways)
        # The first steps are the largest.
        self.play(*searches.run(*methods), rate_func=ease_in_quad, until="end")
        arriving: list[Any] = []
        if searches.find(*methods):
            known = self.found in self.mobjects
            self.bring_to_back(self.found)
            arriving = pulse(*self.found) if known else list(map(GrowFromCenter, self.found))
        self.play(*pulse(*(row.energy for row in rows)), *arriving, share=0.08)

    def _go_on(self, before: str, method: str) -> None:
        """Let one way recede, and the next begin where it began."""
        parts = self.searches.ways[before], self.table.rows[before]
        self.play(*(Light(part, look.FAINT) for part in parts), share=0.06)
        self.hold_until("start")
        arriving = FadeIn(self.table.rows[method].title)
        self.play(arriving, *pulse(*self.searches.start.crosses), share=0.08)
        self._run(self.searches, method)
