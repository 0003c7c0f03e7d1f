"""The opening: a horn in the dark, the question it asks, and three glimpses of the answer."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, VGroup, linear, smooth, squish_rate_func

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import Plane
from scenes.mobjects.decoder.belief import Belief
from scenes.mobjects.decoder.decoding import Decoding
from scenes.mobjects.decoder.latent_line import LatentLine
from scenes.mobjects.decoder.open_decoder import decoder_formula
from scenes.mobjects.energy.falling_segments import FallingSegments
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, TransformFormula, placed
from scenes.mobjects.free_energy.melting_map import MeltingMap
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.horn.opening_horn import OpeningHorn
from scenes.mobjects.horn.trace import AROUND
from scenes.mobjects.light import shown
from scenes.mobjects.opening_words import (
    GLIMPSE,
    UNDER_GLIMPSE,
    film_title,
    question,
)
from scenes.mobjects.points import Discs
from scenes.mobjects.space import faded
from scenes.mobjects.symbols import E_OF_Y, F_BETA, Y
from scenes.story.cut import Cut
from scenes.story.tables import horn_tables

LATE = squish_rate_func(smooth, 0.2, 0.65)  # the title stands a while longer
SMOOTH = 240  # latents of the drawn curve, at least


class S00Question(Chapter):
    """The question.

    Attributes
    ----------
    cloud : OpeningHorn
        The horn, and the answers to one x.
    asked, named : VGroup, Words
        What is asked, and what this film is called.
    y_plane, samples : Plane, Discs
        The answers' plane, and the answers in it.
    decoding, belief, line : Decoding, Belief, LatentLine
        The latent of the first glimpse, what it sweeps, and the line that it runs along.
    answer, energy, free_energy : Formula
        What each glimpse shows.
    falling : FallingSegments
        The energies of the second one.
    melting : MeltingMap
        The map of the third one.
    """

    tables = (horn_tables,)

    def construct(self) -> None:
        """Let the horn arrive, ask, name the film, and look ahead."""
        self.beat(self.horn)
        self.beat(self.question)
        self.beat(self.title)
        self.beat(self.glimpses)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, x, seen = self.data, self.data.story.slice.x, self.data.story.plane
        rings_x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.cloud = OpeningHorn(
            x=data.horn.x,
            y=data.horn.y,
            rings_x=rings_x,
            rings_y=rings,
            asked=x,
            ellipse=data.horn_mean(x, AROUND),
            radii=data.radii(x),
            answers=data.slice.y,
        )
        self.asked, self.named = question(), film_title()
        self.y_plane = Plane(y1=seen.y1, y2=seen.y2, step=seen.grid_step, zone=GLIMPSE)
        self.samples = Discs(self.y_plane.c2p(data.slice.y))
        self.decoding = Decoding(data.weights.tolist(), latents=data.latents, decode=data.decode)
        self.belief = Belief(self.y_plane, self.decoding)
        self.line = LatentLine(data.latents, zone=UNDER_GLIMPSE)
        self.line.run_to(0.0)
        follow(self.line, lambda line: line.run_to(self.decoding.z.get_value()))
        self.answer, self.energy, self.free_energy = (
            decoder_formula(opened=False),
            placed(Formula(E_OF_Y)),
            placed(Formula(f"{F_BETA}({Y})")),
        )
        self._make_glimpses()

    def _make_glimpses(self) -> None:
        """Make the energies that fall, and the map that melts."""
        data, start = self.data, self.data.story.inference.start
        y = data.slice.y
        descent = data.infer(y, method="gradient", z0=np.full(len(y), start)).path
        assert descent is not None
        self.falling = FallingSegments(
            self.y_plane, samples=y, paths=descent.z, decode=data.decode, energy=data.energy
        )
        profile = Cut(data)
        self.melting = MeltingMap(
            self.y_plane,
            scale=TemperatureScale(profile.betas, coldest=profile.coldest, warmest=profile.warmest),
            top=data.top_of_plane,
            free_energy=data.free_energy,
            manifold=data.decode(data.curve_latents(SMOOTH)),
        )

    # --- Beats -----------------------------------------------------------------------------------

    def horn(self) -> None:
        """Let dots arrive in the dark while they turn, until they are a horn."""
        self.add(self.cloud)
        self.play(*self.cloud.arrive(), share=0.97)

    def question(self) -> None:
        """Light the ellipse of one x, come closer, let its answers land, and ask."""
        cloud = self.cloud
        many, what = self.asked
        self.play(*cloud.light_cut(), until="ask")
        self.play(*cloud.come_closer(), until="ellipse")
        self.play(cloud.land_answers(), *faded(look.FAINT, cloud.cut), until="good")
        self.play(FadeIn(many), share=0.08)
        self.hold_until("what")
        self.play(FadeIn(what), share=0.08)

    def title(self) -> None:
        """Name the film: its words come as they are said."""
        title = self.named
        latent, energy = (title.part(name) for name in ("z", "E"))
        self.hold_until("keep")
        self.play(FadeOut(*self.asked), until="latent")
        self.play(FadeIn(latent), share=0.06)
        self.hold_until("energy")
        self.play(FadeIn(energy), share=0.06)
        self.hold(0.22)
        said = {*latent, *energy}
        self.play(FadeIn(VGroup(*(glyph for glyph in title if glyph not in said))), share=0.05)
        self.add(title)  # all of it can be read as it is said that the film is about that
        self.hold_until("film")

    def glimpses(self) -> None:
        """Sweep a latent, let energies fall, let their map melt: all in one plane."""
        cloud, falling, melting = self.cloud, self.falling, self.melting
        manifold, output = self.belief.manifold, self.belief.output
        leaving = FadeOut(self.named, rate_func=LATE)
        self.play(leaving, *cloud.face(self.y_plane), until="plane")
        self.play(
            *shown(self.y_plane, self.answer, self.line), *faded(0.0, cloud.cut), until="sweep"
        )
        self.remove(cloud)
        self.add(manifold, output, self.samples)
        # allow: pop Rings: the ring is born together with the first of the marks that it leaves
        self.decoding.swept.set_value(0.0)
        self.play(*self.decoding.sweep(), rate_func=linear, until="energy")
        self.add(falling.segments, self.samples)
        grown = falling.grown.animate.set_value(1.0)
        self.play(
            grown,
            FadeOut(output, self.line),
            TransformFormula(self.answer, self.energy),
            until="fall",
        )
        self.add(falling.ends)
        self.play(falling.fall(), until="heat")
        self.add(melting.heat, melting.curve)
        self.bring_to_back(melting.heat)
        gone = falling.segments, falling.ends, self.samples, manifold, self.y_plane
        self.play(
            *shown(melting.heat, melting.curve),
            FadeOut(*gone),
            TransformFormula(self.energy, self.free_energy),
            until="melts",
        )
        self.play(melting.melt(), share=0.28)
