import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.inference.distance_bars import DistanceBars

NAMED = ((0.6, look.INK), (0.05, look.QUIET))  # the mean and the noise


@pytest.fixture
def bars():
    return DistanceBars([0.9, 0.3, 0.6], mean=0.6, noise=0.05, step=0.5)


def test_bars_stand_in_order_and_are_as_high_as_their_distances(bars):
    np.testing.assert_allclose(bars.grow(1.0).bars.get_heights(), [0.3, 0.6, 0.9], atol=1e-9)
    np.testing.assert_allclose(bars.grow(0.5).bars.get_heights(), [0.15, 0.3, 0.45], atol=1e-9)


def test_bars_follow_a_tracker(bars):
    share = ValueTracker(0)
    bars.track(share)
    share.set_value(0.5)
    bars.bars.update()
    np.testing.assert_allclose(bars.bars.get_heights(), [0.15, 0.3, 0.45], atol=1e-9)


def test_named_bars_are_on_the_same_scale_and_tell_their_number(bars):
    for group, (value, color) in zip(bars.named, NAMED, strict=True):
        bar, _, number = group
        assert bar.get_heights()[0] == pytest.approx(value)
        assert float(number.source) == pytest.approx(value)
        assert bar.get_fill_color() == color
    assert bars.named[0][1].baseline == pytest.approx(bars.named[1][1].baseline)


def test_nothing_leaves_the_zone_and_no_bars_overlap(bars):
    zone = look.RIGHT_STAGE
    bars.grow(1.0)
    assert bars.get_left()[0] >= zone.left - 0.05
    assert bars.get_right()[0] <= zone.right + 0.05
    assert bars.get_top()[1] <= zone.top + 0.05
    assert bars.get_bottom()[1] >= zone.bottom - 0.05
    assert bars.bars.get_right()[0] < bars.named[0][0].get_left()[0]
    assert bars.named[0].get_right()[0] < bars.named[1].get_left()[0]


def test_distances_of_nothing_are_drawn():
    flat = DistanceBars([0.0], mean=0.0, noise=0.0, step=0.5).grow(1.0)
    assert flat.bars.get_heights() == pytest.approx([0.0])
