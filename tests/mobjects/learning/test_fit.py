import numpy as np
import pytest

from scenes.mobjects.learning.fit import Fit
from scenes.mobjects.space import Space, View
from tests.chapters.reading import seen_by_hand

STEPS = 4
SAMPLES = np.column_stack([np.linspace(0, 1, 100), np.ones(100), np.arange(100)])


def predict(x, step=STEPS):
    x = np.asarray(x, dtype=float)
    return np.stack([step * x, step - x], axis=-1)


@pytest.fixture
def space():
    view = View(lengths=(4.0, 1.0), target=(0.5, 0.0, 0.0), azimuth=0.3, elevation=0.2)
    return Space(view)


@pytest.fixture
def fit(space):
    return Fit(space, samples=SAMPLES, predict=predict, error=lambda step: 9.0 - step, steps=STEPS)


def finish(animation):
    built = animation.build() if hasattr(animation, "build") else animation
    built.begin()
    built.interpolate(1)


def test_line_misses_and_error_follow_the_step(space, fit):
    fit.misses.opacity.set_value(1.0)
    for step in (0.0, 1.5, STEPS):
        fit.step.set_value(step)
        fit.drawn.set_value(1.0)
        for part in (space, fit.line, fit.error):
            part.update()
        ends, _ = seen_by_hand(
            np.array([[0, *predict(0, step)], [1, *predict(1, step)]]), space.view
        )
        drawn = [fit.line.get_start()[:2], fit.line.get_end()[:2]]
        np.testing.assert_allclose(drawn, ends, atol=1e-9)
        x = fit.misses.lines[:, 0, 0]
        np.testing.assert_allclose(fit.misses.lines[:, 1, 1:], predict(x, step))
        assert fit.error.numbers[0].value == 9.0 - step


def test_some_of_the_samples_are_missed_from_first_to_last(fit):
    starts = fit.misses.lines[:, 0]
    assert 1 < len(starts) < len(SAMPLES)
    assert all((start == SAMPLES).all(axis=1).any() for start in starts)
    np.testing.assert_array_equal(starts[[0, -1]], SAMPLES[[0, -1]])


def test_the_line_is_drawn_and_the_fit_is_finished(fit):
    fit.line.update()
    assert not fit.line.has_points()
    finish(fit.draw_line())
    assert fit.drawn.get_value() == 1
    finish(fit.finish())
    assert fit.step.get_value() == STEPS


def test_the_error_may_rise_on_its_way_to_a_step(space):
    def error(step):
        return 9.0 - step + 5 * np.sin(np.pi * step) ** 2

    fit = Fit(space, samples=SAMPLES, predict=predict, error=error, steps=STEPS)
    fit.step.set_value(0.5)
    assert fit.error.update().numbers[0].value == error(0.5) > 10
