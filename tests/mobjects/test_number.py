"""Numbers that change: columns, box, signs and speed."""

from __future__ import annotations

import math

import numpy as np
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from manim import DL, DOWN, OUT, RIGHT, UP, UR, FadeOut, VMobject

from scenes import look
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.number import Number

VALUES = [0.0, 0.05, 1.11, 9.99, 10.0, 88.88, -1.5, -47.07, 3]
DIGIT = look.FORMULA_SIZE / 96 / 2  # Computer Modern's figures are half an em wide


def figures(number: Number) -> list[VMobject]:
    """The characters that are to be seen, from left to right."""
    seen = [m for m in number.get_family() if m.get_fill_opacity() > 0 and m.width > 0]
    return sorted(seen, key=lambda figure: figure.get_x())


def outline(mobject: VMobject) -> np.ndarray:
    return mobject.points - mobject.get_center()


@pytest.mark.parametrize("edge", ["left", "right"])
def test_the_box_never_changes(edge: str) -> None:
    number = Number(0, edge=edge).shift(2 * UP + RIGHT)
    corners = number.get_corner(DOWN - RIGHT), number.get_corner(UP + RIGHT)
    baseline = number.baseline
    for value in VALUES:
        number.set_value(value)
        np.testing.assert_allclose(number.get_corner(DOWN - RIGHT), corners[0], atol=1e-12)
        np.testing.assert_allclose(number.get_corner(UP + RIGHT), corners[1], atol=1e-12)
        assert number.baseline == pytest.approx(baseline)


def test_it_shows_its_value() -> None:
    for value, text in [(-47.068, "−47.07"), (3, "3.00"), (0.999, "1.00"), (-0.004, "0.00")]:
        shown = figures(Number(value))
        expected = list(Words(text, font_size=look.FORMULA_SIZE))
        assert len(shown) == len(expected)
        for figure, glyph in zip(shown, expected, strict=True):
            np.testing.assert_allclose(outline(figure), outline(glyph), atol=1e-9)
        left = expected[0].get_x() - shown[0].get_x()
        for figure, glyph in zip(shown, expected, strict=True):
            assert glyph.get_x() - figure.get_x() == pytest.approx(left)


def test_its_figures_stay_in_their_columns() -> None:
    number = Number(0)

    def point() -> float:
        return figures(number)[-3].get_x()

    place = point()
    for value in VALUES:
        assert len(figures(number.set_value(value))) == len(f"{value:.2f}")
        assert point() == pytest.approx(place)
    one, two = (figures(number.set_value(v))[-1].get_x() for v in (8.88, -88.88))
    assert one == pytest.approx(two)


def test_to_the_left_the_first_digit_stays_and_the_minus_hangs() -> None:
    number = Number(8.0, edge="left")
    first = figures(number)[0].get_x()
    assert figures(number.set_value(88.0))[0].get_x() == pytest.approx(first)
    minus, digit, *_ = figures(number.set_value(-8.0))
    assert digit.get_x() == pytest.approx(first)
    assert minus.get_x() < first - DIGIT


def test_its_width_is_that_of_its_columns() -> None:
    def width(**kwargs: int | bool) -> float:
        return Number(0, **kwargs).width

    assert width(places=0, largest=9, signed=False) == pytest.approx(DIGIT)
    assert width(places=0, largest=100, signed=False) == pytest.approx(3 * DIGIT)
    assert width(places=3, signed=False) - width(places=2, signed=False) == pytest.approx(DIGIT)
    assert width(signed=True) > width(signed=False) + DIGIT


@given(
    largest=st.floats(0, 1e9) | st.sampled_from([9.99, 9.995, 9.996, 10.0, 99.996, 0.0]),
    share=st.floats(-1, 1),
    places=st.integers(0, 4),
)
def test_a_column_is_as_wide_as_its_numbers_need(largest, share, places):
    number = Number(0.0, places, largest=largest)
    for value in (largest, -largest, share * largest):
        number.set_value(value)
    assert number.digits == len(f"{largest * (1 + 1e-9):.{places}f}".partition(".")[0])


def test_a_size_that_was_computed_in_another_way_still_fits():
    computed = 9.995 * (1 - 1e-15)
    assert f"{computed:.2f}" == "9.99"
    assert len(figures(Number(0.0, largest=computed).set_value(9.995000000001))) == 5


