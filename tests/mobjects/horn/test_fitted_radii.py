import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.fitted_radii import FittedRadii

X = np.linspace(0, 1, 21)
TRUTH = np.stack([2 + X, 1 + 3 * X], axis=1)


def plot(fitted):
    return FittedRadii(x=X, truth=TRUTH, fitted=fitted, zone=look.SIDE_STAGE)


@pytest.mark.parametrize("sign", [1, -1])
def test_rings_stand_at_the_sizes_of_the_model_s_radii(sign):
    fitted = TRUTH + [0.5, -0.25]
    shown = plot(sign * fitted).run_to(1.0, TRUTH[-1], drawn=1.0)
    for axis, rings in enumerate(shown.fitted):
        at = shown.p2c(rings.get_centers())
        expected = np.interp(at[:, 0], X, fitted[:, axis])
        np.testing.assert_allclose(at[:, 1], expected, atol=1e-9)
        assert (at[0, 0], at[-1, 0]) == pytest.approx((0, 1), abs=1e-9)


def test_rings_come_as_far_as_x_has_come():
    shown = plot(TRUTH).run_to(0.5, TRUTH[10], drawn=0.5)
    at = shown.p2c(shown.fitted[0].get_centers())
    assert at[:, 0].max() == pytest.approx(0.5)
    assert len(at) == 6


def test_a_model_that_goes_too_far_stays_in_the_zone():
    shown = plot(2 * TRUTH).run_to(1.0, TRUTH[-1], drawn=1.0)
    assert shown.fitted[1].get_top()[1] < look.SIDE_STAGE.top


def test_the_key_says_when_sizes_are_drawn():
    assert "abs" not in plot(TRUTH).key[1].source
    assert "abs" in plot(TRUTH - [2.5, 0]).key[1].source
