"""Counts in words that no other beat bears out."""

import pytest

from scenes.film.check.counted_things import counts_in
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.check.trial import SPOKEN, Clean, found


@pytest.mark.parametrize(
    ("code", "text", "counts"),
    [
        ("en", "Two valleys, and three of them; y two equals four boxes.", ["valleys", "boxes"]),
        ("en", "Beta three means a single valley, or two-fold luck.", []),
        ("en", "Twelve turns of thirteen crosses, at one place.", ["turns"]),
        ("de", "Zwei Täler und drei Kästchen.", ["täler", "kästchen"]),
    ],
)
def test_what_is_counted_in_words(code, text, counts):
    assert [thing for thing, _ in counts_in(text, code)] == counts


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [("three components", True), ("two components", False), ("three examples", False)],
)
def test_a_count_that_no_other_beat_has(said, is_wrong):
    kinds = found(Clean, StoryData(load_story()), words=f"{SPOKEN} and {said}")
    assert ("number" in kinds) == is_wrong
