"""What goes wrong while an animation is played, and between its ends."""

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    linear,
)

from scenes import look
from scenes.mobjects.formula import Words
from scenes.mobjects.points import Discs
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import Clean, found, title

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


def halfway(share):
    """A rate that is a step."""
    return float(share > 0.5)


def word():
    return Words("a word", font_size=look.TEXT_SIZE)


class StepsIn(Clean):
    """A word that fades in, at once half-way or steadily; alone, or one after another."""

    rate = staticmethod(halfway)

    def fault(self):
        self.play(FadeIn(word(), rate_func=self.rate), share=0.2)


class FadesIn(StepsIn):
    rate = staticmethod(linear)


class StepsInLate(Clean):
    def fault(self):
        words = [word().shift(0.5 * k * DOWN) for k in range(2)]
        parts = FadeIn(words[0]), FadeIn(words[1], rate_func=halfway)
        self.play(LaggedStart(*parts, lag_ratio=0.5), share=0.2)


class Leaps(Clean):
    """A dot that is moved by a step."""

    def fault(self):
        dot = Discs([[-1.0, 0.0, 0.0]], color=look.OBSERVED)
        self.play(FadeIn(dot), share=0.1)
        self.play(dot.animate(rate_func=halfway).shift(2 * RIGHT), share=0.2)


class Follows(Clean):
    """A word that follows a tracker: it is lit half-way, at once or over some of the way."""

    way = 0.0

    def fault(self):
        share, words = ValueTracker(0.0), word().set_opacity(0.0)

        def follow(mobject):
            far = share.get_value() - 0.6
            mobject.set_opacity(float(np.clip(far / self.way, 0, 1) if self.way else far > 0))

        words.add_updater(follow)
        self.add(words)
        self.play(share.animate.set_value(1.0), share=0.3)


class FollowsSteadily(Follows):
    way = 0.4


class FollowsFast(Follows):
    """It fades in, although it takes no longer than from one frame to the next."""

    way = 0.01


class ReadOff(Clean):
    """Of two words in one place the one that is true."""

    def fault(self):
        share, pair = ValueTracker(0.0), VGroup(word(), Words("another", font_size=look.TEXT_SIZE))

        def follow(words):
            for k, each in enumerate(words):
                each.set_fill(opacity=float((share.get_value() > 0.6) == bool(k)))

        pair.add_updater(follow).update()
        self.play(FadeIn(pair[0]), share=0.1)
        self.add(pair)
        self.play(share.animate.set_value(1.0), share=0.3)


class IsPainted(Clean):
    """As `Follows`, by an animation that calls a function."""

    def fault(self):
        words = word().set_opacity(0.0)
        self.add(words)

        def show(mobject, share):
            mobject.set_opacity(float(share > 0.4))

        self.play(UpdateFromAlphaFunc(words, show), share=0.3)


class InOneFrame(Clean):
    def fault(self):
        self.play(FadeIn(word()), share=0.0034)
        self.hold(0.1)


@pytest.mark.parametrize("chapter", [StepsIn, StepsInLate, Leaps, Follows, IsPainted, InOneFrame])
def test_what_jumps_within_an_animation_is_a_pop(data, chapter):
    assert "pop" in found(chapter, data)


@pytest.mark.parametrize("chapter", [FadesIn, FollowsSteadily, FollowsFast, ReadOff])
def test_what_comes_steadily_is_none(data, chapter):
    assert "pop" not in found(chapter, data)


class UnderTitle(Clean):
    """Words under the title, as dim as what the voice has left."""

    def fault(self):
        self.play(FadeIn(title("Under it").set_opacity(look.DIMMED)), share=0.1)


class GivesWay(Clean):
    """Words that fade out while others fade in, in their place."""

    def fault(self):
        first, second = title("First").next_to(self.words, DOWN), title("Second")
        second.move_to(first)
        self.play(FadeIn(first), share=0.05)
        self.play(FadeOut(first, rate_func=linear), FadeIn(second, rate_func=linear), share=0.3)


def test_dimmed_words_under_others_are_found_and_those_that_give_way_are_not(data):
    assert "words-over-words" in found(UnderTitle, data)
    assert "words-over-words" not in found(GivesWay, data)


class Glides(Clean):
    """A word that moves over lines for seconds, or past them."""

    share = 0.7

    def fault(self):
        at = (0.1 * k * RIGHT for k in range(-9, 9))
        lines = VGroup(*(Line(UP, DOWN, color=look.ENERGY).shift(place) for place in at))
        words = word().scale(0.6).shift(1.6 * LEFT)
        self.play(FadeIn(lines, words), share=0.05)
        self.play(words.animate.shift(3.2 * RIGHT), rate_func=linear, share=self.share)
        self.play(FadeOut(words), share=0.05)


class GlidesPast(Glides):
    share = 0.1


def test_words_that_take_long_to_pass_over_lines_are_found(data):
    assert "words-on-lines" in found(Glides, data, seconds=30.0)
    assert "words-on-lines" not in found(GlidesPast, data)
