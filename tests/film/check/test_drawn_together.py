"""Things that are right alone and belie each other: a circle and its point, colours and lengths."""

import math

import numpy as np
import pytest
from manim import LEFT, UP, Circle, FadeIn, VGroup

from scenes import look
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.energy.components import Legs
from scenes.mobjects.energy.wall import CellFrame, Wall
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.learning.course import Course
from scenes.mobjects.learning.sample_energies import SampleEnergies
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.readout import Readout
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Space, Strokes, View
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import Clean, found

pytestmark = pytest.mark.slow

ZONE = look.Zone(2.4, 6.4, -2.5, 1.5)


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


class InPlane(Clean):
    """A plane beside the ring, and what is drawn in it."""

    wrong = False

    def fault(self):
        self.plane = Plane(y1=(-3.0, 3.0), y2=(-3.0, 3.0), step=1.0, zone=ZONE)
        self.drawn = VGroup(*self.parts())
        self.play(FadeIn(self.plane, self.drawn), share=0.1)


class Circled(InPlane):
    def parts(self):
        decoded = self.data.weights * [math.cos(2.0), math.sin(2.0)]
        center, point = self.plane.c2p([[0.3, -1.0], decoded])
        radius = (0.8 if self.wrong else 1) * float(np.linalg.norm(point - center))
        circle = Circle(radius=radius, color=look.PICK, stroke_width=look.LINE).move_to(center)
        return circle, Rings([point], color=look.DECODED)


class Named(InPlane):
    def parts(self):
        z = np.arange(4) * math.pi / 2
        at = 1.3 * self.data.weights * np.stack([np.cos(z), np.sin(z)], axis=-1)
        texts = ("z = 0", "pi \\/ 2", "pi", "3 pi \\/ 2")
        if self.wrong:
            at = at * [1, -1]
        for text, place in zip(texts, self.plane.c2p(at), strict=True):
            yield Formula(text, font_size=look.TICK_SIZE).move_to(place)


class Colored(InPlane):
    def parts(self):
        y, ends = self.data.slice.y[3], self.data.manifold
        energies = ((y - ends) ** 2).sum(axis=1)
        colors = look.energy_colors(energies / energies.max())
        if self.wrong:
            colors = np.roll(colors, 12, axis=0)
        return (Segments(self.plane.c2p(np.tile(y, (len(ends), 1))), self.plane.c2p(ends), colors),)


class Written(InPlane):
    """A ring and its y in numbers, the first above the second."""

    def parts(self):
        y = self.data.weights * [math.cos(2.0), math.sin(2.0)]
        written = y[::-1] if self.wrong else y
        numbers = [
            Number(float(v), largest=9.0, font_size=look.TEXT_SIZE, role="y_tilde").move_to(
                [x, h, 0]
            )
            for v, x, h in zip(written, (-5.0, -5.0), (1.0, 0.0), strict=True)
        ]
        return Rings([self.plane.c2p(y)], color=look.DECODED), *numbers


class Listed(InPlane):
    """Two of the samples in a table, a row each."""

    def parts(self):
        for k, height in enumerate((1.0, 0.2)):
            y = self.data.slice.y[k]
            for value, x in zip(y[::-1] if self.wrong else y, (-5.5, -4.0), strict=True):
                number = Number(float(value), largest=9.0, font_size=look.TEXT_SIZE, role="y")
                yield number.move_to([x, height, 0])


class Framed(InPlane):
    """A pick, and the frame round its cell of a wall."""

    def parts(self):
        wall = Wall(
            len(self.data.slice.y), columns=6, top=13.0, zone=look.Zone(-6.5, -2.6, -2.5, 1.0)
        )
        cell = 4 if self.wrong else 3
        cross = Cross(self.plane.c2p(self.data.slice.y[3]), color=look.PICK)
        return wall, CellFrame(wall, wall.places[cell]), cross


class Ended(InPlane):
    """The samples' shortest ways, and rings at their ends."""

    def parts(self):
        y = self.data.slice.y
        turned = 0.5 if self.wrong else 0.0
        ends, rings = (
            self.plane.c2p(self.data.weights * np.stack([np.cos(z), np.sin(z)], axis=-1))
            for z in (self.data.infer(y).z, self.data.infer(y).z + turned)
        )
        segments = Segments(self.plane.c2p(y), ends, look.energy_colors(np.zeros(len(y))))
        return VGroup(segments, Rings(rings, color=look.DECODED))


class Stepped(InPlane):
    """A step that is called across, and one that is called up."""

    def parts(self):
        start = self.data.weights * [0.0, 1.0]
        self.legs = Legs(self.plane, start=start, end=self.data.weights * [1.0, 0.0])
        if self.wrong:
            self.legs.across, self.legs.up = self.legs.up, self.legs.across
        return (self.legs,)


