"""A circle round a point, cut off at the plane's edge, and what sticks out of it."""

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.touching_circle import Excess, TouchingCircle
from scenes.mobjects.energy.two_views import COUNTING_PLANE


@pytest.fixture
def plane():
    return Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=COUNTING_PLANE)


def distances(plane, outline, center):
    return np.linalg.norm(plane.p2c(outline.get_anchors()) - center, axis=1)


@pytest.mark.parametrize("center", [(0.06, 1.48), (0.0, 0.0), (2.0, 0.1)])
def test_it_is_a_circle_through_the_point_inside_the_plane(plane, center):
    touching = np.array((-0.1, -0.4))
    outline = TouchingCircle(plane, center=center, touching=touching)
    radius = np.linalg.norm(touching - center)
    assert outline.radius == pytest.approx(radius)
    np.testing.assert_allclose(distances(plane, outline, center), radius, atol=1e-9)
    at = plane.p2c(outline.get_anchors())
    assert (np.abs(at) <= np.array([3, 2]) + 1e-9).all()
    assert np.linalg.norm(at - touching, axis=1).min() < 1e-9


def test_it_opens_to_both_sides_of_the_point(plane):
    center, touching = np.zeros(2), np.array((0.0, -1.0))
    outline = TouchingCircle(plane, center=center, touching=touching)
    widths = []
    for share in (0.0, 0.1, 0.3, 0.5):
        outline.open(share)
        at = plane.p2c(outline.get_anchors()) if share else np.zeros((0, 2))
        widths.append(np.ptp(at[:, 0]) if len(at) else 0.0)
        if len(at):
            assert at[:, 0].max() == pytest.approx(-at[:, 0].min())
            assert at[:, 0].max() == pytest.approx(np.sin(share * np.pi))
    assert widths == sorted(widths)
    assert widths[0] == 0


@pytest.mark.parametrize("end", [(0.3, -0.9), (0.2, 0.1)])
def test_the_excess_runs_from_the_rim_to_the_end(plane, end):
    outline = TouchingCircle(plane, center=(0.0, 1.0), touching=(0.0, 0.0))
    excess = Excess(plane, outline).point_at(end, look.ENERGY.to_rgb())
    rim, tip = plane.p2c([excess.get_starts()[0], excess.get_ends()[0]])
    np.testing.assert_allclose(tip, end, atol=1e-9)
    assert np.linalg.norm(rim - [0, 1]) == pytest.approx(1.0)
    way = np.array(end) - [0, 1]
    to_rim = rim - [0, 1]
    assert way[0] * to_rim[1] == pytest.approx(way[1] * to_rim[0])
    assert way @ to_rim > 0
    sticks_out = np.linalg.norm(way) - 1
    assert np.linalg.norm(tip - rim) == pytest.approx(abs(sticks_out))
