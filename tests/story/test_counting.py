"""Counting boxes: the lecture's own numbers, and how far a count can be off."""

import math

import numpy as np
import pytest

from scenes.story.counting import NEARLY_WHOLE, OVERLOOKED, count

QUARTERS = [0.0, math.pi / 2, math.pi, 3 * math.pi / 2]


def test_the_lecture_counts_seven_boxes_and_one(lecture):
    y = lecture.pick(lecture.story.picks.one_valley)
    far, near = count(lecture, y, 0.0), count(lecture, y, math.pi)
    assert (far.boxes, far.lengths, far.energy) == ((7.0, 0.0), (3.5,), 12.25)
    assert (near.boxes, near.lengths, near.energy) == ((1.0, 0.0), (0.5,), 0.25)


def test_the_lecture_counts_a_quarter_at_a_time(lecture):
    y = lecture.pick(lecture.story.picks.two_valleys)
    found = [count(lecture, y, z) for z in QUARTERS]
    assert [each.boxes for each in found] == [(3, 3), (0, 2.2), (3, 3), (0, 3.8)]
    assert [each.energy for each in found] == pytest.approx([4.5, 1.21, 4.5, 3.61])


@pytest.mark.parametrize("weights", ["[-1.5, 0.4]", "[0.7, -1.3]", "[0.0, 0.9]", "[0.0, 0.0]"])
@pytest.mark.parametrize("step", ["0.5", "0.3"])
def test_a_count_is_off_by_no_more_than_its_rounding(tell, weights, step):
    data = tell({"decoder.weights": weights, "plane.grid_step": step})
    for y in data.slice.y:
        for z in np.linspace(0, 6, 7):
            found = count(data, y, float(z))
            for boxes, leg in zip(found.boxes, found.legs, strict=True):
                off = abs(boxes - abs(leg) / float(step))
                whole = boxes == int(boxes)
                limit = OVERLOOKED if boxes == 0 else NEARLY_WHOLE if whole else 0.05
                assert off <= limit + 1e-9
                # What is written has no more than a decimal.
                assert boxes == pytest.approx(round(boxes, 1), abs=1e-12)


def test_a_short_leg_is_counted_where_there_is_no_longer_one(tell):
    data = tell({"decoder.weights": "[2.0, 0.0]"})
    found = count(data, np.array([1.9, 0.15]), 0.0)
    assert found.boxes == (0.2, 0.3)
    assert count(data, np.array([1.9, 0.35]), 0.0).boxes == (0.0, 0.7)
