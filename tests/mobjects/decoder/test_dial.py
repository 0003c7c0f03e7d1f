"""A dial's pointer and number say the same value, which is the one that was set."""

import math

import numpy as np
import pytest

from scenes.mobjects.decoder.dial import Dial, turned

SYMBOL = 'part("w", w_1)'


def shown(number) -> str:
    """Say which figures are drawn, by comparing them with those of a fresh number."""
    return repr([np.round(figure.points, 6).tolist() for figure in number[1]])


@pytest.mark.parametrize("value", [-3.0, -1.5, -0.004, 0.0, 0.4, 2.99, 3.0])
def test_the_pointer_points_at_the_value(value):
    dial = Dial(SYMBOL, 1.0, limit=3.0).set_value(value)
    assert dial.read() == pytest.approx(value, abs=1e-9)
    assert dial.number.value == value


def test_the_number_changes_its_figures_with_the_value():
    dial, other = Dial(SYMBOL, 1.0, limit=3.0), Dial(SYMBOL, -1.5, limit=3.0)
    before = shown(dial.number)
    dial.set_value(-1.5)
    assert shown(dial.number) == shown(other.number) != before


def test_the_pointer_stands_upright_at_zero_and_turns_clockwise():
    dial = Dial(SYMBOL, 0.0, limit=2.0)
    way = dial.pointer.get_end() - dial.pointer.get_start()
    assert way[0] == pytest.approx(0, abs=1e-9)
    assert way[1] > 0
    dial.set_value(1.0)
    assert dial.pointer.get_end()[0] > dial.knob.get_center()[0]


def test_the_pointer_stays_in_its_knob_when_the_dial_is_moved_and_scaled():
    dial = Dial(SYMBOL, 0.5, limit=2.0).scale(1.7).shift((2.0, -1.0, 0.0))
    dial.set_value(-1.2)
    center, radius = dial.knob.get_center(), dial.knob.width / 2
    np.testing.assert_allclose(dial.pointer.get_start(), center)
    assert np.linalg.norm(dial.pointer.get_end() - center) < radius
    assert dial.read() == pytest.approx(-1.2)


@pytest.mark.parametrize("value", [2.0001, -7.0, math.inf, math.nan])
def test_a_value_off_the_scale_is_refused(value):
    with pytest.raises(ValueError, match=r"value = .*: must be between -2.0 and 2.0"):
        Dial(SYMBOL, 0.0, limit=2.0).set_value(value)


@pytest.mark.parametrize("span", [(-2.0, 3.0), (-5.0, 2.0)])
@pytest.mark.parametrize("weight", [-2.0, -1.1, -0.3, 0.0, 0.5, 1.0, 1.5, 1.9])
def test_a_weight_is_turned_clearly_elsewhere_and_stays_in_its_span(weight, span):
    found = turned(weight, span)
    assert abs(found - weight) >= 0.2 * 2.0 - 1e-9
    assert abs(found) < 2.0
    assert found * weight >= 0
