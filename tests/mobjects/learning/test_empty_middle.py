import numpy as np
import pytest

from scenes import look
from scenes.mobjects.learning.empty_middle import EmptyMiddle

CENTER = np.array([1.0, -0.5, 0.0])
NEAREST = np.array([2.2, 0.4, 0.0])


def test_the_circle_reaches_what_is_nearest():
    middle = EmptyMiddle(CENTER, NEAREST, distance=2.5)
    assert np.allclose(middle.circle.get_center(), CENTER)
    assert middle.circle.width / 2 == pytest.approx(1.5)
    bar, disc = middle.way
    assert np.allclose(disc.get_centers(), NEAREST, atol=1e-6)
    ends = bar.bar.points[[0, 3]]
    assert np.allclose(ends, [CENTER, NEAREST])


def test_without_a_gap_there_is_still_a_circle_to_see():
    middle = EmptyMiddle(CENTER, CENTER.copy(), distance=0.0)
    assert middle.circle.width / 2 == pytest.approx(look.CROSS_SIZE)
    assert not middle.way[0].bar.has_points()
