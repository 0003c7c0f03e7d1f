"""What is said of the model of the whole horn is true of its numbers."""

import numpy as np
import pytest

from scenes.story.facts.conditional import (
    answers_free_energy,
    conditional_loss_after,
    conditional_loss_is_noise,
    conditional_model,
    conditional_start,
    guess_free_energy,
)
from scenes.story.tables import conditional_tables
from tests.chapters.reading import horn_radii, told


@pytest.fixture(scope="module")
def lecture():
    return told()


@pytest.fixture(scope="module")
def hasty():
    """Return the data of a story whose model hardly learns."""
    return told(conditional__steps=1, conditional__samples=50)


def lowest(radii, y):
    """Return the squared distance of y from an ellipse, on a fine grid."""
    z = np.linspace(0, 2 * np.pi, 100_001)
    points = radii * np.stack([np.cos(z), np.sin(z)], axis=1)
    return ((points - y) ** 2).sum(axis=1).min()


def test_free_energies_are_those_of_the_ellipse_at_x(lecture):
    x = lecture.story.one_to_many.x
    radii = lecture.conditional.radii(x)
    assert guess_free_energy(lecture) == pytest.approx(lowest(radii, lecture.predict(x)), abs=1e-6)
    worst = max(lowest(radii, y) for y in lecture.answers.y)
    assert answers_free_energy(lecture) == pytest.approx(worst, abs=1e-6)


def test_the_nearest_point_is_on_the_ellipse_and_as_far_as_the_free_energy(lecture):
    model, x, y = lecture.conditional, 0.3, lecture.slice.y
    nearest = model.nearest(x, y)
    np.testing.assert_allclose(((nearest / model.radii(x)) ** 2).sum(axis=1), 1.0)
    missed = ((y - nearest) ** 2).sum(axis=1)
    np.testing.assert_allclose(missed, model.free_energy(x, y), atol=1e-9)


def test_the_lecture_s_model_starts_turned_and_ends_good(lecture):
    assert conditional_start(lecture) == "turned"
    assert conditional_model(lecture) == "good"
    assert conditional_loss_is_noise(lecture)
    assert conditional_loss_after(lecture) <= 2 * lecture.story.horn.noise_std**2


def test_a_model_that_hardly_learned_is_bad(hasty):
    assert conditional_model(hasty) == "bad"
    assert not conditional_loss_is_noise(hasty)


def test_a_start_like_the_data_is_not_turned():
    upright = told(horn__alpha=1.5, horn__beta=1.2, conditional__steps=1)
    assert conditional_start(upright) == "something else"


def test_the_tables_hold_radii_loss_and_answers(lecture):
    radii, loss, answers = conditional_tables(lecture)
    for x, rho1, rho2, *_, f1, f2 in radii.rows:
        assert (rho1, rho2) == pytest.approx(tuple(horn_radii(lecture.story, x)))
        assert (f1, f2) == pytest.approx((rho1, rho2), abs=0.12)
    assert loss.rows[-1][0] == lecture.story.conditional.steps
    assert loss.rows[0][1] > 100 * loss.rows[-1][1]
    assert answers.rows[-1][-1] == pytest.approx(guess_free_energy(lecture))
    assert len(answers.rows) == lecture.story.one_to_many.samples + 1
