import numpy as np
import pytest

from scenes import look
from scenes.mobjects.learning.gap import Gap

CENTER = np.array([1.0, -0.5, 0.0])
NEAREST = np.array([2.2, 0.4, 0.0])


def test_the_circle_reaches_what_is_nearest():
    gap = Gap(CENTER, NEAREST, distance=2.5)
    assert np.allclose(gap.circle.get_center(), CENTER)
    assert gap.circle.width / 2 == pytest.approx(1.5)
    bar, disc = gap.way
    assert np.allclose(disc.get_centers(), NEAREST, atol=1e-6)
    ends = bar.bar.points[[0, 3]]
    assert np.allclose(ends, [CENTER, NEAREST])


def test_without_a_gap_there_is_still_a_circle_to_see():
    gap = Gap(CENTER, CENTER.copy(), distance=0.0)
    assert gap.circle.width / 2 == pytest.approx(look.CROSS_SIZE)
    assert not gap.way[0].bar.has_points()
