"""What the chapter of learning draws, read back and compared with the formulas."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.s12_learning import S12Learning
from tests.chapters.reading import frames_of, told
from tests.chapters.views import check_ends

AROUND = 2 * np.pi * np.arange(4000) / 4000


def g(w, z):
    """Write the decoder out by hand: (...) -> (..., 2)."""
    return np.stack([w[0] * np.cos(z), w[1] * np.sin(z)], axis=-1)


def energies(w, y, z=AROUND):
    """Write E(y, z) out by hand: (n, 2), (m,) -> (n, m)."""
    return ((np.asarray(y)[:, None] - g(w, z)) ** 2).sum(axis=-1)


def free_energies(w, y, beta):
    """Write F_beta out by hand, F_inf for an infinite beta: (n, 2) -> (n,)."""
    table = energies(w, y)
    lowest = table.min(axis=1)
    if math.isinf(beta):
        return lowest
    return lowest - np.log(np.exp(-beta * (table - lowest[:, None])).mean(axis=1)) / beta


def loss(w, y, beta):
    return free_energies(w, y, beta).mean()


def descent(w, y, beta):
    """Return minus the gradient of the loss, by differences: (2,)."""
    h = 1e-4
    ways = h * np.eye(2)
    return np.array([loss(w - way, y, beta) - loss(w + way, y, beta) for way in ways]) / (2 * h)


def shares(w, y, z, beta):
    """Write p(z | y) out by hand: (n, m)."""
    table = energies(w, y, z)
    weights = np.exp(-beta * (table - table.min(axis=1, keepdims=True)))
    return weights / weights.sum(axis=1, keepdims=True)


def latents_of(story):
    return 2 * np.pi * np.arange(story.decoder.latents) / story.decoder.latents


def arrows(picture):
    """Return where a picture's pulls begin and end, in units of y, (m, 2) each."""
    pulls, plane = picture.pulls, picture.plane
    return plane.p2c(pulls.get_tails()), plane.p2c(pulls.get_tips())


def drawn_ellipse(picture):
    return picture.plane.p2c(picture.manifold.curve.get_anchors())


