"""What the chapter of the free energy draws, read back and compared with a search by hand."""

import numpy as np
import pytest

from scenes import look
from scenes.heat_colors import heat_colors
from scenes.s10_free_energy import S10FreeEnergy
from tests.chapters.reading import frames_of, told

CLOSE = 1e-9


def g(story, z):
    """Write the decoder out by hand: (...) -> (..., 2)."""
    w1, w2 = story.decoder.weights
    return np.stack([w1 * np.cos(z), w2 * np.sin(z)], axis=-1)


def free_energy(story, y):
    """Search z for the lowest energy, in eighths of a turn: (n, 2) -> (n,)."""
    y = np.asarray(y, dtype=float).reshape(-1, 1, 2)
    step = 2 * np.pi / 128
    coarse = ((y - g(story, step * np.arange(128))) ** 2).sum(axis=-1).reshape(-1, 8, 16)
    best = step * (coarse.argmin(axis=-1) + 16 * np.arange(8))
    low, high = best - step, best + step
    for _ in range(36):  # a third of the way from either end
        a, b = low + (high - low) / 3, high - (high - low) / 3
        left = ((y - g(story, a)) ** 2).sum(axis=-1) < ((y - g(story, b)) ** 2).sum(axis=-1)
        low, high = np.where(left, low, a), np.where(left, b, high)
    return ((y - g(story, (low + high) / 2)) ** 2).sum(axis=-1).min(axis=1)


def grid(story):
    """Count the locations out by hand, row by row from below."""
    step, (left, right), (low, high) = story.field.grid_step, story.plane.y1, story.plane.y2
    rows = int((high - low) / step + 1e-9) + 1
    columns = int((right - left) / step + 1e-9) + 1
    return np.array(
        [[left + c * step, low + r * step] for r in range(rows) for c in range(columns)]
    )


def picks(story):
    return np.array([[y1, story.field.row_y2] for y1 in story.field.row_y1])


def _some(watch, step):
    """Look at every so many frames, and once at either end of the run."""
    rests = []

    def look_at(chapter, frame):
        rest = chapter.running.moved.get_value()
        if frame % step == 0 or (rest in (0, 1) and rest not in rests[-1:]):
            watch(chapter, frame)
        rests.append(rest)

    return look_at


def expected_colors(values, top):
    return heat_colors(np.sqrt(np.clip(np.asarray(values) / top, 0, 1)))


STORIES = {
    "lecture": {},
    "another": {
        "decoder__weights": [0.8, -1.1],
        "field__grid_step": 0.5,
        "field__row_y2": 0.75,
        "field__row_y1": [-2.0, 0.5, 1.5],
    },
    "a line, one pick": {
        "decoder__weights": [0.0, -1.6],
        "field__row_y1": [0.0],
        "field__grid_step": 2.0,
    },
    "a point": {"decoder__weights": [0.0, 0.0], "field__row_y1": [-1.0, 1.0]},
    "an asymmetrical plane, many picks": {
        "plane__y1": [-2.5, 4.0],
        "plane__y2": [-1.8, 2.6],
        "field__row_y1": [-2.0, -1.9, -0.5, 0.0, 0.1, 1.0, 2.5, 4.0],
        "field__grid_step": 0.2,
    },
}


@pytest.fixture(params=STORIES.values(), ids=STORIES)
def data(request):
    return told(**request.param)


@pytest.fixture(params=["lecture", "a line, one pick", "an asymmetrical plane, many picks"])
def moving(request):
    """Return the stories that are stepped through frame by frame, which takes its time."""
    return told(**STORIES[request.param])


def test_every_location_is_a_disc_on_the_grid(play, data):
    chapter = play(S10FreeEnergy, data=data, until="locations")
    centers = chapter.plane.p2c(chapter.running.discs.get_centers())
    np.testing.assert_allclose(centers, grid(data.story), atol=1e-9)
    assert (chapter.running.discs.sizes == 1).all()
    assert f"{len(centers)}" in chapter.legend.count[0].source


