import numpy as np
import pytest
from manim import Square

from scenes import look
from scenes.mobjects.alone import Alone
from scenes.mobjects.axes import Plane
from scenes.mobjects.points import Discs

AT = np.array([[1.0, -0.5], [-2.0, 1.5]])


@pytest.fixture
def plane():
    return Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=look.LEFT_STAGE)


def test_a_plane_alone_fills_the_middle_of_the_stage_with_all_that_stands_on_it(plane):
    discs, before = Discs(plane.c2p(AT)), plane.width
    Alone(plane, discs)
    stage = look.CENTER_STAGE
    np.testing.assert_allclose(plane.frame.get_center(), stage.center, atol=1e-9)
    assert plane.frame.width <= stage.width + 1e-9
    assert plane.frame.height == pytest.approx(stage.height)
    assert plane.width > 1.2 * before
    np.testing.assert_allclose(plane.p2c(discs.get_centers()), AT, atol=1e-9)


@pytest.mark.parametrize(
    ("stage", "across", "up"), [(look.CENTER_STAGE, 0.62, 0.74), (look.WHOLE_STAGE, 0.64, 0.75)]
)
def test_what_is_alone_has_most_of_the_frame(plane, stage, across, up):
    Alone(plane, zone=stage)
    assert plane.frame.width > across * look.FRAME.width
    assert plane.frame.height > up * look.FRAME.height
    top = max(label.get_top()[1] for label in plane.labels)
    assert top < look.SAFE.top + 0.05  # with the names of its axes
    assert plane.frame.get_bottom()[1] >= look.SAFE.bottom - 1e-9


def test_it_can_take_the_stage_later_and_twice(plane):
    before = plane.frame.points.copy()
    alone = Alone(plane, zone=None)
    np.testing.assert_array_equal(plane.frame.points, before)
    for stage in (look.CENTER_STAGE, look.WHOLE_STAGE):
        for move in alone.fill(stage):
            move.carry(1.0)
        np.testing.assert_allclose(plane.frame.get_center(), stage.center, atol=1e-9)
        assert plane.frame.height == pytest.approx(stage.height)
    for move in alone.make_room():
        move.carry(1.0)
    np.testing.assert_allclose(plane.frame.points, before, atol=1e-9)


def test_it_makes_room_for_what_comes_and_is_where_it_was_made(plane):
    square = Square(0.4).move_to(plane.c2p([1.0, 1.0]))
    discs = Discs(plane.c2p(AT))
    parts = plane, discs, square
    made = [[part.points.copy() for part in each.get_family()] for each in parts]
    radius = discs.radius
    moves = Alone(*parts).make_room()
    assert discs.radius > radius
    for move in moves:
        move.begin()
        move.interpolate(0.4)
    # All that stands on the plane goes with it, half way too.
    np.testing.assert_allclose(plane.p2c(discs.get_centers()), AT, atol=1e-9)
    np.testing.assert_allclose(plane.p2c(square.get_center()), [1.0, 1.0], atol=1e-9)
    for move in moves:
        move.finish()
    for each, points in zip(parts, made, strict=True):
        for part, expected in zip(each.get_family(), points, strict=True):
            np.testing.assert_allclose(part.points, expected, atol=1e-9)
    assert discs.radius == pytest.approx(radius)
    discs.set_centers(discs.get_centers())
    np.testing.assert_allclose(plane.p2c(discs.get_centers()), AT, atol=1e-9)
