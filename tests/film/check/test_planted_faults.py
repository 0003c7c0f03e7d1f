"""A fault that is planted is found, as what it is; what has none is left alone."""

import math

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    Line,
    ManimColor,
    Rectangle,
    Rotate,
    VGroup,
    linear,
)

from scenes import look
from scenes.film.check import color_vision
from scenes.film.check.ticks import value_of
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.decoder.latent_line import LatentLine
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.halo import haloed
from scenes.mobjects.horn.boxes import Boxes
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Discs
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import SPOKEN, Clean, found, title

pytestmark = pytest.mark.slow


class OnWords(Clean):
    def fault(self):
        self.play(FadeIn(title("On top")), share=0.1)


class OnLines(Clean):
    def fault(self):
        lines = VGroup(
            *(
                Line(2 * UP, 2 * DOWN, color=look.ENERGY).shift(0.1 * k * RIGHT)
                for k in range(-9, 9)
            )
        )
        words = Words("hidden", font_size=look.TEXT_SIZE)
        self.play(FadeIn(lines, words), share=0.1)


def crossed(color, width):
    """A word with a dark rim, on a line."""
    line = Line(LEFT, RIGHT, color=color, stroke_width=width)
    words = haloed(Words("crossed", font_size=look.TEXT_SIZE))
    return VGroup(line, words)


class RimmedOnAxis(Clean):
    def fault(self):
        self.play(FadeIn(crossed(look.AXES, look.THIN)), share=0.1)


class RimmedOnCurve(Clean):
    def fault(self):
        self.play(FadeIn(crossed(look.ENERGY, look.BOLD)), share=0.1)


class OffFrame(Clean):
    def fault(self):
        words = Words("too far", font_size=look.TITLE_SIZE).move_to(look.FRAME.width / 2 * RIGHT)
        self.play(FadeIn(words), share=0.1)


class AmongCaptions(Clean):
    def fault(self):
        self.play(FadeIn(Words("below the stage", font_size=30).move_to(3.4 * DOWN)), share=0.1)


class Small(Clean):
    def fault(self):
        self.play(FadeIn(Words("tiny", font_size=9).shift(1.0 * RIGHT)), share=0.1)


class Dim(Clean):
    def fault(self):
        words = Words("grey on grey", font_size=look.TEXT_SIZE, color="#2a2f3a")
        self.play(FadeIn(words), share=0.1)


class Pops(Clean):
    def fault(self):
        self.add(Words("at once", font_size=look.TEXT_SIZE))
        self.hold(0.1)


class Vanishes(Clean):
    def fault(self):
        self.remove(self.words)
        self.hold(0.1)


class StandsStill(Clean):
    def fault(self):
        self.hold(0.4)


class Flashes(Clean):
    def fault(self):
        white = Rectangle(width=16, height=9, fill_color="#ffffff", fill_opacity=1, stroke_width=0)
        for _ in range(4):
            self.play(FadeIn(white), share=0.01)
            self.play(FadeOut(white), share=0.01)


class Flickers(Clean):
    """The ring grows and shrinks again, so many times in two seconds."""

    times = 8

    def fault(self):
        def to_and_fro(share):
            return 0.5 - 0.5 * math.cos(2 * math.pi * self.times * share)

        self.play(self.ring.animate(rate_func=to_and_fro).scale(1.1), share=0.2)


class Breathes(Flickers):
    times = 2


class WordsWander(Clean):
    def fault(self):
        words = Words("beside", font_size=look.TEXT_SIZE)
        self.play(FadeIn(words), share=0.1)
        self.play(words.animate.shift(0.4 * UP), share=0.1)


class WordsGiveWay(Clean):
    def fault(self):
        words = Words("beside", font_size=look.TEXT_SIZE)
        self.play(FadeIn(words), share=0.1)
        self.play(words.animate.shift(0.4 * UP), self.ring.animate.shift(0.4 * UP), share=0.1)


class SwingsOut(Clean):
    """A line that turns without a stop, and reaches over the frame or not."""

    length = 9.0

    def fault(self):
        hand = Line(ORIGIN, self.length * LEFT, color=look.DECODED, stroke_width=look.BOLD)
        self.play(FadeIn(hand), share=0.05)
        self.play(Rotate(hand, 0.2, about_point=ORIGIN), rate_func=linear, share=0.5)


