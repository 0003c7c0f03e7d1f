import numpy as np
import pytest

from scenes.mobjects.energy.circle_through import CircleThrough
from tests.mobjects.energy.stage import Y, decode, end, make_views


def test_it_compares_the_segment_with_the_radius_through_one_point():
    view = make_views()
    circle = CircleThrough(view, z=1.0)
    radius = np.linalg.norm(Y - decode(1.0))
    assert circle.outline.radius == pytest.approx(radius)
    assert f"{radius:.2f}" in circle.distance.radius.source
    assert not circle.outline.has_points()
    view.z.set_value(2.5)
    end(circle.compare()[0])
    drawn = view.plane.p2c(circle.outline.get_anchors())
    np.testing.assert_allclose(np.linalg.norm(drawn - Y, axis=1), radius, atol=1e-9)
    assert circle.distance.length.value == pytest.approx(np.linalg.norm(Y - decode(2.5)))
    circle.excess.update()
    tip = view.plane.p2c(circle.excess.get_ends()[0])
    np.testing.assert_allclose(tip, decode(2.5), atol=1e-9)
