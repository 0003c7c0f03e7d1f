import math

import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.horn.sample_table import SampleTable
from scenes.mobjects.readout import Readout


def test_a_readout_follows_what_it_reads():
    tracker = ValueTracker(1.0)
    readout = Readout(("x", tracker.get_value), ("e^x", lambda: math.exp(tracker.get_value())))
    for value in (0.0, 0.4, 1.0):
        tracker.set_value(value)
        readout.update()
        shown = [number.value for number in readout.numbers]
        assert shown == [pytest.approx(value), pytest.approx(math.exp(value))]


def test_a_readouts_equals_signs_stand_under_each_other_and_do_not_move():
    tracker = ValueTracker(1.0)
    readout = Readout(("x", tracker.get_value), ("rho_1", tracker.get_value))
    before = readout.get_center()
    rights = [row[0].get_right()[0] for row in readout]
    assert rights[0] == pytest.approx(rights[1])
    tracker.set_value(7.77)
    readout.update()
    assert np.allclose(readout.get_center(), before)


@pytest.mark.parametrize("n", [1, 3, 6, 24])
def test_a_table_shows_the_first_samples_inside_its_zone(n):
    rng = np.random.default_rng(5)
    theta, y = rng.uniform(0, math.tau, n), rng.normal(size=(n, 2))
    table = SampleTable(theta, y, zone=look.SIDE_STAGE)
    shown = min(n, 6)
    assert [number.value for number in table.angles] == pytest.approx(list(theta[:shown]))
    values = [[number.value for number in row] for row in table.observations]
    assert np.allclose(values, y[:shown])
    assert table.get_left()[0] >= look.SIDE_STAGE.left - 0.05
    assert table.get_right()[0] <= look.SIDE_STAGE.right + 0.05
    assert table.get_bottom()[1] >= look.SIDE_STAGE.bottom - 0.05


def test_dots_stand_for_the_rows_that_are_not_shown():
    theta, y = np.zeros(3), np.zeros((3, 2))
    assert len(SampleTable(theta, y, zone=look.SIDE_STAGE).more) == 0
    theta, y = np.zeros(9), np.zeros((9, 2))
    assert len(SampleTable(theta, y, zone=look.SIDE_STAGE).more) > 0
