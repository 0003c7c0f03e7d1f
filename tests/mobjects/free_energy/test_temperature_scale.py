import math

import numpy as np
import pytest

from scenes.mobjects.free_energy.temperature_scale import TemperatureScale

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


@pytest.mark.parametrize(("warmest", "places"), [(0.5, 2), (0.01, 2), (0.001, 3), (2e-5, 5)])
def test_it_tells_how_many_places_the_warmest_beta_needs(warmest, places):
    scale = TemperatureScale([1.0], coldest=200.0, warmest=warmest)
    assert scale.places == places
    assert float(f"{warmest:.{places}f}") == pytest.approx(warmest)
