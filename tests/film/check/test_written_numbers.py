"""Numbers that belie each other, the core, or the hand of their dial."""

import math

import numpy as np
import pytest
from manim import RIGHT, FadeIn, VGroup

from scenes import look
from scenes.film.check.arithmetic import wrong_sums
from scenes.mobjects.axes import Plane
from scenes.mobjects.decoder.dial import Dial
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.inference.search_table import SearchRow
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Rings
from scenes.mobjects.readout import Readout
from scenes.mobjects.space import Dots, Space, View
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import Clean, found

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("rho_1 = 4 times 0.5 = 2", False),
        ("rho_1 = 4 times 0.5 = 4", True),
        ("25 times 17 = 425", False),
        ("25 times 17 = 42", True),
        ("E approx 1.5^2 + 1.5^2 = 4.5", False),
        ("E approx 1.5^2 + 1.5^2 = 3.5", True),
        ("2.2 dot 0.5 = 1.1", False),
        ("1.33 times 3 = 4", False),  # 1.33 has been rounded
        ("1.33 times 3 = 4.1", True),
        ("(1 + 2) / 2 = 1.5", False),
        ("-1 / 4 = 0.25", True),
        ("x = y_1 + 2 = 3", False),  # no numbers alone
        ("2^99 = 1", False),
        ("1 / 0 = 1", False),
        ("= 2.45", False),
        ("", False),
    ],
)
def test_a_sum_that_does_not_come_out_is_found(text, is_wrong):
    assert bool(list(wrong_sums(text))) == is_wrong


class Row(Clean):
    """A sum whose numbers and signs are things of their own."""

    last = 5.11

    def fault(self):
        row = VGroup(
            Number(4.85, 2, largest=9, signed=False),
            Formula("+"),
            Number(0.26, 2, largest=9, signed=False),
            Formula("="),
            Number(self.last, 2, largest=9, signed=False),
        )
        self.play(FadeIn(row.arrange(RIGHT, buff=0.3)), share=0.1)


class OffRow(Row):
    last = 2.71


@pytest.mark.parametrize(("chapter", "is_wrong"), [(Row, False), (OffRow, True)])
def test_a_row_of_numbers_and_signs_comes_out(data, chapter, is_wrong):
    assert ("number" in found(chapter, data)) == is_wrong


class Counter(Clean):
    """How many of all there are."""

    total = 24

    def fault(self):
        turn, words = Number(24, 0, largest=99, signed=False), Words(f"of {self.total}")
        self.counter = VGroup(turn, words).arrange(RIGHT, buff=0.2)
        words.align_baseline(turn)
        self.play(FadeIn(self.counter), share=0.1)


class CountsTooFar(Counter):
    total = 23


@pytest.mark.parametrize(("chapter", "is_wrong"), [(Counter, False), (CountsTooFar, True)])
def test_a_counter_ends_at_all(data, chapter, is_wrong):
    assert ("number" in found(chapter, data)) == is_wrong


class Sum(Clean):
    text = "25 times 17 = 425"

    def fault(self):
        self.play(FadeIn(Formula(self.text, font_size=look.TEXT_SIZE)), share=0.1)


class WrongSum(Sum):
    text = '25 times 17 = part("y", 435)'


class NoIndex(Sum):
    text = "rho_0 = 3 times 0.5 = 1.5"


class Index(Sum):
    text = "rho_2"


class Spread(Sum):
    text = "epsilon_i tilde cal(N)(0, 1 / (2 beta))"


class OtherSpread(Sum):
    text = "epsilon_i tilde cal(N)(0, 1 / beta)"


class Picked(Clean):
    """A y with its cross in the plane, and what is written of it."""

    said = (0.06, 1.48)

    def fault(self):
        zone = look.Zone(-1.5, 1.5, -1.5, 1.2)
        self.plane = Plane(y1=(-3.0, 3.0), y2=(-3.0, 3.0), step=1.0, zone=zone)
        self.y = Cross(self.plane.c2p((0.06, 1.48)), color=look.PICK)
        first, second = self.said
        text = f'part("pick", bold(y)\') = vec(delim: "[", {first}, {second})'
        self.written = Formula(text, font_size=look.TEXT_SIZE).move_to(4.5 * RIGHT)
        self.play(FadeIn(self.plane, self.y, self.written), share=0.1)


class PickedElsewhere(Picked):
    said = (1.48, 0.06)


class Radii(Clean):
    """The radii at an x, as `numpy` and not the core has them: alpha x + beta (1 - x), ..."""

    swapped = False

    def fault(self):
        x, horn = 0.25, self.data.story.horn
        grown = 2.718281828459045 ** (horn.growth * x)
        first = grown * (horn.alpha * x + horn.beta * (1 - x))
        second = grown * (horn.beta * x + horn.alpha * (1 - x))
        radii = (second, first) if self.swapped else (first, second)
        symbols = [("x", x), ("rho_1", radii[0]), ("rho_2", radii[1])]
        self.readout = Readout(*((name, lambda value=value: value) for name, value in symbols))
        self.play(FadeIn(self.readout.move_to([4.5, 0, 0])), share=0.1)


class RadiiSwapped(Radii):
    swapped = True


class Dialled(Clean):
    """A dial; its pointer can be turned, or its number set, by hand."""

    pointed, written = 0.7, 0.7

    def fault(self):
        self.dial = Dial('part("w", w_1)', self.pointed, limit=2.0)
        self.dial.value = 0.7
        self.dial.number.set_value(self.written)
        self.play(FadeIn(VGroup(self.dial).move_to(4.5 * RIGHT)), share=0.1)