class SwingsWithin(SwingsOut):
    length = 2.0


class LineOfGrid(Clean):
    """Something that is no grid, in the grid's colour."""

    def fault(self):
        self.way = Line(LEFT, RIGHT, color=look.GRID, stroke_width=look.BOLD)
        self.play(FadeIn(self.way), share=0.1)


class Grid(Clean):
    def fault(self):
        self.grid = Line(LEFT, RIGHT, color=look.GRID, stroke_width=look.THIN)
        self.play(FadeIn(self.grid), share=0.1)


def number(value, symbol='part("x", x) ='):
    """A symbol and its number, in one line."""
    symbol = Formula(symbol, font_size=look.TEXT_SIZE)
    number = Formula(f"{value:.2f}", font_size=look.TEXT_SIZE)
    return VGroup(symbol, number.next_to(symbol, RIGHT, buff=0.15).align_baseline(symbol))


class Listed(Clean):
    """Two rows, one below the other; a row, or a part of it, can be shifted."""

    rows_by, number_by = 0.0, 0.0

    def fault(self):
        self.rows = [number(1.25), number(3.5)]
        for k, row in enumerate(self.rows):
            row.move_to([-0.6, 0.5 * k - 0.2, 0], aligned_edge=LEFT)
        self.rows[0].shift(self.rows_by * RIGHT)
        self.rows[1][1].shift(self.number_by * UP)
        self.play(FadeIn(*self.rows), share=0.1)


class Ragged(Listed):
    rows_by = 0.08


class Uneven(Listed):
    number_by = 0.05


class Named(Clean):
    """A node with its name in the middle, or beside it."""

    beside = 0.0

    def fault(self):
        node = Circle(radius=0.5, color=look.OBSERVED)
        name = Words("y", font_size=look.TEXT_SIZE).shift(self.beside * RIGHT)
        self.play(FadeIn(node, name), share=0.1)


class NamedBeside(Named):
    beside = 0.1


class Scaled(Clean):
    """Axes, one of whose numbers may stand higher than its tick."""

    higher = 0.0

    def fault(self):
        axes = LatentAxes(top=4.0, zone=look.Zone(-1.5, 1.6, -1.4, 1.2))
        axes.energy_marks[1].number.shift(self.higher * UP)
        self.play(FadeIn(axes), share=0.1)


class ScaledWrongly(Scaled):
    higher = 0.15


class Table(Clean):
    """Four rows of two numbers, with heads; a column can stand higher, a head aside."""

    higher, aside = 0.0, 0.0

    def fault(self):
        cells = VGroup(
            *(
                Number(
                    1.25 + k + column, largest=9.0, signed=False, font_size=look.TICK_SIZE
                ).move_to([4.0 + 1.5 * column, 0.5 * k - 1.0 + self.higher * column, 0])
                for column in range(2)
                for k in range(4)
            )
        )
        heads = VGroup(
            *(
                Words(name, font_size=look.TICK_SIZE).move_to([x + self.aside, 1.1, 0])
                for name, x in (("first", 4.0), ("second", 5.5))
            )
        )
        self.table = VGroup(heads, cells)
        self.play(FadeIn(self.table), share=0.1)


class ColumnHigh(Table):
    higher = 0.09


class HeadsAside(Table):
    aside = 0.25


class Marked(Clean):
    """Three marks under each other in a list of their own, and two names in a row."""

    slant, lower = 0.0, 0.0

    def fault(self):
        self.marks = [Cross([4.0 + self.slant * k, -0.5 * k, 0], color=look.INK) for k in range(3)]
        one, other = (Words(name, font_size=look.TEXT_SIZE) for name in ("one", "other"))
        one.move_to([-5, 0, 0])
        other.move_to([-3.5, 0, 0]).align_baseline(one)
        self.named = VGroup(one, other.shift(self.lower * DOWN))
        self.play(FadeIn(*self.marks, self.named), share=0.1)


class MarksSlanted(Marked):
    slant = 0.1


