"""Three pictures of the film, written as Manim's own documentation would: what the film is up to.

Each lasts a second. The numbers are the core's; the drawing is a mobject a thing, an
`always_redraw` for what follows, a camera that turns in three dimensions.
"""

from __future__ import annotations

import math

import numpy as np
from manim import (
    DEGREES,
    Axes,
    Create,
    Dot,
    Dot3D,
    Line,
    Scene,
    Square,
    ThreeDAxes,
    ThreeDScene,
    ValueTracker,
    VGroup,
    always_redraw,
    interpolate_color,
    linear,
)
from manim.utils.color import BLUE, RED, YELLOW

from scenes.story.data import StoryData
from scenes.story.parameters import load_story

SECONDS = 1.0


class NaiveHorn(ThreeDScene):
    """The horn turns: a sphere for every sample."""

    def construct(self) -> None:
        data = StoryData(load_story())
        axes = ThreeDAxes(x_range=(0, 1), y_range=(-6, 6), z_range=(-6, 6))
        points = zip(data.horn.x, data.horn.y, strict=True)
        dots = VGroup(*(Dot3D(axes.c2p(x, *y), radius=0.04, color=BLUE) for x, y in points))
        self.set_camera_orientation(phi=75 * DEGREES, theta=-60 * DEGREES)
        self.add(axes, dots)
        self.begin_ambient_camera_rotation(rate=0.5)
        self.wait(SECONDS)


class NaiveDistances(Scene):
    """A latent runs, and a line from every sample follows its point of the decoder."""

    def construct(self) -> None:
        data = StoryData(load_story())
        axes = Axes(x_range=(-3, 3), y_range=(-2, 2))
        z = ValueTracker(0.0)
        samples = VGroup(*(Dot(axes.c2p(*y)) for y in data.slice.y))
        lines = always_redraw(
            lambda: VGroup(
                *(
                    Line(axes.c2p(*y), axes.c2p(*data.decode(z.get_value())), color=YELLOW)
                    for y in data.slice.y
                )
            )
        )
        point = always_redraw(lambda: Dot(axes.c2p(*data.decode(z.get_value())), color=RED))
        self.add(axes, samples, lines, point)
        self.play(z.animate.set_value(math.tau), run_time=SECONDS, rate_func=linear)


class NaiveHeatMap(Scene):
    """The free energy melts: a square for every location, coloured anew for every frame."""

    def construct(self) -> None:
        data = StoryData(load_story())
        axes = Axes(x_range=(-3, 3), y_range=(-2, 2))
        beta = ValueTracker(3.0)  # of log10
        places = data.locations.reshape(-1, 2)
        side = np.linalg.norm(axes.c2p(*places[1]) - axes.c2p(*places[0]))

        def colored() -> VGroup:
            f = data.free_energy(places, 10 ** beta.get_value())
            share = (f - f.min()) / np.ptp(f)
            return VGroup(
                *(
                    Square(side, stroke_width=0)
                    .set_fill(interpolate_color(BLUE, RED, part), opacity=1)
                    .move_to(axes.c2p(*y))
                    for part, y in zip(share, places, strict=True)
                )
            )

        self.play(Create(axes), run_time=0.1)
        self.add(always_redraw(colored))
        self.play(beta.animate.set_value(-1.0), run_time=SECONDS, rate_func=linear)


NAIVE = {"s01_horn": NaiveHorn, "s05_energy": NaiveDistances, "s10_free_energy": NaiveHeatMap}
