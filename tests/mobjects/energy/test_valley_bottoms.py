import math

import numpy as np
import pytest

from scenes.mobjects.energy.valley_bottoms import ValleyBottoms
from tests.mobjects.energy.stage import decode, end, energy, make_views

TRUE, FALSE = 1.0, 4.0


@pytest.fixture
def view():
    return make_views()


def test_bottoms_are_marked_on_the_curve_and_on_the_manifold(view):
    bottoms = ValleyBottoms(view, true=[TRUE], false=FALSE)
    assert bottoms.all == (
        bottoms.true,
        bottoms.true_there,
        bottoms.false,
        bottoms.false_there,
    )
    for z, on_curve, there in zip((TRUE, FALSE), bottoms.all[::2], bottoms.all[1::2], strict=True):
        at = view.axes.p2c(on_curve.get_centers())
        np.testing.assert_allclose(at, [[z, energy(z)]], atol=1e-9)
        np.testing.assert_allclose(view.plane.p2c(there.get_centers()), [decode(z)], atol=1e-9)


def test_they_are_placed_in_every_turn_that_is_drawn(view):
    bottoms = ValleyBottoms(view, true=[TRUE], false=FALSE)
    end(view.widen(), *view.run_to(2 * math.tau + 2.0))
    bottoms.place()
    true = view.axes.p2c(bottoms.true.get_centers())[:, 0]
    false = view.axes.p2c(bottoms.false.get_centers())[:, 0]
    np.testing.assert_allclose(true, TRUE + np.arange(3) * math.tau, atol=1e-9)
    np.testing.assert_allclose(false, FALSE + np.arange(2) * math.tau, atol=1e-9)


def test_without_a_false_valley_there_are_no_rings(view):
    bottoms = ValleyBottoms(view, true=[TRUE])
    bottoms.place()
    assert bottoms.all == (bottoms.true, bottoms.true_there)
    assert not bottoms.false.has_points()
