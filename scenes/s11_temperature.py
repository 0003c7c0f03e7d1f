"""Warm and cold: a cut through the free energies, which melts as the temperature rises."""

from __future__ import annotations

import dataclasses
import math
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import (
    LEFT,
    RIGHT,
    UP,
    ApplyMethod,
    Create,
    FadeIn,
    FadeOut,
    Line,
    ManimColor,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
    there_and_back,
)
from manim.utils.rate_functions import ease_in_out_sine

from scenes import look
from scenes.chapter import Chapter
from scenes.heat_colors import heat_colors
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow, paused
from scenes.mobjects.formula import Formula, TransformFormula, format_number, placed
from scenes.mobjects.free_energy.curve_labels import LEADER, CurveLabels
from scenes.mobjects.free_energy.cut_axes import CutAxes, CutCurve
from scenes.mobjects.free_energy.formulas import INTEGRAL, LARGEST_GAP, MEAN, MINIMUM
from scenes.mobjects.free_energy.heat_map import HeatMap, heat_shares
from scenes.mobjects.free_energy.temperature import TemperatureDial, TemperatureScale
from scenes.mobjects.free_energy.weights import Weights, side_by_side
from scenes.mobjects.light import Light
from scenes.mobjects.number import Number, columns_for
from scenes.mobjects.points import Discs, Rings
from scenes.mobjects.segments import Segments
from scenes.mobjects.symbols import F_BETA, F_INFINITY
from scenes.mobjects.title import Title
from scenes.story.cut import Cut
from scenes.story.tables import temperature_tables

Array = npt.NDArray[np.float64]

MAP_STEP = 6.0  # pixels between the samples of the map, which changes in every frame
LABEL_COMES = 0.03  # of the dial: how far the hand moves while a curve gets its name
TIE_WIDTH = 2.2 * look.BOLD  # it may lie on the line of the cut
ROUND_TO = 2  # places of the number at the peak
CURVE_POINTS = 181  # of the manifold


