import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.learning.loss_curve import LossCurve

LOSSES = np.array([5.0, 1.0, 2.0, 0.01])


@pytest.fixture
def step():
    return ValueTracker(0.0)


def read(curve):
    return curve.p2c(curve.trace.get_anchors()) if curve.trace.has_points() else np.empty((0, 2))


@pytest.mark.parametrize("at", [0.0, 1.0, 1.5, 3.0])
def test_curve_dot_and_number_are_as_far_as_the_step(step, at):
    curve = LossCurve(losses=LOSSES, step=step.get_value)
    step.set_value(at)
    curve.update()
    loss = np.interp(at, np.arange(4), LOSSES)
    assert curve.number.value == pytest.approx(loss)
    [end] = curve.p2c(curve.dot.get_centers())
    assert end == pytest.approx([at, np.log10(loss)])
    drawn = read(curve)
    whole = drawn[np.isclose(drawn[:, 0], np.round(drawn[:, 0]))]
    np.testing.assert_allclose(10 ** whole[:, 1], LOSSES[np.round(whole[:, 0]).astype(int)])
    assert drawn[:, 0].max() == pytest.approx(at)


def test_powers_of_ten_are_marked_where_they_are(step):
    curve = LossCurve(losses=LOSSES, step=step.get_value)
    ticks, numbers = curve.marks[::2], curve.marks[1::2]
    marked = {n.source: tick.get_start() for tick, n in zip(ticks, numbers, strict=True)}
    assert marked
    for source, place in marked.items():
        assert curve.p2c(place)[1] == pytest.approx(np.log10(float(source)))


@pytest.mark.parametrize(
    "losses", [[0.0, 0.0], [1.0, 0.0], [1e-3, 1e3], [1e-9, 1e-9], [2.0, 2.0, 2.0]]
)
def test_any_losses_stay_in_the_zone(step, losses):
    losses = np.array(losses)
    curve = LossCurve(losses=losses, step=step.get_value)
    step.set_value(len(losses) - 1.0)
    curve.update()
    assert np.isfinite(curve.get_all_points()).all()
    assert curve.get_top()[1] <= look.FORMULA.top + look.GAP
    assert curve.get_bottom()[1] >= look.FORMULA.bottom - look.GAP
