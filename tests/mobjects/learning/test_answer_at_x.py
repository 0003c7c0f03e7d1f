import numpy as np
from manim import ValueTracker

from scenes.mobjects.learning.answer_at_x import AnswerAtX
from scenes.mobjects.space import Space, View
from tests.chapters.reading import seen_by_hand


def predict(x):
    return np.array([3 * x, 4.0 - x])


def radii(x):
    return np.stack([1 + np.asarray(x), 2 + np.asarray(x)], axis=-1)


def test_the_answer_at_x_is_seen_where_it_is_and_told_beside_the_radii():
    view = View(lengths=(4.0, 1.0), target=(0.5, 0.0, 0.0), azimuth=0.3, elevation=0.2)
    space, x = Space(view), ValueTracker(0.0)
    answer = AnswerAtX(space, x, predict=predict, radii=radii)
    for at in (0.0, 0.7):
        x.set_value(at)
        for part in (answer.diamond, answer.numbers):
            part.update()
        place, _ = seen_by_hand(np.array([[at, *predict(at)]]), space.view)
        np.testing.assert_allclose(answer.diamond.get_center()[:2], place[0], atol=1e-9)
        told = [number.value for number in answer.numbers.numbers]
        np.testing.assert_allclose(told, [at, np.hypot(*predict(at)), *radii(at)])


def test_there_is_room_for_an_answer_far_outside_the_radii():
    x = ValueTracker(0.0)
    view = View(lengths=(4.0, 1.0), target=(0.5, 0.0, 0.0), azimuth=0.3, elevation=0.2)
    answer = AnswerAtX(Space(view), x, predict=lambda x: np.array([50.0 * x, 0.0]), radii=radii)
    x.set_value(1.0)
    answer.numbers.update()
    assert answer.numbers.numbers[1].value == 50.0
