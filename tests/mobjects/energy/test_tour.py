import numpy as np
import pytest

from scenes.mobjects.energy.tour import Tour

Y = np.array([[1.0, 0], [0, 1], [-1, 0], [0, -1], [0.9, 0.1]])


@pytest.fixture
def tour():
    return Tour(Y, first=2, rest=0.4)


def test_it_goes_round_anticlockwise_and_returns(tour):
    assert tour.stops == [2, 3, 0, 4, 1, 2]
    assert tour.length == 5


def test_samples_at_one_place_are_each_visited_once():
    stops = Tour(np.array([[1.0, 0], [1, 0], [-1, 0]]), first=1, rest=0.4).stops
    assert stops[0] == stops[-1] == 1
    assert sorted(stops[:-1]) == [0, 1, 2]


def test_it_rests_at_each_stop_and_glides_on(tour):
    for done, stop in enumerate(tour.stops[:-1]):
        for share in (0, 0.2, 0.39):
            np.testing.assert_array_equal(tour.place(done + share), Y[stop])
        after = Y[tour.stops[done + 1]]
        between = tour.place(done + 0.7)
        np.testing.assert_allclose(between, (Y[stop] + after) / 2, atol=1e-9)
    np.testing.assert_array_equal(tour.place(5), Y[2])


def test_it_never_jumps(tour):
    places = np.array([tour.place(done) for done in np.linspace(0, 5, 5001)])
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < 0.01


def test_a_sample_is_reached_when_the_tour_arrives(tour):
    assert tour.reached(0) == [2]
    assert tour.reached(1.999) == [2, 3]
    assert tour.reached(2) == [2, 3, 0]
    assert tour.reached(5) == [2, 3, 0, 4, 1]


def test_it_is_where_its_tracker_says(tour):
    tour.done.set_value(1.7)
    np.testing.assert_array_equal(tour.y, tour.place(1.7))
    assert tour.met == [2, 3]
