import numpy as np
import pytest
from manim import Line

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.components import Legs, SquareSum, clearest_sum


@pytest.fixture
def plane():
    return Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)


def sum_of(sides):
    return SquareSum(sides=sides, zone=look.RIGHT_STAGE, unit=1.1, step=0.5)


SIDES = [(2.0, 0.5), (-0.3, 1.2), (3.5, 3.1), (0.7, 0.7), (0.02, 0.01), (2.0, 0.0)]


def test_the_legs_lead_across_then_up(plane):
    legs = Legs(plane, start=[-1.0, 0.4], end=[2.0, -1.5])
    across = plane.p2c([legs.across.get_start(), legs.across.get_end()])
    up = plane.p2c([legs.up.get_start(), legs.up.get_end()])
    np.testing.assert_allclose(across, [[-1, 0.4], [2, 0.4]], atol=1e-9)
    np.testing.assert_allclose(up, [[2, 0.4], [2, -1.5]], atol=1e-9)


@pytest.mark.parametrize("sides", SIDES)
def test_the_drawn_areas_add_up(sides):
    total = sum_of(sides)
    drawn = [square.width * square.height / total.unit**2 for square in total.squares]
    expected = [sides[0] ** 2, sides[1] ** 2, sides[0] ** 2 + sides[1] ** 2]
    np.testing.assert_allclose(drawn, expected, rtol=1e-6, atol=2e-6)


@pytest.mark.parametrize("sides", SIDES)
def test_everything_is_in_its_zone_and_apart(sides):
    total = sum_of(sides)
    zone = look.RIGHT_STAGE
    assert total.get_left()[0] >= zone.left - 0.03
    assert total.get_right()[0] <= zone.right + 0.03
    assert total.get_bottom()[1] >= zone.bottom
    assert total.get_top()[1] <= zone.top
    row = [total.areas[0], total.signs[0], total.areas[1], total.signs[1], total.areas[2]]
    for left, right in zip(row[:-1], row[1:], strict=True):
        assert left.get_right()[0] < right.get_left()[0]
    for left, right in zip(total.squares[:-1], total.squares[1:], strict=True):
        assert left.get_right()[0] < right.get_left()[0]
    for square, name, area in zip(total.squares, total.names, total.areas, strict=True):
        assert area.get_top()[1] < square.get_bottom()[1]
        assert square.get_top()[1] < name.get_bottom()[1]


def test_the_scale_is_the_planes_where_it_fits():
    assert sum_of((0.8, 0.5)).unit == 1.1
    assert sum_of((3.5, 3.1)).unit < 1.1


def test_a_square_is_cut_in_boxes_of_the_grid():
    total = sum_of((2.0, 0.5))
    corner = total.squares[0].get_corner([-1, -1, 0])
    lines = total.boxes[0].get_subpaths()
    upright = [(line[0] - corner)[0] / total.unit for line in lines[::2]]
    np.testing.assert_allclose(upright, [0.5, 1.0, 1.5])
    assert len(total.boxes[1].points) == 0


def test_the_numbers_are_the_areas():
    sources = [area.source for area in sum_of((1.5, -0.8)).areas]
    assert sources == ["2.25", "0.64", "2.89"]


@pytest.mark.parametrize("i", [0, 1, 2])
def test_a_square_grows_out_of_its_line(i):
    total = sum_of((2.0, 0.5))
    grown = total.squares[i].points.copy()
    line = Line([-3, 1, 0], [-2, 1.5, 0])
    growth = total.grow(i, line)
    growth.begin()
    growth.interpolate(0)
    flat = growth.mobject
    np.testing.assert_allclose(flat.get_corner([-1, -1, 0]), line.get_start(), atol=1e-9)
    np.testing.assert_allclose(flat.get_corner([1, 1, 0]), line.get_end(), atol=1e-9)
    growth.interpolate(1)
    np.testing.assert_allclose(flat.points, grown, atol=1e-9)


@pytest.mark.parametrize("sides", SIDES)
def test_no_square_crosses_another_on_its_way(plane, sides):
    total = sum_of(sides)
    legs = Legs(plane, start=[-0.5, -0.4], end=np.add([-0.5, -0.4], sides))
    lines = [*legs, Line(legs[0].get_start(), legs[1].get_end())]
    for i, line in enumerate(lines):
        there = [*total.squares[:i], *total.areas[:i], *total.names[:i]]
        growth = total.grow(i, line)
        growth.begin()
        for alpha in np.linspace(0, 1, 101):
            growth.interpolate(alpha)
            low, high = growth.mobject.get_corner([-1, -1, 0]), growth.mobject.get_corner([1, 1, 0])
            for other in there:
                other_low, other_high = other.get_corner([-1, -1, 0]), other.get_corner([1, 1, 0])
                overlap = np.minimum(high, other_high) - np.maximum(low, other_low)
                assert not np.all(overlap[:2] > 1e-6), (i, alpha)
        growth.interpolate(1)


@pytest.mark.parametrize(
    ("areas", "best"),
    [
        ([(4.0, 0.1), (1.0, 0.9), (0.5, 3.0)], 1),
        ([(4.0, 0.2)], 0),
        # 1.004 + 1.004 would be shown as 1.00 + 1.00 = 2.01.
        ([(1.004, 1.004), (0.5, 0.25)], 1),
        ([(1.004, 1.004)], 0),
    ],
)
def test_the_clearest_sum_has_two_large_areas_that_add_up_as_shown(areas, best):
    chosen = clearest_sum(np.array(areas))
    assert min(areas[chosen]) == min(areas[best])
    assert [f"{area:.2f}" for area in areas[chosen]] == [f"{area:.2f}" for area in areas[best]]
