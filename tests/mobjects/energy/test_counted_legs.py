"""Boxes along the legs of a distance, and the arithmetic under them."""

import numpy as np
import pytest

from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.counted_legs import Arithmetic, CountedLegs
from scenes.mobjects.energy.two_views import COUNTING_PLANE, COUNTING_ROW

CASES = [
    ((-1.5, 0.0), (2.007, 0.115), (7.0, 0.0)),
    ((1.5, 0.0), (0.06, 1.48), (3.0, 3.0)),
    ((0.0, 0.4), (0.06, 1.48), (0.0, 2.2)),
    ((0.3, -0.4), (-0.9, -1.6), (2.4, 2.4)),
]


@pytest.fixture
def plane():
    return Plane(y1=(-3.0, 3.0), y2=(-2.0, 2.0), step=0.5, zone=COUNTING_PLANE)


@pytest.mark.parametrize(("start", "end", "boxes"), CASES)
def test_boxes_lie_along_the_legs_and_measure_what_is_counted(plane, start, end, boxes):
    counted = CountedLegs(plane, start=start, end=end, boxes=boxes)
    across = plane.p2c([counted.legs.across.get_start(), counted.legs.across.get_end()])
    up = plane.p2c([counted.legs.up.get_start(), counted.legs.up.get_end()])
    np.testing.assert_allclose(across, [start, (end[0], start[1])], atol=1e-9)
    np.testing.assert_allclose(up, [(end[0], start[1]), end], atol=1e-9)
    counts = [(axis, count) for axis, count in enumerate(boxes) if count]
    assert len(counted.rows) == len(counts)
    for (axis, count), row in zip(counts, counted.rows, strict=True):
        corners = plane.p2c(row.boxes.get_all_points())
        low, high = corners.min(axis=0), corners.max(axis=0)
        assert (high - low)[axis] == pytest.approx(count * plane.step)
        assert (high - low)[1 - axis] == pytest.approx(plane.step)
        assert len(row.boxes) == np.ceil(count)
        # They begin where the leg begins, and one side of the row is on the leg.
        leg = (across, up)[axis]
        first = low[axis] if end[axis] > start[axis] else high[axis]
        assert first == pytest.approx(leg[0][axis])
        assert leg[0][1 - axis] == pytest.approx(low[1 - axis]) or leg[0][
            1 - axis
        ] == pytest.approx(high[1 - axis])


def test_the_two_rows_share_no_box_with_each_other_nor_with_the_triangle(plane):
    start, end = np.array((1.5, 0.0)), np.array((0.06, 1.48))
    counted = CountedLegs(plane, start=start, end=end, boxes=(3.0, 3.0))
    across, up = (plane.p2c(row.boxes.get_all_points()) for row in counted.rows)
    assert across[:, 1].max() <= 1e-9
    assert up[:, 0].max() <= end[0] + 1e-9
    assert up[:, 1].min() >= -1e-9


def test_counting_lights_box_after_box_and_says_their_number(plane):
    counted = CountedLegs(plane, start=(-1.5, 0.0), end=(0.06, 1.48), boxes=(3.0, 2.2))
    counting = counted.count_up()
    counting.begin()
    numbers, lit = [], []
    for alpha in np.linspace(0, 1, 61):
        counting.interpolate(float(alpha))
        boxes = [box for row in counted.rows for box in row.boxes]
        lit.append([box.get_fill_opacity() for box in boxes])
        numbers.append([row.running.value for row in counted.rows])
        assert all((np.diff(row) <= 1e-9).all() for row in (lit[-1][:3], lit[-1][3:]))
    assert max(lit[0]) == 0
    assert min(lit[-1]) > 0.1
    assert numbers[0] == [0, 0]
    assert numbers[-1] == [3.0, 2.2]
    assert {first for first, _ in numbers} == {0, 1, 2, 3}
    # The second row is counted after the first.
    assert all(first == 3 for first, second in numbers if second)


def test_the_number_turns_into_a_length(plane):
    counted = CountedLegs(plane, start=(-1.5, 0.0), end=(2.007, 0.115), boxes=(7.0, 0.0))
    [row] = counted.rows
    counted.count_up().interpolate(1.0)
    assert row.product.get_fill_opacity() == 0
    turning = counted.conclude()
    turning.begin()
    turning.finish()
    assert row.product.source == 'part("count", 7) times 0.5 = part("length", 3.5)'
    assert row.product[0].get_fill_opacity() == 1
    assert row.product.get_left()[0] == pytest.approx(row.running.get_left()[0])


@pytest.mark.parametrize("start", [(-2.6, 0.0), (2.6, 0.0), (0.1, -1.6), (0.0, 1.9)])
def test_lengths_stay_in_the_planes_room(plane, start):
    end = np.array(start) + [0.24 * np.sign(start[0] or 1), -0.9 * np.sign(start[1] or 1)]
    counted = CountedLegs(plane, start=start, end=end, boxes=(0.5, 1.8))
    low, high = plane.room.at(0, 0), plane.room.at(1, 1)
    for row in counted.rows:
        assert (row.product.get_critical_point(-np.ones(3))[:2] >= low[:2] - 1e-6).all()
        assert (row.product.get_critical_point(np.ones(3))[:2] <= high[:2] + 1e-6).all()


@pytest.mark.parametrize(
    ("lengths", "exact", "written"),
    [
        ((3.5,), 12.311, ("approx", "3.5^2", '= part("E.counted", 12.25)')),
        ((1.5, 1.5), 4.5, ("=", "1.5^2 + 1.5^2", '= part("E.counted", 4.5)')),
        ((1.35, 0.9), 2.61, ("approx", "1.35^2 + 0.9^2", 'approx part("E.counted", 2.63)')),
        ((), 0.0, ("=", "0", '= part("E.counted", 0)')),
    ],
)
def test_the_arithmetic_is_what_was_counted(lengths, exact, written):
    row = Arithmetic("pi", lengths, exact=exact, zone=COUNTING_ROW)
    sign, squares, total = written
    assert f'{sign} part("squares", {squares}) {total}' in row.counted.source
    assert f'part("E", {exact:.2f})' in row.exact.source
    assert row.counted.get_left()[0] == pytest.approx(COUNTING_ROW.left)
    assert row.exact.get_right()[0] == pytest.approx(COUNTING_ROW.right)
    assert row.counted.get_right()[0] < row.exact.get_left()[0]
    assert row.counted.baseline == pytest.approx(row.exact.baseline)


def test_a_long_row_is_made_to_fit():
    row = Arithmetic("3 pi \\/ 2", (10.125, 10.125), exact=205.03125, zone=COUNTING_ROW)
    assert row.width <= COUNTING_ROW.width + 1e-6
    assert row.counted.get_right()[0] < row.exact.get_left()[0]


def test_a_length_with_room_stands_beside_its_boxes(plane):
    counted = CountedLegs(plane, start=(1.5, 0.0), end=(-1.0, 0.6), boxes=(5.0, 0.0))
    [row] = counted.rows
    assert row.product.get_top()[1] < row.boxes.get_bottom()[1]
    assert row.product.get_x() == pytest.approx(row.boxes.get_x())
