import math

import numpy as np
import pytest

from scenes import look
from scenes.s01_horn import S01Horn
from tests.chapters.reading import DISC_OFF, frames_of, horn_radii, seen_by_hand


@pytest.fixture(params=["lecture", "other"])
def data(request):
    return request.getfixturevalue(request.param)


def test_every_sample_is_painted_where_its_y_is_seen(play, painted, data):
    scene = play(S01Horn, data=data, until="samples")
    discs = painted(scene.horn).discs
    assert len(discs) == data.story.horn.samples
    points = np.column_stack([data.horn.x, data.horn.y])
    places, depth = seen_by_hand(points, scene.horn.view)
    order = np.argsort(depth, kind="stable")
    assert np.allclose([d[:2] for d in discs], places[order], atol=DISC_OFF)


def test_nearer_samples_are_larger_brighter_and_painted_later(play, painted, lecture):
    scene = play(S01Horn, data=lecture, until="samples")
    discs = painted(scene.horn).discs
    sizes = [d[2] for d in discs]
    assert np.all(np.diff(sizes) >= -DISC_OFF)
    assert sizes[-1] > 1.2 * sizes[0]
    points = np.column_stack([lecture.horn.x, lecture.horn.y])
    _, depth = seen_by_hand(points, scene.horn.view)
    order = np.argsort(depth, kind="stable")
    own = look.x_colors(lecture.horn.x)[order]
    away = np.linalg.norm(np.array([d[3][:3] for d in discs]) - own, axis=1)
    faded = away / np.linalg.norm(look.BACKGROUND.to_rgb() - own, axis=1)
    assert np.all(np.diff(faded) <= 1e-9)
    assert faded[0] > faded[-1] + 0.2


def test_the_envelope_is_painted_from_the_radii(play, painted, data):
    scene = play(S01Horn, data=data, until="envelope")
    lines = painted(scene.horn).lines
    around = np.linspace(0, math.tau, look.ELLIPSE_POINTS)
    circle = np.stack([np.cos(around), np.sin(around)], axis=1)
    painted_ends = np.array([line[0] for line in lines])
    for x in np.linspace(0, 1, look.HORN_RINGS):
        ring = np.column_stack([np.full(len(around), x), horn_radii(data.story, x) * circle])
        places, _ = seen_by_hand(ring, scene.horn.view)
        distances = np.linalg.norm(places[:-1, None] - painted_ends[None], axis=2)
        assert distances.min(axis=1).max() < 1e-9


def test_the_three_axes_are_seen_as_three(play, data):
    scene = play(S01Horn, data=data, until="axes")
    ways = []
    for arrow in scene.horn.arrows:
        start, end = scene.horn.view.project(arrow.drawn()[0][[0, -1]]).places
        ways.append(end - start)
    pixels = 1920 / look.FRAME.width
    assert min(map(np.linalg.norm, ways)) * pixels >= 120
    angles = np.degrees([math.atan2(way[1], way[0]) for way in ways])
    apart = [abs((a - b + 180) % 360 - 180) for a in angles for b in angles if a > b]
    assert min(apart) >= 20
    assert max(apart) <= 160


def test_the_point_runs_round_the_circle_with_theta(play, lecture):
    met = []

    def watch(scene, frame):
        theta = scene.horn.theta.get_value()
        at = scene.trace.point.at[0]
        assert np.allclose(at, [0, math.cos(theta), math.sin(theta)], atol=1e-9)
        met.append(theta)

    frames = frames_of(S01Horn, "angle", lecture)
    play(S01Horn, data=lecture, frames=frames, watch=watch)
    inside = [theta for theta in met if 0 < theta < math.tau]
    assert len(inside) > 20
    assert met == sorted(met)


def test_the_circle_is_stretched_to_the_ellipse_of_the_start(play, data):
    scene = play(S01Horn, data=data, until="radii")
    line = scene.trace.line.lines[0]
    around = np.linspace(0, math.tau, look.ELLIPSE_POINTS)
    expected = horn_radii(data.story, 0.0) * np.stack([np.cos(around), np.sin(around)], axis=1)
    assert np.allclose(line[:, 1:], expected, atol=1e-9)
    ends = scene.trace.radii.lines[:, 1, 1:]
    assert np.allclose(ends, np.diag(horn_radii(data.story, 0.0)), atol=1e-9)


def test_the_ellipse_of_the_start_is_seen_as_it_is(play, data):
    scene = play(S01Horn, data=data, until="radii")
    width, height = np.ptp(scene.horn.view.project(scene.trace.line.lines[0]).places, axis=0)
    expected = horn_radii(data.story, 0.0)
    assert width / height == pytest.approx(expected[0] / expected[1])
    assert [number.value for number in scene.readout.numbers] == pytest.approx([0.0, *expected])


def test_one_radius_stretches_the_circle_after_the_other(play, data):
    met = []

    def watch(scene, frame):
        across, up = np.abs(scene.trace.line.lines[0][:, 1:]).max(axis=0)
        met.append((across, up))

    play(S01Horn, data=data, frames=frames_of(S01Horn, "radii", data), watch=watch)
    across, up = np.array(met).T
    rho1, rho2 = horn_radii(data.story, 0.0)
    assert np.isclose(across[np.isclose(up, 1.0)], rho1).any()
    assert np.allclose(across[~np.isclose(up, 1.0)], rho1)
    assert up[-1] == pytest.approx(rho2)


