import math

import numpy as np
import pytest

from scenes import look
from scenes.s03_slice import S03Slice
from tests.chapters.reading import frames_of, horn_radii


@pytest.fixture(params=["lecture", "other"])
def data(request):
    return request.getfixturevalue(request.param)


def test_the_sheet_the_cut_and_the_numbers_slide_together(play, data):
    met = []

    def watch(scene, frame):
        x = scene.horn.x.get_value()
        assert np.allclose(scene.horn.sheet.corners()[:, 0], x)
        radii = horn_radii(data.story, x)
        drawn = scene.horn.cut.lines[0]
        assert np.allclose(drawn[:, 0], x)
        assert np.allclose(np.abs(drawn[:, 1:]).max(axis=0), radii, rtol=1e-9)
        shown = [number.value for number in scene.readout.numbers]
        assert np.allclose(shown, [x, math.exp(data.story.horn.growth * x), *radii], rtol=1e-9)
        met.append(x)

    frames = frames_of(S03Slice, "slide", data)
    play(S03Slice, data=data, frames=frames, watch=watch)
    assert met[0] == 1
    assert met[-1] == pytest.approx(data.story.slice.x)
    assert np.all(np.diff(met) <= 1e-12)


def test_things_behind_the_sheet_are_painted_before_it(play, painted, lecture):
    middle = []

    def watch(scene, frame):
        if abs(scene.horn.x.get_value() - 0.5) < 0.2 and not middle:
            middle.append(
                (scene.horn.x.get_value(), scene.horn.view.axes()[2, 0], painted(scene.horn))
            )

    play(S03Slice, data=lecture, frames=frames_of(S03Slice, "slide", lecture), watch=watch)
    x, sight, recorder = middle[0]
    before = recorder.order[: recorder.order.index("sheet")].count("disc")
    # The eye stands on the side of small x, so what lies at larger x is behind the sheet.
    assert sight < 0
    assert before == np.count_nonzero(lecture.horn.x > x)


def test_the_cut_that_faces_us_lies_in_the_plane(play, painted, data):
    scene = play(S03Slice, data=data, until="face_on")
    lines = painted(scene.horn).lines
    starts = np.array([line[0] for line in lines])
    drawn = scene.y_plane.p2c(np.column_stack([starts, np.zeros(len(starts))]))
    radii = horn_radii(data.story, data.story.slice.x)
    assert len(drawn) == look.ELLIPSE_POINTS - 1
    assert np.allclose(((drawn / radii) ** 2).sum(axis=1), 1, atol=1e-9)
    assert np.allclose(np.abs(drawn).max(axis=0), radii, rtol=1e-9)


def test_every_sample_lands_on_its_y(play, data):
    scene = play(S03Slice, data=data, until="samples")
    drawn = scene.y_plane.p2c(scene.discs.get_centers())
    assert drawn.shape == (data.story.slice.samples, 2)
    assert np.allclose(drawn, data.slice.y, atol=1e-6)


def test_the_table_shows_the_first_samples(play, data):
    scene = play(S03Slice, data=data, until="missing_variable")
    shown = [[number.value for number in row] for row in scene.table.observations]
    assert np.allclose(shown, data.slice.y[: len(shown)])
    angles = [number.value for number in scene.table.angles]
    assert np.allclose(angles, data.slice.theta[: len(angles)])


def test_the_boxes_measure_the_radii(play, data):
    scene = play(S03Slice, data=data, until="boxes")
    radii = horn_radii(data.story, data.story.slice.x)
    step = data.story.plane.grid_step
    for axis, row in enumerate(scene.counted.rows):
        assert row.count == pytest.approx(radii[axis] / step)
        assert len(row) == math.ceil(radii[axis] / step - 1e-9)
        corners = scene.y_plane.p2c(row.get_all_points())
        assert np.ptp(corners[:, axis]) == pytest.approx(radii[axis])
        assert np.ptp(corners[:, 1 - axis]) == pytest.approx(step)


def test_the_angles_are_gone_at_the_end(play, lecture):
    scene = play(S03Slice, data=lecture)
    assert scene.spokes not in scene.mobjects
    assert scene.table.angles not in scene.mobjects
    assert all(part.get_fill_opacity() == look.DIMMED for part in scene.sampled.part("theta"))


def test_the_angles_pointed_at_the_ellipse(play, data):
    seen = []

    def watch(scene, frame):
        if scene.spokes in scene.mobjects:
            seen.append([line.get_end() for line in scene.spokes])
            ends[:] = scene.y_plane.p2c(seen[-1])

    ends = np.zeros((data.story.slice.samples, 2))
    frames = frames_of(S03Slice, "missing_variable", data)
    play(S03Slice, data=data, frames=frames, watch=watch)
    theta = data.slice.theta
    radii = horn_radii(data.story, data.story.slice.x)
    assert np.allclose(ends, radii * np.stack([np.cos(theta), np.sin(theta)], 1), atol=1e-6)
