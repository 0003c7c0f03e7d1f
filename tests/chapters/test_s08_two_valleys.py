"""What the chapter of two valleys draws, read back and compared with the formula."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.energy.valley_marks import BarredRings, Crosses, Estimate, Stretches
from scenes.s08_two_valleys import S08TwoValleys
from tests.chapters.reading import frames_of, told
from tests.chapters.views import (
    assert_counted,
    assert_in_step,
    bottoms_of,
    check_ends,
    energy,
    g,
    shown,
)


@pytest.fixture(
    params=[
        {},
        {
            "decoder__weights": [0.8, -1.1],
            "decoder__latents": 20,
            "slice__samples": 11,
            "slice__seed": 3,
            "picks__energy": 4,
            "picks__one_valley": 2,
            "picks__two_valleys": 3,
            "plane__grid_step": 0.25,
        },
        {"picks__two_valleys": 23},
        {"decoder__weights": [2.6, 0.0]},
        {"decoder__weights": [0.0, 0.0]},
    ],
    ids=["lecture", "another", "one valley", "a line", "flat"],
)
def data(request):
    return told(**request.param)


def picked(data):
    return data.slice.y[data.story.picks.two_valleys - 1]


def drawn(chapter, kind):
    return [part for whole in chapter.mobjects for part in whole.get_family() if type(part) is kind]


def assert_all_estimates(chapter, data):
    """Check the last count, and a square at each quarter that is near the exact energy."""
    story, y = data.story, picked(data)
    assert assert_in_step(chapter, y, story) == pytest.approx(math.pi)
    assert_counted(chapter, y, story, math.pi)
    assert len(drawn(chapter, Estimate)) == 3


def assert_whole_curve(chapter, data):
    story, y = data.story, picked(data)
    assert assert_in_step(chapter, y, story) == pytest.approx(math.tau)
    at = np.array([chapter.view.axes.p2c(part.get_center()) for part in drawn(chapter, Estimate)])
    np.testing.assert_allclose(at[:, 0], np.arange(4) * math.pi / 2, atol=1e-9)
    legs = np.abs(y - g(story, at[:, 0]))
    step = story.plane.grid_step
    room = step / 8 * 2 * (legs.sum(axis=1) + step) + (step / 2) ** 2
    assert (np.abs(at[:, 1] - energy(story, y, at[:, 0])) <= room).all()


def test_the_lecture_s_counts_are_on_the_picture(play, lecture):
    def check(chapter):
        at = [chapter.view.axes.p2c(square.get_center()) for square in drawn(chapter, Estimate)]
        expected = [[0, 4.5], [math.pi / 2, 1.21], [math.pi, 4.5], [3 * math.pi / 2, 3.61]]
        np.testing.assert_allclose(at, expected, atol=1e-9)

    check_ends(play, S08TwoValleys, lecture, {"dip": check})


@pytest.mark.parametrize("told_as", ["lecture", "other"])
def test_boxes_are_counted_in_step_at_the_last_quarter(play, request, told_as):
    data = request.getfixturevalue(told_as)
    latents, counts = [], []

    def watch(chapter, frame):
        z = assert_in_step(chapter, picked(data), data.story)
        latents.append(z)
        told = [count.sums for count in chapter.view.counts if shown(chapter, count.sums)]
        if told and told[0].counted[0].get_fill_opacity() > 0.99:
            assert_counted(chapter, picked(data), data.story, z)
            counts.append(z)

    frames = frames_of(S08TwoValleys, "dip", data)
    play(S08TwoValleys, data=data, frames=frames, watch=watch)
    assert max(counts) == pytest.approx(3 * math.pi / 2)
    assert max(latents) == pytest.approx(math.tau)
    assert (np.diff(latents) >= -1e-9).all()


def assert_circle(chapter, data):
    """Check the circle through the second bottom, or through the peak if there is one valley."""
    story, y = data.story, picked(data)
    z, bottoms = np.linspace(0, math.tau, 20_000, endpoint=False), bottoms_of(story, y)
    at = chapter.view.plane.p2c(chapter.circle.outline.get_anchors())
    apart = np.linalg.norm(at - y, axis=1)
    np.testing.assert_allclose(apart, chapter.circle.outline.radius, atol=1e-9)
    heights = energy(story, y, bottoms if len(bottoms) > 1 else z)
    assert chapter.circle.outline.radius**2 == pytest.approx(heights.max(), abs=1e-5)
    assert chapter.circle.distance.length.value == pytest.approx(
        chapter.circle.outline.radius, abs=1e-6
    )


@pytest.mark.parametrize("pick", [10, 23])
def test_stepping_aside_leaves_the_circle_from_a_bottom_and_enters_it_from_a_peak(play, pick):
    data = told(picks__two_valleys=pick)
    story, y, beyond = data.story, picked(data), []

    def watch(chapter, frame):
        if not shown(chapter, chapter.circle.excess):
            return
        here = g(story, chapter.view.z.get_value())
        excess = chapter.circle.excess.get_starts()[0], chapter.circle.excess.get_ends()[0]
        rim, tip = chapter.view.plane.p2c(excess)
        np.testing.assert_allclose(tip, here, atol=1e-9)
        assert np.linalg.norm(rim - y) == pytest.approx(chapter.circle.outline.radius)
        beyond.append(np.linalg.norm(here - y) - chapter.circle.outline.radius)
        length = chapter.circle.distance.length.value
        if len(beyond) > 1:
            assert length - chapter.circle.outline.radius == pytest.approx(beyond[-1], abs=1e-9)

    play(S08TwoValleys, data=data, frames=frames_of(S08TwoValleys, "why", data), watch=watch)
    far = np.array(beyond) if len(bottoms_of(story, y)) > 1 else -np.array(beyond)
    assert far.min() > -1e-9
    assert far.max() > 0.05


def assert_marked_apart(chapter, data):
    """Check the marks of true and false bottoms in all three turns."""
    story, y, axes = data.story, picked(data), chapter.view.axes
    bottoms = bottoms_of(story, y)
    depths = energy(story, y, bottoms)
    lowest = energy(story, y, np.linspace(0, math.tau, 20_000)).min()
    true = np.sort(bottoms[depths < lowest + 1e-6])
    false = bottoms[depths >= lowest + 1e-6]
    assert axes.across[1] == pytest.approx(6 * math.pi)

    on_curve = [mark for mark in drawn(chapter, Crosses) if len(mark.get_centers()) >= 3]
    at = axes.p2c(on_curve[0].get_centers())
    np.testing.assert_allclose(at[:, 1], lowest, atol=1e-6)
    if len(true):
        expected = np.sort(np.add.outer(np.arange(3) * math.tau, true).ravel())
        np.testing.assert_allclose(np.sort(at[:, 0]), expected, atol=1e-3)

    rings = [mark for mark in drawn(chapter, BarredRings) if len(mark.get_centers()) == 3]
    assert bool(rings) == bool(len(false))
    if rings:
        at = axes.p2c(rings[0].get_centers())
        np.testing.assert_allclose(at[:, 0], false[0] + np.arange(3) * math.tau, atol=1e-3)
        np.testing.assert_allclose(at[:, 1], energy(story, y, false[0]), atol=1e-6)
        assert at[0, 1] > lowest
        assert rings[0].get_stroke_color() != on_curve[0].get_stroke_color() == look.COLD


def test_every_beat_ends_on_what_was_computed(play, data):
    checks = {
        "quarters": lambda chapter: assert_all_estimates(chapter, data),
        "dip": lambda chapter: assert_whole_curve(chapter, data),
        "why": lambda chapter: assert_circle(chapter, data),
        "two_valleys": lambda chapter: assert_marked_apart(chapter, data),
    }
    check_ends(play, S08TwoValleys, data, checks)


def test_the_walk_goes_downhill_and_stays_on_the_marked_stretch(play, lecture):
    y, walked, stretches = picked(lecture), [], []

    def watch(chapter, frame):
        marked = drawn(chapter, Stretches)
        if marked and marked[0].has_points():
            walked.append(chapter.view.z.get_value())
            stretches[:] = marked

    frames = frames_of(S08TwoValleys, "two_valleys", lecture)
    chapter = play(S08TwoValleys, data=lecture, frames=frames, watch=watch)
    [stretch] = stretches
    ends = [chapter.view.axes.p2c(path)[[0, -1], 0] for path in stretch.get_subpaths()]
    downhill = walked[-20:]
    heights = energy(lecture.story, y, np.array(downhill))
    assert (np.diff(heights) <= 1e-9).all()
    assert any(low <= min(downhill) and max(downhill) <= high for low, high in ends)
    false = max(bottoms_of(lecture.story, y), key=lambda z: energy(lecture.story, y, z))
    assert math.remainder(downhill[-1] - false, math.tau) == pytest.approx(0, abs=1e-3)
    # Every way down from this stretch ends there: between its ends the slope has that one root.
    for low, high in ends[:1]:
        z = np.linspace(low + 1e-4, high - 1e-4, 2000)
        e = energy(lecture.story, y, z)
        bottom = int(e.argmin())
        assert (np.diff(e[: bottom + 1]) < 0).all()
        assert (np.diff(e[bottom:]) > 0).all()


@pytest.mark.parametrize("changes", [{}, {"picks__two_valleys": 3}])
def test_the_name_of_the_pick_keeps_clear_of_the_axis_name(play, changes):
    scene = play(S08TwoValleys, data=told(**changes), until="pick")
    name = scene.view.name
    for label in scene.view.plane.labels:
        apart = np.abs(name.get_center() - label.get_center())[:2]
        sizes = np.array([name.width + label.width, name.height + label.height]) / 2
        assert (apart - sizes).max() >= 0.1
