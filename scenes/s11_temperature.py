"""Warm and cold: a cut through the free energies, which melts as the temperature rises."""

from __future__ import annotations

import math

import numpy as np
from manim import Create, FadeIn, FadeOut, Transform, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.heat_colors import heat_colors
from scenes.mobjects.alone import Alone
from scenes.mobjects.following import follow, paused
from scenes.mobjects.formula import TransformFormula
from scenes.mobjects.free_energy.cut_in_map import CutInMap
from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.cut_over_y2 import CutOverY2
from scenes.mobjects.free_energy.forms import forms_beside
from scenes.mobjects.free_energy.heat_map import heat_shares
from scenes.mobjects.free_energy.temperature_dial import TemperatureDial
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.free_energy.voices import Voices
from scenes.mobjects.free_energy.weights import Weights, side_by_side
from scenes.mobjects.free_energy.zones import DIAL, WHOLE_MAP
from scenes.mobjects.light import Light, pulse, swell
from scenes.mobjects.title import Title
from scenes.story.cut import Cut
from scenes.story.tables import temperature_tables


class S11Temperature(Chapter):
    """Warm and cold.

    Attributes
    ----------
    profile : Cut
        The free energies along the cut.
    moment : CutMoment
        The temperature and the walk along the cut that all pictures show.
    in_map : CutInMap
        The heat map, and the cut in it.
    over_y2 : CutOverY2
        The curves of the cut, beside the map.
    temperature : TemperatureDial
        The dial.
    hard, soft, limit : Formula
        The free energy for beta = infinity, for any beta, and for beta -> 0.
    rounded, melts : float
        Where the hand is when the peak is round, and when it has just gone.
    here, voices : Discs, Voices
        The middle of the cut, and which z have a say there.
    pictures : list of Weights
        Which z matter for three y's.
    hidden : tuple of Mobject
        What makes room for them.
    """

    tables = (temperature_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.cut)
        self.beat(self.soften)
        self.beat(self.melt)
        self.beat(self.weights)
        self.beat(self.who_is_heard)
        self.beat(self.mean)
        self.beat(self.dial)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        self.profile = profile = Cut(self.data)
        scale = TemperatureScale(profile.betas, coldest=profile.coldest, warmest=profile.warmest)
        self.moment = moment = CutMoment(
            scale,
            y1=profile.y1,
            y2=profile.y2,
            start=profile.close_span[0],
            free_energy=self.data.free_energy,
        )
        self.melts = scale.position(profile.melting or profile.betas[-1])
        humps = [scale.position(beta) for beta in profile.betas if profile.humped(beta)]
        self.rounded = max([s for s in humps if s < self.melts], default=0.8 * self.melts)
        self._build_pictures_of_cut()
        self.temperature = TemperatureDial(scale, zone=DIAL)
        follow(self.temperature, lambda dial: dial.set_position(moment.position.get_value()))
        self.title = Title(self.script.title)
        self.soft, self.hard, self.limit, self.on_grid = forms_beside(self.title)
        self.pictures = self._make_weights()
        here = self.in_map
        self.alone = Alone(here.plane, here.heat, here.manifold, here.line, zone=WHOLE_MAP)
        self.hidden = *self.in_map.ground, self.in_map.line, *self.over_y2.melting

    def _build_pictures_of_cut(self) -> None:
        """Make the map and the curves, in the colours of one range of energies."""
        data, profile, shown = self.data, self.profile, self.data.story.plane
        top = data.top_of_plane
        self.in_map = CutInMap(
            self.moment,
            spans=(shown.y1, shown.y2),
            step=shown.grid_step,
            top=top,
            decode=data.decode,
            nearest=lambda y: data.decode(data.infer(y).z),
            crossings=profile.crossings,
        )
        self.over_y2 = CutOverY2(
            self.moment,
            close=(profile.close_span, profile.close_top),
            wide=(profile.span, profile.top),
            colors=lambda values: heat_colors(heat_shares(values, top)),
            crossings=profile.crossings,
            peak=profile.peak,
            mean=profile.mean(),
        )
        middle = self.moment.along(0.0)
        nearest = data.importance(middle, data.latents, math.inf) > 0
        self.here = self.in_map.point(0.0)
        self.voices = Voices(self.in_map.plane, y=middle, decoded=data.manifold, nearest=nearest)

    def _make_weights(self) -> list[Weights]:
        """Return the pictures of the weights for both picks and the origin."""
        data, shown, picks = self.data, self.data.story.plane, self.data.story.picks
        pair = picks.one_valley, picks.two_valleys
        return side_by_side(
            self.moment,
            names=[*(f'part("pick", Y[{pick}])' for pick in pair), 'part("pick", bold(0))'],
            places=[*(data.pick(pick) for pick in pair), np.zeros(2)],
            latents=data.latents,
            manifold=data.manifold,
            importance=lambda y, beta: data.importance(y, data.latents, beta),
            largest=(shown.y1, shown.y2),
            step=shown.grid_step,
        )

    # --- Beats -----------------------------------------------------------------------------------

    def cut(self) -> None:
        """Cut the map, and draw what lies along the cut."""
        here, there, walked = self.in_map, self.over_y2, self.moment.walked
        self.play(*map(FadeIn, (*here.ground, self.title, self.hard)), share=0.06)
        self.hold_until("dark")
        self.play(*swell(here.manifold), share=0.04)
        self.bring_to_back(self.title, self.hard)  # what is below all that moves is painted once
        self.hold_until("line")
        self.play(Create(here.line), share=0.04)
        self.play(*self.alone.make_room(), share=0.04)
        ghost = here.stretch(self.profile.close_span)
        lower = there.axes.lines[0].copy()
        self.play(Transform(ghost, lower, path_arc=-math.pi / 2), share=0.07)
        self.play(FadeIn(there.axes, there.names[0]), until="walk")
        self.remove(ghost)
        walking = [part.update() for part in (here.tie, there.rider, here.walker)]
        self.play(*map(FadeIn, paused(*walking)), share=0.02)
        self.add(there.curve, here.tie, there.rider, here.walker)
        end = walked.animate.set_value(self.profile.close_span[1])
        self.play(end, rate_func=linear, until="zero")
        self.play(FadeIn(here.crossings, there.crossings), share=0.05)
        self.hold_until("peak")
        self.play(FadeIn(there.peak), FadeOut(here.tie, here.walker, there.rider), share=0.06)

    def soften(self) -> None:
        """Let every z have a say."""
        self.moment.walked.set_value(self.profile.span[1])
        voices, names = self.voices, self.over_y2.names
        self.play(FadeIn(voices.few, self.here), Light(self.in_map.line, look.DIMMED), share=0.06)
        self.hold_until("every")
        self.play(FadeIn(voices.all), until="formula")
        self.add(voices.few, self.here)
        self.play(TransformFormula(self.hard, self.on_grid), until="weight")
        self.play(self.on_grid.focus("weight"), share=0.05)
        self.hold_until("logarithm")
        self.play(self.on_grid.focus("log"), share=0.05)
        self.hold_until("actual")
        self.play(self.on_grid.unfocus(), share=0.05)
        self.hold_until("integral")
        forms = TransformFormula(self.on_grid, self.soft), TransformFormula(*names)
        self.play(*forms, share=0.05)
        self.hold_until("dial")
        self.play(FadeIn(self.temperature), self.soft.focus("beta"), share=0.07)
        self.hold_until("only")
        self.play(FadeOut(voices.all), self.soft.unfocus(), share=0.06)

    def melt(self) -> None:
        """Let beta fall: the peak melts."""
        here, there, moment = self.in_map, self.over_y2, self.moment
        gone = self.voices.few, self.here, here.crossings, there.crossings, there.peak
        self.play(*map(FadeOut, gone), Light(here.line), share=0.04)
        self.add(there.stops.curves, there.stops.labels, there.curve)
        self.bring_to_back(self.title, self.soft)
        self.play(FadeIn(there.stops.heading), *moment.turn(self.rounded), until="zoom")
        self.play(moment.zoom.animate.set_value(1), until="gone")
        self.play(*moment.turn(self.melts), share=0.1)
        self.hold_until("climb")
        self.play(*moment.turn(there.stops.named_from(self.melts)), until="map")

    def weights(self) -> None:
        """Show which z's matter for three y's."""
        turn, dial = self.moment.turn, self.temperature
        self.play(*map(FadeOut, paused(*self.hidden)), *turn(0.0), share=0.06)
        self.play(dial.animate.shift(dial.to_middle), until="one")
        for picture, cue in zip(self.pictures, ("two", "origin", "sum"), strict=True):
            self.play(*map(FadeIn, paused(picture.update())), share=0.02)
            self.hold_until(cue)
        self.play(TransformFormula(self.soft, self.on_grid), share=0.1)
        self.hold_until("weight")
        self.play(self.on_grid.focus("weight"), *turn(self.melts), share=0.07)
        self.play(*turn(0.0), share=0.07)

    def who_is_heard(self) -> None:
        """Let beta fall from infinity: more and more z's count."""
        # allow: number unseen: the bars show the least weight
        turn, stops = self.moment.turn, self.over_y2.stops
        self.meanwhile(lambda: pulse(*(picture.label for picture in self.pictures)))
        self.hold_until("warms")
        self.play(*turn(stops.positions[-1]), until="alike")
        self.play(*turn(self.moment.scale.end), share=0.1)

    def mean(self) -> None:
        """Reach the mean."""
        # allow: number unseen: the axis shows how high the parabola stands
        dial, there, turn = self.temperature, self.over_y2, self.moment.turn
        self.play(*map(FadeOut, paused(*self.pictures)), *turn(self.melts), share=0.05)
        for part in (*self.hidden, there.parabola, there.gap):
            part.update()
        back = dial.animate.shift(-dial.to_middle)
        self.play(back, *map(FadeIn, paused(*self.hidden)), self.on_grid.unfocus(), until="mean")
        self.play(TransformFormula(self.on_grid, self.limit), share=0.12)
        self.hold_until("dashed")
        self.play(FadeIn(there.parabola), share=0.08)
        self.hold_until("limit")
        self.play(FadeIn(there.gap), share=0.04)
        self.play(*turn(self.moment.scale.end), until="gap")

    def dial(self) -> None:
        """Turn the dial once more, through its whole range and back."""
        turn = self.moment.turn
        self.play(FadeOut(self.over_y2.gap), TransformFormula(self.limit, self.soft), share=0.1)
        self.bring_to_back(self.title, self.soft)
        self.play(*turn(0), until="warm")
        self.play(*turn(self.moment.scale.end), until="back")
        self.play(*turn(0), share=0.14)
        self.play(self.moment.zoom.animate.set_value(0), share=0.1)
