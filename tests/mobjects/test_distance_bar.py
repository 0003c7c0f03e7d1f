import numpy as np
import pytest
from manim import DOWN, RIGHT

from scenes.mobjects.distance_bar import DistanceBar


def test_a_bar_goes_from_start_to_end_and_its_number_stands_beside_it():
    start, end = np.array([0.0, 1.0, 0.0]), np.array([0.0, 3.0, 0.0])
    bar, number = DistanceBar(start, end, value=1.1, side=RIGHT)
    np.testing.assert_allclose(bar.get_subpaths()[0][[0, -1]], [start, end])
    assert number.get_left()[0] > bar.get_right()[0]
    assert number.source == "1.1"


@pytest.mark.parametrize(("value", "shown"), [(0.5, "0.5"), (1.104, "1.1"), (0.126, "0.13")])
def test_the_number_is_rounded_as_in_the_words(value, shown):
    assert (
        DistanceBar(np.zeros(3), np.array([1.0, 0, 0]), value=value, side=DOWN)[1].source == shown
    )


def test_where_nothing_lies_between_nothing_is_drawn():
    at = np.array([1.0, 1.0, 0.0])
    bar = DistanceBar(at, at, value=0.0, side=DOWN)
    assert len(bar) == 1
    assert len(bar.bar.points) == 0
