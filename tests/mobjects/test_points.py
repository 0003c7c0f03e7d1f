import numpy as np
import pytest

from scenes import look
from scenes.mobjects.points import Circles, Cross, Discs, Rings


@pytest.mark.parametrize("kind", [Discs, Rings])
def test_centers_are_read_back_from_what_is_drawn(kind):
    centers = np.random.default_rng(1).uniform(-3, 3, size=(48, 3)) * [1, 1, 0]
    circles = kind(centers)
    assert np.allclose(circles.get_centers(), centers, atol=1e-12)
    assert len(circles.get_subpaths()) == 48


def test_there_can_be_none_and_then_some():
    circles = Rings(np.empty((0, 3)))
    assert circles.get_centers().shape == (0, 3)
    circles.set_centers([[1.0, 2.0, 0.0]])
    assert np.allclose(circles.get_centers(), [[1, 2, 0]])


def test_centers_follow_when_the_circles_are_moved():
    circles = Discs([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]).scale(2).shift([0, 3, 0])
    assert np.allclose(circles.get_centers(), [[-0.5, 3, 0], [1.5, 3, 0]])


def test_circles_arrive_one_after_another_and_stay_where_they_are():
    centers = np.column_stack([np.arange(10.0), np.zeros(10), np.zeros(10)])
    circles = Discs(centers)
    arriving = circles.arrive()
    arriving.begin()
    arriving.interpolate(0.5)
    sizes = np.ptp(circles.points.reshape(10, -1, 3)[:, :, 0], axis=1) / 2
    assert sizes[0] == pytest.approx(look.DOT_RADIUS)
    assert sizes[-1] == pytest.approx(0)
    assert np.all(np.diff(sizes) <= 1e-12)
    arriving.interpolate(1.0)
    assert np.allclose(circles.get_centers(), centers, atol=1e-12)
    assert np.allclose(
        np.ptp(circles.points.reshape(10, -1, 3)[:, :, 0], axis=1) / 2, look.DOT_RADIUS
    )


def test_roles_are_told_apart_by_shape():
    disc, ring = Discs([[0.0, 0.0, 0.0]]), Rings([[0.0, 0.0, 0.0]])
    assert disc.get_fill_color() == look.OBSERVED
    assert ring.get_fill_color() == look.BACKGROUND
    assert ring.get_stroke_color() == look.DECODED
    assert isinstance(disc, Circles)


def test_a_cross_is_centred_on_its_point():
    cross = Cross([1.0, -2.0, 0.0])
    assert np.allclose(cross.get_center(), [1, -2, 0])
    assert len(cross.get_subpaths()) == 2
