"""What the chapter of all energies draws, read back through its axes and cells."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.s06_all_energies import S06AllEnergies
from tests.chapters.reading import frames_of, told

TAU = math.tau


def g(data, z):
    """Write the decoder out by hand: (...) -> (..., 2)."""
    w1, w2 = data.story.decoder.weights
    return np.stack([w1 * np.cos(z), w2 * np.sin(z)], axis=-1)


def energy(data, y, z):
    """Write E(y, z) out by hand: (2,), (...) -> (...)."""
    return ((np.asarray(y) - g(data, z)) ** 2).sum(axis=-1)


def grid(data):
    return TAU * np.arange(data.story.decoder.latents) / data.story.decoder.latents


def ends(path):
    return np.concatenate([path[::4], path[-1:]])


def best(data, y):
    """Search for the best z by hand, on a grid and then on finer ones: (2,) -> float."""
    z, step = 0.0, TAU
    for _ in range(8):
        around = z + np.linspace(-step, step, 2001)
        z = around[energy(data, y, around).argmin()]
        step /= 500
    return z % TAU


def turn_apart(a, b):
    """Return how far two latents are apart on the circle."""
    return np.abs((np.asarray(a) - b + math.pi) % TAU - math.pi)


def lows(data, y):
    """Count the local minima by hand, and say where they are."""
    z = np.linspace(0, TAU, 20001)[:-1]
    e = energy(data, y, z)
    if np.ptp(e) < 1e-9:
        return z[:0]
    return z[(e < np.roll(e, 1)) & (e <= np.roll(e, -1))]


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
        },
        {
            "slice__samples": 1,
            "picks__energy": 1,
            "picks__one_valley": 1,
            "picks__two_valleys": 1,
            "decoder__latents": 4,
        },
        {"slice__samples": 70, "decoder__weights": [1.9, 0.9]},
        {"decoder__weights": [0.0, 0.0]},
    ],
    ids=["lecture", "another", "one sample", "crowd", "flat"],
)
def data(request):
    return told(**request.param)


def assert_wall(chapter, curves, members):
    """Check that each of the members has its own curve in its own cell, through all 48 values."""
    data = chapter.data
    paths = curves.get_subpaths()
    assert len(paths) == len(members)
    for i, path in zip(members, paths, strict=True):
        drawn = chapter.on_wall.wall.p2c(i, ends(path))
        assert (drawn[0, 0], drawn[-1, 0]) == (pytest.approx(0, abs=1e-9), pytest.approx(TAU))
        expected = energy(data, data.slice.y[i], drawn[:, 0])
        np.testing.assert_allclose(drawn[:, 1], expected, atol=1e-9)
        for z, value in zip(grid(data), data.energy_table[i], strict=True):
            nearest = drawn[np.abs(drawn[:, 0] - z).argmin()]
            np.testing.assert_allclose(nearest, [z, value], atol=1e-9)


def assert_pick(chapter, i):
    """Check that cross, segments, frame, both curves and the name are those of one sample."""
    data, y = chapter.data, chapter.data.slice.y[i]
    np.testing.assert_allclose(
        chapter.in_plane.plane.p2c(chapter.in_plane.cross.get_center()), y, atol=1e-9
    )
    starts = chapter.in_plane.plane.p2c(chapter.in_plane.fan.get_starts())
    np.testing.assert_allclose(starts, np.broadcast_to(y, starts.shape), atol=1e-9)
    np.testing.assert_allclose(
        chapter.in_plane.plane.p2c(chapter.in_plane.fan.get_ends()), g(data, grid(data)), atol=1e-9
    )
    low = chapter.on_wall.edge.points[:, :2].min(axis=0)
    np.testing.assert_allclose(low, chapter.on_wall.wall.places[i], atol=1e-9)
    assert_wall(chapter, chapter.on_wall.lit, [i])
    large = chapter.on_wall.axes.p2c(chapter.on_wall.curve.get_anchors())
    np.testing.assert_allclose(large[:, 1], energy(data, y, large[:, 0]), atol=1e-9)
    assert chapter.on_wall.name.index.value == i + 1


def test_the_title_counts_the_energies(play, data):
    chapter = play(S06AllEnergies, data=data, until="recall")
    n = data.story.slice.samples
    counted = {24: "Twenty-four", 11: "Eleven", 1: "One", 70: "Seventy"}[n]
    assert chapter.title.source == f"{counted} {'energy' if n == 1 else 'energies'}"


def test_segments_and_curve_grow_in_step_and_shrink_into_the_first_cell(play, data):
    y = data.slice.y[0]
    swept = []

    def watch(chapter, frame):
        plane, latents = chapter.in_plane.plane, grid(data)
        if chapter.on_wall.curve not in chapter.mobjects or chapter.turns.swept == 0:
            return
        drawn = chapter.on_wall.axes.p2c(chapter.on_wall.curve.get_anchors())
        np.testing.assert_allclose(drawn[:, 1], energy(data, y, drawn[:, 0]), atol=1e-9)
        at = drawn[:, 0].max()
        swept.append(at)
        starts, tips = (
            plane.p2c(part)
            for part in (chapter.in_plane.fan.get_starts(), chapter.in_plane.fan.get_ends())
        )
        lengths = np.linalg.norm(tips - starts, axis=1)
        whole = lengths**2 > energy(data, y, latents) - 1e-9
        step = TAU / len(latents)
        assert whole[latents <= at - step - 1e-6].all(), "a segment is late"
        assert (lengths[latents > at + 1e-6] < 1e-9).all(), "a segment is early"

    frames = frames_of(S06AllEnergies, "recall", data)
    chapter = play(S06AllEnergies, data=data, frames=frames, watch=watch)
    assert (np.diff(swept) >= -1e-9).all()
    assert len(swept) > 20
    chapter = play(S06AllEnergies, data=data, until="recall")
    assert_pick(chapter, 0)
    assert_wall(chapter, chapter.on_wall.curves, [0])
    # The plane and the wall share the stage without a word of one on the other.
    assert chapter.in_plane.plane.get_right()[0] < chapter.on_wall.wall.get_left()[0]
    assert chapter.on_wall.axes.get_right()[0] < chapter.on_wall.wall.get_left()[0]


def test_every_sample_has_its_turn_in_the_order_of_the_wall(play, data):
    turns = []

    def watch(chapter, frame):
        if not chapter.turns.filling or chapter.turns.presence < 1:
            return
        i = chapter.turns.sample
        done = chapter.turns.done
        assert done in (i, i + 1)
        assert len(chapter.in_plane.seen.get_centers()) == done
        if chapter.turns.swept == 1:
            assert_pick(chapter, i)
            assert_wall(chapter, chapter.on_wall.curves, range(done))
        if i not in turns:
            turns.append(i)

    frames = frames_of(S06AllEnergies, "wall_fills", data)
    play(S06AllEnergies, data=data, frames=frames, watch=watch)
    assert turns == sorted(turns)
    if len(data.slice.y) < 30:  # more of them pass between the draft's frames
        assert turns == list(range(len(data.slice.y)))


def test_the_wall_is_full_and_has_one_range(play, data):
    chapter = play(S06AllEnergies, data=data, until="wall_fills")
    everyone = range(len(data.slice.y))
    assert_wall(chapter, chapter.on_wall.curves, everyone)
    z = np.linspace(0, TAU, 4001)
    highest = max(energy(data, y, z).max() for y in data.slice.y)
    assert highest <= chapter.on_wall.wall.top * (1 + 1e-6) < 1.11 * highest
    for axes in (chapter.on_wall.axes, chapter.on_wall.lens):
        assert axes.up == (0, chapter.on_wall.wall.top)
        assert [number.source for number in axes.numbers][-2:] == [
            "0",
            f"{chapter.on_wall.wall.top:g}",
        ]
    seen = chapter.in_plane.plane.p2c(chapter.in_plane.seen.get_centers())
    np.testing.assert_allclose(seen, data.slice.y, atol=1e-9)
    marks = chapter.in_plane.plane.p2c(chapter.in_plane.marks.get_centers())
    np.testing.assert_allclose(marks, g(data, grid(data)), atol=1e-9)


def test_lines_mark_the_same_z_and_the_same_energy_everywhere(play, data):
    marked = {"z": [], "E": []}
    tops = [energy(data, y, np.linspace(0, TAU, 4001)).max() for y in data.slice.y]

    def watch(chapter, frame):
        family = [part for mobject in chapter.mobjects for part in mobject.get_family()]
        for mobject in family:
            if type(mobject).__name__ != "CommonLine":
                continue
            large, *small = mobject.points.reshape(-1, 4, 3)[:, [0, 3]]
            at = chapter.on_wall.axes.p2c(large)
            for i, segment in enumerate(small):
                np.testing.assert_allclose(chapter.on_wall.wall.p2c(i, segment), at, atol=1e-9)
            upright = abs(at[0, 0] - at[1, 0]) < 1e-9
            marked["z" if upright else "E"].append(at[0, 0] if upright else at[0, 1])

    frames = frames_of(S06AllEnergies, "one_range", data)
    chapter = play(S06AllEnergies, data=data, frames=frames, watch=watch)
    assert max(marked["z"]) == pytest.approx(TAU)
    assert max(marked["E"]) == pytest.approx(chapter.on_wall.wall.top)
    for height in (max(tops), min(tops)):
        assert np.abs(np.array(marked["E"]) - height).min() < 1e-3 * max(tops)
    assert chapter.leaving[0].readout.numbers[0].value == pytest.approx(min(tops), rel=1e-4)
    assert_pick(chapter, int(np.argmin(tops)))


def test_the_corners_are_visited_and_keep_their_names_lit(play, data):
    chapter = play(S06AllEnergies, data=data, until="corners")
    wall, n = chapter.on_wall.wall, len(data.slice.y)
    assert_pick(chapter, n - 1)
    corners = {0, wall.columns - 1, (wall.rows - 1) * wall.columns, n - 1}
    for i, name in wall.names.items():
        light = name[0].get_fill_opacity()
        assert light == pytest.approx(1 if i in corners else look.FAINT), i


def test_on_the_way_from_cell_to_cell_all_belongs_to_the_moving_y(play, data):
    between = 0

    def watch(chapter, frame):
        nonlocal between
        if chapter.turns.filling or chapter.turns.presence < 1:
            return
        y = chapter.in_plane.plane.p2c(chapter.in_plane.cross.get_center())
        drawn = chapter.on_wall.axes.p2c(chapter.on_wall.curve.get_anchors())
        np.testing.assert_allclose(drawn[:, 1], energy(data, y, drawn[:, 0]), atol=1e-8)
        tips = chapter.in_plane.plane.p2c(chapter.in_plane.fan.get_ends())
        np.testing.assert_allclose(tips, g(data, grid(data)), atol=1e-9)
        if np.linalg.norm(data.slice.y - y, axis=1).min() > 1e-6:
            between += 1
            assert chapter.on_wall.name.letter[0].get_fill_opacity() < 1

    frames = frames_of(S06AllEnergies, "corners", data)
    play(S06AllEnergies, data=data, frames=frames, watch=watch)
    assert between > 5 or len(data.slice.y) == 1


def test_valleys_lie_where_the_decoder_comes_nearest(play, data):
    met = {}

    def watch(chapter, frame):
        if chapter.turns.low.get_value() < 1 or chapter.turns.rest < 1:
            return
        i = chapter.turns.sample
        y = data.slice.y[i]
        z = best(data, y)
        start = chapter.in_plane.plane.p2c(chapter.in_plane.nearest.get_starts())[0]
        end = chapter.in_plane.plane.p2c(chapter.in_plane.nearest.get_ends())[0]
        np.testing.assert_allclose(start, y, atol=1e-9)
        assert energy(data, y, z) == pytest.approx(((y - end) ** 2).sum(), abs=1e-9)
        in_cell, _, in_lens, _ = chapter.on_wall.bottom.get_centers()
        for dot in (chapter.on_wall.wall.p2c(i, in_cell), chapter.on_wall.axes.p2c(in_lens)):
            assert dot[1] == pytest.approx(energy(data, y, z), abs=1e-8)
            assert dot[1] == pytest.approx(energy(data, y, dot[0]), abs=1e-8)
        met[i] = True

    frames = frames_of(S06AllEnergies, "places", data)
    play(S06AllEnergies, data=data, frames=frames, watch=watch)
    across = data.slice.y[:, 0]
    assert set(met) == {int(across.argmax()), int(across.argmin())}


def family_of(chapter):
    """Return the Family that is shown at the end of a beat, and all the bottoms and ways."""
    [family] = [part for part in chapter.leaving if type(part).__name__ == "Family"]
    return family


def test_every_curve_has_its_lowest_point_marked(play, data):
    chapter = play(S06AllEnergies, data=data, until="places")
    curves, _, _, ways, bottoms = chapter.leaving
    assert_wall(chapter, curves, range(len(data.slice.y)))
    starts, tips = (
        chapter.in_plane.plane.p2c(part) for part in (ways.get_starts(), ways.get_ends())
    )
    np.testing.assert_allclose(starts, data.slice.y, atol=1e-9)
    for i, (y, tip, dot) in enumerate(zip(starts, tips, bottoms.get_centers(), strict=True)):
        lowest = energy(data, y, best(data, y))
        assert ((y - tip) ** 2).sum() == pytest.approx(lowest, abs=1e-9)
        assert chapter.on_wall.wall.p2c(i, dot)[1] == pytest.approx(lowest, abs=1e-9)


@pytest.mark.parametrize("changes", [{}, {"decoder__weights": [0.5, 1.4]}], ids=["lecture", "tall"])
def test_curves_with_two_valleys_are_those_that_have_two(play, changes):
    data = told(**changes)
    chapter = play(S06AllEnergies, data=data, until="families")
    found = [lows(data, y) for y in data.slice.y]
    double = [i for i, z in enumerate(found) if len(z) == 2]
    assert 0 < len(double) < len(found)
    family = family_of(chapter)
    assert_wall(chapter, family.curves, double)
    np.testing.assert_allclose(
        chapter.in_plane.plane.p2c(family.samples.get_centers()), data.slice.y[double], atol=1e-9
    )
    others = chapter.leaving[1:3]
    assert chapter.leaving[3].source == f"{len(double)} of {len(found)}"
    for ways, dots in (family.lows, others):
        for k, i in enumerate(double):
            z, height = chapter.on_wall.wall.p2c(i, dots.get_centers()[k])
            assert turn_apart(found[i], z).min() < 1e-3
            assert height == pytest.approx(energy(data, data.slice.y[i], z), abs=1e-8)
            tip = chapter.in_plane.plane.p2c(ways.get_ends())[k]
            np.testing.assert_allclose(tip, g(data, z), atol=1e-8)
    deep, shallow = (part.get_centers() for part in (family.bottoms, others[1]))
    for k, i in enumerate(double):
        assert chapter.on_wall.wall.p2c(i, deep[k])[1] <= chapter.on_wall.wall.p2c(i, shallow[k])[1]


def test_balls_roll_down_the_curve_of_the_pick(play, data):
    picks = data.story.picks
    heights = {}

    def watch(chapter, frame):
        turns, balls = chapter.turns, chapter.on_wall.balls.get_centers()
        if chapter.on_wall.balls not in chapter.mobjects or turns.rest < 1 or not len(balls):
            return
        i = turns.sample
        in_cell, in_lens = np.split(balls, 2)
        at = chapter.on_wall.axes.p2c(in_lens)
        np.testing.assert_allclose(chapter.on_wall.wall.p2c(i, in_cell), at, atol=1e-8)
        np.testing.assert_allclose(at[:, 1], energy(data, data.slice.y[i], at[:, 0]), atol=1e-8)
        if 0 < chapter.on_wall.slid.get_value() < 1:
            heights.setdefault(turns.names[round(turns.stop.get_value())], []).append(at[:, 1])

    frames = frames_of(S06AllEnergies, "picked", data)
    chapter = play(S06AllEnergies, data=data, frames=frames, watch=watch)
    for stop, i in (("simple", picks.one_valley - 1), ("tricky", picks.two_valleys - 1)):
        if len(lows(data, data.slice.y[i])):
            assert (np.diff(heights[stop], axis=0) <= 1e-8).all(), "a ball rolls uphill"
    at = chapter.on_wall.axes.p2c(np.split(chapter.on_wall.balls.get_centers(), 2)[1])[:, 0]
    bottoms = lows(data, data.slice.y[picks.two_valleys - 1])
    for z in at:
        assert turn_apart(bottoms, z).min() < 1e-3
    assert len(at) == 2 * len(bottoms)


def test_the_two_picks_stay_framed_and_crossed(play, data):
    chapter = play(S06AllEnergies, data=data, until="picked")
    picks = [data.story.picks.one_valley - 1, data.story.picks.two_valleys - 1]
    family = [part for mobject in chapter.mobjects for part in mobject.get_family()]
    frames = [part for part in family if type(part).__name__ == "CellFrame"]
    crosses = [part for part in family if type(part).__name__ == "Cross"]
    curves = [part for part in family if type(part).__name__ == "WallCurves"]
    for i in picks:
        place = chapter.on_wall.wall.places[i]
        assert any(np.allclose(frame.points[:, :2].min(axis=0), place) for frame in frames)
        at = chapter.in_plane.plane.c2p(data.slice.y[i])
        assert any(np.allclose(cross.get_center(), at) for cross in crosses)
        lit = [part for part in curves if len(part.get_subpaths()) == 1]
        assert any(
            np.allclose(chapter.on_wall.wall.p2c(i, ends(part.points))[0, 0], 0)
            and np.allclose(
                part.points[0, :2],
                chapter.on_wall.wall.c2p(place, [0, energy(data, data.slice.y[i], 0.0)])[:2],
            )
            for part in lit
        )
    assert_pick(chapter, picks[1])
