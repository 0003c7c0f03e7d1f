import math

import numpy as np
import pytest

from scenes import look
from tests.mobjects.free_energy.cut_model import Y1, Y2, moment


def finish(animations):
    for animation in animations:
        animation.begin()
        animation.interpolate(1)
        animation.finish()


def test_everything_follows_from_the_hand_and_the_walk():
    now = moment()
    assert now.beta == math.inf
    np.testing.assert_allclose(now.y, [Y1, -1.0])
    assert now.height == pytest.approx(1.0)
    assert now.color == look.COLD
    now.position.set_value(now.scale.position(0.5))
    now.walked.set_value(0.3)
    assert now.beta == pytest.approx(0.5)
    np.testing.assert_allclose(now.y, [Y1, 0.3])
    assert now.height == pytest.approx(0.09 + 2 / 3)
    np.testing.assert_allclose(now.heights, Y2**2 + 2 / 3)
    np.testing.assert_allclose(now.heights_at(1.0), Y2**2 + 0.5)
    assert now.color != look.COLD


def test_the_warmest_position_stays_when_it_gets_colder_again():
    now = moment()
    for position, warmest in ((0.4, 0.4), (0.1, 0.4), (0.7, 0.7)):
        finish(now.turn(position))
        assert now.position.get_value() == pytest.approx(position)
        assert now.melted.get_value() == pytest.approx(warmest)
