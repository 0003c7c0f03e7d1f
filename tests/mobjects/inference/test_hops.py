import numpy as np
import pytest
from manim import UP, ValueTracker

from scenes.mobjects.inference.hops import Hops

STOPS = np.array([[0.0, 2.0, 0.0], [1.0, 1.0, 0.0], [1.5, 0.5, 0.0]])
UPWARDS = np.broadcast_to(UP, (2, 3))


@pytest.fixture
def hops():
    return Hops(STOPS, UPWARDS, shape="triangle")


@pytest.mark.parametrize(("taken", "landed"), [(0, 1), (0.9, 1), (1, 2), (1.5, 2), (2, 3), (9, 3)])
def test_only_whole_steps_have_landed(hops, taken, landed):
    hops.go(taken)
    np.testing.assert_allclose(hops.landings.get_centers(), STOPS[:landed], atol=1e-9)


def test_the_marker_stands_on_a_stop_after_each_step(hops):
    for i, stop in enumerate(STOPS):
        np.testing.assert_allclose(hops.go(i).marker.get_place(), stop, atol=1e-12)


def test_a_hop_flies_above_its_step_and_ends_where_the_marker_is(hops):
    hops.go(1.5)
    middle = STOPS[1:].mean(axis=0)
    place = hops.marker.get_place()
    assert place[0] == pytest.approx(middle[0])
    assert place[1] > middle[1]
    np.testing.assert_allclose(hops.arcs.points[-1], place)
    np.testing.assert_allclose(hops.arcs.points[0], STOPS[0])


def test_it_follows_a_tracker(hops):
    taken = ValueTracker(0)
    hops.track(taken)
    taken.set_value(1)
    hops.update()
    np.testing.assert_allclose(hops.marker.get_place(), STOPS[1])


def test_no_step_leaves_it_at_its_start():
    hops = Hops(STOPS[:1], UPWARDS[:0], shape="star").go(3.0)
    assert hops.steps == 0
    assert len(hops.arcs.points) == 0
    np.testing.assert_allclose(hops.marker.get_place(), STOPS[0])
    np.testing.assert_allclose(hops.get_reach(), STOPS[:1])


def test_what_leaves_at_one_edge_comes_in_at_the_other():
    stops = np.array([[0.5, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    hops = Hops(stops, UPWARDS[:1], shape="diamond", between=(0.0, 6.0))
    places = [hops.go(taken).marker.get_place()[0] for taken in np.linspace(0, 1, 41)]
    assert min(places) >= 0
    assert max(places) < 6
    assert places[-1] == pytest.approx(5.0)
    assert np.count_nonzero(np.abs(np.diff(places)) > 3) == 1
    across = hops.arcs.points[:, 0]
    assert across.min() >= 0
    assert across.max() <= 6
    # No piece of the arcs crosses the picture.
    assert np.abs(hops.arcs.points[3::4, 0] - hops.arcs.points[::4, 0]).max() < 0.2
    np.testing.assert_allclose(hops.landings.get_centers()[:, 0], [0.5, 5.0])
