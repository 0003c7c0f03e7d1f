"""What the energy chapter draws, read back through its axes and compared with the formula."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.s05_energy import S05Energy
from tests.chapters.reading import frames_of, told


def g(story, z):
    """Write the decoder out by hand: (...) -> (..., 2)."""
    w1, w2 = story.decoder.weights
    return np.stack([w1 * np.cos(z), w2 * np.sin(z)], axis=-1)


def energy(story, y, z):
    """Write E(y, z) out by hand: (2,), (...) -> (...)."""
    return ((np.asarray(y) - g(story, z)) ** 2).sum(axis=-1)


def grid(story):
    return 2 * np.pi * np.arange(story.decoder.latents) / story.decoder.latents


def ends_of(chapter, segments):
    """Return both ends in units of y, each (n, 2)."""
    return chapter.in_plane.plane.p2c(segments.get_starts()), chapter.in_plane.plane.p2c(
        segments.get_ends()
    )


def energy_of_pick(data):
    """Return E(y', z) for every z of the grid."""
    return energy(data.story, data.slice.y[data.story.picks.energy - 1], grid(data.story))


def seen(part):
    return float(part.stroke_rgbas[0, 3])


def assert_fan(chapter, y, story):
    """Check segments from y to all decoder points: places, lengths and colours."""
    z = grid(story)
    starts, ends = ends_of(chapter, chapter.in_plane.fan)
    np.testing.assert_allclose(starts, np.broadcast_to(y, starts.shape), atol=1e-9)
    np.testing.assert_allclose(ends, g(story, z), atol=1e-9)
    lengths = np.linalg.norm(
        chapter.in_plane.fan.get_ends() - chapter.in_plane.fan.get_starts(), axis=1
    )
    expected = energy(story, y, z)
    np.testing.assert_allclose((lengths / chapter.in_plane.plane.unit) ** 2, expected, atol=1e-9)
    by_energy = chapter.in_plane.fan.get_segment_colors()[np.argsort(expected)]
    assert (np.diff(by_energy[:, 0]) >= -1e-12).all(), "higher energies must not be less red"
    assert (np.diff(by_energy[:, 2]) <= 1e-12).all(), "higher energies must not be more blue"


def assert_curve(chapter, y, story, upto):
    points = chapter.over_z.axes.p2c(chapter.over_z.curve.get_anchors())
    np.testing.assert_allclose(points[:, 1], energy(story, y, points[:, 0]), atol=1e-9)
    assert points[:, 0].min() == pytest.approx(0, abs=1e-9)
    assert points[:, 0].max() == pytest.approx(upto, abs=1e-9)
    # The line between two points strays from the curve by less than a line's width.
    middle = (points[::2] + points[1::2]) / 2
    stray = np.abs(middle[:, 1] - energy(story, y, middle[:, 0])) * unit_up(chapter)
    assert stray.max() < 0.01 * look.BOLD


def unit_up(chapter):
    return chapter.over_z.axes.c2p([0, 1])[1] - chapter.over_z.axes.c2p([0, 0])[1]


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
        {"decoder__weights": [2.6, 0.0], "picks__energy": 10},
        {
            "slice__samples": 1,
            "picks__energy": 1,
            "picks__one_valley": 1,
            "picks__two_valleys": 1,
            "decoder__latents": 4,
        },
    ],
    ids=["lecture", "another", "flat", "one sample"],
)
def data(request):
    return told(**request.param)


def test_the_pick_is_a_cross_on_its_sample(play, data):
    chapter = play(S05Energy, data=data, until="pick")
    samples = chapter.in_plane.plane.p2c(chapter.in_plane.samples.get_centers())
    np.testing.assert_allclose(samples, data.slice.y, atol=1e-9)
    picked = data.slice.y[data.story.picks.energy - 1]
    np.testing.assert_allclose(
        chapter.in_plane.plane.p2c(chapter.in_plane.cross.get_center()), picked, atol=1e-9
    )
    marks = chapter.in_plane.plane.p2c(chapter.in_plane.marks.get_centers())
    np.testing.assert_allclose(marks, g(data.story, grid(data.story)), atol=1e-9)
    assert chapter.in_plane.cross.get_stroke_color() == look.PICK


