import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.horn import CLOSE_HALF_HEIGHT, END_ON, Horn
from scenes.mobjects.horn.trace import Trace
from tests.chapters.reading import Recorder

AROUND = np.linspace(0, math.tau, 73)
CIRCLE = np.stack([np.cos(AROUND), np.sin(AROUND)], axis=1)


@pytest.fixture
def horn():
    rings_x = np.linspace(0, 1, 5)
    radii = np.stack([2 + rings_x, 1.5 + 3 * rings_x], axis=1)
    x = np.array([0.0, 0.3, 1.0])
    y = np.array([[2.0, 0.0], [0.0, -1.0], [-3.0, 0.5]])
    return Horn(x=x, y=y, rings_x=rings_x, rings_y=radii[:, None] * CIRCLE)


def test_samples_are_coloured_by_x_from_end_to_end(horn):
    assert np.allclose(horn.dots.colors[0], look.NEAR_X.to_rgb())
    assert np.allclose(horn.dots.colors[2], look.FAR_X.to_rgb())


def test_profiles_run_along_the_rings(horn):
    profiles = horn.profiles.lines
    assert profiles.shape == (8, 5, 3)
    assert np.allclose(profiles[0], horn.rings.lines[:, 0])
    assert np.allclose(profiles[..., 0], np.linspace(0, 1, 5))


def test_names_stand_past_the_tips_of_their_axes(horn):
    horn.labels.update()
    for label, arrow in zip(horn.labels, horn.arrows, strict=True):
        start, end = horn.view.project(arrow.lines[0][[0, -1]]).places
        beyond = label.get_center()[:2] - start
        assert np.linalg.norm(beyond) > np.linalg.norm(end - start)
        assert np.dot(beyond, end - start) > 0


def test_an_axis_that_points_at_the_eye_has_no_name(horn):
    horn.view.azimuth.set_value(END_ON[0])
    horn.view.elevation.set_value(END_ON[1])
    horn.view.target_x.set_value(0.0)
    horn.labels.update()
    assert [leaf.get_fill_opacity() for leaf in horn.labels[0].family_members_with_points()] == [0]
    assert all(leaf.get_fill_opacity() == 1 for leaf in horn.labels[1].family_members_with_points())


def test_looked_at_closely_every_ellipse_is_equally_high(horn):
    for radii in (np.array([2.0, 1.5]), np.array([3.0, 4.5])):
        height = horn.closeness(radii) * horn.unit_y * radii.max()
        assert height == pytest.approx(CLOSE_HALF_HEIGHT)


def test_a_trace_puts_ellipse_spoke_and_point_at_one_angle(horn):
    trace = Trace(horn)
    trace.place(0.4, np.array([2.0, 3.0]), 0.9)
    point = np.array([0.4, 2 * math.cos(0.9), 3 * math.sin(0.9)])
    assert np.allclose(trace.point.at[0], point)
    assert np.allclose(trace.spoke.lines[0], [[0.4, 0, 0], point])
    drawn = trace.line.lines[0]
    assert np.allclose((drawn[:, 1] / 2) ** 2 + (drawn[:, 2] / 3) ** 2, 1)
    turned = np.arctan2(trace.arc.lines[0][:, 2] / 3, trace.arc.lines[0][:, 1] / 2)
    assert np.allclose(turned, np.linspace(0, 0.9, 25))


def test_a_trace_is_unseen_until_it_is_shown(horn):
    before = Recorder()
    horn.paint(before)
    Trace(horn).place(0.4, np.array([2.0, 3.0]), 0.9)
    after = Recorder()
    horn.paint(after)
    assert len(after.lines) == len(before.lines)
    assert len(after.discs) == len(before.discs)


def test_another_envelope_takes_the_place_of_the_first(horn):
    radii = np.linspace([1.0, 4.0], [2.0, 1.0], 5)
    horn.set_envelope(radii[:, None] * CIRCLE)
    assert np.allclose(np.abs(horn.rings.lines[..., 1:]).max(axis=1), radii)
    assert np.allclose(horn.profiles.lines[0], horn.rings.lines[:, 0])
    assert np.allclose(horn.rings.lines[..., 0], np.linspace(0, 1, 5)[:, None])


def test_the_axes_of_y_end_where_they_are_told_to(horn):
    along_x = horn.arrows[0].lines.copy()
    horn.lengthen(3.5)
    assert np.allclose(
        [arrow.lines[0, -1] for arrow in horn.arrows[1:]], np.diag([0, 3.5, 3.5])[1:]
    )
    assert np.allclose(horn.arrows[0].lines, along_x)


def test_the_steps_of_a_trace_lead_across_and_then_up_to_its_point(horn):
    trace = Trace(horn)
    trace.place(0.4, np.array([2.0, 3.0]), 0.9)
    corner = [0.4, 2 * math.cos(0.9), 0]
    assert np.allclose(trace.across.lines[0], [[0.4, 0, 0], corner])
    assert np.allclose(trace.up.lines[0], [corner, trace.point.at[0]])


def test_a_radius_has_its_name_as_soon_as_it_is_shown(horn):
    trace = Trace(horn)
    trace.place(0.4, np.array([2.0, 3.0]), 0.9)
    trace.names.set_value(1.0)
    trace.radii.shown.set_value(1.0)
    trace.labels.update()
    assert [label[0].get_fill_opacity() for label in trace.labels[:2]] == [1.0, 0.0]