class Averaged(Clean):
    """The samples' free energies as bars, and their mean."""

    wrong = False

    def fault(self):
        course = Course(
            self.data.learning.cold.weights,
            color=look.COLD,
            decode=lambda z, w: w * np.stack([np.cos(z), np.sin(z)], axis=-1),
            felt=lambda w: None,
            free_energies=lambda w: self.data.with_weights(w).free_energy(self.data.slice.y),
        )
        top = float(course.free_energies.max())
        self.bars = SampleEnergies(course, name="F", top=top, zone=ZONE)
        self.bars.clear_updaters()
        if self.wrong:
            self.bars.mean.shift(0.4 * UP)
        self.play(FadeIn(self.bars), share=0.1)


class Crossed(Clean):
    """Latents that were tried, and a cross at the one of lowest energy."""

    wrong = False

    def fault(self):
        y, z = self.data.slice.y[3], self.data.latents
        points = self.data.weights * np.stack([np.cos(z), np.sin(z)], axis=-1)
        energies = ((y - points) ** 2).sum(axis=1)
        self.axes = LatentAxes(top=float(energies.max()), zone=ZONE)
        at = self.axes.c2p(np.column_stack([z, energies]))
        self.tried = Discs(at, color=look.ENERGY)
        best = energies.argmax() if self.wrong else energies.argmin()
        self.cross = Cross(at[best], color=look.COLD)
        self.play(FadeIn(self.axes, self.tried, self.cross), share=0.1)


class Blocked(Clean):
    """A block of two lines, and a row of three marks, flush with each other."""

    wrong = False

    def fault(self):
        lines = VGroup(
            *(Words(text, font_size=look.TEXT_SIZE) for text in ("a long line", "short"))
        )
        lines.arrange(
            direction=[0, -1, 0], buff=0.3, **({} if self.wrong else {"aligned_edge": LEFT})
        )
        self.block = lines.move_to([-5, 0, 0])
        self.play(FadeIn(self.block), share=0.1)


class Rowed(Clean):
    wrong = False

    def fault(self):
        self.row = [Formula(text, font_size=look.TEXT_SIZE) for text in ("0", "pi", "2 pi")]
        for k, each in enumerate(self.row):
            each.move_to([3.2 + 1.3 * k, 0, 0])
            if not self.wrong:
                each.align_baseline(self.row[0])
        self.play(FadeIn(*self.row), share=0.1)


class Read(Clean):
    """Two numbers in a readout, whose equals signs are under each other."""

    wrong = False

    def fault(self):
        self.readout = Readout(("x", lambda: 1.0), ("tilde(y)_1", lambda: 1.0))
        self.readout.move_to([4.5, 0, 0])
        if self.wrong:
            symbols = [row[0] for row in self.readout]
            symbols[0].align_to(symbols[1], LEFT)
        self.play(FadeIn(self.readout), share=0.1)


class Appearing(Clean):
    """A line in space that fades in, or is there at once."""

    wrong = False

    def fault(self):
        view = View(lengths=(2.0, 2.0), target=(0, 0, 0), azimuth=0.3, elevation=0.2)
        turn = np.linspace(0, math.tau, 49)
        line = np.column_stack([0 * turn, 1.4 * np.cos(turn), 1.4 * np.sin(turn)])
        other = Strokes(line[None] * [1, 0.2, 0.2], np.array([[look.DECODED.to_rgb()]]))
        late = Strokes(line[None], np.array([[look.DECODED.to_rgb()]]), width=3 * look.BOLD)
        for part in (other, late):
            part.opacity.set_value(0.0)
        self.add(Space(view, [other, late]))
        self.play(other.opacity.animate.set_value(1.0), share=0.1)
        self.hold(0.05)
        if self.wrong:
            late.opacity.set_value(1.0)
            self.hold(0.05)
        else:
            self.play(late.opacity.animate.set_value(1.0), share=0.1)


@pytest.mark.parametrize(
    ("right", "kind"),
    [
        (Circled, "place"),
        (Named, "place"),
        (Colored, "place"),
        (Written, "number"),
        (Listed, "number"),
        (Framed, "place"),
        (Ended, "place"),
        (Stepped, "place"),
        (Averaged, "place"),
        (Crossed, "place"),
        (Blocked, "out-of-line"),
        (Rowed, "out-of-line"),
        (Read, "out-of-line"),
        (Appearing, "pop"),
    ],
)
def test_what_belies_another_thing_is_found_and_what_agrees_is_not(data, right, kind):
    class Wrong(right):
        wrong = True

    assert kind not in found(right, data)
    assert kind in found(Wrong, data)


def test_the_ends_of_a_scale_must_be_told_apart(data, monkeypatch):
    from scenes.film.check import color_vision

    ends = np.array([[0.61, 0.72, 0.31], [1.0, 0.54, 0.36]])  # green and orange

    def blurred(shares):
        shares = np.asarray(shares)[:, None]
        return (1 - shares) * ends[0] + shares * ends[1]

    class Scaled(Clean):
        def fault(self):
            places = np.array([[4.0, 0, 0], [4.0, 1.0, 0]])
            self.play(FadeIn(Segments(places, places + [1, 0, 0], blurred([0.0, 1.0]))), share=0.1)

    assert "color-vision" not in found(Scaled, data)
    monkeypatch.setitem(color_vision.SCALES, "energy", blurred)
    assert "color-vision" in found(Scaled, data)