def test_every_segment_squared_is_its_energy(play, data):
    chapter = play(S05Energy, data=data, until="segments")
    assert_fan(chapter, data.slice.y[data.story.picks.energy - 1], data.story)


def test_segments_are_laid_down_at_the_squares_of_their_lengths(play, data):
    chapter = play(S05Energy, data=data, until="segments")
    y = data.slice.y[data.story.picks.energy - 1]
    expected = energy(data.story, y, grid(data.story))
    starts = chapter.rungs.lengths.p2c(chapter.rungs.all.get_starts())
    ends = chapter.rungs.lengths.p2c(chapter.rungs.all.get_ends())
    np.testing.assert_allclose(starts[:, 0], 0, atol=1e-9)
    np.testing.assert_allclose(starts[:, 1], expected, atol=1e-9)
    np.testing.assert_allclose(ends, np.column_stack([np.sqrt(expected), expected]), atol=1e-9)
    # The scale beside them is the same as the one of the curve, and ends at the highest energy.
    heights = chapter.over_z.axes.p2c(chapter.rungs.all.get_ends())[:, 1]
    np.testing.assert_allclose(heights, expected, atol=1e-9)
    assert chapter.rungs.number.value == pytest.approx(expected.max())


def test_segments_grow_in_the_order_of_z(play, data):
    shown, laid = [], []

    def watch(chapter, frame):
        rungs = chapter.rungs.all.get_ends() - chapter.rungs.all.get_starts()
        there = chapter.rungs.all in chapter.mobjects
        laid.append(np.count_nonzero(np.linalg.norm(rungs, axis=1) > 1e-9) if there else 0)
        if 0 < chapter.in_plane.growth.begun.get_value() < data.story.decoder.latents:
            assert laid[-1] == 0, "they are laid down before all are there"
            starts, ends = ends_of(chapter, chapter.in_plane.fan)
            lengths = np.linalg.norm(ends - starts, axis=1)
            y = data.slice.y[data.story.picks.energy - 1]
            grown = lengths / np.sqrt(energy(data.story, y, grid(data.story)))
            assert (np.diff(grown) <= 1e-9).all()
            shown.append(np.count_nonzero(grown > 1 - 1e-9))

    play(S05Energy, data=data, frames=frames_of(S05Energy, "segments", data), watch=watch)
    assert (np.diff(shown) >= 0).all()
    assert shown[0] <= 1
    assert (np.diff(laid) >= 0).all()
    assert laid[-1] == np.count_nonzero(energy_of_pick(data) > 1e-12)


def test_the_components_are_those_of_the_segment_and_add_up(play, data):
    chapter = play(S05Energy, data=data, until="components")
    story, z = data.story, chapter.moment.z.get_value()
    y = data.slice.y[story.picks.energy - 1]
    legs = chapter.legs
    across = chapter.in_plane.plane.p2c([legs.across.get_start(), legs.across.get_end()])
    up = chapter.in_plane.plane.p2c([legs.up.get_start(), legs.up.get_end()])
    np.testing.assert_allclose([across[0], up[1]], [g(story, z), y], atol=1e-9)
    np.testing.assert_allclose(across[1], up[0], atol=1e-9)
    squares = [square.width * square.height / chapter.sum.unit**2 for square in chapter.sum.squares]
    parts = (y - g(story, z)) ** 2
    np.testing.assert_allclose(squares, [*parts, energy(story, y, z)], rtol=1e-6, atol=2e-6)
    start, end = ends_of(chapter, chapter.in_plane.segment)
    np.testing.assert_allclose([start[0], end[0]], [y, g(story, z)], atol=1e-9)


