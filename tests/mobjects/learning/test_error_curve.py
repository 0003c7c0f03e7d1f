import numpy as np
import pytest

from scenes import look
from scenes.mobjects.learning.error_curve import ErrorCurve

WAY = np.linspace(-2, 1.5, 29)
ERRORS = 3 + WAY**2


@pytest.fixture
def curve():
    return ErrorCurve(way=WAY, errors=ERRORS, zone=look.RIGHT_STAGE)


def test_the_curve_is_drawn_up_to_where_the_guess_has_been(curve):
    trace = curve.trace()
    assert not trace.has_points()
    trace.draw(0.5)
    drawn = curve.p2c(trace.points[3::4])
    assert drawn[-1, 0] == pytest.approx(0.5)
    assert np.allclose(drawn[:, 1], 3 + drawn[:, 0] ** 2, atol=1e-9)
    trace.draw(1.5)
    assert np.allclose(curve.p2c(trace.points[3::4]), np.column_stack([WAY, ERRORS])[1:])


def test_a_guess_is_placed_at_its_error(curve):
    assert np.allclose(curve.p2c(curve.place(-1.0)), [-1.0, 4.0])


def test_error_is_measured_from_zero_in_round_steps(curve):
    ticks = [curve.p2c(tick.get_start())[1] for tick in curve.ticks]
    assert np.allclose(ticks, [0, 2, 4, 6])
    assert [number.source for number in curve.numbers] == ["0", "2", "4", "6"]


def test_everything_stays_in_its_zone(curve):
    zone = look.RIGHT_STAGE
    curve.number.set_value(7.0)
    assert curve.get_left()[0] >= zone.left - 0.01
    assert curve.get_right()[0] <= zone.right + 0.01
    assert curve.get_bottom()[1] >= zone.bottom - 0.01
    assert curve.get_top()[1] <= zone.top + 0.01
