import numpy as np
import pytest

from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.inference.curve_lens import CurveLens
from scenes.mobjects.inference.zones import LENS_WIDTH, SEARCH_LENS


def lens_at(z_check, *, depth=1.0):
    z = np.linspace(z_check - 0.2, z_check + 0.2, 41)
    energy = 1 + depth * (z - z_check) ** 2
    tried = np.array([[z[10], energy[10]], [z[30], energy[30]]])
    axes = LatentAxes(top=5.0)
    lens = CurveLens(
        axes,
        z=z,
        energy=energy,
        tried=tried,
        lowest=(z_check, 1.0),
    )
    return axes, lens, np.column_stack([z, energy]), tried


@pytest.mark.parametrize("z_check", [0.1, 3.0, 6.2])
def test_it_shows_the_numbers_handed_in_inside_its_zone(z_check):
    _, lens, curve, tried = lens_at(z_check)
    drawn = lens.axes.p2c(lens.curve.get_anchors())
    np.testing.assert_allclose(drawn[::2], curve[:-1], atol=1e-9)
    np.testing.assert_allclose(lens.axes.p2c(lens.tried.get_centers()), tried, atol=1e-9)
    np.testing.assert_allclose(lens.axes.p2c(lens.lowest.get_center()), [z_check, 1.0], atol=1e-9)
    zone = SEARCH_LENS
    assert lens.curve.get_left()[0] >= zone.left
    assert lens.curve.get_right()[0] <= zone.right
    assert lens.curve.width == pytest.approx(LENS_WIDTH)


def test_it_stands_over_what_it_enlarges():
    axes, lens, _, _ = lens_at(3.0)
    assert lens.lowest.get_x() == pytest.approx(axes.c2p([3.0, 1.0])[0])


def test_a_flat_curve_is_drawn():
    _, lens, _, _ = lens_at(3.0, depth=0.0)
    assert np.isfinite(lens.curve.points).all()
