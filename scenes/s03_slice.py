"""Chapter 3: the slice of the horn at one x, and the angle that nobody recorded."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UL,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ReplacementTransform,
    ValueTracker,
    VGroup,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import Plane
from scenes.mobjects.formula import Formula, TransformFormula, format_number
from scenes.mobjects.horn.boxes import Boxes
from scenes.mobjects.horn.formulas import (
    exponential,
    observation,
    radii_at,
    radii_at_start,
    radii_formula,
)
from scenes.mobjects.horn.horn import END_ON, Horn
from scenes.mobjects.horn.sample_table import SampleTable
from scenes.mobjects.light import pulse, swell
from scenes.mobjects.points import Discs
from scenes.mobjects.readout import Readout
from scenes.mobjects.space import Sheet, faded
from scenes.mobjects.title import Title
from scenes.story.tables import slice_tables

WAYS = ("to_the_right", "upwards")  # of the plane's axes
BOX_CUES = (("right", "across"), ("up", "upwards"))  # where counting a radius begins and ends


class S03Slice(Chapter):
    """The slice of the horn at one x."""

    tables = (slice_tables,)

    def construct(self) -> None:
        """Cut the horn at x, turn the cut to face us, draw its samples and count its boxes."""
        self.beat(self.plane)
        self.beat(self.slide)
        self.beat(self.face_on)
        self.beat(self.samples)
        self.beat(self.boxes)
        self.beat(self.missing_variable)

    def setup(self) -> None:
        """Make the horn, and the sheet across it with the ellipse that it cuts."""
        data = self.data
        x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.around = np.linspace(0.0, math.tau, look.ELLIPSE_POINTS)
        self.horn = Horn(x=data.horn.x, y=data.horn.y, rings_x=x, rings_y=rings)
        self.x = ValueTracker(1.0)
        self.cut = self.horn.ring(1.0, rings[-1])
        self.widest = np.abs(rings).max(axis=(0, 1)) * look.SHEET_MARGIN
        self.sheet = Sheet(tuple(self.widest), look.INK.to_rgb(), self.x, ValueTracker(0.0))
        self.horn.sheet = self.sheet
        self.horn.add_updater(lambda _: self._follow())
        for part in self.horn.parts:
            part.opacity.set_value(0.0)

    def _follow(self) -> None:
        """Let the cut follow the sheet, which shrinks on its way to be the plane of y."""
        x, story = self.x.get_value(), self.data.story
        self.horn.move_ring(self.cut, x, self.data.horn_mean(x, self.around))
        plane = np.array([max(map(abs, story.plane.y1)), max(map(abs, story.plane.y2))])
        share = (x - story.slice.x) / (1 - story.slice.x) if story.slice.x < 1 else 0.0
        self.sheet.half = tuple(plane + share * (self.widest - plane))

    def _factor(self) -> float:
        """Return the exponential in the formula of the radii, at the sheet."""
        return float(self.data.exponential(self.x.get_value()))

    def plane(self) -> None:
        """Show the horn and put a sheet across its far end."""
        horn = self.horn
        self.add(horn, horn.labels)
        self.formula = radii_formula(self.data.story.horn.growth)
        whole = faded(1.0, *horn.arrows, horn.dots)
        whole += faded(look.ENVELOPE, horn.rings, horn.profiles)
        self.play(FadeIn(Title(self.script.title)), *whole, share=0.2)
        self.play(*faded(1.0, self.sheet, self.cut), share=0.2)
        around = faded(look.FAINT, horn.dots)
        around += faded(look.ENVELOPE * look.FAINT, horn.rings, horn.profiles)
        self.play(FadeIn(self.formula), *around, share=0.12)
        self.readout = Readout(
            ('part("x", x)', self.x.get_value),
            (exponential(self.data.story.horn.growth), self._factor),
            ("rho_1", lambda: self.data.radii(self.x.get_value())[0]),
            ("rho_2", lambda: self.data.radii(self.x.get_value())[1]),
            largest=float(max(self._factor(), *self.data.radii(1.0))),
        ).move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        self.hold_until("radii")
        self.play(FadeIn(self.readout), share=0.1)

    def slide(self) -> None:
        """Slide the sheet to the slice; the numbers follow, then the formula, step by step."""
        x, growth = self.data.story.slice.x, self.data.story.horn.growth
        self.play(self.x.animate.set_value(x), until="formula")
        rho1, rho2 = (float(radius) for radius in self.data.radii(x))
        factor = self._factor()
        self._write(radii_at(x, growth=growth), until="factor")
        solved = radii_at(x, growth=growth, factor=factor)
        self._write(solved, whole=("growth",), until="first")
        for cue, radii, whole in (
            ("first", (rho1, None), ("rho.1",)),
            ("second", (rho1, rho2), ("growth", "rho.2")),
        ):
            self.hold_until(cue)
            solved = radii_at(x, growth=growth, factor=factor, radii=radii)
            self._write(solved, whole=whole, share=0.07)
        self.hold_until("claim")
        if x == 0:
            self._write(radii_at_start((rho1, rho2)), share=0.1)
        else:
            self.play(*pulse(self.formula.part("x"), self.readout[0]), share=0.1)

    def _write(self, formula: Formula, *, whole: tuple[str, ...] = (), **time: Any) -> None:
        """Let the formula become another one, for a share of the beat or until a cue."""
        self.play(TransformFormula(self.formula, formula, whole=whole), **time)
        self.formula = formula

    def face_on(self) -> None:
        """Turn the slice to face us, until it is the plane of y with its grid."""
        horn, story = self.horn, self.data.story
        self.y_plane = Plane(
            y1=story.plane.y1, y2=story.plane.y2, step=story.plane.grid_step, zone=look.WIDE_STAGE
        )
        self.play(
            *faded(0.0, horn.dots, horn.rings, horn.profiles, *horn.arrows),
            FadeOut(self.readout),
            *horn.seen_from(END_ON),
            *horn.zoomed(self.y_plane.unit / horn.unit_y, x=story.slice.x),
            horn.view.center.animate.move_to(self.y_plane.c2p([0.0, 0.0])),
            until="plane",
        )
        gone = self.sheet.opacity.animate.set_value(0.0)
        self.play(FadeIn(self.y_plane), gone, until="to_the_right")
        for axis, label, cue in zip(self.y_plane.axes, self.y_plane.labels, WAYS, strict=True):
            self.hold_until(cue)
            self.play(*swell(axis), *pulse(label), share=0.08)
        radii = self.data.radii(story.slice.x)
        self._write(observation("noise", radii=(radii[0], radii[1])), share=0.1)
        self.hold_until("box")
        step = self.y_plane.step
        box = Boxes(self.y_plane, axis=0, length=step, color=look.INK)
        closer = box.copy().move_to(look.SIDE_STAGE.center)
        closer.scale_to_fit_height(look.SIDE_STAGE.height / 2)
        size = Formula(f"{format_number(step)} times {format_number(step)}")
        size.next_to(closer, DOWN, buff=look.GAP)
        self.play(FadeIn(box), share=0.04)
        self.play(ReplacementTransform(box.copy(), closer), FadeIn(size), share=0.1)
        self.box = VGroup(box, closer, size)

    def samples(self) -> None:
        """Let the samples land in the plane, and their numbers in a table beside it."""
        samples = self.data.slice
        self.discs = Discs(self.y_plane.c2p(samples.y))
        self.table = SampleTable(samples.theta, samples.y, zone=look.SIDE_STAGE)
        rows = self.table.observations
        quiet = self.cut.opacity.animate.set_value(look.FAINT)
        self.play(FadeOut(self.box), quiet, share=0.05)
        self.play(self.discs.arrive(), share=0.4)
        self.play(FadeIn(self.table.heads[1:], self.table.rule), share=0.08)
        self.play(
            LaggedStart(*map(FadeIn, rows), FadeIn(self.table.more), lag_ratio=0.5), share=0.3
        )

    def boxes(self) -> None:
        """Count the boxes of the two radii."""
        self.play(
            FadeOut(
                self.table.heads[1:], self.table.rule, self.table.observations, self.table.more
            ),
            self.discs.animate.set_opacity(look.DIMMED),
            self.cut.opacity.animate.set_value(1.0),
            share=0.12,
        )
        radii, step = self.data.radii(self.data.story.slice.x), self.y_plane.step
        self.rows_of_boxes = VGroup()
        self.counts = VGroup()
        for axis, (radius, cues) in enumerate(zip(radii, BOX_CUES, strict=True)):
            self.hold_until(cues[0])
            row = Boxes(
                self.y_plane, axis=axis, length=radius, color=look.x_color(self.x.get_value())
            )
            numbers = [format_number(value, 2) for value in (row.count, step, radius)]
            count = Formula(
                f"rho_{axis + 1} = {numbers[0]} times {numbers[1]} = {numbers[2]}",
            ).move_to(look.SIDE_STAGE.at(0.1, 0.7 - 0.3 * axis), aligned_edge=LEFT)
            look.SIDE_STAGE.shrink(count)
            self.rows_of_boxes.add(row)
            self.counts.add(count)
            self.play(row.count_up(), until=cues[1])
            self.play(FadeIn(count), share=0.06)
        self.hold_until("middle")
        lit = self.discs.animate.set_opacity(1.0)
        self.play(lit, self.rows_of_boxes.animate.set_opacity(look.DIMMED), share=0.08)

    def missing_variable(self) -> None:
        """Show the angles that made the samples, and lose them."""
        samples, plane = self.data.slice, self.y_plane
        ends = plane.c2p(self.data.horn_mean(samples.x, samples.theta))
        origin = plane.c2p([0.0, 0.0])
        self.spokes = VGroup(
            *(Line(origin, end, color=look.LATENT, stroke_width=look.LINE) for end in ends)
        )
        table = self.table
        self.play(
            FadeOut(self.rows_of_boxes, self.counts),
            FadeIn(table.heads[1:], table.rule, table.observations, table.more),
            self.discs.animate.set_opacity(1.0),
            self.cut.opacity.animate.set_value(look.FAINT),
            share=0.06,
        )
        self.add(self.spokes, self.discs)
        self.play(
            LaggedStart(*map(Create, self.spokes), lag_ratio=0.1),
            FadeIn(table.heads[0]),
            LaggedStart(*map(FadeIn, table.angles), lag_ratio=0.4),
            share=0.18,
        )
        self.hold_until("gone")
        self.play(
            FadeOut(self.spokes),
            FadeOut(table.angles),
            self.formula.part("theta").animate.set_opacity(look.DIMMED),
            share=0.1,
        )
        self.hold_until("nobody")
        self.play(LaggedStart(*map(FadeIn, table.marks), lag_ratio=0.3), until="missing")
        self.play(*pulse(table.heads[0], table.marks), share=0.12)
