import numpy as np
import pytest

from scenes.mobjects.axes import Plane
from scenes.mobjects.learning.moving_guess import MovingGuess

ANSWERS = np.array([[1.0, 0.0], [-1.0, 0.5], [0.3, 1.0]])
PLANE = Plane(y1=(-2.0, 2.0), y2=(-2.0, 2.0), step=1.0)
MEAN = ANSWERS.mean(axis=0)
START = np.array([1.0, -0.8])
DISTANCES = np.hypot(*(ANSWERS - MEAN).T)


def errors(guesses):
    return np.array([((ANSWERS - guess) ** 2).sum(axis=1).mean() for guess in guesses])


@pytest.fixture
def guess():
    return MovingGuess(
        PLANE,
        answers=ANSWERS,
        start=START,
        mean=MEAN,
        nearest=ANSWERS[DISTANCES.argmin()],
        distance=float(DISTANCES.min()),
        errors=errors,
    )


def finish(guess, *animations):
    for animation in animations:
        built = animation.build()
        built.begin()
        built.interpolate(1)
    for part in (guess.diamond, guess.pulls, guess.trace, guess.on_curve, guess.curve):
        part.update()


def check(guess, at):
    curve = guess.curve
    np.testing.assert_allclose(PLANE.p2c(guess.diamond.get_center()), at, atol=1e-6)
    error = errors([at])[0]
    assert curve.number.value == pytest.approx(error)
    drawn = curve.p2c(guess.on_curve.get_center())[1]
    assert drawn == pytest.approx(error, rel=1e-3)


def test_it_goes_from_its_start_past_the_mean_and_back_to_it(guess):
    finish(guess)
    check(guess, START)
    assert not guess.trace.has_points()
    finish(guess, *guess.go_across())
    past = (guess.at - MEAN) @ (MEAN - START)
    assert past > 0
    assert np.hypot(*(guess.at - MEAN)) == pytest.approx(
        max(0.7 * DISTANCES.min(), 0.1 * np.hypot(*(MEAN - START)))
    )
    check(guess, guess.at)
    assert guess.curve.p2c(guess.trace.get_end())[0] == pytest.approx(guess.way.get_value())
    finish(guess, guess.go_to_mean())
    check(guess, MEAN)


def test_the_pulls_grow_from_the_guess_towards_every_answer(guess):
    for share in (1.0, 0.5, 0.0):
        finish(guess, guess.pull_to(share))
        starts, ends = (PLANE.p2c(at) for at in (guess.pulls.get_starts(), guess.pulls.get_ends()))
        np.testing.assert_allclose(starts, [START] * 3, atol=1e-6)
        np.testing.assert_allclose(ends, START + share * (ANSWERS - START), atol=1e-6)


def test_the_empty_middle_lies_round_the_mean_up_to_the_nearest_answer(guess):
    circle = guess.middle.circle
    np.testing.assert_allclose(PLANE.p2c(circle.get_center()), MEAN, atol=1e-9)
    assert circle.width / 2 / PLANE.unit == pytest.approx(DISTANCES.min())
