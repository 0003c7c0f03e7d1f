"""Chapter 3: the slice of the horn at one x, and the angle that nobody recorded."""

from __future__ import annotations

import numpy as np
from manim import Create, FadeIn, FadeOut, GrowFromCenter

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.axes import Plane
from scenes.mobjects.formula import TransformFormula
from scenes.mobjects.horn.formulas import (
    exponential,
    observation,
    radii_at_start,
    radii_formula,
    radii_worked_out,
)
from scenes.mobjects.horn.radii_in_boxes import MeasuredBox, RadiiInBoxes
from scenes.mobjects.horn.radii_readout import RadiiReadout
from scenes.mobjects.horn.sample_table import SampleTable
from scenes.mobjects.horn.sliced_horn import SlicedHorn
from scenes.mobjects.horn.spokes import Spokes
from scenes.mobjects.horn.trace import AROUND
from scenes.mobjects.light import pulse, swell
from scenes.mobjects.points import Discs
from scenes.mobjects.space import faded
from scenes.mobjects.title import Title
from scenes.story.tables import slice_tables

WAYS = ("to_the_right", "upwards")  # of the plane's axes
BOX_CUES = (("right", "across"), ("up", "upwards"))  # where counting a radius begins and ends


class S03Slice(Chapter):
    """The slice of the horn at one x.

    Attributes
    ----------
    horn : SlicedHorn
        The horn, with the sheet that cuts it.
    readout : RadiiReadout
        What the formula of the radii comes to at the sheet.
    y_plane, discs : Plane, Discs
        The slice, and its samples in it.
    one_box, counted : MeasuredBox, RadiiInBoxes
        A box of the grid, and the radii counted in such boxes.
    alone : Alone
        The plane, and what lies in it while it has no table beside it.
    table, spokes : SampleTable, Spokes
        The samples' numbers, and their angles.
    rule, steps, solved, sampled : Formula
        The radii; at the slice, step by step; worked out; and the slice's y.
    """

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
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, shown, cut = self.data, self.data.story.plane, self.data.slice
        self.at = self.data.story.slice.x
        radii = data.radii(self.at).tolist()
        x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.horn = SlicedHorn(
            x=data.horn.x,
            y=data.horn.y,
            rings_x=x,
            rings_y=rings,
            ellipse=lambda x: data.horn_mean(x, AROUND),
            end=self.at,
            half=(max(map(abs, shown.y1)), max(map(abs, shown.y2))),
        )
        self.y_plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step, zone=look.WIDE_STAGE)
        self.discs = Discs(self.y_plane.c2p(cut.y))
        self.spokes = Spokes(self.y_plane, data.horn_mean(cut.x, cut.theta))
        side = look.SIDE_STAGE
        self.table = SampleTable(cut.theta, cut.y, zone=side)
        color = look.x_color(self.at)
        self.counted = RadiiInBoxes(self.y_plane, radii, color=color, zone=side)
        self.alone = Alone(self.y_plane, self.discs)
        self.one_box = MeasuredBox(self.y_plane)  # seen only while the plane is alone
        self._write((radii[0], radii[1]))
        self._tell_radii()

    def _write(self, radii: tuple[float, float]) -> None:
        """Write the title, the formula of the radii until they are worked out, and y with them."""
        x, growth = self.at, self.data.story.horn.growth
        self.title = Title(self.script.title, "x")
        self.rule = radii_formula(growth)
        factor = float(self.data.exponential(x))
        self.steps = radii_worked_out(x, radii, growth=growth, factor=factor)
        self.solved = radii_at_start(radii) if x == 0 else self.steps[-1]
        self.sampled = observation("noise", radii=radii)

    def _tell_radii(self) -> None:
        """Make the numbers that follow the sheet."""
        data, x = self.data, self.horn.x
        self.readout = RadiiReadout(
            x.get_value,
            lambda: data.radii(x.get_value()),
            factor=(
                exponential(data.story.horn.growth),
                lambda: float(data.exponential(x.get_value())),
            ),
            largest=float(np.max([data.exponential(1.0), *data.radii(1.0)])),
        )

    # --- Beats -----------------------------------------------------------------------------------

    def plane(self) -> None:
        """Show the horn and put a sheet across its far end."""
        horn = self.horn
        self.add(horn, horn.labels)
        whole = faded(1.0, *horn.arrows, horn.dots)
        whole += faded(look.ENVELOPE, horn.rings, horn.profiles)
        self.play(FadeIn(self.title), *whole, share=0.2)
        self.play(*faded(1.0, horn.sheet, horn.cut), share=0.2)
        around = faded(look.FAINT, horn.dots)
        self.play(FadeIn(self.rule), *around, share=0.12)
        self.hold_until("radii")
        self.play(FadeIn(self.readout), share=0.1)

    def slide(self) -> None:
        """Slide the sheet to the slice; the numbers follow, then the formula, step by step."""
        put_in, factor, first, both = self.steps
        self.play(self.horn.x.animate.set_value(self.at), until="formula")
        self.play(TransformFormula(self.rule, put_in), until="factor")
        self.play(TransformFormula(put_in, factor, whole=("growth",)), until="first")
        self.play(TransformFormula(factor, first, whole=("rho.1",)), share=0.07)
        self.hold_until("second")
        self.play(TransformFormula(first, both, whole=("growth", "rho.2")), share=0.07)
        self.hold_until("claim")
        if self.solved is both:
            self.play(*pulse(both.part("x"), self.readout[0]), share=0.1)
        else:
            self.play(TransformFormula(both, self.solved), share=0.1)

    def face_on(self) -> None:
        """Turn the slice to face us, until it is the plane of y with its grid."""
        plane, box = self.y_plane, self.one_box
        gone = faded(0.0, *self.horn.arrows)  # before the view turns, and carries them past words
        self.play(FadeOut(self.readout, self.solved), *gone, share=0.04)
        self.play(*self.horn.face(plane), until="plane")
        self.play(FadeIn(plane), *faded(0.0, self.horn.sheet), until="to_the_right")
        for axis, label, cue in zip(plane.axes, plane.labels, WAYS, strict=True):
            self.hold_until(cue)
            self.play(*swell(axis), *pulse(label), share=0.08)
        self.hold_until("box")
        self.play(GrowFromCenter(box.box), FadeIn(box.size), share=0.1)

    def samples(self) -> None:
        """Let the samples land in the plane, and their numbers in a table beside it."""
        table = self.table
        self.play(FadeOut(self.one_box), *faded(look.FAINT, self.horn.cut), share=0.05)
        self.play(self.discs.arrive(), share=0.27)
        room = *self.alone.make_room(), self.horn.kept_in(self.y_plane)
        self.play(*room, FadeIn(self.sampled), share=0.09)
        self.play(FadeIn(table.heads[1:], table.rule), share=0.08)
        self.play(table.list_observations(), share=0.35)

    def boxes(self) -> None:
        """Count the boxes of the two radii."""
        rows, counts = self.counted.rows, self.counted.counts
        quiet = self.discs.animate.set_opacity(look.DIMMED)
        self.play(FadeOut(*self.table.observed), quiet, *faded(1.0, self.horn.cut), share=0.12)
        for row, count, (start, end) in zip(rows, counts, BOX_CUES, strict=True):
            self.hold_until(start)
            self.play(row.count_up(), until=end)
            self.play(FadeIn(count), share=0.06)
        self.hold_until("middle")
        lit = self.discs.animate.set_opacity(1.0)
        self.play(lit, rows.animate.set_opacity(look.VEIL), share=0.08)

    def missing_variable(self) -> None:
        """Show the angles that made the samples, and lose them."""
        table = self.table
        self.play(
            FadeOut(self.counted.rows, self.counted.counts),
            FadeIn(*table.observed),
            self.discs.animate.set_opacity(1.0),
            *faded(look.FAINT, self.horn.cut),
            share=0.06,
        )
        self.add(self.spokes, self.discs)
        angles = table.list_angles()
        rule = Create(table.rule_of_angles)
        self.play(self.spokes.grow(), FadeIn(table.heads[0]), rule, angles, share=0.18)
        self.hold_until("gone")
        quiet = self.sampled.part("theta").animate.set_opacity(look.DIMMED)
        self.play(FadeOut(self.spokes), FadeOut(table.angles), quiet, share=0.1)
        self.hold_until("nobody")
        self.play(table.list_marks(), until="missing")
        self.play(*pulse(table.heads[0], *table.marks), share=0.12)
