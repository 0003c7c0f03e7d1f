"""Another sample's energy, counted quarter by quarter: a second valley, and why it is there."""

from __future__ import annotations

import math

from manim import (
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Mobject,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    linear,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.energy.counted_legs import Arithmetic, CountedLegs
from scenes.mobjects.energy.formulas import COMPONENTS
from scenes.mobjects.energy.reach import Excess, Reach
from scenes.mobjects.energy.two_views import TURNS, Distance, TwoViews
from scenes.mobjects.energy.valley_marks import (
    BarredRings,
    Crosses,
    Estimate,
    Stretches,
    ValleyLegend,
)
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, filling_size, placed
from scenes.mobjects.light import Light, pulse
from scenes.mobjects.title import Title
from scenes.story.counting import count
from scenes.story.tables import two_valleys_tables
from scenes.story.valleys import valleys

QUARTERS = ("0", "pi \\/ 2", "pi", "3 pi \\/ 2")
STARTS = 0.15  # how far down its slope a walk begins, in z
SWAYS = 2  # how often z steps to both sides of the point that is asked about ...
ASIDE = 0.7  # ... how far, as a share of the way to the next peak, or bottom


class S08TwoValleys(Chapter):
    """Another sample's energy.

    Attributes
    ----------
    view : TwoViews
        The plane and the curve, moved by one z.
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
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        story, data = self.data.story, self.data
        self.y = data.pick(story.picks.two_valleys)
        self.valleys = valleys(data, self.y)
        self.view = TwoViews(
            y=self.y,
            samples=data.slice.y,
            latents=data.latents,
            decode=data.decode,
            energy=lambda z: data.energy(self.y, z),
            spans=(story.plane.y1, story.plane.y2),
            step=story.plane.grid_step,
        )
        self.title = Title(self.script.title)
        self.formula = placed(Formula(COMPONENTS, font_size=filling_size(COMPONENTS)))
        self.estimates = VGroup()

    # --- Beats -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """Another sample becomes y′, and axes wait for its energy."""
        view = self.view
        layers = view.plane, self.title, self.formula, view.samples, view.manifold
        self.play(FadeIn(*layers), share=0.08)
        self.hold_until("pick")
        self.play(GrowFromCenter(view.cross), Light(view.samples, look.DIMMED), share=0.06)
        self.play(FadeIn(view.name, scale=0.5), share=0.05)
        self.hold_until("near")
        self.where = view.where()
        self.play(FadeIn(self.where), share=0.06)
        self.hold_until("right")
        self.play(FadeIn(view.latent_scale, view.energy_scale, view.key), share=0.1)
        self.hold_until("valleys")
        self.play(*pulse(view.cross), share=0.08)

    def start(self) -> None:
        """Count the boxes where z is zero."""
        view = self.view
        view.readout.update()
        self.play(
            FadeOut(self.where),
            Light(view.manifold.marks, look.FAINT),
            Light(view.segment, 1),
            FadeIn(view.y_tilde, view.readout, view.point),
            share=0.04,
        )
        self.add(view.segment, view.curve, view.cross, view.name, view.y_tilde, view.point)
        self.hold_until("count")
        self._count(0, until="sum")

    def quarters(self) -> None:
        """Run on by a quarter, and by another, and count again."""
        for quarter in (1, 2):
            self._run_to(quarter, start=f"run_{quarter}", until=f"count_{quarter}")
            self._count(quarter, until=f"sum_{quarter}")
        self.hold_until("squares")
        self.play(*pulse(*self.estimates), share=0.04)

    def dip(self) -> None:
        """Count at the last quarter, and run on to where z began."""
        view = self.view
        self._run_to(3, start="run", until="count")
        self._count(3, until="sum")
        self.hold_until("back")
        self.play(FadeOut(self.counted, self.sums), self.formula.unfocus(), share=0.04)
        sweep = (tracker.animate.set_value(math.tau) for tracker in (view.z, view.drawn))
        self.play(*sweep, rate_func=linear, share=0.15)

    def why(self) -> None:
        """Compare the ellipse with the circle round y′, at the second bottom."""
        view, second = self.view, self.valleys.second
        self.play(view.z.animate.set_value(second), FadeOut(self.estimates), share=0.08)
        self.hold_until("circle")
        opened = ValueTracker(0.0)
        self.reach = Reach(view.plane, center=self.y, touching=self.data.decode(second))
        self.excess = Excess(view.plane, self.reach)
        self.distance = Distance(view, radius=self.reach.radius)
        self.reach.open(0.0)
        follow(self.reach, lambda circle: circle.open(opened.get_value()))
        follow(self.excess, self._place_excess)
        self.add(self.reach, view.segment, self.excess, view.cross, view.name, view.y_tilde)
        self.play(opened.animate.set_value(1.0), FadeIn(*self.distance), until="touch")
        self.reach.clear_updaters()
        self.play(Light(view.segment, look.FAINT), *pulse(view.y_tilde), share=0.05)
        self.hold_until("sway")
        self.play(UpdateFromAlphaFunc(view.z, self._step_aside), until="claim")
        self.play(*pulse(view.y_tilde), share=0.05)

    def two_valleys(self) -> None:
        """Draw three turns, and tell the true valley from the false one."""
        view, found = self.view, self.valleys
        fading = self.reach, self.excess, self.distance
        self.play(FadeOut(*fading), view.z.animate.set_value(math.tau), view.widen(), share=0.1)
        sweep = (t.animate.set_value(TURNS * math.tau) for t in (view.z, view.drawn))
        self.play(*sweep, rate_func=linear, until="every")
        self.hold_until("true")
        legend = ValleyLegend(
            true=found.lowest,
            false=None if found.false is None else float(self.data.energy(self.y, found.false)),
        )
        best = Crosses(view.on_curve(view.every_turn(found.true)))
        there = Crosses(view.plane.c2p(self.data.decode(found.true)))
        self.marks: list[Mobject] = [best, there]
        self.play(FadeIn(best, there, legend.true), share=0.06)
        self.hold_until("false")
        if found.false is not None:
            rings = BarredRings(view.on_curve(view.every_turn([found.false])))
            other = BarredRings(view.plane.c2p(self.data.decode([found.false])))
            self.marks += [rings, other]
            self.play(FadeIn(rings, other, legend.false), share=0.06)
        self.hold_until("basin")
        self._walk_downhill(found.true[0] if found.false is None else found.false, until="find")
        self.play(*pulse(best, there), share=0.06)

    # --- Parts of beats --------------------------------------------------------------------------

    def _run_to(self, quarter: int, *, start: str, until: str) -> None:
        """Clear the count away, and run on to a quarter of a turn."""
        view = self.view
        self.hold_until(start)
        self.play(FadeOut(self.counted, self.sums), self.formula.unfocus(), share=0.02)
        z = quarter * math.pi / 2
        sweep = (tracker.animate.set_value(z) for tracker in (view.z, view.drawn))
        self.play(*sweep, until=until)

    def _count(self, quarter: int, *, until: str) -> None:
        """Count the boxes at a quarter of a turn, and set their squares beside the exact energy."""
        view, z = self.view, quarter * math.pi / 2
        found = count(self.data, self.y, z)
        self.counted = CountedLegs(
            view.plane, start=self.data.decode(z), end=self.y, boxes=found.boxes
        )
        self.sums = Arithmetic(
            QUARTERS[quarter],
            found.lengths,
            exact=float(self.data.energy(self.y, z)),
            zone=look.COUNTING_ROW,
        )
        self.play(*(Create(leg) for leg in self.counted.legs), share=0.02)
        self.add(self.counted, view.cross, view.name, view.y_tilde)
        self.play(self.counted.count_up(), until=until)
        estimate = Estimate(view.axes, z=z, energy=found.energy)
        self.estimates.add(estimate)
        steps = [f"step.{i + 1}" for i, boxes in enumerate(found.boxes) if boxes]
        focus = self.formula.focus(*steps) if steps else self.formula.unfocus()
        self.play(self.counted.conclude(), FadeIn(self.sums, estimate), focus, share=0.03)

    def _step_aside(self, z: Mobject, alpha: float) -> None:
        """Move z to one side of the second bottom, to the other, and back to it."""
        assert isinstance(z, ValueTracker)
        second, way = self.valleys.second, ASIDE * math.sin(SWAYS * alpha * math.tau)
        left, right = self.valleys.between(second)
        z.set_value(second + way * (right - second if way > 0 else second - left))

    def _walk_downhill(self, bottom: float, *, until: str) -> None:
        """Mark the stretch of z from which all ways lead down to a bottom, and go one of them."""
        view = self.view
        start = bottom
        if self.valleys.bottoms:
            left, right = self.valleys.between(bottom)
            start = left + STARTS * (bottom - left)
            stretch = Stretches(view.axes, (left, right))
            self.add(stretch, view.y_tilde, view.point, *self.marks)
            self.play(
                view.z.animate.set_value(start + math.tau),
                Create(stretch),
                share=0.1,
            )
        self.play(view.z.animate.set_value(bottom + math.tau), until=until)

    def _place_excess(self, excess: Excess) -> None:
        excess.point_at(self.view.g_of_z, look.ENERGY.to_rgb())
