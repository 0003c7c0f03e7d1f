import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Axes
from scenes.mobjects.free_energy.clipped_curve import ClippedCurve


@pytest.fixture
def axes():
    return Axes(across=(-0.8, 0.6), up=(0.0, 0.5), zone=look.RIGHT_STAGE)


def test_a_curve_in_view_is_drawn_through_its_points(axes):
    across = np.linspace(-0.8, 0.6, 15)
    up = 0.1 + across**2 / 2
    data = ClippedCurve(axes).draw(across, up).get_data()
    np.testing.assert_allclose(data[::2], np.column_stack([across, up])[:-1], atol=1e-9)
    np.testing.assert_allclose(data[1::2], np.column_stack([across, up])[1:], atol=1e-9)


def test_a_curve_is_cut_off_at_the_edges(axes):
    across = np.linspace(-2, 3, 26)
    data = ClippedCurve(axes).draw(across, across**2).get_data()
    assert data[:, 0].min() == pytest.approx(-np.sqrt(0.5), abs=0.02)
    assert data[:, 0].max() == pytest.approx(0.6)
    assert data[:, 1].max() == pytest.approx(0.5)
    # Cut off on the straight lines between the points.
    np.testing.assert_allclose(data[:, 1], np.interp(data[:, 0], across, across**2), atol=1e-9)


def test_nothing_is_drawn_of_a_curve_out_of_view_or_without_points(axes):
    across = np.linspace(-2, 3, 26)
    assert len(ClippedCurve(axes).draw(across, np.full(26, 0.7)).points) == 0
    assert len(ClippedCurve(axes).draw([], []).points) == 0
    assert len(ClippedCurve(axes).draw(across, np.full(26, 0.5)).points) > 0


def test_dashes_lie_on_the_curve_and_leave_gaps(axes):
    across = np.linspace(-0.8, 0.6, 41)
    up = 0.1 + across**2 / 2
    curve = ClippedCurve(axes, dashed=True).draw(across, up)
    data = curve.get_data()
    np.testing.assert_allclose(data[:, 1], np.interp(data[:, 0], across, up), atol=1e-9)
    whole = ClippedCurve(axes).draw(across, up)
    lengths = [
        np.linalg.norm(np.diff(part.points.reshape(-1, 4, 3)[:, [0, 3]], axis=1), axis=-1).sum()
        for part in (curve, whole)
    ]
    assert 0.5 < lengths[0] / lengths[1] < 0.65