def test_locations_appear_from_one_corner_to_the_other(play, moving):
    shown = []

    def watch(chapter, frame):
        if chapter.running.discs in chapter.mobjects:
            shown.append(chapter.running.discs.sizes.copy())

    play(
        S10FreeEnergy,
        data=moving,
        frames=frames_of(S10FreeEnergy, "locations", moving),
        watch=watch,
    )
    shown = np.array(shown)
    assert (np.diff(shown, axis=0) >= 0).all()
    assert shown[0].mean() < 0.2
    first, last = shown[:, 0], shown[:, -1]
    assert (first >= last).all()
    assert first.mean() > last.mean()


def test_every_location_runs_to_its_nearest_point_and_back(play, moving):
    story, places = moving.story, grid(moving.story)
    lowest = free_energy(story, places)
    turned = []

    def watch(chapter, frame):
        at = chapter.plane.p2c(chapter.running.discs.get_centers())
        gone = np.linalg.norm(at - places, axis=1)
        share = chapter.running.moved.get_value()
        # All have gone equally far, or the whole of their shortest way ...
        ways = np.sqrt(lowest)
        np.testing.assert_allclose(gone, np.minimum(share * ways.max(), ways), atol=1e-6)
        # ... towards the manifold.
        left = np.sqrt(free_energy(story, at))
        np.testing.assert_allclose(left, ways - gone, atol=1e-6)
        turned.append(share)
        if chapter.running.trails in chapter.mobjects:
            starts, ends = chapter.running.trails.get_starts(), chapter.running.trails.get_ends()
            np.testing.assert_allclose(chapter.plane.p2c(starts), places, atol=1e-9)
            np.testing.assert_allclose(chapter.plane.p2c(ends), at, atol=1e-9)

    frames = frames_of(S10FreeEnergy, "nearest", moving)
    play(S10FreeEnergy, data=moving, frames=frames, watch=_some(watch, 11))
    assert max(turned) == pytest.approx(1)
    assert turned[-1] == pytest.approx(0, abs=1e-9)


def test_the_longest_way_is_told(play, data):
    chapter = play(S10FreeEnergy, data=data, until="nearest")
    longest = np.sqrt(free_energy(data.story, grid(data.story)).max())
    assert chapter.legend.longest[1].source == f"= {longest:.2f}"


def test_the_picks_have_their_nearest_points(play, data):
    chapter = play(S10FreeEnergy, data=data, until="row")
    y = picks(data.story)
    crosses = [chapter.plane.p2c(cross.get_center()) for cross in chapter.picks.crosses]
    np.testing.assert_allclose(crosses, y, atol=1e-9)
    starts, ends = chapter.picks.segments.get_starts(), chapter.picks.segments.get_ends()
    np.testing.assert_allclose(chapter.plane.p2c(starts), y, atol=1e-9)
    squares = (np.linalg.norm(ends - starts, axis=1) / chapter.plane.unit) ** 2
    np.testing.assert_allclose(squares, free_energy(data.story, y), atol=CLOSE)
    checks = [cross.get_center() for cross in chapter.picks.checks]
    np.testing.assert_allclose(checks, ends, atol=1e-9)
    # The table's ž lead to the same points.
    for row, across, end in zip(chapter.table.rows, y[:, 0], ends, strict=True):
        _, first, latent = row
        assert first.value == pytest.approx(across)
        np.testing.assert_allclose(g(data.story, latent.value), chapter.plane.p2c(end), atol=1e-9)


