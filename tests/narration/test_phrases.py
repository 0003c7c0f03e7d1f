"""What the phrases say of facts that the lecture's story doesn't have."""

import pytest

from scenes.narration.errors import NarrationError
from scenes.narration.languages import NARRATION_FOLDER
from scenes.narration.templates import templates_of
from scenes.story.counting import Count
from scenes.story.facts.fact import Fact, facts


@pytest.fixture
def phrase(lecture, monkeypatch):
    """Fill a phrase whose fact has another value."""

    def fill(source, name, value):
        monkeypatch.setitem(facts(), name, Fact(name, "", (), lambda _: value))
        templates = templates_of("en", NARRATION_FOLDER)
        file = NARRATION_FOLDER / "s07.md"
        said = templates.fill(f"So {source}.", lecture, file=file, line=1, where="## far")
        return said.removeprefix("So ").removesuffix(".")

    return fill


@pytest.mark.parametrize(
    ("boxes", "legs", "said"),
    [
        ((7.0, 0.0), (3.5, 0.0), ("seven boxes across", "3.5", "3.5 squared is 12.25")),
        ((7.0, 0.0), (3.51, 0.1), ("about seven boxes across", "3.5", "3.5 squared is 12.25")),
        (
            (3.0, 3.0),
            (1.6, -1.5),
            (
                "about three boxes across and three down",
                "1.5 and 1.5",
                "1.5 squared plus 1.5 squared is 4.5",
            ),
        ),
        ((0.0, 1.0), (0.1, 0.5), ("about one box up", "0.5", "0.5 squared is 0.25")),
        ((0.0, 2.7), (0.0, 1.36), ("about 2.7 boxes up", "1.35", "1.35 squared is about 1.82")),
        ((0.0, 0.0), (0.0, 0.0), ("no box at all", "zero", "zero squared is zero")),
    ],
)
def test_what_is_said_of_a_count(phrase, boxes, legs, said):
    count = Count(boxes, 0.5, legs)
    macros = ("counted", "lengths", "squares")
    assert tuple(phrase(f"{{{{ {m}(far_count) }}}}", "far_count", count) for m in macros) == said


@pytest.mark.parametrize(
    ("phrases", "problem"),
    [
        ("{% macro again() %}{{ again() }}{% endmacro %}", ":1: maximum recursion depth exceeded"),
        ("{% macro again() %}{{ nothing }}{% endmacro %}", ":1: unknown name 'nothing'"),
        ("\n{% macro again() %}[cue](x){% endmacro %}", ":2: a phrase can't hold a cue"),
        ("{% include 'x' %}", ":1: include: there may be {{ values }}, {% if %}"),
        ("{% set again = w1 * 2 %}", ":1: nothing is computed here"),
        ("{% macro again( %}", ":1: "),
        (b"\xff", ": not UTF-8 text"),
    ],
)
def test_faulty_phrases_are_one_line(lecture, tmp_path, phrases, problem):
    file = tmp_path / "phrases.jinja"
    file.write_bytes(phrases if isinstance(phrases, bytes) else phrases.encode())
    with pytest.raises(NarrationError) as error:
        templates_of("en", tmp_path).fill(
            "{{ again() }}", lecture, file=tmp_path / "s01.md", line=3, where="## one"
        )
    assert str(error.value).startswith(f"{file}{problem}")
    assert str(error.value).isprintable()
