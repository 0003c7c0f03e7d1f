import numpy as np
from manim import ValueTracker

from scenes.mobjects.learning.answer_at_x import AnswerAtX
from scenes.mobjects.space import Space, View
from tests.chapters.reading import seen_by_hand


def predict(x):
    return np.stack([3 * np.asarray(x), 4.0 - np.asarray(x)], axis=-1)


def radii(x):
    return np.stack([1 + np.asarray(x), 2 + np.asarray(x)], axis=-1)


def a_view():
    return View(lengths=(4.0, 1.0), target=(0.5, 0.0, 0.0), azimuth=0.3, elevation=0.2)


def test_the_answer_at_x_is_seen_where_it_is_and_told_beside_the_radii():
    view, x = a_view(), ValueTracker(0.0)
    space = Space(view)
    answer = AnswerAtX(space, x, predict=predict, radii=radii)
    for at in (0.0, 0.7):
        x.set_value(at)
        for part in (answer.diamond, answer.numbers):
            part.update()
        place, _ = seen_by_hand(np.array([[at, *predict(at)]]), space.view)
        np.testing.assert_allclose(answer.diamond.get_center()[:2], place[0], atol=1e-9)
        told = [number.value for number in answer.numbers.numbers]
        np.testing.assert_allclose(told, [at, np.hypot(*predict(at)), *radii(at)])


def test_an_answer_may_be_longer_than_the_radii():
    def far(x):
        return np.stack([np.sin(np.pi * np.asarray(x)) * 12, np.zeros_like(x)], axis=-1)

    x = ValueTracker(0.0)
    answer = AnswerAtX(Space(a_view()), x, predict=far, radii=radii)
    x.set_value(0.5)
    answer.numbers.update()
    assert answer.numbers.numbers[1].value == 12
