"""Marks of valleys stand where they are put, and tell true from false by shape and colour."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.energy.periods import PeriodicAxes
from scenes.mobjects.energy.two_views import COUNTING_ROW
from scenes.mobjects.energy.valley_marks import (
    BarredRings,
    Crosses,
    Estimate,
    Stretches,
    ValleyLegend,
)

PLACES = np.array([[0.0, 0.0, 0.0], [1.0, -2.0, 0.0], [2.5, 1.0, 0.0]])


@pytest.mark.parametrize("kind", [Crosses, BarredRings])
def test_marks_are_read_back_where_they_were_put(kind):
    np.testing.assert_allclose(kind(PLACES).get_centers(), PLACES, atol=1e-9)
    assert kind(PLACES).set_centers([]).get_centers().shape == (0, 3)


def test_true_and_false_differ_in_shape_and_colour():
    crosses, rings = Crosses(PLACES[:1]), BarredRings(PLACES[:1])
    assert crosses.get_stroke_color() == look.COLD != rings.get_stroke_color()
    assert len(crosses.get_subpaths()) == 2
    assert len(rings.get_subpaths()) == 2
    assert max(map(len, rings.get_subpaths())) > max(map(len, crosses.get_subpaths()))
    assert rings.width == pytest.approx(2 * look.CROSS_SIZE)


def test_an_estimate_is_a_square_at_its_energy():
    axes = PeriodicAxes(top=13.0, most=3)
    estimate = Estimate(axes, z=math.pi, energy=12.25)
    np.testing.assert_allclose(axes.p2c(estimate.get_center()), [math.pi, 12.25], atol=1e-9)
    assert estimate.width == pytest.approx(estimate.height)


@pytest.mark.parametrize("stretch", [(3.4, 6.0), (-1.0, 2.0), (5.0, 7.5)])
def test_stretches_repeat_in_every_turn_and_end_with_the_axis(stretch):
    axes = PeriodicAxes(top=5.0, most=3).set_turns(3.0)
    drawn = Stretches(axes, stretch)
    at = axes.p2c(drawn.points)
    np.testing.assert_allclose(at[:, 1], 0, atol=1e-9)
    pieces = [axes.p2c(path)[[0, -1], 0] for path in drawn.get_subpaths()]
    covered = np.zeros(3000, dtype=bool)
    z = np.linspace(0, 6 * math.pi, 3000)
    for start, end in pieces:
        assert -1e-9 <= start < end <= 6 * math.pi + 1e-9
        covered |= (z >= start) & (z <= end)
    inside = np.zeros(3000, dtype=bool)
    for turn in range(-2, 4):
        low, high = np.array(stretch) + turn * math.tau
        inside |= (z >= low) & (z <= high)
    assert (covered != inside).sum() <= 8  # at the ends, by rounding


def test_the_legend_leaves_out_a_false_valley_that_is_not_there():
    assert len(ValleyLegend(true=1.161, false=None).false) == 0
    legend = ValleyLegend(true=1.161, false=3.522)
    assert "1.16" in legend.true[1].source
    assert "3.52" in legend.false[1].source
    assert legend.true.get_right()[0] < legend.false.get_left()[0]
    assert legend.false.get_right()[0] <= COUNTING_ROW.right + 1e-6


def test_crosses_pulse_where_they_stand():
    at = np.array([[-2.0, 1.0, 0.0], [3.0, -1.0, 0.0]])
    crosses = Crosses(at)
    pulse = crosses.pulse()
    pulse.begin()
    pulse.interpolate(0.5)
    np.testing.assert_allclose(crosses.get_centers(), at)
    assert np.ptp(crosses.points[:, 1]) == pytest.approx(2 + 2 * look.PULSE * look.CROSS_SIZE)
    pulse.finish()
    assert np.ptp(crosses.points[:, 1]) == pytest.approx(2 + 2 * look.CROSS_SIZE)
