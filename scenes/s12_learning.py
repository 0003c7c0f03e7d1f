"""Fitting the manifold: the decoder is trained, cold and warm, by what the samples pull at."""

from __future__ import annotations

import math

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UL,
    Create,
    FadeIn,
    FadeOut,
    ManimColor,
    ReplacementTransform,
    VGroup,
    linear,
    rush_into,
)

from scenes import look
from scenes.chapter import Chapter
from scenes.heat_colors import heat_colors
from scenes.mobjects.alone import Alone
from scenes.mobjects.following import follow, paused
from scenes.mobjects.formula import Formula, TransformFormula, placed
from scenes.mobjects.free_energy.clipped_curve import ClippedCurve
from scenes.mobjects.free_energy.cut_in_map import CutInMap
from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.cut_over_y2 import CutOverY2
from scenes.mobjects.free_energy.forms import forms_beside
from scenes.mobjects.free_energy.heat_map import heat_shares
from scenes.mobjects.free_energy.temperature_dial import TemperatureDial
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.free_energy.zones import DIAL
from scenes.mobjects.learning.course import Course
from scenes.mobjects.learning.formulas import NOISE, at_beta, loss
from scenes.mobjects.learning.noise_band import NoiseBand
from scenes.mobjects.learning.pulled_ellipse import PulledEllipse
from scenes.mobjects.learning.pulls import Pulls
from scenes.mobjects.learning.shrinkage import Shrinkage
from scenes.mobjects.learning.side_by_side import SideBySide
from scenes.mobjects.learning.zones import ALONE, COLD_PLANE, WARM_PLANE
from scenes.mobjects.light import Light, pulse, set_light, swell
from scenes.mobjects.points import Discs
from scenes.mobjects.readout import Readout
from scenes.mobjects.segments import Segments
from scenes.mobjects.title import Title
from scenes.story.cut import Cut
from scenes.story.data import FloatArray, StoryData
from scenes.story.facts.learning import noise_spread
from scenes.story.tables import learning_tables

LONGEST = 0.7  # of the pulls at the trained ellipse, in Manim units


