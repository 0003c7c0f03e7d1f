"""Figures that are said, with nothing that bears them out."""

import pytest
from manim import FadeIn

from scenes import look
from scenes.film.check.said_numbers import wholes_in
from scenes.mobjects.formula import Formula
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import SPOKEN, Clean, found

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("en", "Twenty-four samples, and forty-eight points.", [24, 48]),
        ("en", "That's four hundred and twenty-five of 425; the other is 42.5.", [425, 425]),
        ("en", "All three, or one of two.", []),
        ("en", "Beta one, y two and w three.", [1]),
        ("de", "Mit beta zwei, nicht y drei.", [2]),
        ("en", "Five hundred, seven and eight.", [500, 7, 8]),
        ("en", "Sixty steps: often, at eighteenth, someone.", [60]),
        ("de", "Vierundzwanzig Punkte, und sieben Kästchen.", [24, 7]),
    ],
)
def test_whole_numbers_are_read(code, text, numbers):
    assert sorted(n for n, _ in wholes_in(text, code)) == sorted(numbers)


class Counting(Clean):
    """A chapter in which a number is seen."""

    def fault(self):
        self.play(FadeIn(Formula("n = 24", font_size=look.TEXT_SIZE).shift([4, 0, 0])), share=0.1)


@pytest.mark.parametrize(("said", "is_wrong"), [("twenty-four", False), ("twenty-three", True)])
def test_a_number_in_words_must_be_seen_or_a_fact(said, is_wrong):
    kinds = found(Counting, StoryData(load_story()), words=f"{SPOKEN} and {said} of them")
    assert ("number" in kinds) == is_wrong
