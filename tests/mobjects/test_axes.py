import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import LatentAxes, Plane


@pytest.fixture
def plane():
    return Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=look.LEFT_STAGE)


def test_places_and_data_are_each_others_inverse(plane):
    rng = np.random.default_rng(0)
    data = rng.uniform(-4, 4, size=(5, 7, 2))
    assert np.allclose(plane.p2c(plane.c2p(data)), data, atol=1e-12)


def test_units_are_equal_and_the_plane_fits_its_zone(plane):
    origin, right, up = plane.c2p([[0, 0], [1, 0], [0, 1]])
    assert np.linalg.norm(right - origin) == pytest.approx(np.linalg.norm(up - origin))
    assert plane.unit == pytest.approx(np.linalg.norm(right - origin))
    low, high = plane.c2p([[-3, -2], [3, 2]])
    zone = look.LEFT_STAGE
    assert zone.left - 1e-9 <= low[0] < high[0] <= zone.right + 1e-9
    assert zone.bottom - 1e-9 <= low[1] < high[1] <= zone.top + 1e-9


def test_coordinates_follow_when_the_plane_is_moved_and_scaled(plane):
    grid_before = plane.p2c(plane.grid.points)
    plane.scale(0.6).shift([1.0, -0.5, 0.0])
    assert np.allclose(plane.p2c(plane.grid.points), grid_before, atol=1e-9)


def test_the_grid_has_a_line_at_every_multiple_of_its_step(plane):
    lines = plane.p2c(plane.grid.points).reshape(-1, 4, 2)[:, [0, -1]]
    upright = np.isclose(lines[:, 0, 0], lines[:, 1, 0])
    assert np.allclose(sorted(lines[upright, 0, 0]), np.arange(-3, 3.1, 0.5), atol=1e-9)
    assert np.allclose(lines[upright][:, :, 1], [-2, 2], atol=1e-9)
    assert np.allclose(sorted(lines[~upright, 0, 1]), np.arange(-2, 2.1, 0.5), atol=1e-9)
    assert np.allclose(lines[~upright][:, :, 0], [-3, 3], atol=1e-9)


def test_energy_is_marked_at_round_numbers_and_z_in_quarter_turns():
    axes = LatentAxes(top=13.0)
    for marks, column, expected in (
        (axes.latent_marks, 0, np.arange(5) * math.pi / 2),
        (axes.energy_marks, 1, [0, 4, 8, 12]),
    ):
        feet = np.zeros((len(expected), 2))
        feet[:, column] = expected
        assert np.allclose([mark.value for mark in marks], expected)
        assert np.allclose(axes.p2c([mark.tick.get_start() for mark in marks]), feet, atol=1e-9)
    both = [*axes.latent_marks, *axes.energy_marks]
    assert [mark.tick for mark in both] == list(axes.ticks)
    assert [mark.number for mark in both] == list(axes.numbers)


@pytest.mark.parametrize("top", [0.03, 0.7, 1.0, 4.6, 9.9, 13.0, 250.0])
def test_the_energy_axis_always_has_a_few_marks(top):
    axes = LatentAxes(top=top)
    assert 3 <= top / axes.step <= 5
