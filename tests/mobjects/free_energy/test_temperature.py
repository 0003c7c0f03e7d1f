import itertools
import math

import numpy as np
import pytest
from manim import RIGHT

from scenes import look
from scenes.mobjects.formula import format_number
from scenes.mobjects.free_energy.temperature import TemperatureDial, TemperatureScale

BETAS = {
    "lecture": ([0.1, 0.5, 2.0, 10.0, 50.0], 0.01),
    "one": ([1.0], 0.001),
    "near": ([2.0, 2.5], 0.2),
    "far": ([1e-6, 1.0, 1e6], 1e-7),
}


@pytest.fixture(params=BETAS)
def scale(request):
    betas, warmest = BETAS[request.param]
    return TemperatureScale(betas, coldest=200 * max(betas), warmest=warmest)


@pytest.fixture
def dial():
    betas, warmest = BETAS["lecture"]
    scale = TemperatureScale(betas, coldest=1e4, warmest=warmest)
    return TemperatureDial(scale, places=2, zone=look.DIAL)


def test_the_scale_goes_from_infinity_to_nothing(scale):
    assert scale.beta(0.0) == math.inf
    assert scale.position(math.inf) == 0.0
    assert scale.beta(1.0) == 0.0
    assert scale.betas == tuple(sorted(scale.betas, reverse=True))


def test_every_beta_has_its_place(scale):
    for beta in (*scale.betas, 3.0 * scale.betas[0], 0.3 * scale.betas[-1]):
        assert scale.beta(scale.position(beta)) == pytest.approx(beta, rel=1e-9)
    assert scale.beta(scale.end) == pytest.approx(scale.beta(scale.position(scale.beta(scale.end))))


def test_temperature_only_rises_and_never_leaps(scale):
    positions = np.linspace(0, scale.end, 4001)
    betas = np.array([scale.beta(s) for s in positions])
    temperatures = 1 / betas
    assert (np.diff(temperatures) >= 0).all()
    assert (np.diff(temperatures[betas < math.inf]) > 0).all()
    warm = betas < math.inf
    # The only leap is that from infinity to what looks like it.
    assert betas[warm][0] <= 200 * scale.betas[0]
    assert (np.abs(np.diff(np.log(betas[warm]))) < 1.0).all()


def test_stops_keep_off_the_ends(scale):
    positions = [scale.position(beta) for beta in scale.betas]
    assert positions == sorted(positions)
    assert positions[0] >= 1 / 8 - 1e-9
    assert positions[-1] <= 7 / 8 + 1e-9
    assert positions[0] + positions[-1] == pytest.approx(1)
    assert positions[-1] < scale.end < 1


def test_equal_moves_look_equally_important():
    """Round the middle every tenth of the dial divides beta by about the same."""
    betas, warmest = BETAS["lecture"]
    scale = TemperatureScale(betas, coldest=1e4, warmest=warmest)
    factors = [scale.beta(s) / scale.beta(s + 0.1) for s in (0.3, 0.4, 0.5, 0.6)]
    assert max(factors) / min(factors) < 1.2


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
    dial = TemperatureDial(scale, places=2, zone=look.DIAL)
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
    dial = TemperatureDial(scale, places=3, zone=look.DIAL)
    assert len(dial.marks.points) == 4 * 21
    for one, two in itertools.combinations(dial.labels, 2):
        first, second = sorted((one, two), key=lambda label: label.get_x())
        assert first.get_right()[0] < second.get_left()[0]


def test_it_stays_in_its_zone(dial):
    for position in (0.0, 0.5, 0.96):
        dial.set_position(position)
        zone = look.DIAL
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
