import numpy as np
import pytest

from tests.mobjects.inference.pictures import LATENTS, landscape


def test_it_tells_the_energies_of_its_y():
    np.testing.assert_allclose(landscape().energy(LATENTS), [1, 5, 9, 5], atol=1e-12)
    assert float(landscape().energy(0.0)) == pytest.approx(1.0)


def test_axes_reach_above_the_highest_energy():
    assert landscape().highest < landscape().top < 1.1 * landscape().highest