def assert_ellipse(picture, w):
    y = drawn_ellipse(picture) / w
    np.testing.assert_allclose((y**2).sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(np.abs(drawn_ellipse(picture)).max(axis=0), np.abs(w), rtol=1e-3)


STORIES = {
    "lecture": {},
    "colder": {"learning__beta": 4.0, "learning__rate": 0.4, "decoder__latents": 96},
    "other": {"decoder__weights": [0.8, -1.1], "learning__steps": 7, "picks__one_valley": 3},
}


@pytest.fixture(params=STORIES)
def data(request):
    return told(**STORIES[request.param])


def test_every_beat_ends_with_what_the_formulas_say(play, data):
    story, y = data.story, data.slice.y
    start, beta = np.array(story.decoder.weights), story.learning.beta
    cold, warm = (t.weights[-1] for t in (data.learning.cold, data.learning.warm))

    def misses(chapter):
        """A segment leads from each sample to its nearest point, and the loss is their mean."""
        plane, segments = chapter.cold.plane, chapter.distances
        ends = plane.p2c([segments.get_starts(), segments.get_ends()])
        np.testing.assert_allclose(ends[0], y, atol=1e-9)
        lengths = ((ends[1] - ends[0]) ** 2).sum(axis=1)
        np.testing.assert_allclose(lengths, free_energies(start, y, math.inf), atol=1e-4)
        assert chapter.number.numbers[0].value == pytest.approx(lengths.mean())
        assert [number.value for number in chapter.weights.numbers] == start.tolist()
        assert_ellipse(chapter.cold, start)

    def nearest(chapter):
        """After three steps down the gradient each sample pulls at its nearest point, by 2 d."""
        w = start
        for _ in range(3):
            w = w + story.learning.rate * descent(w, y, math.inf)
        tails, tips = arrows(chapter.cold)
        np.testing.assert_allclose(chapter.cold.course.weights, w, atol=1e-3)
        assert_ellipse(chapter.cold, chapter.cold.course.weights)
        np.testing.assert_allclose(tips, y, atol=1e-6)
        lengths = ((tips - tails) ** 2).sum(axis=1)
        np.testing.assert_allclose(lengths, free_energies(w, y, math.inf), atol=5e-3)
        on_weights = (2 * (tips - tails) * tails / chapter.cold.course.weights).mean(axis=0)
        now = chapter.cold.course.weights
        np.testing.assert_allclose(on_weights, descent(now, y, math.inf), atol=1e-3)

    def every_z(chapter):
        """At every point of the grid the pulls of all samples add up."""
        z = latents_of(story)
        tails, tips = arrows(chapter.warm)
        np.testing.assert_allclose(tails, g(start, z), atol=1e-6)
        each = shares(start, y, z, beta)[..., None] * 2 * (y[:, None] - g(start, z))
        np.testing.assert_allclose(2 * (tips - tails), each.sum(axis=0), atol=1e-6)

    def together(chapter):
        """Both are trained; each ellipse, bar, mean, curve and number tells the same weights."""
        pictures = chapter.cold, chapter.warm
        for k, (picture, w, at) in enumerate(
            zip(pictures, (cold, warm), (math.inf, beta), strict=True)
        ):
            assert_ellipse(picture, w)
            bars, losses = chapter.trainings.energies[k], chapter.trainings.losses
            expected = free_energies(w, y, at)
            np.testing.assert_allclose(bars.bars.get_values(), expected, atol=1e-4)
            line = bars.p2c(bars.mean.get_anchors())
            np.testing.assert_allclose(line[:, 1], expected.mean(), atol=1e-4)
            assert losses.numbers[k].value == pytest.approx(expected.mean(), abs=1e-4)
            curve = losses.p2c(losses.curves[k].curve.get_anchors())
            steps = np.interp(np.arange(story.learning.steps + 1), *curve.T)
            path = data.learning.cold.weights if k == 0 else data.learning.warm.weights
            by_hand = [loss(weights, y, at) for weights in path]
            np.testing.assert_allclose(steps, by_hand, atol=1e-4)

    def shrink(chapter):
        """Both ellipses are measured, and the pulls on the warm one hold each other."""
        assert_ellipse(chapter.warmed, warm)
        for bar, axis in ((chapter.shrinkage.across, 0), (chapter.shrinkage.upwards, 1)):
            ends = chapter.warmed.plane.p2c(bar.bar.points)[[0, 3], axis]
            np.testing.assert_allclose(ends, np.abs([warm[axis], cold[axis]]), atol=1e-9)
        tails, tips = arrows(chapter.warmed)
        z = latents_of(story)
        each = shares(warm, y, z, beta)[..., None] * (y[:, None] - g(warm, z))
        way, expected = tips - tails, each.sum(axis=0)
        scale = np.linalg.norm(way) / np.linalg.norm(expected)
        np.testing.assert_allclose(way, scale * expected, atol=1e-4)

    def noise(chapter):
        """The circle went all round, with the radius of the noise."""
        circle = chapter.warmed.plane.p2c(chapter.noise_band.circle.get_anchors())
        radius = np.linalg.norm(circle - g(warm, 0.0), axis=1)
        np.testing.assert_allclose(radius, 1 / math.sqrt(2 * beta), atol=1e-9)
        band = chapter.warmed.plane.p2c(chapter.noise_band.band.points[::97])
        off = np.sqrt(free_energies(warm, band, math.inf))
        assert off.max() == pytest.approx(1 / math.sqrt(2 * beta), abs=1e-3)

    def cut(chapter):
        """The peak has gone from the cut through what was trained cold."""
        curve = chapter.over_y2.curve.get_data()
        y1 = np.full_like(curve[:, 1], story.temperature.cut_y1)
        along = np.stack([y1, curve[:, 0]], axis=-1)
        expected = free_energies(cold, along, chapter.moment.beta)
        np.testing.assert_allclose(curve[:, 1], expected, atol=2e-3)

    check_ends(
        play,
        S12Learning,
        data,
        {
            check.__name__: check
            for check in (misses, nearest, every_z, together, shrink, noise, cut)
        },
    )


def test_both_trainings_go_in_step_down_their_own_gradients(play):
    data = told()
    y, beta, rate = data.slice.y, data.story.learning.beta, data.story.learning.rate
    for training, at in ((data.learning.cold, math.inf), (data.learning.warm, beta)):
        for k in (0, 1, 10, 40):
            step = training.weights[k + 1] - training.weights[k]
            np.testing.assert_allclose(step, rate * descent(training.weights[k], y, at), atol=1e-4)
    seen = []

    def watch(chapter, frame):
        trainings = chapter.trainings
        if frame % 4 or trainings.losses not in chapter.mobjects:
            return
        for k, (picture, at) in enumerate(((chapter.cold, math.inf), (chapter.warm, beta))):
            w = np.abs(drawn_ellipse(picture)).max(axis=0)
            expected = free_energies(w, y, at)
            np.testing.assert_allclose(trainings.energies[k].bars.get_values(), expected, atol=2e-3)
            [end] = trainings.losses.p2c(trainings.losses.curves[k].end.get_centers())
            assert end[1] == pytest.approx(expected.mean(), abs=2e-3)
            assert trainings.losses.numbers[k].value == pytest.approx(end[1], abs=1e-9)
            seen.append(end[0])
        assert seen[-1] == seen[-2]

    frames = frames_of(S12Learning, "together", data)
    play(S12Learning, data=data, frames=frames, watch=watch)
    assert seen[0] == 0
    assert seen[-1] == data.story.learning.steps
    assert (np.diff(seen) >= 0).all()
    assert len(set(seen)) > 5


def test_what_one_sample_does_is_weighted(play):
    """Each arrow leads towards the sample; relative to the best z's it has the weight of its z."""
    data = told()
    chapter = play(S12Learning, data=data, until="nearest")
    story, beta = data.story, data.story.learning.beta
    y = data.slice.y[story.picks.one_valley - 1]
    chapter.of_one.grown.set_value(1)
    chapter.of_one.update()
    plane = chapter.warm.plane
    tails, tips = (plane.p2c(at) for at in (chapter.of_one.get_tails(), chapter.of_one.get_tips()))
    w, z = np.array(story.decoder.weights), latents_of(story)
    excess = energies(w, [y], z)[0]
    weights = np.exp(-beta * (excess - excess.min()))
    seen = weights[:, None] * (y - g(w, z))
    kept = np.linalg.norm(seen, axis=1) * plane.unit > 2e-6
    np.testing.assert_allclose(tails, g(w, z)[kept], atol=1e-5)
    np.testing.assert_allclose(tips - tails, seen[kept], atol=1e-5)


def test_the_warm_pulls_on_the_cold_ellipse_lead_inwards(play):
    """That is why it shrinks, and the words say by how much."""
    data = told()
    y, beta = data.slice.y, data.story.learning.beta
    cold, warm = (t.weights[-1] for t in (data.learning.cold, data.learning.warm))
    assert (descent(cold, y, beta) * np.sign(cold) < -0.02).all()
    assert np.abs(descent(warm, y, beta)).max() < 0.01
    lost = np.abs(cold) - np.abs(warm)
    assert (lost > 0.1).all()
    script = S12Learning(data=data).script
    for amount in lost:
        assert f"{amount:.2f}" in script.beat("shrink").words
    assert f"{1 / math.sqrt(2 * beta):.2f}" in script.beat("noise").words
    assert f"{cold[1] ** 2:.2f}" in script.beat("cut").words


def test_the_words_follow_the_trainings(play):
    for changes, words in (
        ({"learning__beta": 1e5}, "ends where the cold one does"),
        ({"learning__steps": 1}, "ends elsewhere"),
        ({}, "stops short"),
    ):
        assert words in S12Learning(data=told(**changes)).script.beat("together").words
    fits = told(decoder__weights=[2.03, 1.48])
    assert "lies among the samples" in S12Learning(data=fits).script.beat("misses").words


def test_every_beat_is_in_its_own_colours(play):
    chapter = play(S12Learning, until="together")
    assert chapter.cold.pulls.get_fill_color() == look.COLD
    assert chapter.warm.pulls.get_fill_color() == look.WARM
    assert chapter.cold.manifold.curve.get_stroke_color() == look.DECODED
