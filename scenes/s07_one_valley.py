"""One sample's energy, counted in boxes: its valley, and what z does after a whole turn."""

from __future__ import annotations

import math

from manim import UP, Create, FadeIn, FadeOut, GrowFromCenter, VGroup, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.energy.counted_legs import PLACES, Arithmetic, CountedLegs
from scenes.mobjects.energy.formulas import COMPONENTS
from scenes.mobjects.energy.two_views import TURNS, TwoViews, in_row
from scenes.mobjects.energy.valley_marks import Crosses, Estimate
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, filling_size, format_number, placed
from scenes.mobjects.light import Light, pulse
from scenes.mobjects.symbols import G_OF_Z, Y_PRIME, Z_CHECK, Z
from scenes.mobjects.title import Title
from scenes.story.counting import count
from scenes.story.tables import one_valley_tables
from scenes.story.valleys import valleys

AGAIN = f'part("decoder", bold(g))({Z} + 2 pi) = {G_OF_Z}'
AT_BEST = f'part("E", E)({Y_PRIME}, {Z_CHECK})'


class S07OneValley(Chapter):
    """One sample's energy.

    Attributes
    ----------
    view : TwoViews
        The plane and the curve, moved by one z.
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
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        story, data = self.data.story, self.data
        self.y = data.pick(story.picks.one_valley)
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
        """One sample becomes y′, and axes wait for its energy."""
        view = self.view
        self.play(FadeIn(view.plane, self.title, self.formula, view.samples), share=0.1)
        self.hold_until("violet")
        self.play(FadeIn(view.manifold), share=0.06)
        self.hold_until("pick")
        self.play(GrowFromCenter(view.cross), Light(view.samples, look.DIMMED), share=0.06)
        self.play(FadeIn(view.name, scale=0.5), share=0.05)
        self.hold_until("near")
        self.where = view.where()
        self.play(FadeIn(self.where), share=0.06)
        self.hold_until("right")
        self.play(FadeIn(view.latent_scale, view.energy_scale, view.key), share=0.1)

    def far(self) -> None:
        """Count the boxes at z = 0."""
        view = self.view
        view.readout.update()
        self.play(
            FadeOut(self.where),
            Light(view.manifold.marks, look.FAINT),
            FadeIn(view.y_tilde, view.readout, view.point),
            share=0.07,
        )
        self.add(view.segment, view.curve, view.cross, view.name, view.y_tilde, view.point)
        self.hold_until("segment")
        self.play(Light(view.segment, 1), share=0.05)
        self._count(0.0, "0")

    def near(self) -> None:
        """Run half a turn, and count again."""
        view = self.view
        self.play(FadeOut(self.counted, self.sums), self.formula.unfocus(), share=0.05)
        sweep = (tracker.animate.set_value(math.pi) for tracker in (view.z, view.drawn))
        self.play(*sweep, rate_func=linear, until="pi")
        self._count(math.pi, "pi")

    def valley(self) -> None:
        """Run on to where z began, and mark the bottom."""
        view = self.view
        self.play(FadeOut(self.counted, self.sums), self.formula.unfocus(), share=0.04)
        sweep = (tracker.animate.set_value(math.tau) for tracker in (view.z, view.drawn))
        self.play(*sweep, rate_func=linear, until="back")
        level = view.level(0.0)
        self.play(Create(level), *pulse(view.y_tilde), share=0.08)
        self.hold_until("valley")
        lowest = view.z.animate.set_value(self.valleys.z_check)
        self.play(FadeOut(level, self.estimates), lowest, until="bottom")
        self.crosses = Crosses(view.on_curve(self.valleys.true))
        self.best = Crosses(view.plane.c2p(self.data.decode(self.valleys.true)))
        places = (format_number(value, PLACES) for value in self._best())
        row = '{} = part("z_check", {}), quad {} = part("E", {})'
        self.solution = in_row(row.format(Z_CHECK, next(places), AT_BEST, next(places)))
        self.play(FadeIn(self.crosses, self.best, scale=1.5), share=0.06)
        self.play(FadeIn(self.solution, shift=look.GAP * UP), share=0.06)

    def periodic(self) -> None:
        """Widen the axis to three turns, and let z run on through the other two."""
        view = self.view
        follow(self.crosses, self._place_crosses)
        self.play(FadeOut(self.solution), view.widen(), share=0.12)
        self.play(view.z.animate.set_value(math.tau), until="run")
        sweep = (t.animate.set_value(TURNS * math.tau) for t in (view.z, view.drawn))
        self.play(*sweep, rate_func=linear, until="crosses")
        self.crosses.clear_updaters()
        self.play(*pulse(self.crosses), share=0.06)
        self.hold_until("again")
        self.play(FadeIn(in_row(AGAIN), shift=look.GAP * UP), share=0.08)

    # --- Parts of beats --------------------------------------------------------------------------

    def _count(self, z: float, name: str) -> None:
        """Count the boxes at a latent, square them, and set the exact energy beside that."""
        view, found = self.view, count(self.data, self.y, z)
        self.counted = CountedLegs(
            view.plane, start=self.data.decode(z), end=self.y, boxes=found.boxes
        )
        exact = float(self.data.energy(self.y, z))
        self.sums = Arithmetic(name, found.lengths, exact=exact, zone=look.COUNTING_ROW)
        self.hold_until("count")
        steps = [f"step.{i + 1}" for i, boxes in enumerate(found.boxes) if boxes]
        self.play(*(Create(leg) for leg in self.counted.legs), share=0.04)
        self.add(self.counted, view.cross, view.name, view.y_tilde)
        self.play(self.counted.count_up(), until="length")
        self.play(self.counted.conclude(), share=0.05)
        self.hold_until("square")
        estimate = Estimate(view.axes, z=z, energy=found.energy)
        self.estimates.add(estimate)
        focus = self.formula.focus(*steps) if steps else self.formula.unfocus()
        self.play(FadeIn(self.sums.counted, estimate), focus, share=0.06)
        self.hold_until("exact")
        self.play(FadeIn(self.sums.exact), share=0.05)
        self.play(*pulse(view.cross), share=0.05)

    def _best(self) -> tuple[float, float]:
        return self.valleys.z_check, self.valleys.lowest

    def _place_crosses(self, crosses: Crosses) -> None:
        crosses.set_centers(self.view.on_curve(self.view.every_turn(self.valleys.true)))
