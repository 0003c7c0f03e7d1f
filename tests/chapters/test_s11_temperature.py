"""What the chapter of the temperature draws, read back and compared with the formulas."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.heat_colors import heat_colors
from scenes.mobjects.free_energy.heat_map import heat_shares
from scenes.s11_temperature import S11Temperature
from tests.chapters.reading import frames_of, told


def energies(story, y, around=2000):
    """Write E(y, z) out by hand for z all round: (n, 2) -> (n, around)."""
    w1, w2 = story.decoder.weights
    z = 2 * np.pi * np.arange(around) / around
    y = np.asarray(y, dtype=float)
    return (y[:, :1] - w1 * np.cos(z)) ** 2 + (y[:, 1:] - w2 * np.sin(z)) ** 2


def free_energy(story, y, beta):
    """Write F_beta out by hand, F_inf for an infinite beta: (n, 2) -> (n,)."""
    table = energies(story, y)
    lowest = table.min(axis=1)
    if math.isinf(beta):
        return lowest
    return lowest - np.log(np.exp(-beta * (table - lowest[:, None])).mean(axis=1)) / beta


def weights(story, y, beta):
    """Write exp(-beta E) out by hand for the story's latents, as shares of the largest: (m,)."""
    table = energies(story, [y], story.decoder.latents)[0]
    excess = table - table.min()
    return (excess < 1e-9).astype(float) if math.isinf(beta) else np.exp(-beta * excess)


def along(story, y2):
    return np.stack([np.full_like(y2, story.temperature.cut_y1), y2], axis=-1)


def assert_curve(curve, story, beta):
    data = curve.get_data()
    assert len(data) > 100
    expected = free_energy(story, along(story, data[:, 0]), beta)
    # Where it is cut off at an edge, it is straight between two points.
    np.testing.assert_allclose(data[:, 1], expected, atol=4e-4)


def assert_map(chapter, story, beta):
    """Compare the colours of the raster, some of its points, with the formula's."""
    raster = chapter.in_map.heat.get_raster()[::7, ::7]
    values = free_energy(story, raster.reshape(-1, 2), beta).reshape(raster.shape[:2])
    expected = heat_colors(heat_shares(values, chapter.in_map.heat.top))
    np.testing.assert_allclose(chapter.in_map.heat.get_colors()[::7, ::7], expected, atol=0.02)


STORIES = {
    "lecture": {},
    "aside": {
        "decoder__weights": [0.8, -1.1],
        "decoder__latents": 20,
        "temperature__cut_y1": 0.6,
        "temperature__betas": [0.3, 3.0, 30.0],
        "picks__one_valley": 2,
        "picks__two_valleys": 3,
    },
    "high": {"decoder__weights": [-1.5, 1.2], "temperature__betas": [1.0]},
    "flat": {"decoder__weights": [1.4, 0.0], "decoder__latents": 12},
}


@pytest.fixture(params=STORIES)
def data(request):
    return told(**STORIES[request.param])


def check_cut(chapter, data):
    """The curve is the coldest free energy along the line."""
    story = data.story
    ends = chapter.in_map.plane.p2c(
        [chapter.in_map.line.get_start(), chapter.in_map.line.get_end()]
    )
    np.testing.assert_allclose(ends, along(story, np.array(story.plane.y2)), atol=1e-9)
    assert_curve(chapter.over_y2.curve, story, math.inf)
    assert_map(chapter, story, math.inf)
    assert chapter.over_y2.curve.get_stroke_color() == look.COLD
    for (y2, height), edge in zip(
        chapter.over_y2.curve.get_data()[[0, -1]], chapter.over_y2.axes.across, strict=True
    ):
        assert y2 == pytest.approx(edge) or height == pytest.approx(chapter.over_y2.axes.up[1])


def check_peak(chapter, data):
    """Rings and the peak stand where they should."""
    on_map, on_axis = chapter.in_map.crossings, chapter.over_y2.crossings
    y = chapter.in_map.plane.p2c(on_map.get_centers())
    np.testing.assert_allclose(free_energy(data.story, y, math.inf), 0, atol=1e-4)
    np.testing.assert_allclose(
        chapter.over_y2.axes.p2c(on_axis.get_centers()),
        np.stack([y[:, 1], 0 * y[:, 1]], axis=-1),
        atol=1e-9,
    )
    peaked = all(data.story.decoder.weights)
    assert len(y) == (2 if peaked else 0)
    assert len(chapter.over_y2.peak) == (2 if peaked else 0)
    if peaked:
        dot, name = chapter.over_y2.peak
        at = chapter.over_y2.axes.p2c(dot.get_centers())[0]
        height = free_energy(data.story, along(data.story, np.zeros(1)), math.inf)[0]
        np.testing.assert_allclose(at, [0, height], atol=1e-4)
        assert float(name.source) == pytest.approx(height, abs=0.005)


