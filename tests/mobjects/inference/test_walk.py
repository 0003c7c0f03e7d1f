import math

import numpy as np
import pytest
from manim import UP, ValueTracker

from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.inference.walk import Marker, Walk, walk_pair

STOPS = np.array([[0.0, 2.0, 0.0], [1.0, 1.0, 0.0], [1.5, 0.5, 0.0]])
UPWARDS = np.broadcast_to(UP, (2, 3))


@pytest.fixture
def walk():
    return Walk(STOPS, UPWARDS, shape="triangle")


@pytest.mark.parametrize("shape", ["triangle", "diamond", "star"])
def test_a_marker_stands_where_it_is_put(shape):
    marker = Marker(shape).stand_at([1.0, 2.0, 0.0])
    np.testing.assert_allclose(marker.get_place(), [1, 2, 0])
    # Its outline lies round the place.
    np.testing.assert_allclose(marker.get_center(), [1, 2, 0], atol=0.06)


@pytest.mark.parametrize(("taken", "landed"), [(0, 1), (0.9, 1), (1, 2), (1.5, 2), (2, 3), (9, 3)])
def test_only_whole_steps_have_landed(walk, taken, landed):
    walk.go(taken)
    np.testing.assert_allclose(walk.landings.get_centers(), STOPS[:landed], atol=1e-9)


def test_the_marker_stands_on_a_stop_after_each_step(walk):
    for i, stop in enumerate(STOPS):
        np.testing.assert_allclose(walk.go(i).marker.get_place(), stop, atol=1e-12)


def test_a_hop_flies_above_its_step_and_ends_where_the_marker_is(walk):
    walk.go(1.5)
    middle = STOPS[1:].mean(axis=0)
    place = walk.marker.get_place()
    assert place[0] == pytest.approx(middle[0])
    assert place[1] > middle[1]
    np.testing.assert_allclose(walk.trail.points[-1], place)
    np.testing.assert_allclose(walk.trail.points[0], STOPS[0])


def test_it_follows_a_tracker(walk):
    taken = ValueTracker(0)
    walk.track(taken)
    taken.set_value(1)
    walk.update()
    np.testing.assert_allclose(walk.marker.get_place(), STOPS[1])


def test_no_step_leaves_it_at_its_start():
    walk = Walk(STOPS[:1], UPWARDS[:0], shape="star").go(3.0)
    assert walk.steps == 0
    assert len(walk.trail.points) == 0
    np.testing.assert_allclose(walk.marker.get_place(), STOPS[0])
    np.testing.assert_allclose(walk.get_reach(), STOPS[:1])


def test_what_leaves_at_one_edge_comes_in_at_the_other():
    stops = np.array([[0.5, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    walk = Walk(stops, UPWARDS[:1], shape="diamond", between=(0.0, 6.0))
    places = [walk.go(taken).marker.get_place()[0] for taken in np.linspace(0, 1, 41)]
    assert min(places) >= 0
    assert max(places) < 6
    assert places[-1] == pytest.approx(5.0)
    assert np.count_nonzero(np.abs(np.diff(places)) > 3) == 1
    across = walk.trail.points[:, 0]
    assert across.min() >= 0
    assert across.max() <= 6
    # No piece of the trail crosses the picture.
    assert np.abs(walk.trail.points[3::4, 0] - walk.trail.points[::4, 0]).max() < 0.2
    np.testing.assert_allclose(walk.landings.get_centers()[:, 0], [0.5, 5.0])


def test_a_pair_shows_the_same_steps_on_the_curve_and_in_the_plane():
    axes, plane = LatentAxes(top=5.0), Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    z = np.array([0.3, -0.4, 0.2])
    energy, y_tilde = np.array([3.0, 2.0, 1.0]), np.column_stack([np.cos(z), np.sin(z)])
    pair = walk_pair(
        axes, plane, z=z, energy=energy, y_tilde=y_tilde, shape="star", color=Marker("star").color
    )
    for walk in pair:
        walk.go(2)
    on_curve = axes.p2c(pair[0].landings.get_centers())
    np.testing.assert_allclose(on_curve, np.column_stack([z % math.tau, energy]), atol=1e-9)
    np.testing.assert_allclose(plane.p2c(pair[1].landings.get_centers()), y_tilde, atol=1e-9)


def test_hops_rise_away_from_the_ellipse():
    axes, plane = LatentAxes(top=5.0), Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    z = np.array([1.0, 1.5, math.pi + 1.5])  # the last hop goes through the middle
    y_tilde = np.column_stack([np.cos(z), np.sin(z)])
    _, walk = walk_pair(
        axes,
        plane,
        z=z,
        energy=np.ones(3),
        y_tilde=y_tilde,
        shape="star",
        color=Marker("star").color,
    )
    middle = plane.p2c(walk.go(0.5).marker.get_place())
    assert np.linalg.norm(middle) > 1
    assert np.isfinite(walk.get_reach()).all()