class S11Temperature(Chapter):
    """Warm and cold.

    Attributes
    ----------
    position : ValueTracker
        Of the dial's hand, from 0 (beta = infinity) to almost 1 (beta = 0).
    melted : ValueTracker
        The warmest position so far.
    zoom : ValueTracker
        How wide the view of the cut is, from 0 (close) to 1.
    walked : ValueTracker
        The y2 up to which the cut has been walked along.
    """

    tables = (temperature_tables,)

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.cut)
        self.beat(self.soften)
        self.beat(self.melt)
        self.beat(self.weights)
        self.beat(self.mean)
        self.beat(self.dial)

    def setup(self) -> None:
        """Make what more than one beat shows; nothing is seen yet."""
        super().setup()
        self.profile = Cut(self.data)
        self.scale = TemperatureScale(
            self.profile.betas, coldest=self.profile.coldest, warmest=self.profile.warmest
        )
        self.melts = self.scale.position(self.profile.melting or self.profile.betas[-1])
        self.position, self.melted, self.zoom = ValueTracker(0), ValueTracker(0), ValueTracker(0)
        self.walked = ValueTracker(self.profile.close_span[0])
        self.heights = lru_cache(maxsize=2)(self.profile.heights)
        self.title = Title(self.script.title)
        self._build_map()
        self._build_cut()
        self._build_traces()
        self._build_formulas()

    def _build_map(self) -> None:
        shown = self.data.story.plane
        self.plane = Plane(y1=shown.y1, y2=shown.y2, step=shown.grid_step, zone=look.CUT_MAP)
        corners = [[y1, y2] for y1 in shown.y1 for y2 in shown.y2]
        self.top = float(self.data.mean_energy(corners).max())
        self.heat = HeatMap(self.plane, top=self.top, step=MAP_STEP, even=True)
        samples = self.heat.get_samples()
        self.field = lru_cache(maxsize=2)(lambda beta: self.data.free_energy(samples, beta))
        follow(self.heat, lambda heat: heat.set_values(self.field(self.beta)))
        self.heat.update()
        ellipse = self.data.decode(np.linspace(0, math.tau, CURVE_POINTS))
        self.manifold = VMobject(color=look.DECODED, stroke_width=look.BOLD)
        self.manifold.set_points_as_corners(self._at(ellipse))
        self.line = Line(*self._at(self._along(self.profile.span)), color=look.INK)
        self.line.set_stroke(width=look.BOLD)
        # Outside, for the field covers the plane.
        for axis, label, side in zip(self.plane.axes, self.plane.labels, (RIGHT, UP), strict=True):
            label.next_to(axis.get_end(), side, buff=look.GAP / 2)
        for part in (self.manifold, self.line):
            part.set_stroke(look.BACKGROUND, width=2.2 * look.BOLD, background=True)
        self.tie = Segments([0.0] * 3, [0.0] * 3, look.COLD.to_rgb()[None], width=TIE_WIDTH)
        self.walker = Discs(self._at(self._along([0.0])), radius=look.POINT_RADIUS)
        self.walker.set_stroke(look.BACKGROUND, width=look.BOLD, background=True)
        follow(self.tie, self._place_tie)
        follow(self.walker, lambda disc: disc.set_centers(self._at(self.y)))

    def _build_cut(self) -> None:
        profile = self.profile
        self.axes = CutAxes(
            close=(profile.close_span, profile.close_top),
            wide=(profile.span, profile.top),
            zone=look.CUT,
            name='part("y", y_2)',
            colors=lambda values: heat_colors(heat_shares(values, self.top)),
        )
        follow(self.axes, self._set_view)
        self.curve = CutCurve(self.axes, width=1.3 * look.BOLD)
        follow(self.curve, self._draw_curve)
        self.rider = Discs(self.axes.c2p([[0.0, 0.0]]), color=look.COLD, radius=look.POINT_RADIUS)
        follow(self.rider, self._place_rider)
        crossings = [] if profile.crossing is None else [-profile.crossing, profile.crossing]
        feet = np.column_stack([crossings, np.zeros(len(crossings))])
        self.crossings = VGroup(
            Rings(self._at(self._along(crossings)), radius=look.POINT_RADIUS),
            Rings(self.axes.c2p(feet), radius=look.POINT_RADIUS),
        ).set_stroke(width=look.BOLD)
        self.peak = VGroup()
        if profile.peak is not None:
            at = self.axes.c2p([0.0, profile.peak])
            name = Formula(
                format_number(profile.peak, ROUND_TO), font_size=look.TEXT_SIZE, color=look.COLD
            )
            dot = Discs(at, color=look.COLD, radius=look.POINT_RADIUS)
            self.peak.add(dot, name.next_to(dot, UP, buff=look.GAP / 2))

    def _build_traces(self) -> None:
        profile = self.profile
        betas = (math.inf, *profile.betas)
        self.stops = np.array([self.scale.position(beta) for beta in betas])
        colors = look.temperature_colors(self.stops)
        self._traced = np.stack([self.profile.heights(beta) for beta in betas])
        self.traces = VGroup()
        for color in colors:
            rgb = ManimColor.from_rgb(color)
            self.traces.add(CutCurve(self.axes, color=rgb, width=look.LINE, opacity=look.ENVELOPE))
        self.labels = CurveLabels(self.axes, [format_number(beta) for beta in betas], colors)
        self.heading = Formula('part("beta", beta)', font_size=look.TICK_SIZE, color=look.QUIET)
        follow(self.traces, self._draw_traces)
        follow(self.labels, self._place_labels)
        places = max(2, -math.floor(math.log10(self.profile.warmest) + 1e-9))
        self.knob = TemperatureDial(self.scale, places=places, zone=look.DIAL)
        self.aside = (look.STAGE.center[0] - self.knob.get_x()) * RIGHT
        follow(self.knob, lambda dial: dial.set_position(self.position.get_value()))
        self.parabola = CutCurve(self.axes, color=look.INK, dashed=True)
        average = profile.mean()
        follow(self.parabola, lambda curve: curve.draw(profile.y2, average))
        name = Formula(f"{LARGEST_GAP} =", font_size=look.TEXT_SIZE)
        digits = columns_for(profile.top)
        number = Number(
            0.0, places, digits=digits, signed=False, edge="left", font_size=look.TEXT_SIZE
        )
        self.gap = VGroup(name, number.next_to(name, RIGHT).align_baseline(name))
        self.gap.move_to(look.CUT.at(0.5, 0.9))
        follow(number, lambda shown: shown.set_value((average - self.heights(self.beta)).max()))

    def _build_formulas(self) -> None:
        """Give all forms one size and one baseline, beside the title."""
        left = self.title.get_right()[0] + 2 * look.GAP
        zone = dataclasses.replace(look.FORMULA, left=left)
        forms = [Formula(source) for source in (INTEGRAL, MINIMUM, MEAN)]
        widest = max(form.width for form in forms)
        size = look.FORMULA_SIZE * min(1.0, zone.width / widest)
        forms = [placed(Formula(form.source, font_size=size)) for form in forms]
        self.soft, self.hard, self.limit = forms
        for form in forms[1:]:
            form.align_baseline(self.soft)
        at = f'({format_number(self.profile.y1)}, part("y", y_2))'
        sources = (f"{name}{at}" for name in (F_INFINITY, F_BETA))
        self.names = [Formula(source, font_size=look.TEXT_SIZE) for source in sources]
        for name in self.names:
            name.move_to(look.CUT.at(0, 1), aligned_edge=LEFT).shift(1.6 * look.GAP * UP)
            name.align_baseline(self.names[0])
        self.heading.move_to(look.CUT.at(1, 1) + LEADER * RIGHT, aligned_edge=LEFT)
        self.heading.align_baseline(self.names[0])

    @property
    def beta(self) -> float:
        """The inverse temperature of this moment."""
        return self.scale.beta(self.position.get_value())

    @property
    def y(self) -> Array:
        """Where the point is that walks along the cut, shape (2,)."""
        return np.array([self.profile.y1, self.walked.get_value()])

    def _at(self, y: npt.ArrayLike) -> Array:
        return self.plane.c2p(y)

    def _along(self, y2: npt.ArrayLike) -> Array:
        """Return the y's of the cut with these y2: (n,) -> (n, 2)."""
        upwards = np.asarray(y2, dtype=np.float64)
        return np.stack([np.full_like(upwards, self.profile.y1), upwards], axis=-1)

    def _place_tie(self, tie: Segments) -> None:
        nearest = self.data.decode(self.data.infer(self.y).z)
        tie.set_segments(self._at(self.y), self._at(nearest), look.COLD.to_rgb()[None])

    def _set_view(self, axes: CutAxes) -> None:
        if axes.zoom != self.zoom.get_value():
            axes.set_zoom(self.zoom.get_value())

    def _draw_curve(self, curve: CutCurve) -> None:
        y2, height = self.y[1], self._height()
        walked = self.profile.y2 < y2
        across, up = self.profile.y2[walked], self.heights(self.beta)[walked]
        curve.draw(np.append(across, y2), np.append(up, height))
        curve.set_color(ManimColor.from_rgb(look.temperature_colors(self.position.get_value())))

    def _height(self) -> float:
        return float(self.data.free_energy(self.y, self.beta))

    def _place_rider(self, rider: Discs) -> None:
        rider.set_centers(self.axes.c2p([self.y[1], self._height()]))

    def _draw_traces(self, traces: VGroup) -> None:
        reached = self.stops <= self.melted.get_value()
        for trace, heights, drawn in zip(traces, self._traced, reached, strict=True):
            shown = len(heights) if drawn else 0
            trace.draw(self.profile.y2[:shown], heights[:shown])

    def _place_labels(self, labels: CurveLabels) -> None:
        right = self.axes.across[1]
        ends = [np.interp(right, self.profile.y2, heights) for heights in self._traced]
        share = (self.melted.get_value() - self.stops) / LABEL_COMES
        labels.place(ends, np.clip(share, 0, 1))

    def _turn(self, position: float) -> list[Any]:
        """Return the animations that turn the dial.

        They start faster than usual: near the cold end there is little to be seen.
        """
        trackers = [self.position]
        if position > self.melted.get_value():
            trackers.append(self.melted)
        return [ApplyMethod(t.set_value, position, rate_func=ease_in_out_sine) for t in trackers]

    # --- Beats -----------------------------------------------------------------------------------

    def cut(self) -> None:
        """Cut the map, and draw what lies along the cut."""
        ground = self.heat, self.plane, self.manifold, self.title, self.hard
        self.play(*(FadeIn(part) for part in ground), share=0.06)
        self.hold_until("dark")
        wide = {"width": 2 * look.BOLD}
        self.play(ApplyMethod(self.manifold.set_stroke, wide, rate_func=there_and_back), share=0.04)
        self.bring_to_back(self.title, self.hard)  # what is below all that moves is painted once
        self.hold_until("line")
        self.play(Create(self.line), share=0.06)
        low, high = self.profile.close_span
        ghost = Line(*self._at(self._along([low, high])), color=look.INK, stroke_width=look.BOLD)
        lower = self.axes.lines[0].copy()
        self.play(Transform(ghost, lower, path_arc=-math.pi / 2), share=0.1)
        self.play(FadeIn(self.axes, self.names[0]), until="walk")
        self.remove(ghost)
        self.add(self.curve, self.tie, self.rider, self.walker)
        self.play(self.walked.animate.set_value(high), rate_func=linear, until="zero")
        self.play(FadeIn(self.crossings, scale=2), share=0.05)
        self.hold_until("peak")
        self.play(FadeIn(self.peak), FadeOut(self.tie, self.walker, self.rider), share=0.06)

    def soften(self) -> None:
        """Let every z have a say."""
        self.walked.set_value(self.profile.span[1])
        center, ends = self._at(self._along([0.0])), self._at(self.data.manifold)
        weights = self.data.importance([self.profile.y1, 0.0], self.data.latents, math.inf)
        nearest = ends[weights > 0]
        cold, ink = (np.tile(c.to_rgb(), (len(ends), 1)) for c in (look.COLD, look.INK))
        few = Segments(center, nearest, cold[: len(nearest)], width=look.BOLD)
        many = Segments(center, ends, ink, opacity=look.FAINT)
        here = self.walker.copy().clear_updaters().set_centers(center)
        self.play(FadeIn(few, here), Light(self.line, look.DIMMED), share=0.06)
        self.hold_until("every")
        self.play(FadeIn(many), share=0.08)
        self.add(few, here)
        self.hold_until("formula")
        self.play(TransformFormula(self.hard, self.soft), TransformFormula(*self.names), share=0.09)
        self.hold_until("weight")
        self.play(self.soft.focus("weight"), share=0.05)
        self.hold_until("dial")
        self.play(FadeIn(self.knob), self.soft.focus("beta"), share=0.07)
        self.hold_until("only")
        self.play(FadeOut(many), self.soft.unfocus(), share=0.06)
        self.asked = few, here

    def melt(self) -> None:
        """Let beta fall: the peak melts."""
        profile = self.profile
        humps = [self.scale.position(beta) for beta in profile.betas if profile.humped(beta)]
        rounded = max([s for s in humps if s < self.melts], default=0.8 * self.melts)
        gone = *self.asked, self.crossings, self.peak
        self.play(*(FadeOut(part) for part in gone), Light(self.line), share=0.04)
        self.add(self.traces, self.labels, self.curve)
        self.bring_to_back(self.title, self.soft)
        self.play(FadeIn(self.heading), *self._turn(rounded), until="zoom")
        self.play(self.zoom.animate.set_value(1), until="gone")
        self.play(*self._turn(self.melts), share=0.1)
        self.hold_until("climb")
        end = max(self.stops[-1], self.melts) + LABEL_COMES
        self.play(*self._turn(min(end, self.scale.end)), until="map")

    def weights(self) -> None:
        """Show which z's matter for three y's, as beta falls."""
        self.pictures = self._make_weights()
        self.hidden = [self.heat, self.plane, self.manifold, self.line, self.axes, self.names[1]]
        self.hidden += [self.traces, self.labels, self.heading, self.curve]
        self.play(*map(FadeOut, paused(*self.hidden)), *self._turn(0.0), share=0.06)
        self.play(self.knob.animate.shift(self.aside), until="one")
        for picture, cue in zip(self.pictures, ("two", "origin", "weight"), strict=True):
            self.play(*map(FadeIn, paused(picture.update())), share=0.02)
            self.hold_until(cue)
        self.play(self.soft.focus("weight"), *self._turn(self.melts), share=0.06)
        self.play(*self._turn(0.0), until="cold")
        self.hold_until("warms")
        self.play(*self._turn(self.stops[-1]), until="alike")
        self.play(*self._turn(self.scale.end), share=0.1)

    def mean(self) -> None:
        """Reach the mean."""
        self.play(*map(FadeOut, paused(*self.pictures)), *self._turn(self.melts), share=0.05)
        for part in (*self.hidden, self.parabola, self.gap):
            part.update()
        self.play(
            self.knob.animate.shift(-self.aside),
            *map(FadeIn, paused(*self.hidden)),
            self.soft.unfocus(),
            until="mean",
        )
        self.play(TransformFormula(self.soft, self.limit), share=0.12)
        self.hold_until("dashed")
        self.play(FadeIn(self.parabola), share=0.08)
        self.hold_until("limit")
        self.play(FadeIn(self.gap), share=0.04)
        self.play(*self._turn(self.scale.end), until="gap")

    def dial(self) -> None:
        """Turn the dial once more, through its whole range and back."""
        self.play(FadeOut(self.gap), TransformFormula(self.limit, self.soft), share=0.1)
        self.bring_to_back(self.title, self.soft)
        self.play(*self._turn(0), until="warm")
        self.play(*self._turn(self.scale.end), until="back")
        self.play(*self._turn(0), share=0.14)
        self.play(self.zoom.animate.set_value(0), share=0.1)

    # --- Parts of beats --------------------------------------------------------------------------

    def _make_weights(self) -> list[Weights]:
        """Return the pictures of the weights for both picks and the origin, side by side."""
        shown, picks = self.data.story.plane, self.data.story.picks
        pair = picks.one_valley, picks.two_valleys
        places = [*(self.data.pick(pick) for pick in pair), np.zeros(2)]
        pictures = side_by_side(
            names=[*(f'part("pick", Y[{pick}])' for pick in pair), 'part("pick", bold(0))'],
            places=places,
            latents=self.data.latents,
            manifold=self.data.manifold,
            largest=(shown.y1, shown.y2),
            step=shown.grid_step,
            zone=look.WEIGHTS,
        )
        for picture, y in zip(pictures, places, strict=True):
            follow(picture, partial(self._weigh, y=y))
        return pictures

    def _weigh(self, picture: Weights, y: Array) -> None:
        color = look.temperature_colors(self.position.get_value())
        picture.set_weights(self.data.importance(y, self.data.latents, self.beta), color)
