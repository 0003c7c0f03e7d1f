"""What the chapter of one valley draws, read back and compared with the formula."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.s07_one_valley import S07OneValley
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
        {"picks__one_valley": 10},
        {"decoder__weights": [2.6, 0.0]},
        {"decoder__weights": [0.0, 0.0]},
    ],
    ids=["lecture", "another", "two valleys", "a line", "flat"],
)
def data(request):
    return told(**request.param)


def picked(data):
    return data.slice.y[data.story.picks.one_valley - 1]


def assert_picked(chapter, data):
    """Check the cross on its sample, and the manifold."""
    view = chapter.view
    samples = view.plane.p2c(view.samples.get_centers())
    np.testing.assert_allclose(samples, data.slice.y, atol=1e-9)
    np.testing.assert_allclose(view.plane.p2c(view.cross.get_center()), picked(data), atol=1e-9)
    z = 2 * np.pi * np.arange(data.story.decoder.latents) / data.story.decoder.latents
    marks = view.plane.p2c(view.manifold.marks.get_centers())
    np.testing.assert_allclose(marks, g(data.story, z), atol=1e-9)
    curve = view.plane.p2c(view.manifold.curve.get_anchors())
    w = np.abs(data.story.decoder.weights)
    assert (np.abs(curve) <= w + 1e-9).all()
    np.testing.assert_allclose(np.abs(curve).max(axis=0), w, atol=1e-3)
    assert view.cross.get_stroke_color() == look.PICK
    bottoms = len(bottoms_of(data.story, picked(data)))
    assert chapter.title.source.startswith(("No valley", "One valley", "Two valleys")[bottoms])


def assert_counted_at(chapter, data, z):
    assert assert_in_step(chapter, picked(data), data.story) == z
    assert_counted(chapter, picked(data), data.story, z)


def test_every_beat_ends_on_what_was_computed(play, data):
    checks = {
        "pick": lambda chapter: assert_picked(chapter, data),
        "far": lambda chapter: assert_counted_at(chapter, data, 0.0),
        "near": lambda chapter: assert_counted_at(chapter, data, math.pi),
        "valley": lambda chapter: assert_lowest_marked(chapter, data),
        "periodic": lambda chapter: assert_three_turns(chapter, data),
    }
    check_ends(play, S07OneValley, data, checks)


def test_the_lecture_counts_seven_boxes_and_then_one(play, lecture):
    met = []

    def note(chapter):
        met.extend(
            ([row.count for row in count.boxes.rows], count.sums.counted.source)
            for count in chapter.view.counts
            if shown(chapter, count.sums.exact)
        )

    check_ends(play, S07OneValley, lecture, {"far": note, "near": note})
    (far, far_sum), (near, near_sum) = met
    assert (far, near) == ([7], [1])
    assert "3.5^2" in far_sum
    assert "12.25" in far_sum
    assert "0.5^2" in near_sum
    assert "0.25" in near_sum


def assert_lowest_marked(chapter, data):
    """Check the crosses on the curve and on the manifold."""
    story, y, view = data.story, picked(data), chapter.view
    z = np.linspace(0, math.tau, 20_000)
    lowest = energy(story, y, z).min()
    at = view.axes.p2c(chapter.bottoms.true.get_centers())
    np.testing.assert_allclose(at[:, 1], lowest, atol=1e-6)
    np.testing.assert_allclose(at[:, 1], energy(story, y, at[:, 0]), atol=1e-9)
    there = view.plane.p2c(chapter.bottoms.true_there.get_centers())
    np.testing.assert_allclose(there, g(story, at[:, 0]), atol=1e-9)
    bottoms = bottoms_of(story, y)
    deepest = bottoms[energy(story, y, bottoms) < lowest + 1e-6]
    assert len(at) == max(len(deepest), 1)
    assert chapter.bottoms.true.get_stroke_color() == look.COLD
    np.testing.assert_allclose(view.readout.energy.value, lowest, atol=1e-6)
    assert f"{lowest:.2f}".rstrip("0").rstrip(".") in chapter.solution.source


def assert_three_turns(chapter, data):
    """Check that the same curve is shown three times, with the same crosses."""
    story, y, view = data.story, picked(data), chapter.view
    assert view.axes.across == (0.0, pytest.approx(6 * math.pi))
    curve = view.axes.p2c(view.curve.get_anchors())
    turns = [
        curve[(curve[:, 0] >= k * math.tau - 1e-9) & (curve[:, 0] <= (k + 1) * math.tau + 1e-9)]
        for k in range(3)
    ]
    for k in (1, 2):
        heights = np.interp(turns[0][:, 0] + k * math.tau, turns[k][:, 0], turns[k][:, 1])
        np.testing.assert_allclose(heights, turns[0][:, 1], atol=1e-6)
    at = np.sort(view.axes.p2c(chapter.bottoms.true.get_centers())[:, 0])
    each = len(at) // 3
    np.testing.assert_allclose(at[each:], at[:-each] + math.tau, atol=1e-6)
    np.testing.assert_allclose(energy(story, y, at), energy(story, y, at[0]), atol=1e-6)


@pytest.mark.parametrize("told_as", ["lecture", "other"])
def test_all_goes_in_step_with_z_through_all_turns(play, request, told_as):
    data = request.getfixturevalue(told_as)
    widths, latents = [], []

    def watch(chapter, frame):
        view = chapter.view
        latents.append(assert_in_step(chapter, picked(data), data.story))
        widths.append(view.axes.across[1] / math.tau)
        for z, tick, _ in view.axes.latent_marks:
            np.testing.assert_allclose(view.axes.p2c(tick.get_start()), [z, 0], atol=1e-9)

    frames = frames_of(S07OneValley, "periodic", data)
    play(S07OneValley, data=data, frames=frames, watch=watch)
    assert (np.diff(widths) >= -1e-12).all()
    assert widths[0] < 1.1
    assert widths[-1] == 3
    assert len({round(width, 2) for width in widths}) > 10
    assert max(latents) == pytest.approx(6 * math.pi)
    assert (np.diff(latents) <= 0.6).all(), "z jumps"


def test_boxes_light_one_after_another(play, lecture):
    counts = []

    def watch(chapter, frame):
        counted = chapter.view.counts[0].boxes
        if shown(chapter, counted):
            lit = [box.get_fill_opacity() > 0 for row in counted.rows for box in row.boxes]
            counts.append((sum(lit), counted.rows[0].running.value))

    frames = frames_of(S07OneValley, "far", lecture)
    play(S07OneValley, data=lecture, frames=frames, watch=watch)
    assert {lit for lit, _ in counts} == set(range(8))
    assert all(lit == number for lit, number in counts)
    assert counts == sorted(counts)