def check_stops(chapter, data):
    """Stops that were passed have left their curves and their names."""
    story = data.story
    betas = [math.inf, *reversed(story.temperature.betas)]
    assert len(chapter.over_y2.stops.curves) == len(betas)
    for curve, beta in zip(chapter.over_y2.stops.curves, betas, strict=True):
        assert_curve(curve, story, beta)
    right = chapter.over_y2.axes.across[1]
    starts = chapter.over_y2.axes.p2c(chapter.over_y2.stops.labels.leaders.get_starts())
    named = [betas[k] for k in chapter.over_y2.stops.labels.named]
    at = along(story, np.full(1, right))
    expected = [free_energy(story, at, beta)[0] for beta in named]
    np.testing.assert_allclose(starts[:, 1], expected, atol=1e-4)
    for name, beta in zip(chapter.over_y2.stops.labels.names, named, strict=True):
        assert name.source == ("oo" if math.isinf(beta) else f"{beta:g}")
        assert name.get_fill_opacity() == pytest.approx(1)
    # The view is the whole cut.
    assert chapter.over_y2.axes.across == pytest.approx(story.plane.y2)


def check_mean(chapter, data):
    """The warm curve lies on the dashed mean."""
    story = data.story
    dashed = chapter.over_y2.parabola.get_data()
    w = np.array(story.decoder.weights)
    mean = (along(story, dashed[:, 0]) ** 2).sum(axis=1) + (w**2).sum() / 2
    # Between its points the drawn parabola is straight.
    np.testing.assert_allclose(dashed[:, 1], mean, atol=1e-3)
    curve = chapter.over_y2.curve.get_data()
    gaps = (along(story, curve[:, 0]) ** 2).sum(axis=1) + (w**2).sum() / 2 - curve[:, 1]
    number = chapter.over_y2.gap.number
    assert number.value == pytest.approx(gaps.max(), abs=1e-6)
    assert gaps.min() > -1e-6
    assert gaps.max() < 0.005 * chapter.over_y2.axes.up[1]
    assert_map(chapter, story, chapter.moment.beta)


CHECKS = {"cut": (check_cut, check_peak), "melt": (check_stops,), "mean": (check_mean,)}


def test_every_beat_ends_with_what_the_formulas_say(play, data):
    checked = []

    class Watched(S11Temperature):
        def on_beat_end(self, beat):
            for check in CHECKS.get(beat.name, ()):
                check(self, data)
                checked.append(check)

    play(Watched, data=data)
    assert len(checked) == 4


def test_the_walk_ties_the_height_to_a_distance(play):
    data = told()
    met = []

    def watch(chapter, frame):
        if chapter.over_y2.rider not in chapter.mobjects or frame % 5:
            return
        walker = chapter.in_map.plane.p2c(chapter.in_map.walker.get_centers())[0]
        rider = chapter.over_y2.axes.p2c(chapter.over_y2.rider.get_centers())[0]
        tie = chapter.in_map.plane.p2c(
            [chapter.in_map.tie.get_starts()[0], chapter.in_map.tie.get_ends()[0]]
        )
        np.testing.assert_allclose([walker[1], walker[1]], [rider[0], tie[0, 1]], atol=1e-9)
        assert ((tie[1] - tie[0]) ** 2).sum() == pytest.approx(rider[1], abs=1e-9)
        expected = free_energy(data.story, [walker], math.inf)[0]
        assert rider[1] == pytest.approx(expected, abs=1e-4)
        met.append(rider[0])

    play(S11Temperature, data=data, frames=frames_of(S11Temperature, "cut", data), watch=watch)
    assert len(met) > 5
    assert (np.diff(met) >= 0).all()


