"""Another sample's energy, counted quarter by quarter: a second valley, and why it is there."""

from __future__ import annotations

import math

from manim import Create, FadeIn, FadeOut, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.energy.circle_through import CircleThrough
from scenes.mobjects.energy.counted_views import CountAt, CountedViews
from scenes.mobjects.energy.two_views import TURNS
from scenes.mobjects.energy.valley_bottoms import ValleyBottoms
from scenes.mobjects.energy.valley_marks import Stretches, ValleyLegend
from scenes.mobjects.light import Light, pulse
from scenes.mobjects.title import Title
from scenes.story.counting import count
from scenes.story.tables import two_valleys_tables
from scenes.story.valleys import valleys

QUARTERS = ("0", "pi \\/ 2", "pi", "3 pi \\/ 2")
STARTS = 0.15  # how far down its slope a walk begins, as a share of the way to the bottom


class S08TwoValleys(Chapter):
    """Another sample's energy.

    Attributes
    ----------
    view : CountedViews
        The plane and the curve, moved by one z, and what is counted.
    alone : Alone
        The plane, until the axes of the energy arrive beside it.
    valleys : Valleys
        The true valley and the false one.
    bottoms, legend : ValleyBottoms, ValleyLegend
        Their marks, and what the marks mean.
    circle : CircleThrough
        What the ellipse is compared with.
    """

    tables = (two_valleys_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.pick)
        self.beat(self.start)
        self.beat(self.quarters)
        self.beat(self.dip)
        self.beat(self.why)
        self.beat(self.two_valleys)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        story, data = self.data.story, self.data
        y = data.pick(story.picks.two_valleys)
        quarters = [(name, i * math.pi / 2) for i, name in enumerate(QUARTERS)]
        self.view = CountedViews(
            y=y,
            samples=data.slice.y,
            latents=data.latents,
            decode=data.decode,
            energy=lambda z: data.energy(y, z),
            spans=(story.plane.y1, story.plane.y2),
            step=story.plane.grid_step,
            counted=[(name, z, count(data, y, z).boxes) for name, z in quarters],
        )
        self.valleys = found = valleys(data, y)
        self.bottoms = ValleyBottoms(self.view, true=found.true, false=found.false)
        self.legend = ValleyLegend(
            true=found.lowest,
            false=None if found.false is None else float(data.energy(y, found.false)),
        )
        self.circle = CircleThrough(self.view, z=found.second)
        self.title = Title(self.script.title)
        self.alone = Alone(self.view.plane, *self.view.standing)

    # --- Beats -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """Another sample becomes y′, and axes wait for its energy."""
        view = self.view
        layers = view.plane, self.title, view.samples, view.manifold
        self.play(FadeIn(*layers), share=0.08)
        self.hold_until("pick")
        self.play(*view.pick_out(), share=0.06)
        self.play(view.call_by_name(), share=0.05)
        self.hold_until("near")
        self.play(FadeIn(view.where), share=0.06)
        self.hold(0.12)
        self.play(*pulse(view.cross), share=0.06)
        self.hold_until("right")
        self.play(FadeOut(view.where), *self.alone.make_room(), share=0.06)
        self.play(view.await_energy(), share=0.06)
        self.hold_until("valleys")
        self.play(*pulse(view.cross), share=0.08)

    def start(self) -> None:
        """Count the boxes where z is zero."""
        view = self.view
        self.play(*view.begin(), Light(view.segment, 1), share=0.04)
        self.add(*view.moving)
        self.hold_until("count")
        self._count(view.counts[0], until="sum")

    def quarters(self) -> None:
        """Run on by a quarter, and by another, and count again."""
        for quarter in (1, 2):
            self._run_to(quarter, start=f"run_{quarter}", until=f"count_{quarter}")
            self._count(self.view.counts[quarter], until=f"sum_{quarter}")
        self.hold_until("squares")
        self.play(*pulse(*self.view.estimates[:3]), share=0.04)

    def dip(self) -> None:
        """Count at the last quarter, and run on to where z began."""
        view = self.view
        self._run_to(3, start="run", until="count")
        self._count(view.counts[3], until="sum")
        self.hold_until("back")
        self.play(*view.clear(view.counts[3]), share=0.04)
        self.play(*view.run_to(math.tau), rate_func=linear, share=0.15)

    def why(self) -> None:
        """Compare the ellipse with the circle round y′, at the second bottom."""
        view, circle, second = self.view, self.circle, self.valleys.second
        self.play(view.z.animate.set_value(second), FadeOut(view.estimates), share=0.08)
        self.hold_until("circle")
        self.add(circle.outline, view.segment, circle.excess, *view.on_segment)
        self.play(*circle.compare(), *circle.make_way(view.name), until="touch")
        self.play(Light(view.segment, look.FAINT), *pulse(view.y_tilde), share=0.05)
        self.hold_until("sway")
        self.play(view.sway(second, self.valleys.between(second)), until="claim")
        self.play(*pulse(view.y_tilde), share=0.05)

    def two_valleys(self) -> None:
        """Draw three turns, and tell the true valley from the false one."""
        view, circle, bottoms = self.view, self.circle, self.bottoms
        fading = FadeOut(circle.outline, circle.excess, circle.distance)
        self.play(fading, view.z.animate.set_value(math.tau), view.widen(), share=0.1)
        self.play(*view.run_to(TURNS * math.tau), rate_func=linear, until="every")
        self.hold_until("true")
        bottoms.place()
        self.play(FadeIn(bottoms.true, bottoms.true_there, self.legend.true), share=0.06)
        self.meanwhile(lambda: [bottoms.true.pulse(), bottoms.true_there.pulse()])
        self.hold_until("false")
        false = self.valleys.false
        if false is not None:
            self.play(FadeIn(bottoms.false, bottoms.false_there, self.legend.false), share=0.06)
        self.hold_until("basin")
        self._walk_downhill(self.valleys.true[0] if false is None else false, until="find")
        self.play(bottoms.true.pulse(), bottoms.true_there.pulse(), share=0.06)

    # --- Parts of beats --------------------------------------------------------------------------

    def _run_to(self, quarter: int, *, start: str, until: str) -> None:
        """Clear the last count away, and run on to a quarter of a turn."""
        before, count = self.view.counts[quarter - 1 : quarter + 1]
        self.hold_until(start)
        self.play(*self.view.clear(before), share=0.02)
        self.play(*self.view.run_to(count.z), until=until)

    def _count(self, count: CountAt, *, until: str) -> None:
        """Count the boxes, and set their squares beside the exact energy."""
        view = self.view
        self.play(*count.lay_legs(), share=0.02)
        self.add(count.boxes, *view.on_segment)
        self.play(count.boxes.count_up(), until=until)
        told = FadeIn(count.sums, count.estimate)
        self.play(count.boxes.conclude(), told, count.focus(view.formula), share=0.03)
        self.meanwhile(lambda: pulse(count.sums))

    def _walk_downhill(self, bottom: float, *, until: str) -> None:
        """Mark the stretch of z from which all ways lead down to a bottom, and go one of them."""
        view = self.view
        if self.valleys.bottoms:
            left, right = self.valleys.between(bottom)
            stretch = Stretches(view.axes, (left, right))
            self.add(stretch, view.y_tilde, view.point, *self.bottoms.all)
            start = left + STARTS * (bottom - left) + math.tau
            self.play(view.z.animate.set_value(start), Create(stretch), share=0.1)
        self.play(view.z.animate.set_value(bottom + math.tau), until=until)
