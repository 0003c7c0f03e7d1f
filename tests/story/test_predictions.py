"""Many answers to one x, and the single ones between them: facts, words and tables."""

import math

import numpy as np
import pytest

from scenes.story.facts.answers import predictor_error_after, predictor_error_before
from scenes.story.predictions import guess_errors, mean_of_answers, stray
from tests.chapters.reading import chapter_class
from tests.narration.saying import say


def tables(data):
    return {table.name: table for table in chapter_class("s02_one_to_many").number_tables(data)}


@pytest.mark.parametrize(("y1", "count"), [(2.0, 2), (-3.4, 2), (3.5, 0), (-6.0, 0)])
def test_the_heights_lie_on_the_ellipse(lecture, y1, count):
    rho1, rho2 = math.exp(0.75) * np.array([1.5 * 0.75 + 2 * 0.25, 2 * 0.75 + 1.5 * 0.25])
    heights = lecture.heights(0.75, y1)
    assert len(heights) == count
    assert np.allclose((y1 / rho1) ** 2 + (heights / rho2) ** 2, 1)
    assert np.allclose(heights, -heights[::-1])


def test_at_the_tip_there_is_one_height(lecture):
    tip = float(lecture.radii(0.75)[0])
    assert lecture.heights(0.75, tip).tolist() == lecture.heights(0.75, -tip).tolist() == [0.0]


def test_the_answers_are_samples_at_the_one_x(lecture):
    assert lecture.answers.y.shape == (20, 2)
    assert set(lecture.answers.x) == {0.75}
    theta = lecture.answers.theta
    clean = lecture.radii(0.75) * np.stack([np.cos(theta), np.sin(theta)], axis=1)
    assert np.abs(lecture.answers.y - clean).max() < 4 * 0.05


def test_no_guess_is_better_than_the_mean(lecture):
    mean = mean_of_answers(lecture)
    around = mean.at + 0.1 * np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]])
    errors = guess_errors(lecture, around)
    # |y - c|² is least at the mean, and grows with the square of the distance from it.
    assert np.allclose(errors[1:] - errors[0], 0.01)
    assert errors[0] == pytest.approx(lecture.answers.y.var(axis=0).sum())


def test_the_lecture_s_network_begins_near_the_wall_and_ends_in_the_middle(lecture):
    x = np.linspace(0, 1, 101)
    start = np.hypot(*lecture.predict(x, 0).T)
    assert start.min() > 1.5
    found = stray(lecture)
    assert found.place == "the middle"
    assert found.farthest == pytest.approx(np.hypot(*lecture.predict(x).T).max())
    assert found.radius == pytest.approx(1.5)
    assert found.farthest < 0.6


def test_the_errors_are_those_of_the_dots_that_are_seen(lecture):
    for step in (0, 2.5, lecture.fitting_steps):
        missed = lecture.horn.y - lecture.predict(lecture.horn.x, step)
        by_hand = sum(a * a + b * b for a, b in missed) / 300
        assert lecture.prediction_error(step) == pytest.approx(by_hand)
    assert lecture.prediction_error() == lecture.prediction_error(lecture.fitting_steps)


def test_the_lecture_s_words(lecture):
    nearest = np.hypot(*(lecture.answers.y - lecture.answers.y.mean(axis=0)).T).min()
    expected = [
        ("s02.one_x", "0.75"),
        ("s02.one_y1", "two"),
        ("s02.one_x", "Twenty answers, all to one question"),
        ("s02.one_y1", "That leaves two answers"),
        ("s02.mean", "And that's in the empty middle"),
        ("s02.mean", f"The nearest answer is {nearest:.2f} away, so no one ever gave this one"),
        ("s02.network", "two hidden layers of eight units"),
        ("s02.network", "all three hundred dots"),
        ("s02.network", "After thirty steps"),
        ("s02.network", "and hardly falls any more"),
    ]
    for place, words in expected:
        assert words in say(lecture, place)
    assert predictor_error_before(lecture) > 14
    assert predictor_error_after(lecture) < 10


NOISY = {"horn.noise_std": "1.0", "plane.y1": "[-6, 6]", "plane.y2": "[-6, 6]"}


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"one_to_many.y1": "5"}, "s02.one_y1", "no answer is left"),
        ({"one_to_many.samples": "1"}, "s02.one_x", "One answer, to one question"),
        ({"one_to_many.samples": "1"}, "s02.one_x", "could have been any other point"),
        ({"one_to_many.samples": "1"}, "s02.mean", "With a single answer it's that one"),
        ({**NOISY, "one_to_many.samples": "100"}, "s02.mean", "somewhere in the middle"),
        (NOISY, "s02.verdict", "in the middle"),
        ({"horn.samples": "1"}, "s02.network", "the only dot"),
        ({"horn.samples": "3"}, "s02.verdict", "Some guesses even lie outside the horn"),
        ({"predictor.hidden": "[5]"}, "s02.network", "one hidden layer of five units"),
        ({"predictor.hidden": "[1]"}, "s02.network", "one hidden layer of one unit"),
        (
            {"predictor.hidden": "[3, 5, 2]"},
            "s02.network",
            "three hidden layers, of three, five and two units",
        ),
        ({"predictor.steps": "1"}, "s02.network", "After one step"),
        ({"predictor.steps": "1"}, "s02.network", "and still falling"),
    ],
)
def test_claims_follow_the_numbers(tell, changes, place, words):
    assert words in say(tell(changes), place)


def test_at_the_tip_one_answer_is_told(tell):
    flat = {"horn.alpha": "1.5", "horn.beta": "1.5", "horn.growth": "0"}
    data = tell({**flat, "one_to_many.y1": "1.5"})
    assert "That leaves one answer" in say(data, "s02.one_y1")


@pytest.mark.parametrize("seed", range(6))
def test_a_network_is_said_to_be_in_the_middle_only_if_it_is(tell, seed):
    data = tell({"predictor.seed": str(seed), "predictor.steps": "60", "horn.samples": "40"})
    x = np.linspace(0, 1, 101)
    share = np.hypot(*(data.predict(x) / data.radii(x)).T).max()
    words = say(data, "s02.verdict")
    assert ("middle" in words and "stray" not in words) == (share <= 0.5)
    assert ("outside" in words) == (share >= 1)


def test_the_tables_hold_what_is_drawn(lecture):
    found = tables(lecture)
    assert [row[2] for row in found["y₂ of x and y₁"].rows] == lecture.heights(0.75, 2.0).tolist()
    assert len(found["answers to one x"].rows) == 20
    ((y1, y2, distance),) = found["their mean"].rows
    assert (y1, y2) == tuple(lecture.answers.y.mean(axis=0))
    assert distance == pytest.approx(np.hypot(*(lecture.answers.y - [y1, y2]).T).min())
    for x, _, _, y1, y2, smaller in found["predictions"].rows:
        assert np.allclose(lecture.predict(x), [y1, y2])
        assert math.hypot(y1, y2) < smaller / 2
    errors = [row[1] for row in found["error of the fit"].rows]
    assert len(errors) == 31
    assert errors == sorted(errors, reverse=True)
