import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.field_plane import CURVE_POINTS, FieldManifold, FieldPlane


@pytest.fixture
def plane():
    return FieldPlane(y1=(-3, 3), y2=(-2, 2), step=0.5)


def test_the_axes_are_named_outside(plane):
    y1, y2 = plane.labels
    assert y1.get_left()[0] > plane.c2p([3, 0])[0]
    assert y1.get_center()[1] == pytest.approx(plane.c2p([3, 0])[1])
    assert y2.get_bottom()[1] > plane.c2p([0, 2])[1]
    assert y2.get_center()[0] == pytest.approx(plane.c2p([0, 2])[0])


def test_it_fills_its_stage(plane):
    zone = look.WIDE_STAGE
    shares = plane.frame.width / zone.width, plane.frame.height / zone.height
    assert max(shares) == pytest.approx(1)
    np.testing.assert_allclose(plane.frame.get_center(), zone.center, atol=1e-9)


def test_the_manifold_is_what_is_decoded(plane):
    def decode(z):
        return np.stack([2 * np.cos(z), np.sin(z)], axis=-1)

    marked = decode(np.array([0.0, 1.0, 2.0]))
    manifold = FieldManifold(plane, decode=decode, marked=marked)
    y = plane.p2c(manifold.curve.points[::4])
    assert len(y) == CURVE_POINTS
    np.testing.assert_allclose((y[:, 0] / 2) ** 2 + y[:, 1] ** 2, 1, atol=1e-9)
    np.testing.assert_allclose(plane.p2c(manifold.marks.get_centers()), marked, atol=1e-9)
