"""Things that are hardly told from what is behind them, and parts of the stage with nothing."""

import numpy as np
import pytest
from manim import DOWN, UP, Circle, FadeIn, FadeOut, Rectangle

from scenes import look
from scenes.mobjects.points import Discs
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import SPOKEN, Clean, found

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


class OnSheet(Clean):
    """A dot that is nearly as light as the sheet it lies on, or is dark there."""

    color = "#f4f2ec"

    def fault(self):
        sheet = Rectangle(width=2, height=1.5, stroke_width=0, fill_color=look.INK, fill_opacity=1)
        self.dot = Discs([np.zeros(3)], color=self.color)
        self.play(FadeIn(sheet), share=0.1)
        self.play(FadeIn(self.dot), share=0.1)


class DarkOnSheet(OnSheet):
    color = "#202020"


class Faint(Clean):
    """A circle that has a name, and is as good as not there, or only dimmed."""

    opacity = 0.15

    def fault(self):
        self.way = Circle(radius=1.0, color=look.DECODED, stroke_width=look.LINE)
        self.way.set_stroke(opacity=self.opacity)
        self.play(FadeIn(self.way), share=0.1)


class Dimmed(Faint):
    opacity = look.DIMMED


@pytest.mark.parametrize(
    ("chapter", "is_found"),
    [(OnSheet, True), (DarkOnSheet, False), (Faint, True), (Dimmed, False)],
)
def test_a_thing_must_be_told_from_what_is_behind_it(data, chapter, is_found):
    assert ("contrast" in found(chapter, data)) == is_found


class Half(Clean):
    """The ring goes, and one half of the stage has all that is left."""

    side = UP

    def fault(self):
        things = [
            Circle(radius=0.6, color=look.DECODED).move_to([x, self.side[1] * 1.6 - 0.2, 0])
            for x in (-4.5, 0, 4.5)
        ]
        self.play(FadeOut(self.ring), *map(FadeIn, things), share=0.02)
        for _ in range(3):
            self.play(*(thing.animate.scale(1.1) for thing in things), share=0.15)
        self.play(FadeIn(self.ring.set_opacity(1)), share=0.02)


class LowerHalf(Half):
    side = DOWN


@pytest.mark.parametrize("chapter", [Half, LowerHalf])
def test_an_upper_or_lower_part_that_stays_empty_is_found(data, chapter):
    words = f"{SPOKEN} and {SPOKEN} and {SPOKEN}"
    assert "empty" in found(chapter, data, words=words, seconds=25.0)
