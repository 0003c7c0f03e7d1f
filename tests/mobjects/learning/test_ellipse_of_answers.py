import math

import numpy as np
import pytest

from scenes.mobjects.learning.ellipse_of_answers import EllipseOfAnswers

RADIUS = 2.0
ANSWERS = np.array([[2.1, 0.0], [0.0, -1.9], [-2.0, 0.0]])
GUESS = np.array([0.3, 0.4])


def nearest(y):
    return RADIUS * y / np.linalg.norm(y, axis=-1, keepdims=True)


@pytest.fixture
def asked():
    return EllipseOfAnswers(
        x=0.5, radii=np.full(2, RADIUS), answers=ANSWERS, guess=GUESS, nearest=nearest
    )


def test_ring_and_numbers_follow_the_latent(asked):
    asked.z.set_value(2.0)
    asked.y_tilde.update()
    asked.numbers.update()
    expected = RADIUS * np.array([math.cos(2), math.sin(2)])
    [ring] = asked.plane.p2c(asked.y_tilde.get_centers())
    np.testing.assert_allclose(ring, expected, atol=1e-9)
    shown = [number.value for number in asked.numbers.numbers]
    assert shown == pytest.approx([0.5, 2.0, *expected])


def test_answers_and_guess_stand_where_they_are(asked):
    at = asked.plane.p2c
    np.testing.assert_allclose(at(asked.answers.get_centers()), ANSWERS, atol=1e-9)
    np.testing.assert_allclose(at(asked.diamond.get_center()), GUESS, atol=1e-9)


def test_the_free_energies_are_squared_distances_from_the_ellipse(asked):
    worst, missed = (number.value for number in asked.energies.numbers)
    assert worst == pytest.approx(0.01)
    assert missed == pytest.approx(1.5**2)
    ends = asked.plane.p2c([asked.miss.get_starts()[0], asked.miss.get_ends()[0]])
    np.testing.assert_allclose(ends, [GUESS, [1.2, 1.6]], atol=1e-9)


def test_everything_lies_in_the_plane():
    far = EllipseOfAnswers(
        x=0.5, radii=np.ones(2), answers=5 * ANSWERS, guess=GUESS, nearest=nearest
    )
    assert far.plane.across[1] > np.abs(5 * ANSWERS).max()
