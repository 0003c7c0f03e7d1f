import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.wall import (
    CellFrame,
    IndexedName,
    Wall,
    WallCurves,
    put_names_outside,
    sample_tags,
)
from scenes.mobjects.energy.zones import WALL, WALL_PLANE

TOP = 13.0
SHAPES = [(24, 6), (11, 4), (1, 1), (100, 10), (97, 11), (7, 4)]


@pytest.fixture(params=SHAPES, ids=str)
def wall(request):
    count, columns = request.param
    return Wall(count, columns=columns, top=TOP, zone=WALL)


def boxes(wall):
    """Return the lower left and the upper right corners of the cells that are drawn, (n, 2)."""
    frames = np.array([path[:, :2] for path in wall.frames.get_subpaths()])
    return frames.min(axis=1), frames.max(axis=1)


def test_cells_fill_the_zone_in_rows_from_the_upper_left(wall):
    low, high = boxes(wall)
    assert len(low) == wall.count
    np.testing.assert_allclose(high - low, np.broadcast_to(wall.size, low.shape))
    row, column = np.divmod(np.arange(wall.count), wall.columns)
    for axis, index in ((0, column), (1, -row)):
        ranks = np.unique(np.round(low[:, axis], 9), return_inverse=True)[1]
        np.testing.assert_array_equal(ranks, index - index.min())
    zone = WALL
    assert low[:, 0].min() == pytest.approx(zone.left)
    if wall.count >= wall.columns:
        assert high[:, 0].max() == pytest.approx(zone.right)
    assert wall.get_bottom()[1] >= zone.bottom - 1e-6
    assert wall.get_top()[1] <= zone.top + 1e-6
    assert wall.height > 0.9 * zone.height


def test_no_two_cells_touch(wall):
    low, high = boxes(wall)
    for i in range(wall.count):
        overlap = np.minimum(high, high[i]) - np.maximum(low, low[i])
        assert (overlap.min(axis=1) > 0).sum() == 1


def test_places_are_read_back(wall):
    coordinates = np.array([[0.0, 0], [math.tau, TOP], [1.3, 4.2]])
    for i in (0, wall.count - 1):
        points = wall.c2p(wall.places[i], coordinates)
        np.testing.assert_allclose(wall.p2c(i, points), coordinates, atol=1e-9)


def test_every_cell_has_the_same_axes_inside_its_frame(wall):
    low, high = boxes(wall)
    scales = wall.scales.points.reshape(wall.count, 2, 4, 3)
    halves = wall.halves.points.reshape(wall.count, 1, 4, 3)
    for i in range(wall.count):
        corners = wall.p2c(i, scales[i][:, [0, 3]])
        expected = [[[0, TOP], [0, 0]], [[0, 0], [math.tau, 0]]]
        np.testing.assert_allclose(corners, expected, atol=1e-9)
        half = wall.p2c(i, halves[i][:, [0, 3]])
        np.testing.assert_allclose(half, [[[math.pi, 0], [math.pi, TOP]]], atol=1e-9)
        assert (scales[i][..., :2] >= low[i]).all()
        assert (scales[i][..., :2] <= high[i]).all()


def test_names_stand_above_the_curves_or_outside_the_wall(wall):
    low, high = boxes(wall)
    for i, name in wall.names.items():
        assert name.source == f'part("E", E_({i + 1}))'
        bottom, left, right = name.get_bottom()[1], name.get_left()[0], name.get_right()[0]
        if wall.roomy:
            assert bottom >= wall.c2p(wall.places[i], [0, TOP])[1]
            assert name.get_top()[1] < high[i, 1]
        else:
            assert bottom > high[:, 1].max() or name.get_top()[1] < low[:, 1].min()
        assert left >= low[i, 0] - 1e-6 or not wall.roomy
        assert right <= high[i, 0] + 1e-6 or not wall.roomy
    assert set(wall.corners) <= set(wall.names)


def test_all_names_are_there_where_there_is_room():
    for count, columns in SHAPES[:3]:
        assert len(Wall(count, columns=columns, top=TOP, zone=WALL).names) == count
    crowded = Wall(100, columns=10, top=TOP, zone=WALL)
    assert sorted(crowded.names) == [0, 9, 90, 99]


def test_corners_are_the_ends_of_the_top_and_the_bottom_row():
    assert Wall(24, columns=6, top=TOP, zone=WALL).corners == (0, 5, 18, 23)
    assert Wall(11, columns=4, top=TOP, zone=WALL).corners == (0, 3, 8, 10)
    assert Wall(1, columns=1, top=TOP, zone=WALL).corners == (0, 0, 0, 0)


def test_no_row_may_be_longer_than_the_wall():
    for columns in (0, 4):
        with pytest.raises(ValueError, match=f"columns = {columns}: must be from 1 to count = 3"):
            Wall(3, columns=columns, top=TOP, zone=WALL)


def test_dimming_leaves_one_name_alone(wall):
    animations = wall.dim_names(but=0)
    assert len(animations) == len(wall.names) - 1
    assert wall.names[0] not in [animation.mobject for animation in animations]


def test_curves_go_through_their_numbers_in_their_cells():
    wall = Wall(5, columns=3, top=TOP, zone=WALL)
    z = np.linspace(0, math.tau, 13)
    energies = np.array([3 + np.cos(z), 6 - 2 * np.sin(z)])
    curves = WallCurves(wall).draw(wall.places[[1, 4]], z, energies)
    for i, path, energy in zip((1, 4), curves.get_subpaths(), energies, strict=True):
        points = np.concatenate([path[::4], path[-1:]])
        np.testing.assert_allclose(wall.p2c(i, points), np.column_stack([z, energy]), atol=1e-9)
    assert not curves.draw(wall.places[:0], z, np.zeros((0, 13))).has_points()
    assert not curves.draw(wall.places[:1], z[:1], energies[:1, :1]).has_points()


def test_a_frame_stands_on_the_edge_of_its_cell(wall):
    last = wall.count - 1
    frame = CellFrame(wall, wall.places[0]).put(wall.places[last])
    low, high = boxes(wall)
    np.testing.assert_allclose(frame.points[:, :2].min(axis=0), low[last])
    np.testing.assert_allclose(frame.points[:, :2].max(axis=0), high[last])
    assert frame.get_stroke_color() == look.PICK


def test_an_index_stands_lower_than_its_letter_and_changes():
    name = IndexedName(24)
    name.set_index(17, 0.5)
    assert name.index.value == 17
    assert name.index.get_bottom()[1] < name.letter.get_bottom()[1]
    assert name.index.get_left()[0] > name.letter.get_right()[0]
    fills = [part.get_fill_opacity() for part in name.letter]
    assert fills == pytest.approx([0.5] * len(fills))


def test_names_of_the_axes_stand_outside_a_small_plane():
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5, zone=WALL_PLANE)
    before = [name.height for name in plane.labels]
    put_names_outside(plane)
    y1, y2 = plane.labels
    assert plane.p2c(y1.get_left())[0] > 3
    assert plane.p2c(y2.get_bottom())[1] > 2
    assert all(name.height < old for name, old in zip(plane.labels, before, strict=True))


def test_samples_are_named_once_each():
    places = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]])
    tags = sample_tags(places, [2, 0])
    assert [tag.source for tag in tags] == [f'part("pick", bold(Y)[{i}])' for i in (3, 1)]
    assert len(sample_tags(places, [1, 1])) == 1
    for tag, i in zip(tags, (2, 0), strict=True):
        gaps = np.linalg.norm(places - tag.get_center(), axis=1)
        assert gaps.argmin() == i
