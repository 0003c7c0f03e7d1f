import numpy as np
import pytest

from scenes.mobjects.horn.radii_in_steps import RadiiInSteps

X = np.array([0.0, 0.25, 1.0])


def exponential(x):
    return np.exp(2 * np.asarray(x, dtype=np.float64))


def whole(x):
    x = np.asarray(x, dtype=np.float64)
    mixed = np.stack([3 * x + 0.5 * (1 - x), 0.5 * x + 3 * (1 - x)], axis=-1)
    return exponential(x)[..., None] * mixed


@pytest.fixture
def rho():
    return RadiiInSteps(radii=whole, exponential=exponential)


def test_one_radius_is_stretched_after_the_other_from_a_circle(rho):
    np.testing.assert_allclose(rho.at(X), np.ones((3, 2)))
    rho.stretches[0].set_value(1.0)
    np.testing.assert_allclose(rho.here, [0.5, 1.0])
    rho.stretches[1].set_value(0.5)
    np.testing.assert_allclose(rho.here, [0.5, 2.0])


def test_the_radii_stay_trade_places_and_grow_as_the_formula_does(rho):
    for stretch in rho.stretches:
        stretch.set_value(1.0)
    np.testing.assert_allclose(rho.at(X), [[0.5, 3.0]] * 3)
    rho.trade.set_value(1.0)
    np.testing.assert_allclose(rho.at(X), [[0.5, 3.0], [1.125, 2.375], [3.0, 0.5]])
    rho.growth.set_value(1.0)
    np.testing.assert_allclose(rho.at(X), whole(X))
    rho.x.set_value(0.25)
    np.testing.assert_allclose(rho.here, np.exp(0.5) * np.array([1.125, 2.375]))