def assert_curves(chapter, data):
    """Check the curves, their lowest points and the levels on whatever scale there is."""
    story, axes = data.story, chapter.energies.axes
    left, bottom = axes.c2p([0.0, 0.0])[:2]
    top = axes.c2p([0.0, chapter.top])[1]
    lowest = free_energy(story, picks(story))
    power = chapter.energies.power.get_value()
    for y, curve, cross, low, level in zip(
        picks(story),
        chapter.energies.curves.curves,
        chapter.energies.curves.crosses,
        lowest,
        chapter.energies.curves.levels.get_starts(),
        strict=True,
    ):
        starts = curve.points[::4]
        z = (starts[:, 0] - left) / (axes.c2p([2 * np.pi, 0])[0] - left) * 2 * np.pi
        heights = (starts[:, 1] - bottom) / (top - bottom)
        energies = chapter.top * np.maximum(heights, 0) ** (1 / power)
        exact = ((y - g(story, z)) ** 2).sum(axis=-1)
        inner = exact < 0.98 * chapter.top
        np.testing.assert_allclose(energies[inner], exact[inner], atol=1e-7)
        assert heights.max() <= 1 + 1e-9
        height = (cross.get_center()[1] - bottom) / (top - bottom)
        assert chapter.top * max(height, 0) ** (1 / power) == pytest.approx(low, abs=1e-7)
        np.testing.assert_allclose(level, cross.get_center(), atol=1e-9)


def test_curves_and_minima_are_the_energies(play, data):
    chapter = play(S10FreeEnergy, data=data, until="curves")
    assert chapter.energies.power.get_value() == 1
    assert_curves(chapter, data)
    assert chapter.at_z_check.part("z_check")


def test_curves_and_minima_stay_true_while_the_scale_stretches(play, moving):
    powers = []

    def watch(chapter, frame):
        power = chapter.energies.power.get_value()
        if power not in powers[-1:]:
            powers.append(power)
            assert_curves(chapter, moving)
            # The scale beside them has its numbers at the same heights.
            for value, tick in zip(
                chapter.energies.scale.values, chapter.energies.scale.ticks, strict=True
            ):
                height = chapter.energies.axes.c2p([0.0, value])[1]
                assert tick.get_center()[1] == pytest.approx(height, abs=1e-6)

    play(S10FreeEnergy, data=moving, frames=frames_of(S10FreeEnergy, "heat", moving), watch=watch)
    assert powers[0] == 1
    assert powers[-1] == pytest.approx(0.5)
    assert (np.diff(powers) < 0).all()


def test_each_pick_is_bright_in_its_turn(play, lecture):
    bright = []

    def watch(chapter, frame):
        drawn = chapter.energies.drawn.get_value()
        if 0.2 < drawn % 1 < 0.8 and chapter.energies.curves in chapter.mobjects:
            lights = [float(cross.get_stroke_opacity()) for cross in chapter.picks.crosses]
            assert lights.count(max(lights)) == 1
            assert np.argmax(lights) == int(drawn)
            bright.append(int(drawn))

    frames = frames_of(S10FreeEnergy, "curves", lecture)
    play(S10FreeEnergy, data=lecture, frames=frames, watch=watch)
    assert sorted(set(bright)) == [0, 1, 2, 3, 4]


def test_the_heat_map_is_the_free_energy(play, data):
    chapter = play(S10FreeEnergy, data=data, until="heat")
    story = data.story
    raster = chapter.heat_map.get_raster()
    values = free_energy(story, raster[::9, ::9].reshape(-1, 2))
    colors = chapter.heat_map.get_colors()[::9, ::9].reshape(-1, 3)
    np.testing.assert_allclose(colors, expected_colors(values, chapter.top), atol=1.5 / 255)
    everywhere = free_energy(story, np.concatenate([raster.reshape(-1, 2), grid(story)]))
    assert everywhere.max() <= 1.06 * chapter.top  # the raster reaches a pixel past the plane
    assert everywhere.max() >= 0.9 * chapter.top


def test_locations_take_the_colours_of_their_free_energies(play, moving):
    seen = []

    def watch(chapter, frame):
        if (
            chapter.running.tinted.get_value() == 1
            and chapter.running.discs in chapter.mobjects
            and not seen
        ):
            values = free_energy(moving.story, grid(moving.story))
            expected = expected_colors(values, chapter.top)
            np.testing.assert_allclose(chapter.running.discs.get_colors(), expected, atol=1.5 / 255)
            seen.append(frame)

    play(S10FreeEnergy, data=moving, frames=frames_of(S10FreeEnergy, "heat", moving), watch=watch)
    assert seen


