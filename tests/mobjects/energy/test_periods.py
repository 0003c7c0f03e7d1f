"""The axis of z widens, and its marks keep their places."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.energy.periods import COMING, PeriodicAxes


@pytest.fixture
def axes():
    return PeriodicAxes(top=4.0, most=3)


def seen(axes):
    """Return the numbers that are seen on the axis of z, left to right, with their places in z."""
    found = [
        (number.source.strip(), z)
        for z, tick, number in axes.latent_marks
        if number[0].get_fill_opacity() > 0.99
    ]
    for z, tick, number in axes.latent_marks:
        place = axes.p2c(tick.get_start())
        np.testing.assert_allclose(place, [z, 0], atol=1e-9)
        assert number.get_x() == pytest.approx(tick.get_x())
    return found


def test_one_turn_is_marked_in_quarters(axes):
    names = ["0", "pi \\/ 2", "pi", "3 pi \\/ 2", "2 pi"]
    assert [name for name, _ in seen(axes)] == names
    np.testing.assert_allclose([z for _, z in seen(axes)], np.arange(5) * math.pi / 2)


def test_three_turns_are_marked_in_halves_up_to_six_pi(axes):
    axes.set_turns(3.0)
    found = seen(axes)
    assert [name for name, _ in found] == ["0", "pi", "2 pi", "3 pi", "4 pi", "5 pi", "6 pi"]
    np.testing.assert_allclose([z for _, z in found], np.arange(7) * math.pi)
    assert axes.c2p([6 * math.pi, 0])[0] == pytest.approx(axes.axes[0].get_end()[0])


def test_on_the_way_marks_come_from_just_beyond_the_end_and_none_at_once(axes):
    before = {}
    for turns in np.linspace(1, 3, 400):
        axes.set_turns(float(turns))
        right = axes.c2p([(turns + COMING) * math.tau, 0])[0]
        for _, tick, number in axes.latent_marks:
            lit = max(part.get_fill_opacity() for part in number)
            assert 0 <= lit <= 1
            if tick.get_x() > right + 1e-6:
                assert lit == tick.get_stroke_opacity() == 0
            assert abs(lit - before.get(id(number), lit)) < 0.1
            before[id(number)] = lit
        assert {mark.number[0].get_fill_opacity() for mark in axes.energy_marks} == {1.0}


def test_going_back_restores_the_marks(axes):
    before = [number.get_center() for _, _, number in axes.latent_marks[:5]]
    axes.set_turns(3.0)
    axes.set_turns(1.0)
    np.testing.assert_allclose(
        [n.get_center() for _, _, n in axes.latent_marks[:5]], before, atol=1e-9
    )
    assert [name for name, _ in seen(axes)][1] == "pi \\/ 2"


def test_a_curve_drawn_through_the_axes_follows(axes):
    wide = axes.c2p([math.tau, 1.0])
    axes.set_turns(3.0)
    narrow = axes.c2p([math.tau, 1.0])
    left = axes.c2p([0.0, 1.0])
    assert (narrow - left)[0] == pytest.approx((wide - left)[0] / 3)
    assert narrow[1] == pytest.approx(wide[1])
    assert axes.get_right()[0] <= look.FRAME.right
