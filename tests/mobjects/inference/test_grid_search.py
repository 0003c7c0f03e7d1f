import numpy as np
import pytest

from scenes import look
from scenes.mobjects.inference.grid_search import GridSearch

ENERGIES = np.array([3.0, 1.0, 2.0, 0.5])
PLACES = np.arange(24, dtype=float).reshape(4, 2, 3)


@pytest.fixture
def grid():
    return GridSearch(PLACES, ENERGIES, y=np.zeros(3), top=4.0)


@pytest.mark.parametrize(
    ("tried", "count", "best"),
    [(0, 1, 0), (1.9, 1, 0), (2, 2, 1), (3.5, 3, 1), (4, 4, 3), (9, 4, 3)],
)
def test_the_best_so_far_is_kept(grid, tried, count, best):
    grid.go(tried)
    assert grid.count == count
    assert grid.lowest == ENERGIES[best]
    np.testing.assert_allclose(grid.tries.get_centers(), PLACES[:count, 0], atol=1e-9)
    np.testing.assert_allclose(grid.trying.get_centers(), PLACES[count - 1], atol=1e-9)
    np.testing.assert_allclose([c.get_center() for c in grid.best], PLACES[best], atol=1e-9)
    np.testing.assert_allclose(grid.ray.get_ends()[0], PLACES[count - 1, 1])
    color = look.energy_colors(ENERGIES[count - 1] / 4.0)
    np.testing.assert_allclose(grid.ray.get_segment_colors()[0], color)