class NameLow(Marked):
    lower = 0.12


class Latents(Clean):
    """The line of latents, whose numbers may stand nearer to its start."""

    nearer = 1.0

    def fault(self):
        line = LatentLine(np.arange(8) * math.tau / 8, zone=look.Zone(-1.5, 1.5, -1.0, 0.6))
        for name in line.labels:
            x = line.place(0)[0]
            name.set_x(x + self.nearer * (name.get_x() - x))
        self.play(FadeIn(line), share=0.1)


class LatentsNearer(Latents):
    nearer = 0.9


class LegendInRows(Clean):
    """A disc and its meaning, twice: two things that the chapter shows one after another."""

    centered = False

    def fault(self):
        self.notes = VGroup()
        for color, meaning in ((look.OBSERVED, "these are observed"), (look.INK, "others")):
            sample = Discs([0, 0, 0], color=color)
            words = Words(meaning, font_size=look.TEXT_SIZE).next_to(sample, RIGHT)
            self.notes.add(VGroup(sample, words))
        edge = {} if self.centered else {"aligned_edge": LEFT}
        self.notes.arrange(DOWN, **edge).scale(0.6).move_to([5.2, 0, 0])
        self.play(FadeIn(self.notes[0]), share=0.05)
        self.play(FadeIn(self.notes[1]), share=0.05)


class LegendRagged(LegendInRows):
    centered = True


class Joined(Clean):
    """A line of a plane, from a dot to a cross, or to as much of the way."""

    share = 1.0

    def fault(self):
        zone = look.Zone(-1.5, 1.5, -1.5, 1.2)
        self.plane = Plane(y1=(-3.0, 3.0), y2=(-3.0, 3.0), step=1.0, zone=zone)
        start, end = self.plane.c2p([(-1.3, -0.7), (1.6, 1.1)])
        self.dot, self.cross = Discs(start, color=look.INK), Cross(end, color=look.INK)
        way = start + self.share * (end - start)
        self.way = Line(start, way, color=look.QUIET, stroke_width=look.LINE)
        self.play(FadeIn(self.plane, self.way, self.dot, self.cross), share=0.1)


class EndsEarly(Joined):
    share = 0.8


class Counted(Clean):
    """A length in the boxes of a grid, or beside them."""

    beside = 0.0

    def fault(self):
        zone = look.Zone(-1.5, 1.5, -1.5, 1.2)
        self.plane = Plane(y1=(-3.0, 3.0), y2=(-3.0, 3.0), step=1.0, zone=zone)
        self.boxes = Boxes(self.plane, axis=0, length=2.4, color=look.WARM)
        self.boxes.shift(self.beside * self.plane.unit * RIGHT)
        self.play(FadeIn(self.plane, self.boxes), share=0.1)


class CountedBeside(Counted):
    beside = 0.3


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


@pytest.mark.parametrize("seconds", [6.0, 10.0, 14.0])
def test_where_nothing_is_wrong_nothing_is_found(data, seconds):
    assert found(Clean, data, seconds=seconds) == set()


@pytest.mark.parametrize(
    ("chapter", "kind"),
    [
        (OnWords, "words-over-words"),
        (OnLines, "words-on-lines"),
        (RimmedOnCurve, "words-on-lines"),
        (OffFrame, "off-frame"),
        (AmongCaptions, "off-frame"),
        (Small, "small-words"),
        (Dim, "contrast"),
        (Pops, "pop"),
        (Vanishes, "pop"),
        (Flashes, "flash"),
        (Flickers, "flash"),
        (WordsWander, "unspoken-motion"),
        (SwingsOut, "off-frame"),
        (LineOfGrid, "contrast"),
    ],
)
def test_a_fault_is_found_as_what_it_is(data, chapter, kind):
    assert kind in found(chapter, data)


@pytest.mark.parametrize(
    ("chapter", "kind"),
    [
        (Breathes, "flash"),
        (WordsGiveWay, "unspoken-motion"),
        (SwingsWithin, "off-frame"),
        (Grid, "contrast"),
    ],
)
def test_what_is_like_a_fault_and_is_none_is_left_alone(data, chapter, kind):
    assert kind not in found(chapter, data)


