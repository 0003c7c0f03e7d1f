import numpy as np
import pytest

from scenes.mobjects.arrows import Arrows

CENTERS = np.array([[0.0, 0, 0], [1, 2, 0], [-2, 1, 0]])
WAYS = np.array([[0.5, 0], [0, -0.1], [-0.3, 0.4]])


def test_arrows_are_centred_and_point_their_way():
    arrows = Arrows(CENTERS, WAYS)
    tails, tips = arrows.get_tails(), arrows.get_tips()
    np.testing.assert_allclose((tails + tips) / 2, CENTERS, atol=1e-12)
    np.testing.assert_allclose((tips - tails)[:, :2], WAYS, atol=1e-12)


def test_no_part_reaches_farther_than_half_the_length():
    for center, way in zip(CENTERS, WAYS, strict=True):
        arrow = Arrows(center, way)
        reach = np.linalg.norm(arrow.points - center, axis=1).max()
        assert reach == pytest.approx(np.linalg.norm(way) / 2)


def test_an_arrow_without_length_is_none():
    assert len(Arrows(CENTERS, 0 * WAYS).points) == 0
    assert len(Arrows(CENTERS, WAYS * [[1], [0], [1]]).get_tips()) == 2
    assert len(Arrows(np.zeros((0, 3)), np.zeros((0, 2))).get_tips()) == 0


def test_a_moved_field_of_arrows_is_read_back_moved():
    arrows = Arrows(CENTERS, WAYS).shift([1, 2, 0])
    np.testing.assert_allclose((arrows.get_tails() + arrows.get_tips()) / 2, CENTERS + [1, 2, 0])