def test_readout_ellipse_and_formula_agree_while_the_horn_is_made(play, data):
    """The formula grows by its terms, and at rest ellipse and numbers are what it says."""
    start, end = horn_radii(data.story, 0.0), horn_radii(data.story, 1.0)
    bare = end / math.exp(data.story.horn.growth)
    met = []

    def watch(scene, frame):
        x = scene.rho.x.get_value()
        line = scene.trace.line.lines[0]
        radii = np.abs(line[:, 1:]).max(axis=0)
        shown = [number.value for number in scene.readout.numbers]
        assert np.allclose(shown, [x, *radii], atol=1e-9)
        assert np.allclose(line[:, 0], x)
        met.append((x, scene.rho.trade.get_value(), scene.rho.growth.get_value(), *radii))

    frames = frames_of(S01Horn, "growth", data)
    play(S01Horn, data=data, frames=frames, watch=watch)
    x, trade, grown, *radii = np.array(met).T
    radii = np.array(radii).T
    travelling, ready = trade == 0, (trade == 1) & (grown == 0)
    assert np.ptp(x[travelling]) == 1
    assert np.allclose(radii[travelling], start)
    assert ready.sum() > 3
    assert np.allclose(radii[ready], bare)
    assert (grown == 1).sum() > 20
    assert np.allclose(radii[grown == 1], end)


def test_the_trail_of_the_ellipse_is_the_horn(play, painted, data):
    scene = play(S01Horn, data=data, until="growth")
    rings = scene.horn.rings.lines
    for ring, x in zip(rings, np.linspace(0, 1, look.HORN_RINGS), strict=True):
        assert np.allclose(np.abs(ring[:, 1:]).max(axis=0), horn_radii(data.story, x))
    assert np.allclose(scene.horn.profiles.lines[0], rings[:, 0])


def test_the_radii_over_x_are_plotted_and_meet_half_way(play, data):
    met = []

    def watch(scene, frame):
        x, plot = scene.rho.x.get_value(), scene.plot
        expected = horn_radii(data.story, x)
        for axis, (curve, dot) in enumerate(zip(plot.curves, plot.dots, strict=True)):
            assert np.allclose(plot.p2c(dot.get_centers()), [[x, expected[axis]]], atol=1e-6)
            across, up = plot.p2c(curve.get_ends()).T
            assert across.max() == pytest.approx(scene.plotted.get_value())
            on_grid = [horn_radii(data.story, at)[axis] for at in across[:-1]]
            assert np.allclose(up[:-1], on_grid, atol=1e-6)
        met.append(x)

    frames = frames_of(S01Horn, "end_on", data)
    play(S01Horn, data=data, frames=frames[len(frames) // 2 :], watch=watch)
    assert met[-1] == 0.5
    assert max(met) == 1.0


def test_noise_moves_the_slices_points_to_their_samples(play, data):
    scene = play(S01Horn, data=data, until="noise")
    theta = data.slice.theta
    clean = horn_radii(data.story, data.story.slice.x) * np.stack([np.cos(theta), np.sin(theta)], 1)
    assert np.allclose(scene.shaken.dots.at[:, 1:], data.slice.y, atol=1e-12)
    assert np.allclose(scene.shaken.ways.lines[:, 0, 1:], clean, atol=1e-9)
    corners = np.column_stack([data.slice.y[:, 0], clean[:, 1]])
    assert np.allclose(scene.shaken.ways.lines[:, 1, 1:], corners, atol=1e-9)
    assert np.allclose(scene.shaken.ways.lines[:, 2, 1:], data.slice.y, atol=1e-12)


def test_end_on_the_ellipse_is_seen_as_it_is(play, data):
    scene = play(S01Horn, data=data)
    for ring, x in ((scene.horn.narrow, 0.0), (scene.trace.line, 0.5)):
        places = scene.horn.view.project(ring.lines[0]).places
        width, height = np.ptp(places, axis=0)
        expected = horn_radii(data.story, x)
        assert width / height == pytest.approx(expected[0] / expected[1])


def test_the_horn_turns_once_round_and_then_half_round_to_its_wide_end(play, lecture):
    azimuths, elevations = [], []
    for beat in ("samples", "spin", "envelope"):
        view = play(S01Horn, data=lecture, until=beat).horn.view
        azimuths.append(view.azimuth.get_value())
        elevations.append(view.elevation.get_value())
    once, then = np.diff(azimuths)
    assert once == pytest.approx(math.tau)
    assert 0.4 * math.tau < then < 0.6 * math.tau
    assert elevations[2] > elevations[1]
    narrow, wide = view.project([[0, 0, 0], [1, 0, 0]]).depth
    assert wide > narrow


def test_seen_from_its_end_the_names_of_the_axes_are_clear_of_the_horn(play, painted, data):
    scene = play(S01Horn, data=data)
    seen = painted(scene.horn)
    right = max(x for x, *_ in seen.discs)
    top = max(y for _, y, *_ in seen.discs)
    _, y1, y2 = scene.horn.labels
    assert y1.get_left()[0] > right
    assert y2.get_bottom()[1] > top


def test_one_observation_is_found_along_x_and_its_two_components(play, painted, data):
    scene = play(S01Horn, data=data, until="axes")
    [disc] = painted(scene.horn).discs
    points = np.column_stack([data.horn.x, data.horn.y])
    farthest = points[(points[:, 1] + points[:, 2]).argmax()]
    places, _ = seen_by_hand(farthest[None], scene.horn.view)
    assert np.allclose(disc[:2], places[0], atol=DISC_OFF)
    turns = np.abs(np.diff(scene.way.steps.lines[0], axis=0))
    assert np.allclose(turns, np.diag(np.abs(farthest)), atol=1e-12)