def test_the_numbers_of_the_squares_add_up_as_they_are_shown(play, lecture, other):
    for story_data in (lecture, other):
        chapter = play(S05Energy, data=story_data, until="components")
        first, second, total = (float(area.source) for area in chapter.sum.areas)
        assert first + second == pytest.approx(total, abs=1e-9)


def test_segment_ring_and_curve_agree_while_z_runs(play, data):
    story = data.story
    y = data.slice.y[story.picks.energy - 1]
    met = []

    def watch(chapter, frame):
        z = chapter.moment.z.get_value()
        sweeping = 0 < chapter.over_z.drawn.get_value() < math.tau
        if chapter.over_z.curve not in chapter.mobjects or not sweeping:
            return
        expected = energy(story, y, z)
        point = chapter.over_z.point
        dot, ring = (
            chapter.over_z.axes.p2c(part.get_centers())[0] for part in (point.dot, point.ring)
        )
        np.testing.assert_allclose(dot, [z, expected], atol=1e-9)
        np.testing.assert_allclose(ring, [z, 0], atol=1e-9)
        assert_curve(chapter, y, story, z)
        y_tilde = chapter.in_plane.plane.p2c(chapter.in_plane.y_tilde.get_centers())[0]
        np.testing.assert_allclose(y_tilde, g(story, z), atol=1e-9)
        start, end = ends_of(chapter, chapter.in_plane.segment)
        np.testing.assert_allclose([start[0], end[0]], [y, y_tilde], atol=1e-9)
        readout = chapter.over_z.readout
        assert [readout.energy.value, readout.latent.value] == pytest.approx([expected, z])
        met.append(z)

    play(S05Energy, data=data, frames=frames_of(S05Energy, "curve", data), watch=watch)
    assert len(met) > 25
    np.testing.assert_allclose(np.diff(met), np.diff(met)[0], rtol=0.02)  # a steady sweep


def extremes(data, members):
    """Return the lowest and the highest energy of some samples over as good as all latents."""
    z = np.linspace(0, math.tau, 40001)
    found = [energy(data.story, data.slice.y[i], z) for i in members]
    return np.min(found), np.max(found)


def test_the_curve_stays_whole_while_z_goes_back_to_the_lowest_energy(play, data):
    chapter = play(S05Energy, data=data, until="curve")
    assert_curve(chapter, data.slice.y[data.story.picks.energy - 1], data.story, math.tau)
    lowest, _ = extremes(data, [data.story.picks.energy - 1])
    assert chapter.over_z.readout.energy.value == pytest.approx(lowest, abs=1e-6)
    dot = chapter.over_z.axes.p2c(chapter.over_z.point.dot.get_centers())[0]
    np.testing.assert_allclose(dot, [chapter.over_z.readout.latent.value, lowest], atol=1e-6)


def test_the_axis_reaches_the_highest_energy_of_all(play, data):
    chapter = play(S05Energy, data=data, until="curve")
    z = np.linspace(0, math.tau, 2000)
    highest = max(energy(data.story, y, z).max() for y in data.slice.y)
    assert chapter.over_z.axes.up[1] == pytest.approx(highest, rel=5e-3)
    y = data.slice.y[data.story.picks.energy - 1]
    assert_curve(chapter, y, data.story, math.tau)


