import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.boxes import Boxes


@pytest.fixture
def plane():
    return Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=look.LEFT_STAGE)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize(("length", "boxes"), [(2.0, 4), (1.5, 3), (1.7, 4), (0.2, 1), (0.0, 0)])
def test_boxes_are_as_long_as_what_they_measure(plane, axis, length, boxes):
    row = Boxes(plane, axis=axis, length=length, color=look.INK)
    assert len(row) == boxes
    assert row.count == pytest.approx(length / 0.5)
    if boxes:
        points = plane.p2c(row.get_all_points())
        low, high = points.min(axis=0)[axis], points.max(axis=0)[axis]
        assert (low, high) == (pytest.approx(0), pytest.approx(length))


def test_the_two_rows_share_no_box(plane):
    right = plane.p2c(Boxes(plane, axis=0, length=2.0, color=look.INK).get_all_points())
    up = plane.p2c(Boxes(plane, axis=1, length=1.5, color=look.INK).get_all_points())
    assert right[:, 0].min() >= -1e-9
    assert up[:, 0].max() <= 1e-9
    assert np.ptp(up[:, 0]) == pytest.approx(0.5)


def test_boxes_light_up_in_their_order(plane):
    row = Boxes(plane, axis=0, length=2.0, color=look.INK)
    counting = row.count_up()
    counting.begin()
    counting.interpolate(0.5)
    lit = [box.get_fill_opacity() for box in row]
    assert lit == sorted(lit, reverse=True)
    assert lit[0] > lit[-1]