def test_arrows_point_away_from_the_nearest_point(play, data):
    chapter = play(S10FreeEnergy, data=data, until="gradient")
    arrows, plane, story = chapter.gradients.arrows, chapter.plane, data.story
    tails, tips = plane.p2c(arrows.get_tails()), plane.p2c(arrows.get_tips())
    middles, ways = (tails + tips) / 2, tips - tails
    ends = plane.p2c(chapter.gradients.ways.get_ends())
    starts = plane.p2c(chapter.gradients.ways.get_starts())
    shortest = ((ends - starts) ** 2).sum(axis=1)
    np.testing.assert_allclose(shortest, free_energy(story, starts), atol=CLOSE)
    sizes = np.linalg.norm(ways, axis=1)
    distances = np.sqrt(free_energy(story, middles))
    np.testing.assert_allclose(sizes / sizes.max(), np.sqrt(distances / distances.max()), atol=1e-2)
    # A step along the arrow is a step away, by its own length.
    ahead = np.sqrt(free_energy(story, middles + 1e-3 * ways / sizes[:, None]))
    np.testing.assert_allclose(ahead - distances, 1e-3, rtol=0.02)
    low, high = np.array([story.plane.y1, story.plane.y2]).T
    points = plane.p2c(arrows.points)
    assert (points >= low).all()
    assert (points <= high).all()


def test_f_follows_the_y_that_wanders(play, moving):
    story, met = moving.story, []

    def watch(chapter, frame):
        if chapter.led.cross not in chapter.mobjects:
            return
        y = chapter.plane.p2c(chapter.led.cross.get_center())
        value = float(free_energy(story, y)[0])
        readout = chapter.led.readout
        assert readout.free_energy.value == pytest.approx(value, abs=CLOSE)
        np.testing.assert_allclose([part.value for part in readout.components], y, atol=1e-9)
        head = chapter.led.trail.head.get_centers()[0]
        off = abs(head[1] - chapter.energies.scale.at(value)[1])
        assert off < 0.02 * chapter.energies.scale.bar.height
        met.append((y, value))

    frames = frames_of(S10FreeEnergy, "y_alone", moving)
    play(S10FreeEnergy, data=moving, frames=frames, watch=watch)
    values = np.array([value for _, value in met])
    assert values.min() < CLOSE
    assert values.max() == pytest.approx(free_energy(story, grid(story)).max(), abs=CLOSE)
    w = np.abs(story.decoder.weights)
    center = [value for y, value in met if np.linalg.norm(y) < 1e-9]
    assert center[0] == pytest.approx(w.min() ** 2, abs=CLOSE)


def test_at_the_end_nothing_of_z_is_left(play, data):
    chapter = play(S10FreeEnergy, data=data)
    family = [part for mobject in chapter.mobjects for part in mobject.get_family()]
    labels = {label for part in family for label in getattr(part, "labels", ())}
    assert not labels & {"z", "z_check", "E"}
    assert chapter.energies.axes not in family
    assert chapter.energies.curves not in family
    assert chapter.heat_map in family


def test_the_run_has_the_stage_to_itself(play, lecture):
    alone = []

    def watch(scene, frame):
        if 0 < scene.running.moved.get_value() < 1 and scene.running.trails in scene.mobjects:
            words = scene.title, scene.inference, scene.legend.y
            seen = any(word in part.get_family() for word in words for part in scene.mobjects)
            alone.append((seen, scene.plane.frame.height))

    frames = frames_of(S10FreeEnergy, "nearest", lecture)
    play(S10FreeEnergy, data=lecture, frames=frames, watch=_some(watch, 5))
    running = [height for seen, height in alone if not seen]
    assert len(running) > 2
    assert min(running) > 0.75 * look.FRAME.height
