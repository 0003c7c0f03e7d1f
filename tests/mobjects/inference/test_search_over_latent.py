import math

import numpy as np
import pytest

from scenes.mobjects.inference.energy_gap import EnergyGap
from scenes.mobjects.inference.zones import SEARCH_LENS
from tests.mobjects.inference.pictures import LATENTS, energy, over_z


@pytest.fixture
def there():
    return over_z()


def test_the_curve_and_places_on_it_are_at_their_energies(there):
    z, up = there.axes.p2c(there.curve.get_anchors()).T
    np.testing.assert_allclose(up, energy(z), atol=1e-9)
    assert (z.min(), z.max()) == (pytest.approx(0, abs=1e-9), pytest.approx(math.tau))
    expected = np.column_stack([LATENTS, energy(LATENTS)])
    np.testing.assert_allclose(there.axes.p2c(there.at(LATENTS)), expected, atol=1e-9)
    best = there.axes.p2c(there.best.get_center())
    np.testing.assert_allclose(best, [0.0, 1.0], atol=1e-9)


def test_the_level_sinks_from_the_top_to_the_floor(there):
    def height(level):
        return there.axes.p2c(level.line.get_center())[1]

    assert height(there.level) == pytest.approx(there.axes.up[1])
    sinking = there.sink().build()
    sinking.begin()
    sinking.finish()
    there.level.update()
    assert height(there.level) == pytest.approx(1.0) == height(there.floor)
    assert len(there.floor.label) == 1


def test_the_lens_is_over_two_latents_of_the_grid(there):
    lens = there.lens(8)
    tried = lens.axes.p2c(lens.tried.get_centers())
    expected = np.array([0.0, math.tau / 8])
    np.testing.assert_allclose(tried, np.column_stack([expected, energy(expected)]), atol=1e-9)
    lowest = lens.axes.p2c(lens.lowest.get_center())
    np.testing.assert_allclose(lowest, [0.0, 1.0], atol=1e-9)
    assert lens.get_top()[1] <= SEARCH_LENS.top + 0.01


def test_gaps_reach_from_the_lowest_energy_up_to_the_curve(there):
    gaps = there.gaps([math.pi, 1.0])
    for gap, z in zip(gaps, (math.pi, 1.0), strict=True):
        assert isinstance(gap, EnergyGap)
        ends = there.axes.p2c(gap.line.get_start_and_end())
        np.testing.assert_allclose(ends, [[z, 1.0], [z, energy(z)]], atol=1e-9)
    assert len(there.gaps([])) == 0