@pytest.mark.parametrize(
    "chapter", [Listed, Named, Scaled, Joined, Counted, Table, Marked, Latents, LegendInRows]
)
def test_what_is_in_line_is_not_found(data, chapter):
    assert not found(chapter, data) & {"out-of-line", "place"}


@pytest.mark.parametrize(
    ("chapter", "kind"),
    [
        (Ragged, "out-of-line"),
        (Uneven, "out-of-line"),
        (NamedBeside, "out-of-line"),
        (ScaledWrongly, "place"),
        (EndsEarly, "place"),
        (CountedBeside, "place"),
        (ColumnHigh, "out-of-line"),
        (HeadsAside, "out-of-line"),
        (MarksSlanted, "out-of-line"),
        (NameLow, "out-of-line"),
        (LatentsNearer, "place"),
        (LegendRagged, "out-of-line"),
    ],
)
def test_what_is_out_of_line_or_off_its_place_is_found(data, chapter, kind):
    assert kind in found(chapter, data)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("−0.5", -0.5),
        ("3 π / 2", 1.5 * math.pi),
        ("π", math.pi),
        ("2π", 2 * math.pi),
        ("z", None),
        ("1 2", None),
        ("", None),
        (".", None),
    ],
)
def test_a_tick_is_read_as_its_number(text, value):
    assert value_of(text) == (None if value is None else pytest.approx(value))


def test_a_number_that_is_said_must_be_seen(data):
    said = f"here the ring is 3.50 wide and {SPOKEN}"
    assert "number" not in found(Listed, data, words=said)
    assert "number" in found(Listed, data, words=said.replace("3.50", "2.75"))
    assert "number" in found(Listed, data, words=said.replace("3.50", "minus 3.50"))


def test_a_dark_rim_parts_words_from_an_axis(data):
    assert found(RimmedOnAxis, data) == set()


class TwoRoles(Clean):
    def fault(self):
        parts = Circle(color=look.ROLE_COLORS["pick"]), Rectangle(color=look.ROLE_COLORS["E"])
        self.play(*(FadeIn(part.scale(0.3)) for part in parts), share=0.1)


@pytest.mark.parametrize(
    ("color", "alike"), [("#c59b6e", True), ("#ff6b74", True), ("#c3e88d", False)]
)
def test_roles_whose_colours_are_one_to_some_eyes_are_found(data, monkeypatch, color, alike):
    """Whatever their shapes; a deutan eye does not tell the first from the energy's red."""
    monkeypatch.setitem(look.ROLE_COLORS, "pick", ManimColor(color))
    color_vision._collapsed.cache_clear()
    assert ("color-vision" in found(TwoRoles, data)) == alike
    color_vision._collapsed.cache_clear()


class Scale(Clean):
    def fault(self):
        ends = Circle(color=look.COLD), Rectangle(color=look.WARM)
        self.play(*(FadeIn(part.scale(0.3)) for part in ends), share=0.1)


@pytest.mark.parametrize(("warm", "alike"), [("#ff66ff", True), ("#ffe45c", False)])
def test_a_scale_whose_ends_are_alike_to_some_eyes_is_found(data, monkeypatch, warm, alike):
    """To deutan eyes the first is as blue as the cold end."""
    color = ManimColor(warm)
    monkeypatch.setattr(look, "WARM", color)
    ends = np.array([look.COLD.to_rgb(), color.to_rgb()])
    monkeypatch.setitem(
        color_vision.SCALES, "temperature", lambda shares: ends[np.round(shares).astype(int)]
    )
    assert ("color-vision" in found(Scale, data)) == alike


def test_a_picture_that_stands_still_is_found(data):
    assert "still" in found(StandsStill, data, words=f"{SPOKEN} and {SPOKEN}", seconds=20.0)


def test_captions_that_are_too_fast_and_silence_are_found(data):
    many = " ".join(["extraordinarily"] * 30)
    assert "fast-caption" in found(Clean, data, words=many, seconds=6.0)
    words = SPOKEN.split()
    said = tuple(0.3 * k if k < 6 else 0.3 * k + 6 for k in range(len(words)))
    assert "silence" in found(Clean, data, said=said)
