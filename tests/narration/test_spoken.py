"""Digits and symbols as they are read aloud."""

import re

import pytest

from scenes.film.programme import FILM
from scenes.narration.languages import english
from scenes.narration.script import load_script
from scenes.narration.spoken import SpokenError, spoken_words
from scenes.story.data import StoryData


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("2.25", ["two point two five"]),
        ("minus 1.5", ["minus", "one point five"]),
        ("-1.5 −1.5", ["minus one point five", "minus one point five"]),
        ("0.5.", ["zero point five."]),
        ("24 samples", ["twenty-four", "samples"]),
        ("(48),", ["(forty-eight),"]),
        (
            "1.05 100 1999",
            ["one point zero five", "one hundred", "one thousand nine hundred and ninety-nine"],
        ),
        ("12345", ["one two three four five"]),
        ("0–1 0-1", ["zero to one", "zero to one"]),
        ("y₁ = y1", ["y one", "equals", "y one"]),
        ("ž ỹ, y′ y\u0304.", ["z check", "y tilde,", "y prime", "y bar."]),
        ("θ ρ₂ β ε 2π Σ", ["theta", "rho two", "beta", "epsilon", "two pi", "sigma"]),
        ("w₁² ≤ 1/β", ["w one squared", "is at most", "one over beta"]),
        ("x=0", ["x equals zero"]),
        ("café señor naïve", ["café", "señor", "naïve"]),
        ("“belief” — it’s log-sum-exp", ["“belief”", "—", "it's", "log-sum-exp"]),
        ("", []),
    ],
)
def test_each_word_is_read(written: str, spoken: list[str]) -> None:
    assert list(spoken_words(written)) == spoken


@pytest.mark.parametrize(
    ("text", "char"), [("F_β", "_"), ("a [cue]", "["), ("∇F", "∇"), ("#3", "#")]
)
def test_what_has_no_reading_is_refused(text: str, char: str) -> None:
    with pytest.raises(SpokenError, match=r"^no reading for .*: write it in words$") as caught:
        spoken_words(text)
    assert repr(char) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_the_narration_is_read_with_the_words_that_were_counted(
    lecture: StoryData, chapter: str
) -> None:
    for beat in load_script(chapter, lecture).beats:
        written, spoken = beat.words.split(), spoken_words(beat.words)
        assert len(written) == len(spoken)
        for word, read in zip(written, spoken, strict=True):
            assert not re.search(r"\d", read)
            assert len(re.findall(r"[^\s—-]+", read)) == english().spoken_length(word), word
