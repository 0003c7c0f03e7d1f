import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.learning.noise_band import NoiseBand

PLANE = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5, zone=look.STAGE)


def decode(z):
    return np.stack([1.8 * np.cos(z), 1.3 * np.sin(z)], axis=-1)


def at(noise, z):
    noise.z.set_value(z)
    return noise.update()


@pytest.mark.parametrize("z", [0.0, 2.0, 5.5])
@pytest.mark.parametrize("spread", [0.2, 0.7, 2.0, 700.0])
def test_the_circle_is_cut_off_at_the_edges_of_the_plane(z, spread):
    noise = at(NoiseBand(PLANE, decode=decode, spread=spread), z)
    y = PLANE.p2c(noise.circle.get_anchors())
    assert (np.abs(y) <= [3 + 1e-9, 2 + 1e-9]).all()
    off = np.linalg.norm(y - decode(z), axis=1)
    assert (off <= spread + 1e-9).all()
    inside = (np.abs(y) < [3 - 1e-9, 2 - 1e-9]).all(axis=1)
    np.testing.assert_allclose(off[inside], spread)
    assert inside.all() == (spread < 1)


def test_the_band_is_what_the_circle_swept():
    noise = at(NoiseBand(PLANE, decode=decode, spread=0.3), np.pi / 2)
    band = PLANE.p2c(noise.band.points)
    assert band[:, 0].min() == pytest.approx(-0.3, abs=1e-3)
    assert band[:, 0].max() == pytest.approx(2.1, abs=1e-3)
    assert band[:, 1].min() == pytest.approx(-0.3, abs=1e-3)
    [center] = PLANE.p2c(noise.at.get_centers())
    np.testing.assert_allclose(center, [0.0, 1.3], atol=1e-9)


def test_a_radius_that_leaves_the_plane_is_not_measured():
    [bar] = NoiseBand(PLANE, decode=decode, spread=0.7).radius
    ends = PLANE.p2c(bar.bar.points)[[0, 3]]
    np.testing.assert_allclose(ends, [[1.8, 0.0], [1.1, 0.0]], atol=1e-9)
    assert len(NoiseBand(PLANE, decode=decode, spread=5.0).radius) == 0