class PointsElsewhere(Dialled):
    pointed = 0.5


class WrittenElsewhere(Dialled):
    written = -0.7


class Ringed(Clean):
    """A latent, and the ring at what it is decoded to, if it is turned by no more."""

    turned = 0.0

    def fault(self):
        z, (across, up) = 2.0, self.data.weights
        zone = look.Zone(-1.5, 1.5, -1.5, 1.2)
        self.plane = Plane(y1=(-3.0, 3.0), y2=(-3.0, 3.0), step=1.0, zone=zone)
        turned = z + self.turned
        at = self.plane.c2p((across * math.cos(turned), up * math.sin(turned)))
        self.ring = Rings([at], color=look.DECODED)
        self.latent = Number(z, largest=7.0, font_size=look.TEXT_SIZE, role="z")
        self.latent.move_to(4.5 * RIGHT)
        self.play(FadeIn(self.plane, self.ring, self.latent), share=0.1)


class RingedElsewhere(Ringed):
    turned = 0.4


class Searched(Clean):
    """A row of the table of searches: how many latents were tried, and the lowest energy."""

    tried = 0

    def fault(self):
        data = self.data
        y = data.pick(data.story.picks.two_valleys)
        points = np.stack([np.cos(data.latents), np.sin(data.latents)], axis=-1) * data.weights
        lowest = float(((y - points) ** 2).sum(axis=1).min())
        symbol = Cross([0, 0, 0], color=look.INK)
        self.row = SearchRow(symbol, "all", most=99, top=99.0)
        self.row.set_values(len(data.latents) + self.tried, lowest)
        # A row is laid out by its table; here its parts are put beside each other.
        VGroup(*self.row.title, *self.row.numbers).arrange(RIGHT).move_to([4.3, -1, 0])
        self.play(FadeIn(self.row), share=0.1)


class SearchedMore(Searched):
    tried = 5


class Horned(Clean):
    """The samples of the horn, turning, in the colours of their x or of another."""

    mirrored, larger = False, 1.0

    def fault(self):
        horn = self.data.horn
        x = 1 - horn.x if self.mirrored else horn.x
        at = np.column_stack([horn.x, self.larger * horn.y])
        view = View(lengths=(2.0, 0.15), target=(0.5, 0, 0), azimuth=0.3, elevation=0.2)
        self.space = Space(view, [Dots(at, look.x_colors(x))])
        self.add(self.space)
        self.play(view.azimuth.animate.set_value(0.8), share=0.2)


class HornedBackwards(Horned):
    mirrored = True


class HornedLarger(Horned):
    larger = 1.15


class OfSample(Clean):
    """A sample's angle and its components in a row, and the components of another one alone."""

    turned, swapped = 0.0, False

    def fault(self):
        theta, y = self.data.slice.theta[2], self.data.slice.y[2]
        written = [(theta + self.turned, "theta"), (y[0], "y"), (y[1], "y")]
        self.row = VGroup(
            *(Number(value, font_size=look.TEXT_SIZE, role=role) for value, role in written)
        )
        self.row.arrange(RIGHT, buff=0.5).move_to([4.5, 1, 0])
        for part in self.row:
            part.align_baseline(self.row[0])
        first, second = self.data.slice.y[5][:: -1 if self.swapped else 1]
        self.readout = Readout(
            ("y_1", lambda: first), ("y_2", lambda: second), largest=9.0, signed=True
        )
        self.play(FadeIn(self.row, self.readout.move_to([4.5, -1, 0])), share=0.1)


class OfAnotherAngle(OfSample):
    turned = 0.5


class OfNoSample(OfSample):
    swapped = True


class BestInRow(Clean):
    """A place in the field's row, and the latent that is best there, or its mirror image."""

    mirrored = False

    def fault(self):
        field, (across, up) = self.data.story.field, self.data.weights
        y = np.array([field.row_y1[0], field.row_y2])
        z = np.linspace(0, math.tau, 100_001)
        points = np.stack([across * np.cos(z), up * np.sin(z)], axis=-1)
        best = float(z[((y - points) ** 2).sum(axis=1).argmin()])
        best = math.tau - best if self.mirrored else best
        first = Number(y[0], largest=9.0, font_size=look.TEXT_SIZE)
        second = Number(best, largest=9.0, font_size=look.TEXT_SIZE, role="z_check")
        self.row = VGroup(first, second).arrange(RIGHT, buff=0.5).move_to([4.5, 0, 0])
        second.align_baseline(first)
        self.play(FadeIn(self.row), share=0.1)


class MirroredInRow(BestInRow):
    mirrored = True


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        (Sum, WrongSum, "number"),
        (Index, NoIndex, "number"),
        (Spread, OtherSpread, "number"),
        (OfSample, OfAnotherAngle, "number"),
        (OfSample, OfNoSample, "number"),
        (BestInRow, MirroredInRow, "number"),
        (Picked, PickedElsewhere, "number"),
        (Radii, RadiiSwapped, "number"),
        (Dialled, PointsElsewhere, "place"),
        (Dialled, WrittenElsewhere, "place"),
        (Ringed, RingedElsewhere, "place"),
        (Searched, SearchedMore, "number"),
        (Horned, HornedBackwards, "place"),
        (Horned, HornedLarger, "place"),
    ],
)
def test_what_is_wrong_is_found_and_what_is_right_is_not(data, right, wrong, kind):
    assert kind not in found(right, data)
    assert kind in found(wrong, data)
