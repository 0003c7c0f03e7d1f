import numpy as np

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.spokes import Spokes


def test_a_spoke_leads_from_the_origin_to_each_point_and_they_grow_in_order():
    plane = Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=look.LEFT_STAGE)
    points = np.array([[1.0, 0.5], [-2.0, 1.0], [0.0, -1.5]])
    spokes = Spokes(plane, points)
    ends = plane.p2c([line.get_end() for line in spokes])
    np.testing.assert_allclose(ends, points, atol=1e-9)
    starts = plane.p2c([line.get_start() for line in spokes])
    np.testing.assert_allclose(starts, np.zeros((3, 2)), atol=1e-9)
    growing = spokes.grow()
    growing.begin()
    growing.interpolate(0.5)
    drawn = [line.get_length() / np.linalg.norm(p) for line, p in zip(spokes, points, strict=True)]
    assert drawn[0] > drawn[1] > drawn[2] > 0
