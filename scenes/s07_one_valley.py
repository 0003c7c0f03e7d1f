"""One sample's energy, counted in boxes: its valley, and what z does after a whole turn."""

from __future__ import annotations

import math

from manim import UP, Create, FadeIn, FadeOut, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.alone import Alone
from scenes.mobjects.energy.components import PLACES
from scenes.mobjects.energy.counted_views import CountAt, CountedViews
from scenes.mobjects.energy.formulas import AGAIN_AFTER_A_TURN, best
from scenes.mobjects.energy.two_views import TURNS, in_row
from scenes.mobjects.energy.valley_bottoms import ValleyBottoms
from scenes.mobjects.following import follow
from scenes.mobjects.formula import format_number
from scenes.mobjects.light import Light, pulse
from scenes.mobjects.title import Title
from scenes.story.counting import count
from scenes.story.tables import one_valley_tables
from scenes.story.valleys import valleys

COUNTED = (("0", 0.0), ("pi", math.pi))


class S07OneValley(Chapter):
    """One sample's energy.

    Attributes
    ----------
    view : CountedViews
        The plane and the curve, moved by one z, and what is counted.
    alone : Alone
        The plane, until the axes of the energy arrive beside it.
    bottoms : ValleyBottoms
        Where the energy is lowest.
    solution, again : Formula
        The best z with its energy; what it is after a whole turn.
    """

    tables = (one_valley_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.pick)
        self.beat(self.far)
        self.beat(self.near)
        self.beat(self.valley)
        self.beat(self.periodic)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        story, data = self.data.story, self.data
        y = data.pick(story.picks.one_valley)
        self.view = CountedViews(
            y=y,
            samples=data.slice.y,
            latents=data.latents,
            decode=data.decode,
            energy=lambda z: data.energy(y, z),
            spans=(story.plane.y1, story.plane.y2),
            step=story.plane.grid_step,
            counted=[(name, z, count(data, y, z).boxes) for name, z in COUNTED],
        )
        found = valleys(data, y)
        self.z_check = found.z_check
        self.bottoms = ValleyBottoms(self.view, true=found.true)
        self.level = self.view.level(0.0)
        numbers = (format_number(value, PLACES) for value in (found.z_check, found.lowest))
        self.solution, self.again = in_row(best(*numbers)), in_row(AGAIN_AFTER_A_TURN)
        self.title = Title(self.script.title)
        self.alone = Alone(self.view.plane, *self.view.standing)

    # --- Beats -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """One sample becomes y′, and axes wait for its energy."""
        view = self.view
        self.play(FadeIn(view.plane, self.title, view.samples), share=0.1)
        self.hold_until("violet")
        self.play(FadeIn(view.manifold), share=0.06)
        self.hold_until("pick")
        self.play(*view.pick_out(), share=0.06)
        self.play(view.call_by_name(), share=0.05)
        self.hold_until("near")
        self.play(FadeIn(view.where), share=0.06)
        self.hold_until("right")
        self.play(FadeOut(view.where), *self.alone.make_room(), share=0.06)
        self.play(view.await_energy(), share=0.06)

    def far(self) -> None:
        """Count the boxes at z = 0."""
        view = self.view
        self.play(*view.begin(), share=0.07)
        self.add(*view.moving)
        self.hold_until("segment")
        self.play(Light(view.segment, 1), share=0.05)
        self._count(view.counts[0])

    def near(self) -> None:
        """Run half a turn, and count again."""
        far, near = self.view.counts
        self.play(*self.view.clear(far), share=0.05)
        self.play(*self.view.run_to(near.z), rate_func=linear, until="pi")
        self._count(near)

    def valley(self) -> None:
        """Run on to where z began, and mark the bottom."""
        view, bottoms = self.view, self.bottoms
        self.play(*view.clear(view.counts[1]), share=0.04)
        self.play(*view.run_to(math.tau), rate_func=linear, until="back")
        self.play(Create(self.level), *pulse(view.y_tilde), share=0.08)
        self.hold_until("valley")
        lowest = view.z.animate.set_value(self.z_check)
        self.play(FadeOut(self.level, view.estimates), lowest, until="bottom")
        self.play(FadeIn(bottoms.true, bottoms.true_there, scale=1.5), share=0.06)
        self.play(FadeIn(self.solution, shift=look.GAP * UP), share=0.06)
        self.meanwhile(lambda: [bottoms.true.pulse()])

    def periodic(self) -> None:
        """Widen the axis to three turns, and let z run on through the other two."""
        view, crosses = self.view, self.bottoms.true
        follow(crosses, lambda _: self.bottoms.place())
        self.play(FadeOut(self.solution), view.widen(), share=0.12)
        self.play(view.z.animate.set_value(math.tau), until="run")
        self.play(*view.run_to(TURNS * math.tau), rate_func=linear, until="crosses")
        crosses.clear_updaters()
        self.play(crosses.pulse(), share=0.06)
        self.hold_until("again")
        self.play(FadeIn(self.again, shift=look.GAP * UP), share=0.08)

    # --- Parts of beats --------------------------------------------------------------------------

    def _count(self, count: CountAt) -> None:
        """Count the boxes, square them, and set the exact energy beside that."""
        view = self.view
        self.hold_until("count")
        self.play(*count.lay_legs(), share=0.04)
        self.add(count.boxes, *view.on_segment)
        self.play(count.boxes.count_up(), until="length")
        self.play(count.boxes.conclude(), share=0.05)
        self.hold_until("square")
        focus = count.focus(view.formula)
        self.play(FadeIn(count.sums.counted, count.estimate), focus, share=0.06)
        self.meanwhile(lambda: pulse(count.sums.counted))
        self.hold_until("exact")
        self.play(FadeIn(count.sums.exact), share=0.05)
        self.play(*pulse(view.cross), share=0.05)