class S12Learning(Chapter):
    """Fitting the manifold.

    Attributes
    ----------
    cold, warm : PulledEllipse
        The ellipse in training at zero temperature, and at the story's beta.
    warmed : PulledEllipse
        The one that was trained cold, as it gives way to warm pulls.
    of_one, along_chords : Pulls
        What one sample does to every point of the ellipse: of the given one, of the trained one.
    alone : Alone
        The plane of the cold one, until the formula of the loss arrives.
    trainings : SideBySide
        Both trainings in step, with their free energies and losses.
    shrinkage : Shrinkage
        How much smaller the warm ellipse is.
    noise_band : NoiseBand
        How far the warm model expects its answers to scatter.
    profile : Cut
        The free energies along the cut, of the model that was trained cold.
    moment : CutMoment
        The temperature that the pictures of the cut show.
    in_map, over_y2 : CutInMap, CutOverY2
        The cut in the heat map, and its curves.
    given : ClippedCurve
        The coldest curve of the cut for the weights that were given.
    """

    tables = (learning_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.misses)
        self.beat(self.nearest)
        self.beat(self.every_z)
        self.beat(self.together)
        self.beat(self.shrink)
        self.beat(self.noise)
        self.beat(self.cut)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        learning = self.data.learning
        cold, warm = learning.cold, learning.warm
        self.title = Title(self.script.title)
        self.cold = self._picture(cold.weights, math.inf, look.COLD)
        self.warm = self._picture(warm.weights, warm.beta, look.WARM)
        ends = np.stack([cold.weights[-1], warm.weights[-1]])
        self.warmed = self._picture(ends, warm.beta, look.WARM, longest=LONGEST)
        set_light(self.warmed.manifold.marks, 0)
        self._build_alone()
        self.alone = Alone(self.cold.plane, self.distances)
        names = at_beta(math.inf), at_beta(warm.beta)
        self.trainings = SideBySide(
            (self.cold, self.warm),
            names=names,
            losses=(cold.losses, warm.losses),
            top=max(float(of.free_energies.max()) for of in (cold, warm)),
        )
        self.name_alone = self.trainings.names[1].copy()
        self.name_alone.move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        self.shrinkage = Shrinkage(
            self.warmed.plane,
            before=ends[0],
            after=ends[1],
            names=names,
            colors=(look.COLD, look.WARM),
            samples=self.data.slice.y,
        )
        self.noise_band = NoiseBand(
            self.warmed.plane,
            decode=lambda z: self.data.decode(z, ends[1]),
            spread=noise_spread(self.data),
        )
        self._build_cut()

    def _picture(
        self, path: FloatArray, beta: float, color: ManimColor, longest: float | None = None
    ) -> PulledEllipse:
        """Return the plane and the ellipse on its way, with the pulls of a temperature."""
        data, shown = self.data, self.data.story.plane
        y = data.slice.y
        course = Course(
            path,
            color=color,
            decode=data.decode,
            felt=lambda weights: data.with_weights(weights).pulls(beta).felt,
            free_energies=lambda weights: data.with_weights(weights).free_energy(y, beta),
        )
        return PulledEllipse(
            course,
            y1=shown.y1,
            y2=shown.y2,
            step=shown.grid_step,
            samples=y,
            latents=data.latents,
            longest=longest,
        )

    def _pulls_of_one(self, picture: PulledEllipse) -> Pulls:
        """Return what the picked sample does to every point, as a picture begins."""
        i = self.data.story.picks.one_valley - 1
        course = picture.course
        found = self.data.with_weights(course.weights).pulls(self.data.learning.warm.beta)
        felt = found.at[i], found.pull[i]
        # As long as in the cold for the best z, and so for each z by its weight.
        scale = 1 / float(found.share[i].max())
        return Pulls(picture.plane, lambda: felt, color=course.color, scale=scale)

    def _build_alone(self) -> None:
        """Make what goes with the one plane in the middle."""
        data, course, plane = self.data, self.cold.course, self.cold.plane
        n = len(data.slice.y)
        self.cold_loss, self.warm_loss = (placed(Formula(loss(n, cold=c))) for c in (True, False))
        self.warm_loss.align_baseline(self.cold_loss)
        self.noise_formula = placed(Formula(NOISE)).align_baseline(self.cold_loss)
        self.weights = Readout(
            ('part("w", w_1)', lambda: float(course.weights[0])),
            ('part("w", w_2)', lambda: float(course.weights[1])),
            largest=float(np.abs(course.path).max()),
            signed=True,
        )
        self.weights.move_to(look.CORNER.at(0, 1), aligned_edge=UL)
        self.number = Readout(
            ("cal(L)", lambda: course.loss), largest=float(data.learning.cold.losses.max())
        )
        self.number.next_to(self.weights, DOWN, buff=look.GAP, aligned_edge=LEFT)
        nearest, _ = course.felt
        cold = np.tile(look.COLD.to_rgb(), (n, 1))
        self.distances = Segments(plane.c2p(data.slice.y), plane.c2p(nearest), cold)
        picked = plane.c2p(data.slice.y[[data.story.picks.one_valley - 1]])
        self.sample = Discs(picked, radius=look.POINT_RADIUS)
        self.of_one, self.along_chords = map(self._pulls_of_one, (self.warm, self.warmed))

    def _build_cut(self) -> None:
        """Make what shows the cut through the model that was trained cold."""
        trained = self.data.with_weights(self.data.learning.cold.weights[-1])
        self.profile = profile = Cut(trained)
        scale = TemperatureScale(profile.betas, coldest=profile.coldest, warmest=profile.warmest)
        self.moment = moment = CutMoment(
            scale,
            y1=profile.y1,
            y2=profile.y2,
            start=profile.close_span[0],
            free_energy=trained.free_energy,
        )
        self.melts = scale.position(profile.melting or profile.warmest)
        self._build_pictures_of_cut(trained)
        self.dial = TemperatureDial(scale, zone=DIAL)
        follow(self.dial, lambda dial: dial.set_position(moment.position.get_value()))
        self.soft, self.hard, *_ = forms_beside(self.title)

    def _build_pictures_of_cut(self, trained: StoryData) -> None:
        """Make the map and the curves, in the colours of one range of energies."""
        profile, moment = self.profile, self.moment
        shown = self.data.story.plane
        top = trained.top_of_plane
        self.in_map = CutInMap(
            moment,
            spans=(shown.y1, shown.y2),
            step=shown.grid_step,
            top=top,
            decode=trained.decode,
            nearest=lambda y: trained.decode(trained.infer(y).z),
            crossings=profile.crossings,
        )
        self.over_y2 = CutOverY2(
            moment,
            close=(profile.close_span, profile.close_top),
            wide=(profile.span, profile.top),
            colors=lambda values: heat_colors(heat_shares(values, top)),
            crossings=profile.crossings,
            peak=profile.peak,
            mean=profile.mean(),
        )
        before = self.data.free_energy(moment.along(moment.y2))
        self.given = ClippedCurve(self.over_y2.axes, color=look.INK, dashed=True)
        self.given.draw(moment.y2, before)
        self.given_peak = VGroup()
        if (height := Cut(self.data).peak) is not None:
            self.given_peak.add(self.over_y2.name_peak(height, curve=before))

    # --- Beats -----------------------------------------------------------------------------------

    def misses(self) -> None:
        """Show how far the samples are from the ellipse: the mean of their squares is the loss."""
        here = self.cold
        self.play(FadeIn(self.title, here.plane, here.manifold, here.samples), until="given")
        ellipse = here.manifold.curve, here.manifold.marks
        self.meanwhile(lambda: swell(*ellipse))
        self.play(FadeIn(self.weights), share=0.04)
        self.hold(0.16)
        self.play(*swell(*ellipse), share=0.06)  # from here on it is what learns
        self.hold_until("distances")
        self.add(self.distances, here.samples)
        self.play(Create(self.distances), Light(here.manifold.marks, look.FAINT), until="loss")
        self.play(*self.alone.make_room(), share=0.04)
        self.play(FadeIn(self.cold_loss, self.number), share=0.04)

    def nearest(self) -> None:
        """Let each sample pull at its nearest point, and take the first steps."""
        here = self.cold
        self.add(here.pulls, here.manifold, here.samples)
        self.hold_until("pulls")
        self.play(here.pulls.grow(), FadeOut(self.distances), share=0.1)
        self.hold_until("rest")
        self.play(Light(here.manifold.marks, 0), share=0.05)
        for step, cue in enumerate(("step", "anew", "another"), start=1):
            self.hold_until(cue)
            self.play(here.course.go_to(min(step, here.course.steps)), share=0.04)

    def every_z(self) -> None:
        """Back at the start, let one sample pull at every point, and then all of them."""
        cold, warm = self.cold, self.warm
        back = cold.pulls.grow(0), cold.course.go_to(0), Light(cold.manifold.marks)
        self.play(*back, FadeOut(self.weights, self.number), share=0.06)
        self.remove(*cold.parts)
        self.add(*warm.parts)
        forms = TransformFormula(self.cold_loss, self.warm_loss)
        self.play(forms, FadeIn(self.name_alone), until="one")
        self.play(Light(warm.samples, look.FAINT), FadeIn(self.sample, scale=2), share=0.05)
        self.hold_until("every")
        self.add(self.of_one, self.sample)
        self.play(self.of_one.grow(), share=0.12)
        self.hold_until("all")
        self.play(self.of_one.grow(0), Light(warm.samples), FadeOut(self.sample), share=0.07)
        self.play(warm.pulls.grow(), share=0.1)

    def together(self) -> None:
        """Train both side by side, in step."""
        cold, warm, trainings = self.cold, self.warm, self.trainings
        small = warm.move_to(WARM_PLANE), Light(warm.manifold.marks, 0)
        name = ReplacementTransform(self.name_alone, trainings.names[1])
        self.play(*small, name, FadeOut(self.warm_loss), share=0.08)
        cold.put_in(COLD_PLANE)
        set_light(cold.manifold.marks, 0)
        self.play(*map(FadeIn, (*cold.parts, trainings.names[0])), share=0.05)
        self.play(cold.pulls.grow(), share=0.05)
        self.hold_until("energies")
        self.play(*map(FadeIn, trainings.energies), share=0.05)
        self.hold_until("losses")
        self.play(*map(FadeIn, (trainings.losses, *trainings.losses.curves)), share=0.04)
        self.hold_until("go")
        self.play(*trainings.train(rate_func=rush_into), until="end")

    def shrink(self) -> None:
        """Warm the ellipse that was trained cold: it shrinks."""
        cold, warm, warmed, trainings = self.cold, self.warm, self.warmed, self.trainings
        losses = trainings.losses
        gone = *warm.parts, *trainings.names, *trainings.energies, losses, *losses.curves
        self.play(*map(FadeOut, gone), share=0.03)
        self.play(cold.move_to(ALONE), cold.pulls.grow(0), share=0.05)
        self.remove(*cold.parts)
        trace = warmed.trace()
        self.add(warmed.plane, trace, *warmed.parts[1:])
        self.hold_until("warm")
        self.add(self.along_chords, warmed.manifold, warmed.samples, self.sample)
        appear = FadeIn(self.shrinkage.before), FadeIn(self.sample, scale=2)
        self.play(*appear, self.along_chords.grow(), share=0.1)
        self.hold(0.12)
        self.play(*pulse(self.sample), share=0.05)
        self.hold_until("together")
        self.play(self.along_chords.grow(0), FadeOut(self.sample), share=0.04)
        self.play(warmed.pulls.grow(), until="shrinks")
        self.play(warmed.course.go_to(1), until="across")
        self.play(FadeIn(self.shrinkage.after, self.shrinkage.across), share=0.04)
        self.hold_until("upwards")
        self.play(FadeIn(self.shrinkage.upwards), share=0.04)

    def noise(self) -> None:
        """Let the noise that the warm model expects go round its ellipse."""
        warmed, band, shrinkage = self.warmed, self.noise_band, self.shrinkage
        gone = FadeOut(shrinkage.across, shrinkage.upwards, shrinkage.before, shrinkage.after)
        self.play(warmed.pulls.grow(0), gone, share=0.06)
        self.hold_until("noise")
        self.play(*map(FadeIn, (self.noise_formula, band, band.radius)), share=0.06)
        self.hold_until("run")
        self.play(FadeOut(band.radius), share=0.03)
        self.play(band.z.animate.set_value(math.tau), until="again")

    def cut(self) -> None:
        """Cut the field of the model that was trained cold, and melt its peak."""
        # allow: number unseen: where the dial stood before is in the chapter before
        here, there, moment = self.in_map, self.over_y2, self.moment
        self.play(*map(FadeOut, [m for m in self.mobjects if m is not self.title]), share=0.04)
        shown = *here.ground, here.line, self.hard, there.axes, there.names[0]
        self.play(*map(FadeIn, shown), share=0.04)
        walking = [part.update() for part in (here.tie, there.rider, here.walker)]
        self.play(*map(FadeIn, paused(*walking)), share=0.02)
        self.add(there.curve, here.tie, there.rider, here.walker)
        end = moment.walked.animate.set_value(self.profile.close_span[1])
        self.play(end, rate_func=linear, until="peak")
        self.play(FadeIn(there.peak), FadeOut(here.tie, here.walker, there.rider), share=0.03)
        moment.walked.set_value(self.profile.span[1])
        self.hold_until("before")
        self.play(FadeIn(self.given, self.given_peak), share=0.05)
        self.hold_until("warmth")
        forms = TransformFormula(self.hard, self.soft), TransformFormula(*there.names)
        gone = FadeOut(self.given, self.given_peak, there.peak)
        self.play(gone, *forms, FadeIn(self.dial, there.stops.heading), share=0.06)
        self.add(there.stops.curves, there.stops.labels, there.curve)
        self.play(*moment.turn(self.melts), moment.zoom.animate.set_value(1), until="gone")
