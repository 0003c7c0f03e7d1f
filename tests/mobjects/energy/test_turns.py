import numpy as np
import pytest
from manim.animation.animation import prepare_animation

from scenes.mobjects.energy.turns import APPEARS, LEAVES, SWEPT, Turns

VALUES = np.array([[0.0, 1], [2, 3], [4, 7]])


@pytest.fixture
def turns():
    return Turns(3, {"a": 2, "b": 0, "c": 0, "d": 1})


def at(turns, filled):
    turns.filled.set_value(filled)
    return turns


def test_every_sample_has_its_turn_in_order(turns):
    for i in range(3):
        for share in (0.0, 0.3, 0.99):
            assert at(turns, i + share).sample == i
            assert turns.filling
            np.testing.assert_array_equal(turns.now(VALUES), VALUES[i])
    assert not at(turns, 3).filling


def test_a_turn_begins_and_ends_with_nothing_to_be_seen(turns):
    assert at(turns, 1).presence == 0
    assert at(turns, 2 - 1e-9).presence == pytest.approx(0, abs=1e-6)
    for share in (APPEARS, 0.5, SWEPT, LEAVES):
        assert at(turns, 1 + share).presence == pytest.approx(1)
    seen = [at(turns, t).presence for t in np.linspace(1, 2, 1001)[:-1]]
    assert np.abs(np.diff(seen)).max() < 0.011


def test_it_is_swept_while_it_can_be_seen(turns):
    shares = np.linspace(0, 1, 401)[:-1]
    swept = np.array([at(turns, 1 + share).swept for share in shares])
    assert (np.diff(swept) >= 0).all()
    np.testing.assert_allclose(swept[shares <= APPEARS], 0, atol=1e-9)
    np.testing.assert_allclose(swept[shares >= SWEPT], 1)
    steady = swept[(shares > APPEARS) & (shares < SWEPT)]
    np.testing.assert_allclose(np.diff(steady), np.diff(steady)[0], rtol=1e-6)


def test_samples_are_counted_once_they_are_swept(turns):
    assert at(turns, APPEARS).done == 0
    assert at(turns, SWEPT - 0.01).done == 0
    assert at(turns, SWEPT).done == 1
    assert at(turns, 2 + SWEPT).done == 3
    assert at(turns, 3).done == 3


def test_after_the_turns_it_goes_straight_from_stop_to_stop(turns):
    at(turns, 3)
    for stop, sample in enumerate(turns.route):
        turns.stop.set_value(stop)
        np.testing.assert_array_equal(turns.now(VALUES), VALUES[sample])
        assert (turns.sample, turns.rest) == (sample, 1)
    turns.stop.set_value(0.25)
    np.testing.assert_allclose(turns.now(VALUES), [3, 5.5])
    assert (turns.sample, turns.rest) == (2, 0.5)
    turns.stop.set_value(0.75)
    assert (turns.sample, turns.rest) == (0, 0.5)


def test_what_is_shown_after_the_turns_is_as_bright_as_its_focus(turns):
    at(turns, 3)
    assert turns.presence == 0
    turns.focus.set_value(0.4)
    assert turns.presence == 0.4
    assert turns.swept == 1


def finish(animations):
    for animation in map(prepare_animation, animations):
        animation.begin()
        animation.interpolate(1)
        animation.finish()


def test_it_appears_at_a_stop_and_travels_from_one_that_is_seen(turns):
    at(turns, 3)
    first = turns.go_to("c")
    assert turns.stop.get_value() == 2, "it travelled unseen"
    finish(first)
    assert turns.presence == 1
    second = turns.go_to("d")
    assert turns.stop.get_value() == 2
    finish(second)
    assert (turns.stop.get_value(), turns.sample) == (3, 1)


def test_hiding_takes_the_lowest_energy_away_too(turns):
    at(turns, 3)
    for tracker in (turns.focus, turns.low):
        tracker.set_value(1)
    finish(turns.hide())
    assert (turns.presence, turns.low.get_value()) == (0, 0)


def test_turns_pass_at_a_steady_pace(turns):
    filling = turns.fill(3)
    filling.begin()
    filling.interpolate(0.5)
    assert turns.filled.get_value() == pytest.approx((APPEARS + 3) / 2)
