"""All energies on one wall: a cell for every y, and one range for all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

from manim import (
    ApplyMethod,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    Mobject,
    linear,
    there_and_back,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.labels import label
from scenes.mobjects.energy.common_value import CommonValue
from scenes.mobjects.energy.family import Family
from scenes.mobjects.energy.sample_in_plane import SampleInPlane
from scenes.mobjects.energy.sample_on_wall import SampleOnWall
from scenes.mobjects.energy.turns import SWEPT, Turns
from scenes.mobjects.energy.wall import ENERGIES, sample_tags
from scenes.mobjects.following import paused
from scenes.mobjects.formula import Formula, Words, placed
from scenes.mobjects.light import Light, pulse
from scenes.mobjects.title import Title
from scenes.story.all_energies import AllEnergies
from scenes.story.tables import all_energies_tables

SLOW_TURNS = 3  # of the first samples; the rest go faster


class S06AllEnergies(Chapter):
    """All energies, each in its cell.

    Attributes
    ----------
    turns : Turns
        Whose turn it is.
    in_plane : SampleInPlane
        The plane, and the sample of this moment in it.
    on_wall : SampleOnWall
        The wall, the lens under the plane, and the curve of this moment in both.
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
        data, found, shown = self.data, AllEnergies(self.data), self.data.story.plane
        self.all, self.n = found, len(found.y)
        self.turns = Turns(self.n, found.stops)
        self.in_plane = SampleInPlane(
            self.turns,
            y=found.y,
            latents=data.latents,
            decode=data.decode,
            energy=data.energy,
            lowest=found.lowest,
            top=found.top,
            spans=(shown.y1, shown.y2),
            step=shown.grid_step,
        )
        self.on_wall = SampleOnWall(
            self.turns,
            y=found.y,
            z=found.z,
            energies=found.energies,
            so_far=found.curve,
            energy=data.energy,
            bottoms=lambda y: found.at_both_ends(found.lowest(y)),
            rolling=found.balls,
            columns=found.columns,
            top=found.top,
        )
        self.title = Title(self.script.title)
        self.formula = placed(Formula(ENERGIES))
        self.leaving: list[Mobject] = []  # what the next beat takes away

    # --- Beats -----------------------------------------------------------------------------------

    def recall(self) -> None:
        """Let one y draw its curve, and shrink it into the first cell."""
        here, there = self.in_plane, self.on_wall
        self._show(here.samples, here.marks)
        frame = here.plane, there.axes, self.title, here.samples, here.marks
        here.cross.update()
        self.play(*map(FadeIn, frame), GrowFromCenter(here.cross), share=0.07)
        self._show(here.fan, here.marks, here.cross, there.curve)
        self.hold_until("sweep")
        self.play(self.turns.fill(SWEPT), until="name")
        self.play(FadeIn(there.name, self.formula), share=0.07)
        self.hold_until("small")
        self.play(here.shrink(), *there.shrink(), FadeIn(there.wall), share=0.16)
        self._show(there.curves, there.lit, there.edge)
        self.play(FadeIn(*paused(there.edge)), share=0.03)

    def wall_fills(self) -> None:
        """Every y takes its turn, the first ones slowly."""
        here, there = self.in_plane, self.on_wall
        self._show(here.seen, here.fan, here.marks, here.cross)
        # Manim paints once what lies below the first thing that moves.
        still = self.title, self.formula, here.plane, there.axes, there.wall
        self.bring_to_back(*still)
        there.count_in_name()
        self.play(self.turns.fill(min(SLOW_TURNS, self.n)), until="rush")
        here.fan_light.set_value(look.FAINT)
        self.play(self.turns.fill(self.n), until="full")
        there.complete()
        self.bring_to_back(*still, there.curves, there.overlay)
        self.play(Light(there.curves, 1), FadeIn(there.overlay), share=0.08)

    def one_range(self) -> None:
        """Mark the same z, then the same energy, in every cell; then compare heights."""
        self.in_plane.fan_light.set_value(1)
        wall, curves = self.on_wall.wall, self.on_wall.curves
        latent, level = (CommonValue(role, wall, self.on_wall.lens) for role in ("z", "E"))
        self.play(Light(curves, look.FAINT), share=0.06)
        self.hold_until("across")
        self.play(FadeIn(latent), share=0.04)
        self.play(ApplyMethod(latent.at.set_value, math.tau, rate_func=linear), until="up")
        self.play(FadeOut(latent), FadeIn(level), share=0.04)
        self.play(level.at.animate.set_value(self.all.top), share=0.1)
        for stop in ("highest", "flattest"):
            self.hold_until(stop)
            height = level.at.animate.set_value(self.all.tops[self.all.stops[stop]])
            dark = Light(self.on_wall.overlay, 0)
            self.play(*self.on_wall.go_to(stop), height, dark, share=0.1)
        self.leaving = [level]

    def corners(self) -> None:
        """Name the corners."""
        there = self.on_wall
        self.play(FadeOut(there.overlay, *self.leaving), *there.hide(), until="order")
        counted = (Light(name, rate_func=there_and_back) for name in there.wall.labels)
        self.play(LaggedStart(*counted, lag_ratio=0.2), until="opens")
        for stop in ("opens", "closes", "low_opens", "low_closes"):
            self.hold_until(stop)
            self.play(*there.go_to(stop, keep=True), share=0.06)
        self.hold_until("frame")
        self.play(*pulse(there.edge), share=0.06)
        self.hold_until("cross")
        self.play(*pulse(self.in_plane.cross), share=0.06)

    def places(self) -> None:
        """Where y lies decides where the valley lies."""
        here, there = self.in_plane, self.on_wall
        self._show(here.nearest, here.marks, here.cross, there.bottom)
        self.play(*there.hide(), Light(there.curves, 1), share=0.06)
        here.fan_light.set_value(look.FAINT)
        for stop in ("right", "left"):
            self.hold_until(stop)
            faint = Light(there.curves, look.FAINT)
            self.play(*there.go_to(stop), faint, self.turns.low.animate.set_value(1), share=0.1)
            self.meanwhile(self._blink_nearest)
        self.hold_until("nearest")
        everyone = self._family(range(self.n), [(found.z_check,) for found in self.all.valleys])
        self.play(*there.hide(), share=0.06)
        self.play(LaggedStart(*map(FadeIn, everyone), lag_ratio=0.5), share=0.14)
        self.leaving = [*everyone]

    def families(self) -> None:
        """Count the valleys."""
        there = self.on_wall
        parts = self.in_plane.seen, there.curves
        self.play(*(Light(part, look.DIMMED) for part in parts), share=0.05)
        tally: list[Mobject] = []
        for cue, count in (("single", 1), ("double", 2)):
            members = self.all.having(count)
            share = there.put_over_lens(Words(label("some_of_all", some=len(members), all=self.n)))
            deepest = self._family(members, [found.bottoms[:1] for found in self.all.valleys])
            other = self._family(members, [found.bottoms[1:] for found in self.all.valleys])
            names = [Light(name) for i, name in there.wall.names.items() if i in members]
            self.hold_until(cue)
            leaving = tally + self.leaving * bool(members)
            self.play(*map(FadeOut, leaving), *there.wall.dim_names(), share=0.04)
            self.play(FadeIn(deepest, *other.lows, share), *names, share=0.06)
            tally = [share]
            self.meanwhile(partial(pulse, share))
            self.leaving = [deepest, *other.lows] if members else self.leaving
        self.leaving += tally
        for cue, light in (("near", (1, look.DIMMED)), ("far", (look.DIMMED, 1))):
            self.hold_until(cue)
            both = zip((deepest, other), light, strict=True)
            lights = [Light(low, bright) for part, bright in both for low in part.lows]
            self.play(*(lights or pulse(share)), share=0.06)

    def picked(self) -> None:
        """Roll down the curves of the two samples that come next."""
        here, there = self.in_plane, self.on_wall
        self.play(*map(FadeOut, self.leaving), *there.go_to("simple"), share=0.08)
        self.hold_until("simple")
        self._roll()
        self.hold_until("tricky")
        first = [part.copy().clear_updaters() for part in (here.cross, there.edge, there.lit)]
        self.add(*first)
        self.play(FadeOut(there.balls), *there.go_to("tricky", keep=True), share=0.08)
        self._roll()
        self.hold_until("both")
        tags = sample_tags(here.plane.c2p(self.all.y), self.all.picks)
        self.play(*map(FadeIn, tags), *pulse(*first[:2]), share=0.06)

    # --- Parts of beats --------------------------------------------------------------------------

    def _blink_nearest(self) -> list[Any]:
        """Return the animation that dims the way to the nearest point, and lights it again."""
        return [self.turns.low.animate(rate_func=there_and_back).set_value(look.FAINT)]

    def _show(self, *parts: Mobject) -> None:
        """Put parts on top, placed as the state is now."""
        for part in parts:
            part.update()
        self.add(*parts)

    def _family(self, members: Sequence[int], bottoms: Sequence[Sequence[float]]) -> Family:
        """Return some samples with the bottoms of their curves."""
        of = list(members)
        return Family(
            y=self.all.y[of],
            places=self.on_wall.wall.places[of],
            z=self.all.z,
            energies=self.all.energies[of],
            bottoms=self.all.bottoms(members, bottoms),
            plane=self.in_plane.plane,
            wall=self.on_wall.wall,
            axes=self.on_wall.axes,
            size=self.in_plane.size,
        )

    def _roll(self) -> None:
        """Let balls roll from the peaks of the curve down both sides."""
        balls, slid = self.on_wall.balls, self.on_wall.slid
        slid.set_value(0)
        self._show(balls)
        self.play(FadeIn(balls), share=0.03)
        self.play(slid.animate.set_value(1), share=0.12)