def test_every_sample_has_its_turn(play, data):
    """At its moment each y has its own segments, its own curve, and the cross; then a trace."""
    story, y = data.story, data.slice.y
    turns = []

    def watch(chapter, frame):
        if chapter.over_z.traces not in chapter.mobjects:
            return
        # Between samples too, what is drawn belongs to the place of the cross.
        at = chapter.in_plane.plane.p2c(chapter.in_plane.cross.get_center())
        assert_fan(chapter, at, story)
        assert_curve(chapter, at, story, math.tau)
        near = np.linalg.norm(y - at, axis=1)
        if near.min() < 1e-9 and int(near.argmin()) not in turns:
            turns.append(int(near.argmin()))
            assert chapter.over_z.counter.turn.value == len(turns)
            strands = [
                chapter.over_z.axes.p2c(path) for path in chapter.over_z.traces.get_subpaths()
            ]
            assert len(strands) == len(turns)
            for strand, i in zip(strands, turns, strict=True):
                anchors = strand[::4]
                expected = energy(story, y[i], anchors[:, 0])
                np.testing.assert_allclose(anchors[:, 1], expected, atol=1e-9)

    frames = frames_of(S05Energy, "every_y", data)
    play(S05Energy, data=data, frames=frames, watch=watch)
    assert turns[0] == story.picks.energy - 1
    assert sorted(turns) == list(range(story.slice.samples))


def test_the_diagram_gains_the_energy_of_the_segment_beside_it(play, data):
    story = data.story
    y = data.slice.y[story.picks.energy - 1]
    energies = []

    def watch(chapter, frame):
        assert_fan(chapter, y, story)
        samples = chapter.in_plane.plane.p2c(chapter.in_plane.samples.get_centers())
        np.testing.assert_allclose(samples, data.slice.y, atol=1e-9)
        if seen(chapter.in_plane.segment) < 1:
            return
        latent, shown = chapter.numbers.latent, chapter.numbers.energy
        start, end = ends_of(chapter, chapter.in_plane.segment)
        length = np.linalg.norm(end - start)
        assert shown.value == pytest.approx(length**2, abs=1e-9)
        assert shown.value == pytest.approx(energy(story, y, latent.value), abs=1e-9)
        energies.append(shown.value)

    frames = frames_of(S05Energy, "diagram", data)
    play(S05Energy, data=data, frames=frames, watch=watch)
    lowest, highest = extremes(data, [story.picks.energy - 1])
    assert np.abs(np.array(energies) - lowest).min() < 1e-6, "the best z is not stopped at"
    assert energies[-1] == pytest.approx(highest, abs=1e-6)


def heading(chapter):
    """Return the formula at the top that is in the picture."""
    formulas = (chapter.distance, chapter.formula, chapter.formula_of_all)
    [shown] = [formula for formula in formulas if formula in chapter.mobjects]
    return shown


@pytest.mark.parametrize("beat", ["segments", "components", "curve"])
def test_the_formula_is_of_the_pick_as_long_as_the_words_are(play, lecture, beat):
    labels = set(heading(play(S05Energy, data=lecture, until=beat)).labels)
    assert "pick" in labels
    assert not any(label.split(".")[0] == "y" for label in labels)


@pytest.mark.parametrize("beat", ["every_y", "diagram"])
def test_then_the_formula_is_of_every_y(play, lecture, beat):
    labels = set(heading(play(S05Energy, data=lecture, until=beat)).labels)
    assert {"y", "y.1", "y.2"} <= labels
    assert not any(label.split(".")[0] == "pick" for label in labels)


def test_while_one_segment_sweeps_the_others_are_away(play, lecture):
    chapter = play(S05Energy, data=lecture, until="curve")
    assert seen(chapter.in_plane.fan) == 0
    assert seen(chapter.in_plane.segment) == 1


def test_the_range_of_all_energies_is_marked_on_their_axis(play, data):
    chapter = play(S05Energy, data=data, until="every_y")
    lowest, highest = extremes(data, range(len(data.slice.y)))
    marked = chapter.over_z.axes.p2c(chapter.range.bar.points)[:, 1]
    assert marked.min() == pytest.approx(lowest, abs=1e-6)
    assert marked.max() == pytest.approx(highest, abs=1e-6)
    shown = [number.source for number in chapter.range.numbers]
    assert shown == [f"{lowest:.2f}", f"{highest:.2f}"]
