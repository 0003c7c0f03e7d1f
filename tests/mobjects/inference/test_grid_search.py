import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.inference.grid_search import GridSearch
from scenes.mobjects.inference.marker import Marker
from scenes.mobjects.inference.search_table import SearchRow
from tests.mobjects.inference.pictures import energy, g, in_plane, landscape, over_z

LATENTS = np.array([math.pi, math.pi / 2, 2 * math.pi / 3, 0.0])
ENERGIES = energy(LATENTS)  # 9, 5, 7, 1


@pytest.fixture
def pictures():
    return over_z(), in_plane()


@pytest.fixture
def grid(pictures):
    return GridSearch(*pictures, LATENTS)


@pytest.mark.parametrize(
    ("tried", "count", "best"),
    [(0, 1, 0), (1.9, 1, 0), (2, 2, 1), (3.5, 3, 1), (4, 4, 3), (9, 4, 3)],
)
def test_the_best_so_far_is_kept(pictures, grid, tried, count, best):
    axes, plane = pictures[0].axes, pictures[1].plane
    grid.tried.set_value(tried)
    grid.update()
    assert grid.count == count
    assert grid.lowest == pytest.approx(ENERGIES[best])
    curve = np.column_stack([LATENTS, ENERGIES])
    np.testing.assert_allclose(axes.p2c(grid.tries.get_centers()), curve[:count], atol=1e-9)
    on_curve, on_manifold = grid.trying.get_centers()
    np.testing.assert_allclose(axes.p2c(on_curve), curve[count - 1], atol=1e-9)
    np.testing.assert_allclose(axes.p2c(grid.best[0].get_center()), curve[best], atol=1e-9)
    np.testing.assert_allclose(plane.p2c(grid.best[1].get_center()), g(LATENTS[best]), atol=1e-9)
    latest = g(LATENTS[count - 1])
    np.testing.assert_allclose(plane.p2c(on_manifold), latest, atol=1e-9)
    np.testing.assert_allclose(plane.p2c(grid.ray.get_ends()[0]), latest, atol=1e-9)
    color = look.energy_colors(ENERGIES[count - 1] / landscape().top)
    np.testing.assert_allclose(grid.ray.get_segment_colors()[0], color)


def test_it_runs_through_the_whole_grid_and_is_counted_in_a_row(grid):
    row = SearchRow(Marker("star"), "all of them", most=4, top=9.0)
    grid.count_in(row)
    run = grid.run()
    run.begin()
    run.interpolate(0.5)
    grid.update()
    row.update()
    assert (row.steps.value, row.energy.value) == (2, pytest.approx(5.0))
    run.finish()
    grid.update()
    row.update()
    assert (row.steps.value, row.energy.value) == (4, pytest.approx(1.0))
