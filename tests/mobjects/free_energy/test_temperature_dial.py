import itertools
import math

import numpy as np
import pytest
from manim import RIGHT

from scenes import look
from scenes.mobjects.formula import format_number
from scenes.mobjects.free_energy.temperature_dial import TemperatureDial
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.free_energy.zones import DIAL


@pytest.fixture
def dial():
    scale = TemperatureScale([0.1, 0.5, 2.0, 10.0, 50.0], coldest=1e4, warmest=0.01)
    return TemperatureDial(scale, zone=DIAL)


def test_the_hand_points_at_its_place(dial):
    for position in (0.0, 0.25, 0.5, 0.96):
        dial.set_position(position)
        assert dial.read() == pytest.approx(position, abs=1e-9)
        tip = dial.hand.points[np.argmin(dial.hand.points[:, 1])]
        assert tip[1] == pytest.approx(dial.bar.get_top()[1])
    dial.shift(2 * RIGHT)
    assert dial.read() == pytest.approx(0.96, abs=1e-9)
    assert dial.set_position(0.3).read() == pytest.approx(0.3, abs=1e-9)


def test_the_number_is_the_beta_of_the_hand(dial):
    assert dial.set_position(0.0).number.value == math.inf
    for beta in (3456.0, 50.0, 2.0, 0.01):
        dial.set_position(dial.scale_of.position(beta))
        assert dial.number.value == pytest.approx(beta)
        assert dial.scale_of.beta(dial.read()) == pytest.approx(beta, rel=1e-6)


def test_a_beta_with_too_many_figures_is_infinite():
    scale = TemperatureScale([1.0], coldest=1e9, warmest=0.01)
    dial = TemperatureDial(scale, zone=DIAL)
    assert dial.set_position(scale.position(2e8)).number.value == math.inf
    assert dial.set_position(scale.position(99.0)).number.value == pytest.approx(99.0)


def test_stops_are_marked_where_the_hand_points_at_them(dial):
    feet = dial.marks.points.reshape(-1, 4, 3)[:, 0]
    betas = [math.inf, *dial.scale_of.betas]
    expected = dial.place([dial.scale_of.position(beta) for beta in betas])
    np.testing.assert_allclose(feet[:, 0], expected[:, 0], atol=1e-9)
    sources = {label.source: label for label in dial.labels}
    assert set(sources) == {format_number(beta) for beta in (*betas, 0.0)}
    for beta, foot in zip(betas, feet, strict=True):
        assert sources[format_number(beta)].get_x() == pytest.approx(foot[0])


def test_names_do_not_touch_however_many_stops_there_are():
    betas = np.geomspace(0.01, 1e4, 20).round(4)
    scale = TemperatureScale(betas.tolist(), coldest=2e6, warmest=0.001)
    dial = TemperatureDial(scale, zone=DIAL)
    assert len(dial.marks.points) == 4 * 21
    for one, two in itertools.combinations(dial.labels, 2):
        first, second = sorted((one, two), key=lambda label: label.get_x())
        assert first.get_right()[0] < second.get_left()[0]


def test_it_knows_the_way_to_the_middle(dial):
    dial.shift(dial.to_middle)
    assert dial.get_x() == pytest.approx(look.STAGE.center[0])


def test_it_stays_in_its_zone(dial):
    for position in (0.0, 0.5, 0.96):
        dial.set_position(position)
        zone = DIAL
        assert dial.get_left()[0] >= zone.left - 1e-6
        assert dial.get_right()[0] <= zone.right + 1e-6
        assert dial.get_bottom()[1] >= zone.bottom - 1e-6
        assert dial.get_top()[1] <= zone.top + 1e-6


def test_the_bar_has_the_colours_of_the_temperatures(dial):
    np.testing.assert_allclose(dial.bar.fill_rgbas[0, :3], look.COLD.to_rgb())
    np.testing.assert_allclose(dial.bar.fill_rgbas[-1, :3], look.WARM.to_rgb())
    start, end = dial.bar.get_gradient_start_and_end_points()
    np.testing.assert_allclose([start[0], end[0]], dial.place([0.0, 1.0])[:, 0], atol=1e-6)
    dial.set_position(0.4)
    color = dial.number.get_color().to_rgb()
    np.testing.assert_allclose(color, look.temperature_colors(0.4), atol=0.005)
