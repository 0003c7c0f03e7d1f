import pytest
from manim import RIGHT

from scenes import look
from scenes.mobjects.formula import Words
from scenes.mobjects.title import Title


def test_the_symbols_of_a_title_have_their_roles_colours():
    title = Title("One x, many y", "x", "y")
    assert {part.get_fill_color() for part in title.part("y")} == {look.OBSERVED}
    letters = [glyph.get_fill_color() for glyph in title.submobjects]
    assert letters.count(look.OBSERVED) == 1
    assert letters.count(look.INK) == len(letters) - 1
    assert len(letters) == len("Onex,manyy")


def test_a_title_with_symbols_stands_as_one_without_and_is_as_long():
    plain, marked = Title("The slice at x = 0"), Title("The slice at x = 0", "x")
    assert marked.get_left()[0] == pytest.approx(plain.get_left()[0])
    assert marked.width == pytest.approx(plain.width, rel=0.03)
    assert marked.baseline == pytest.approx(plain.baseline, abs=0.02)


def test_only_whole_words_are_symbols():
    title = Title('"Every" \\z of x', "x", "z")
    assert len(title.part("z")) == 1
    assert len(title.part("x")) == 1
    assert len(title.submobjects) == len('"Every"\\zofx')


def test_a_title_ends_before_a_formula():
    long, short = Title("A title that is rather long"), Title("Short")
    formula = Words("y = x", font_size=look.TEXT_SIZE).move_to(long, aligned_edge=RIGHT)
    top, left = long.get_top()[1], long.get_left()[0]
    assert long.end_before(formula).get_right()[0] == pytest.approx(
        formula.get_left()[0] - look.GAP
    )
    assert long.get_top()[1] == pytest.approx(top)
    assert long.get_left()[0] == pytest.approx(left)
    width = short.width
    assert short.end_before(formula).width == width
