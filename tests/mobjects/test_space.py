import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.space import Dots, Sheet, Space, Strokes, View
from tests.chapters.reading import Recorder, seen_by_hand


def view(azimuth=0.4, elevation=0.2):
    return View(lengths=(6.0, 0.5), target=(0.5, 0, 0), azimuth=azimuth, elevation=elevation)


def paint(space):
    recorder = Recorder()
    space.paint(recorder)
    return recorder


@pytest.mark.parametrize("azimuth", [-2.0, 0.0, 0.7, 3.0])
@pytest.mark.parametrize("elevation", [-0.5, 0.0, 0.3])
def test_points_are_projected_as_by_two_turns(azimuth, elevation):
    points = np.random.default_rng(2).uniform(-1, 1, size=(40, 3))
    seen = view(azimuth, elevation).project(points)
    places, depth = seen_by_hand(points, view(azimuth, elevation))
    assert np.allclose(seen.places, places, atol=1e-12)
    assert np.allclose(seen.depth, depth, atol=1e-12)


def test_y1_is_to_the_right_and_y2_up_when_looking_back_along_x():
    seen = view(np.pi / 2, 0.0).project([[0.5, 0, 0], [0.5, 1, 0], [0.5, 0, 1], [1, 0, 0]])
    right, up = seen.places[1] - seen.places[0], seen.places[2] - seen.places[0]
    assert np.allclose(right, [0.5, 0], atol=1e-12)
    assert np.allclose(up, [0, 0.5], atol=1e-12)
    assert seen.depth[3] > seen.depth[0]


def test_discs_and_lines_are_painted_together_from_back_to_front():
    rng = np.random.default_rng(3)
    dots = Dots(rng.uniform(-1, 1, (60, 3)), np.ones((60, 3)))
    lines = Strokes(rng.uniform(-1, 1, (10, 5, 3)), np.ones((10, 1, 3)))
    space = Space(view(), [dots, lines])
    order = space.painting_order()
    middles = ((lines.lines[:, 1:] + lines.lines[:, :-1]) / 2).reshape(-1, 3)
    _, depth = seen_by_hand(np.concatenate([dots.at, middles]), space.view)
    assert sorted(order) == list(range(100))
    assert np.all(np.diff(depth[order]) >= -1e-9)
    recorder = paint(space)
    assert recorder.order == ["disc" if i < 60 else "line" for i in order]


def test_what_has_not_arrived_is_not_painted():
    dots = Dots(np.zeros((30, 3)), np.ones((30, 3)))
    space = Space(view(), [dots])
    dots.shown.set_value(0)
    assert paint(space).discs == []
    dots.shown.set_value(12)
    assert 0 < len(paint(space).discs) <= 12
    dots.shown.set_value(30)
    assert len(paint(space).discs) == 30


def test_lines_reach_as_far_as_they_are_drawn():
    line = Strokes(np.linspace([[0, 0, 0]], [[1, 0, 0]], 9).transpose(1, 0, 2), np.ones((1, 1, 3)))
    line.reach.set_value(0.4)
    assert np.allclose(line.drawn()[0, -1], [0.4, 0, 0])
    assert np.allclose(line.drawn()[0, 0], [0, 0, 0])


def test_only_the_lines_that_are_shown_are_painted():
    lines = Strokes(np.random.default_rng(4).uniform(-1, 1, (6, 4, 3)), np.ones((6, 1, 3)))
    lines.shown.set_value(2.5)
    painted = paint(Space(view(), [lines])).lines
    assert len(painted) == 9
    assert sorted({round(color[3], 6) for *_, color in painted}) == [0.5, 1.0]


def test_a_sheet_parts_what_is_painted_before_it_from_what_is_painted_after():
    x = np.linspace(0.05, 0.95, 10)
    dots = Dots(np.column_stack([x, np.zeros((10, 2))]), np.ones((10, 3)))
    for azimuth, behind in ((-0.5, 6), (0.5, 4)):
        space = Space(view(azimuth, 0.0), [dots])
        space.sheet = Sheet((1, 1), look.INK.to_rgb(), ValueTracker(0.4), ValueTracker(1.0))
        order = paint(space).order
        assert order.index("sheet") == behind


def test_an_unseen_sheet_is_not_painted():
    space = Space(view(), [])
    space.sheet = Sheet((1, 1), look.INK.to_rgb(), ValueTracker(0.4), ValueTracker(0.0))
    assert paint(space).polygons == []


def test_a_line_that_is_partly_drawn_keeps_the_colour_of_each_place():
    points = np.linspace([[0, 0, 0]], [[1, 0, 0]], 11).transpose(1, 0, 2)
    reds = np.linspace(0.05, 0.95, 10)
    line = Strokes(points, np.stack([reds, 0 * reds, 0 * reds], axis=1)[None])
    line.reach.set_value(0.5)
    middles = (line.drawn()[0, 1:, 0] + line.drawn()[0, :-1, 0]) / 2
    assert np.allclose(line.drawn_colors()[0, :, 0], middles, atol=0.051)
    assert line.drawn_colors()[0, -1, 0] == pytest.approx(0.45)
