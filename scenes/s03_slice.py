"""Chapter 3: the slice of the horn at one x, and the angle that nobody recorded."""

from __future__ import annotations

import math

import numpy as np
from manim import LEFT, UL, Create, FadeIn, FadeOut, LaggedStart, Line, ValueTracker, VGroup

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import Plane
from scenes.mobjects.boxes import Boxes
from scenes.mobjects.formula import Formula, TransformFormula, format_number
from scenes.mobjects.horn import END_ON, Horn
from scenes.mobjects.observation import (
    exponential,
    half_solved_radii,
    observation,
    radii_formula,
    solved_radii,
)
from scenes.mobjects.points import Discs
from scenes.mobjects.readout import Readout
from scenes.mobjects.sample_table import SampleTable
from scenes.mobjects.space import Sheet, faded
from scenes.mobjects.title import Title

BOX_CUES = (("right", "across"), ("up", "upwards"))  # where counting a radius begins and ends


class S03Slice(Chapter):
    """The slice of the horn at one x."""

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
        """Slide the sheet to the slice; the numbers follow, then the formula takes them."""
        x = self.data.story.slice.x
        self.play(self.x.animate.set_value(x), until="factor")
        radii = self.data.radii(x)
        half, simple = half_solved_radii(x, self._factor()), solved_radii(x, (radii[0], radii[1]))
        self.play(TransformFormula(self.formula, half), until="radii")
        self.play(TransformFormula(half, simple), share=0.12)
        self.formula = simple

    def face_on(self) -> None:
        """Turn the slice to face us, until it is the plane of y with its grid."""
        horn, story = self.horn, self.data.story
        self.y_plane = Plane(
            y1=story.plane.y1, y2=story.plane.y2, step=story.plane.grid_step, zone=look.WIDE_STAGE
        )
        gone = faded(0.0, horn.dots, horn.rings, horn.profiles, *horn.arrows)
        self.play(*gone, FadeOut(self.readout), share=0.08)
        self.play(
            *horn.seen_from(END_ON),
            *horn.zoomed(self.y_plane.unit / horn.unit_y, x=story.slice.x),
            horn.view.center.animate.move_to(self.y_plane.c2p([0.0, 0.0])),
            until="plane",
        )
        radii = self.data.radii(story.slice.x)
        formula = observation("noise", radii=(radii[0], radii[1]))
        self.play(
            FadeIn(self.y_plane),
            self.sheet.opacity.animate.set_value(0.0),
            TransformFormula(self.formula, formula),
            share=0.15,
        )
        self.formula = formula
        self.hold_until("box")
        self.box = Boxes(self.y_plane, axis=0, length=self.y_plane.step, color=look.INK)
        self.play(FadeIn(self.box), share=0.08)

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
        self.play(LaggedStart(*map(FadeIn, table.marks), lag_ratio=0.3), share=0.2)
