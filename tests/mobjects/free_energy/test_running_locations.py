import numpy as np
import pytest

from scenes import look
from scenes.heat_colors import heat_colors
from scenes.mobjects.axes import Plane
from scenes.mobjects.free_energy.running_locations import RunningLocations

PLACES = np.array([[-2.0, -1], [2, -1], [-2, 1], [2, 1]])
ENDS = 0.25 * PLACES
VALUES = np.array([0.0, 1, 2.25, 4])


@pytest.fixture
def plane():
    return Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)


@pytest.fixture
def running(plane):
    return RunningLocations(plane, places=PLACES, ends=ENDS, values=VALUES, top=4, spacing=0.2)


def test_they_appear_from_the_lower_left_corner_on(running):
    running.shown.set_value(0.3)
    first, *between, last = running.discs.update().sizes
    assert first == 1
    assert last == 0
    assert between[0] == between[1] < 1
    running.shown.set_value(1)
    assert (running.discs.update().sizes == 1).all()


def test_they_run_and_leave_trails(plane, running):
    running.moved.set_value(0.5)
    now = 0.625 * PLACES  # all have equally far to go
    np.testing.assert_allclose(running.now, now)
    np.testing.assert_allclose(plane.p2c(running.discs.update().get_centers()), now, atol=1e-9)
    trails = running.trails.update()
    np.testing.assert_allclose(plane.p2c(trails.get_starts()), PLACES, atol=1e-9)
    np.testing.assert_allclose(plane.p2c(trails.get_ends()), now, atol=1e-9)


def test_they_take_the_colours_of_their_values(running):
    plain, heat = np.array(look.OBSERVED.to_rgb()), heat_colors([0, 0.5, 0.75, 1])
    for tinted in (0.0, 0.5, 1.0):
        running.tinted.set_value(tinted)
        colors = running.discs.update().get_colors()
        np.testing.assert_allclose(colors, (1 - tinted) * plain + tinted * heat, atol=1e-9)


def test_neighbours_do_not_touch(plane, running):
    assert 2 * running.discs.radius <= 0.5 * 0.2 * plane.unit + 1e-9


def test_all_are_as_fast_and_the_farthest_arrive_last(plane):
    ends = np.array([[-2.0, 0], [0, 0], [-2, 1], [1, 1]])  # 1, √5, 0 and 1 away
    values = ((ends - PLACES) ** 2).sum(axis=1)
    running = RunningLocations(plane, places=PLACES, ends=ends, values=values, top=5.0, spacing=0.2)
    running.moved.set_value(0.2)
    gone = np.linalg.norm(running.now - PLACES, axis=1)
    np.testing.assert_allclose(gone, [0.2 * 5**0.5, 0.2 * 5**0.5, 0, 0.2 * 5**0.5])
    running.moved.set_value(0.9)
    np.testing.assert_allclose(running.now[[0, 2, 3]], ends[[0, 2, 3]])
    assert np.linalg.norm(running.now[1] - ends[1]) == pytest.approx(0.1 * 5**0.5)
    running.moved.set_value(1)
    np.testing.assert_allclose(running.now, ends)