def test_curve_map_dial_and_colour_show_one_beta_as_it_falls(play):
    data = told()
    story, betas = data.story, []

    def watch(chapter, frame):
        if frame % 6 or chapter.over_y2.stops.curves not in chapter.mobjects:
            return
        beta = chapter.moment.scale.beta(chapter.temperature.read())
        assert beta == pytest.approx(chapter.moment.beta)
        if beta < 500:  # finer than this oracle's grid of z
            assert_curve(chapter.over_y2.curve, story, beta)
            assert_map(chapter, story, beta)
        shown = chapter.temperature.number.value
        assert shown == (pytest.approx(beta) if beta < 9999 else math.inf)
        color = chapter.over_y2.curve.get_stroke_color().to_rgb()
        expected = look.temperature_colors(chapter.temperature.read())
        np.testing.assert_allclose(color, expected, atol=0.01)
        betas.append(beta)

    frames = frames_of(S11Temperature, "melt", data)
    play(S11Temperature, data=data, frames=frames, watch=watch)
    assert betas[0] == math.inf
    assert betas[-1] < story.temperature.betas[0]
    assert all(later <= sooner for sooner, later in zip(betas, betas[1:], strict=False))


def test_the_peak_melts_when_the_words_say_so(play):
    """Before its beta the curve has a peak in the middle, after it none."""
    data = told()
    chapter = play(S11Temperature, data=data, until="cut")
    melting = chapter.profile.melting
    y2 = np.linspace(-0.4, 0.4, 81)
    for factor, peaks in ((1.2, True), (0.95, False)):
        heights = free_energy(data.story, along(data.story, y2), melting * factor)
        assert (heights[40] > heights.min() + 1e-9) == peaks
    assert f"{melting:.1f}" in chapter.script.beat("melt").words


def test_weights_of_every_z_for_three_places(play, data):
    story = data.story
    picks = [data.slice.y[pick - 1] for pick in (story.picks.one_valley, story.picks.two_valleys)]
    places = [*picks, np.zeros(2)]
    betas = []

    def watch(chapter, frame):
        pictures = chapter.pictures
        if frame % 5 or any(picture not in chapter.mobjects for picture in pictures):
            return
        betas.append(chapter.moment.beta)
        for picture, y in zip(pictures, places, strict=True):
            expected = weights(story, y, chapter.moment.beta)
            np.testing.assert_allclose(picture.bars.get_weights(), expected, atol=1e-6)
            assert picture.bars.get_weights().max() == pytest.approx(1)
            at = picture.plane.p2c(picture.fan.get_starts())
            np.testing.assert_allclose(at, np.tile(y, (len(at), 1)), atol=1e-9)

    start, end = (frames_of(S11Temperature, name, data) for name in ("weights", "who_is_heard"))
    frames = range(start.start, end.stop)
    play(S11Temperature, data=data, frames=frames, watch=watch)
    assert betas[0] == math.inf
    assert betas[-1] == min(betas) < story.temperature.betas[0]


def test_the_dial_goes_once_more_through_everything_and_settles_in_the_cold(play):
    data = told()
    positions = []
    frames = frames_of(S11Temperature, "dial", data)
    chapter = play(
        S11Temperature,
        data=data,
        frames=frames,
        watch=lambda chapter, frame: positions.append(chapter.temperature.read()),
    )
    coldest, end = int(np.argmin(positions)), chapter.moment.scale.end
    assert positions[0] == pytest.approx(end, abs=0.02)
    assert positions[coldest] == pytest.approx(0, abs=1e-6)
    assert max(positions[coldest:]) == pytest.approx(end, abs=1e-6)
    assert positions[-1] == 0
    assert chapter.moment.beta == math.inf
    assert_curve(chapter.over_y2.curve, data.story, math.inf)
    assert_map(chapter, data.story, math.inf)
    assert chapter.over_y2.axes.across == pytest.approx(chapter.profile.close_span)


@pytest.mark.parametrize("changes", [{}, {"temperature__cut_y1": 0.5}])
def test_the_integral_keeps_clear_of_the_name_of_the_curve(play, changes):
    scene = play(S11Temperature, data=told(**changes), until="soften")
    name = scene.over_y2.names[1]
    for glyph in scene.soft.part("z.all"):
        apart = np.abs(name.get_center() - glyph.get_center())[:2]
        sizes = np.array([name.width + glyph.width, name.height + glyph.height]) / 2
        assert (apart - sizes).max() >= 0.1
