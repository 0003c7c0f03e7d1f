import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.horn import Horn
from scenes.mobjects.learning.prediction import Diamond, Misses, PredictionLine
from tests.chapters.reading import seen_by_hand

X = np.linspace(0, 1, 6)
ANSWERS = np.stack([0.3 - X, X**2], axis=1)


@pytest.fixture
def horn():
    around = np.linspace(0, 2 * np.pi, 9)
    rings = np.array([1.0, 2.0])[:, None, None] * np.stack([np.cos(around), np.sin(around)], 1)
    return Horn(x=np.zeros(1), y=np.zeros((1, 2)), rings_x=np.array([0.0, 1.0]), rings_y=rings)


def test_a_diamond_stands_on_its_tip_round_its_centre():
    diamond = Diamond([1.0, -2.0, 0.0], size=0.5)
    assert np.allclose(diamond.get_center(), [1.0, -2.0, 0.0])
    assert np.allclose(diamond.get_top(), [1.0, -1.5, 0.0])
    assert diamond.height == pytest.approx(1.0)
    assert diamond.get_fill_opacity() == 1
    assert diamond.get_fill_color() == look.PREDICTED


def test_the_line_runs_through_the_answers_as_they_are_seen(horn):
    line = PredictionLine(horn, x=X).place(ANSWERS)
    places, _ = seen_by_hand(np.column_stack([X, ANSWERS]), horn.view)
    assert np.allclose(line.get_start()[:2], places[0])
    assert np.allclose(line.points[3::4, :2], places[1:])
    horn.view.azimuth.set_value(1.0)
    line.place(ANSWERS)
    turned, _ = seen_by_hand(np.column_stack([X, ANSWERS]), horn.view)
    assert np.allclose(line.points[3::4, :2], turned[1:])


def test_a_share_of_the_line_is_drawn(horn):
    line = PredictionLine(horn, x=X).place(ANSWERS, drawn=0.5)
    end = np.array([[0.5, *(ANSWERS[2] + ANSWERS[3]) / 2]])
    place, _ = seen_by_hand(end, horn.view)
    assert np.allclose(line.get_end()[:2], place[0])
    assert len(line.points) == 4 * 3


def test_misses_go_from_each_sample_to_the_answer_at_its_x():
    samples = np.array([[1.0, 2.0], [-1.0, 0.0]])
    misses = Misses(X[[1, 4]], samples)
    assert np.allclose(misses.lines[:, 0], misses.lines[:, 1])
    misses.place(ANSWERS[[1, 4]])
    assert np.allclose(misses.lines[..., 0], X[[1, 4], None])
    assert np.allclose(misses.lines[:, 0, 1:], samples)
    assert np.allclose(misses.lines[:, 1, 1:], ANSWERS[[1, 4]])
