import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.radii_in_boxes import MeasuredBox, RadiiInBoxes


@pytest.fixture
def plane():
    return Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=look.LEFT_STAGE)


def test_each_radius_has_its_boxes_and_its_product_beside_it(plane):
    zone = look.SIDE_STAGE
    counted = RadiiInBoxes(plane, (2.0, 1.25), color=look.INK, zone=zone)
    assert [row.count for row in counted.rows] == [4, 2.5]
    sources = [count.source for count in counted.counts]
    assert sources == ["rho_1 = 4 times 0.5 = 2", "rho_2 = 2.5 times 0.5 = 1.25"]
    first, second = counted.counts
    assert first.get_bottom()[1] > second.get_top()[1]
    assert first.get_left()[0] == pytest.approx(second.get_left()[0])
    assert zone.left <= second.get_left()[0] <= zone.at(0.1, 0)[0] + 1e-9
    assert second.get_right()[0] <= zone.right + 1e-9
    for axis, (row, radius) in enumerate(zip(counted.rows, (2.0, 1.25), strict=True)):
        assert np.abs(plane.p2c(row.get_all_points())[:, axis]).max() == pytest.approx(radius)


def test_a_measured_box_is_the_first_one_of_the_grid_with_its_size_beside_it(plane):
    measured = MeasuredBox(plane)
    corners = plane.p2c(measured.box.get_all_points())
    np.testing.assert_allclose([corners.min(axis=0), corners.max(axis=0)], [[0, 0], [0.5, 0.5]])
    assert measured.size.source == "0.5 times 0.5"
    assert measured.size.get_left()[0] > measured.box.get_right()[0]
    assert measured.size.get_y() == pytest.approx(measured.box.get_y())