def test_it_stays_where_it_was_moved_to() -> None:
    number, moved = Number(-1.5), Number(22.22)
    for one in (number, moved):
        one.scale(1.7).rotate(0.4, axis=OUT).shift(2 * RIGHT + DOWN).stretch(0.5, 0)
    moved.set_value(-1.5)
    for one, other in zip(figures(number), figures(moved), strict=True):
        np.testing.assert_allclose(one.points, other.points, atol=1e-9)


def test_a_copy_is_its_own_number() -> None:
    number = Number(1.0)
    copy = number.copy().shift(UP).set_value(2.0)
    assert copy.value == 2.0
    assert number.value == 1.0
    assert copy.baseline == pytest.approx(number.baseline + 1)
    np.testing.assert_allclose(figures(number)[0].points, figures(Number(1.0))[0].points)


def test_it_stands_on_the_line_of_a_formula() -> None:
    formula = Formula("E =").shift(2 * UP)
    number = Number(4.5).align_baseline(formula)
    assert number.baseline == pytest.approx(formula.baseline)
    four = figures(number)[0]
    assert four.get_bottom()[1] == pytest.approx(formula.baseline, abs=1e-6)


def test_its_colour_is_its_roles() -> None:
    assert figures(Number(1, role="E"))[0].get_fill_color() == look.ROLE_COLORS["E"]
    assert figures(Number(1, role="E", color=look.QUIET))[0].get_fill_color() == look.QUIET
    number = Number(1)
    assert figures(number)[0].get_fill_color() == look.INK
    assert figures(number.set_value(-2.25))[0].get_fill_color() == look.INK


def test_a_value_is_set_without_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    number = Number(1)

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("compiled in an updater")

    monkeypatch.setattr(typst, "compile", refuse)
    for value in VALUES:
        number.set_value(value)


@pytest.mark.parametrize(
    ("value", "options", "message"),
    [
        (math.nan, {}, "value = nan: must be finite"),
        (-math.inf, {}, "value = -inf: must be finite"),
        (math.inf, {"largest": 9.0}, "value = inf: must have at most 1 digits"),
        (100.0, {}, "value = 100.0: must have at most 2 digits"),
        (99.999, {}, "value = 99.999: must have at most 2 digits"),
        (-1.0, {"signed": False}, "value = -1.0: must be 0 or more in a number without a sign"),
        (1.0, {"places": -1}, "places = -1: must be 0 or more"),
        (9.996, {"largest": 9.994}, "value = 9.996: must have at most 1 digits"),
        (1.0, {"largest": -1.0}, "largest = -1.0: must be 0 or more"),
        (1.0, {"largest": math.nan}, "largest = nan: must be 0 or more"),
        (1.0, {"role": "Z"}, "role = 'Z': must be one of"),
    ],
)
def test_what_does_not_fit_is_refused(value: float, options: dict, message: str) -> None:
    with pytest.raises(ValueError, match=".") as caught:
        Number(value, **options)
    assert str(caught.value).startswith(message)


def test_a_refused_value_leaves_the_old_one() -> None:
    number = Number(1.25)
    before = [figure.points.copy() for figure in figures(number)]
    with pytest.raises(ValueError, match="must be finite"):
        number.set_value(math.nan)
    assert number.value == 1.25
    for figure, points in zip(figures(number), before, strict=True):
        np.testing.assert_array_equal(figure.points, points)


@pytest.mark.parametrize("edge", ["left", "right"])
def test_infinity_is_shown_inside_the_same_box(edge: str) -> None:
    number = Number(10.25, edge=edge, signed=False)
    box = [number.get_corner(corner) for corner in (DL, UR)]
    written = Words("∞", font_size=look.FORMULA_SIZE)
    number.set_value(math.inf)
    assert number.value == math.inf
    [sign] = figures(number)
    assert sign.width == pytest.approx(written.width, rel=0.05)
    np.testing.assert_allclose([number.get_corner(corner) for corner in (DL, UR)], box)
    assert box[0][0] - 1e-9 < sign.get_left()[0] < sign.get_right()[0] < box[1][0] + 1e-9
    assert len(figures(number.set_value(2.0))) == 4


def test_a_small_negative_rounds_to_a_plain_zero_without_a_sign() -> None:
    assert len(figures(Number(-0.001, signed=False))) == 4


def test_it_can_fade_while_its_digits_become_fewer() -> None:
    number = Number(12.5, places=1)
    fading = FadeOut(number)
    fading.begin()
    number.set_value(-3.0)
    fading.interpolate(0.5)
    assert len(number.family_members_with_points()) == len(
        fading.starting_mobject.family_members_with_points()
    )
