import math

import numpy as np
import pytest

from scenes import look
from scenes.s13_conditional import S13Conditional
from tests.chapters.reading import DISC_OFF, frames_of, horn_radii, seen_by_hand


@pytest.fixture(params=["lecture", "other"])
def data(request):
    return request.getfixturevalue(request.param)


def watched(play, data, beat, watch):
    """Play a beat's frames and return what ``watch`` returned at each, but None."""
    met = []

    def look_at(scene, _frame):
        seen = watch(scene)
        if seen is not None:
            met.append(seen)

    play(S13Conditional, data=data, frames=frames_of(S13Conditional, beat, data), watch=look_at)
    return met


def shown(scene, part):
    return any(part in mobject.get_family() for mobject in scene.mobjects)


def radii_by_hand(data, x, step=None):
    """Return the predictor's answers from its weights after a step, in NumPy: (n,) to (n, 2)."""
    path, widths = data.conditional._learned["path"], [1, *data.story.conditional.hidden, 2]
    at = len(path) - 1 if step is None else step
    low = min(int(at), len(path) - 2)
    numbers = path[low] + (at - low) * (path[low + 1] - path[low])
    values = np.atleast_1d(np.asarray(x, dtype=float))[:, None]
    layers = list(zip(widths[:-1], widths[1:], strict=True))
    sizes = [before * after for before, after in layers] + widths[1:]
    *parts, rest = np.split(numbers, np.cumsum(sizes))
    assert len(rest) == 0
    for i, (before, after) in enumerate(layers):
        values = values @ parts[i].reshape(after, before).T + parts[len(layers) + i]
        values = np.tanh(values) if i < len(layers) - 1 else values
    return values


def ellipse(radii, count=look.ELLIPSE_POINTS):
    around = np.linspace(0, math.tau, count)
    return radii * np.stack([np.cos(around), np.sin(around)], axis=1)


def loss_by_hand(data, step):
    """Return the mean squared distance of the samples from their ellipses, on a fine grid of z."""
    z = np.linspace(0, math.tau, 4001)
    circle = np.stack([np.cos(z), np.sin(z)], axis=1)
    radii = radii_by_hand(data, data.conditional.x, step)
    pairs = zip(data.conditional.y, radii, strict=True)
    return np.mean([((y - r * circle) ** 2).sum(axis=1).min() for y, r in pairs])


def test_the_model_gains_x_and_keeps_the_rest(play, lecture):
    diagrams = {
        "x": lambda scene: scene.diagram.x,
        "predictor": lambda scene: scene.diagram.predictor,
        "times": lambda scene: scene.diagram.times,
    }
    arrived = []

    def watch(scene):
        for name, part in diagrams.items():
            if name not in arrived and shown(scene, part(scene)):
                arrived.append(name)
        return shown(scene, scene.diagram.z) and shown(scene, scene.diagram.energy)

    kept = watched(play, lecture, "observed", watch)
    assert arrived == ["x", "predictor", "times"]
    assert all(kept)


def test_the_untrained_surface_is_what_the_network_says_at_first(play, painted, data):
    scene = play(S13Conditional, data=data, until="surface")
    assert len(scene.horn.dots.at) == data.story.conditional.samples
    lines = np.array([line[0] for line in painted(scene.horn).lines])
    for x in np.linspace(0, 1, len(scene.horn.rings.lines)):
        ring = ellipse(radii_by_hand(data, x, 0)[0], 49)
        places, _ = seen_by_hand(np.insert(ring, 0, x, axis=1), scene.horn.view)
        distances = np.linalg.norm(places[:-1, None] - lines[None], axis=2)
        assert distances.min(axis=1).max() < 1e-9


def test_the_ellipse_leaves_the_surface_behind(play, data):
    def watch(scene):
        horn = scene.horn
        if horn.ellipse.opacity.get_value() < 1 or horn.ellipse.reach.get_value() < 1:
            return None
        x = horn.x.get_value()
        line = horn.ellipse.lines[0]
        expected = ellipse(radii_by_hand(data, x, 0)[0])
        np.testing.assert_allclose(line, np.insert(expected, 0, x, axis=1), atol=1e-9)
        there = horn.rings.lines[horn.rings.presence() > 1e-9][:, 0, 0]
        assert there.max(initial=0) <= x + 1e-9
        assert horn.profiles.drawn()[:, -1, 0].max() == pytest.approx(x)
        return x

    met = watched(play, data, "surface", watch)
    assert met[0] < 0.1
    assert met[-1] == 1


def test_the_lecture_s_surface_is_turned_the_wrong_way_at_first(lecture):
    (across0, up0), (across1, up1) = np.abs(radii_by_hand(lecture, [0, 1], 0))
    assert across0 < up0
    assert across1 > up1
    (across0, up0), (across1, up1) = (horn_radii(lecture.story, x) for x in (0, 1))
    assert across0 > up0
    assert across1 < up1


def test_surface_and_loss_belong_to_one_step_while_it_turns(play, data):
    def watch(scene):
        horn, step = scene.horn, scene.horn.step.get_value()
        if not shown(scene, scene.loss):
            return None
        rings = horn.rings.lines
        expected = radii_by_hand(data, rings[:, 0, 0], step)
        np.testing.assert_allclose(rings[:, 0, 1], expected[:, 0], atol=1e-9)
        quarter = (rings.shape[1] - 1) // 4
        np.testing.assert_allclose(rings[:, quarter, 2], expected[:, 1], atol=1e-9)
        end = scene.loss.p2c(scene.loss.dot.get_centers())[0]
        assert end[0] == pytest.approx(step)
        assert 10 ** end[1] == pytest.approx(scene.loss.number.value, rel=1e-6)
        return step, horn.view.azimuth.get_value()

    met = np.array(watched(play, data, "training", watch))
    steps, azimuth = met.T
    learning = (steps > 0) & (steps < data.story.conditional.steps)
    assert np.all(np.diff(steps) >= 0)
    assert steps[-1] == data.story.conditional.steps
    assert np.ptp(azimuth[learning]) > 0.9 * math.tau
    assert learning.sum() > 40


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_loss_is_the_samples_mean_squared_distance(lecture, share):
    step = round(share * lecture.story.conditional.steps)
    assert lecture.conditional.losses[step] == pytest.approx(loss_by_hand(lecture, step), rel=1e-3)


def test_lines_and_samples_are_painted_back_to_front_in_one_order(play, painted, lecture):
    scene = play(S13Conditional, data=lecture, until="training")
    recorder, horn = painted(scene.horn), scene.horn
    discs = np.array([disc[:3] for disc in recorder.discs])
    points = np.column_stack([lecture.conditional.x, lecture.conditional.y])
    places, depth = seen_by_hand(points, horn.view)
    nearest_last = places[np.argsort(depth, kind="stable")]
    np.testing.assert_allclose(discs[:, :2], nearest_last, atol=DISC_OFF)
    # Of each line and disc that meet in the order, the one that is painted later is nearer.
    order = horn.painting_order()
    depths = horn._primitives().depth[order]
    assert np.all(np.diff(depths) >= 0)
    kinds = np.array(recorder.order)
    changes = (kinds[1:] != kinds[:-1]).sum()
    assert changes > 500  # they are mixed


def test_the_trained_surface_lies_on_the_horn(play, lecture):
    scene = play(S13Conditional, data=lecture, until="training")
    rings = scene.horn.rings.lines
    for ring in rings:
        true = horn_radii(lecture.story, ring[0, 0])
        assert np.abs(ring[:, 1:]).max(axis=0) == pytest.approx(true, abs=0.12)
    assert scene.loss.number.value == pytest.approx(loss_by_hand(lecture, None), rel=1e-3)
    words = scene.script.beat("training").words
    assert "from 5.42 to 0.003, and most of that is noise" in words
    assert lecture.story.horn.noise_std**2 > scene.loss.number.value / 2


def test_at_one_x_the_model_has_an_ellipse_and_the_plain_network_a_point(play, data):
    scene = play(S13Conditional, data=data, until="answer")
    x, here = data.story.one_to_many.x, scene.asked
    own = radii_by_hand(data, x)[0]
    places, _ = seen_by_hand(scene.horn.ellipse.lines[0], scene.horn.view)
    at = here.plane.p2c(np.column_stack([places, np.zeros(len(places))]))
    np.testing.assert_allclose(at, ellipse(own), atol=1e-9)
    np.testing.assert_allclose(
        here.plane.p2c(here.answers.get_centers()), data.answers.y, atol=1e-6
    )
    guess = here.plane.p2c(here.diamond.get_center())
    np.testing.assert_allclose(guess, data.predict(x), atol=1e-6)
    fine = ellipse(own, 40_001)
    missed = ((fine - data.predict(x)) ** 2).sum(axis=1).min()
    worst = max(((fine - y) ** 2).sum(axis=1).min() for y in data.answers.y)
    numbers = [number.value for number in here.energies.numbers]
    assert numbers == pytest.approx([worst, missed], abs=1e-4)
    ends = here.plane.p2c([here.miss.get_starts()[0], here.miss.get_ends()[0]])
    assert ((ends[1] - ends[0]) ** 2).sum() == pytest.approx(missed, abs=1e-4)
    assert f"{missed:.2f}".rstrip("0") in scene.script.beat("answer").words


def test_the_latent_draws_the_ellipse_at_one_x(play, data):
    own = radii_by_hand(data, data.story.one_to_many.x)[0]

    def run(scene):
        here, horn = scene.asked, scene.horn
        if not shown(scene, here.y_tilde) or horn.ellipse.reach.get_value() >= 1:
            return None
        z = here.z.get_value()
        ring = here.plane.p2c(here.y_tilde.get_centers()[0])
        np.testing.assert_allclose(ring, own * [math.cos(z), math.sin(z)], atol=1e-6)
        assert horn.ellipse.reach.get_value() == pytest.approx(z / math.tau)
        values = [number.value for number in here.numbers.numbers]
        assert values == pytest.approx([data.story.one_to_many.x, z, *ring], abs=1e-6)
        return z

    met = watched(play, data, "answer", run)
    assert np.ptp(met) > 0.8 * math.tau


def test_radii_and_rings_over_x_are_those_of_the_data_and_the_model(play, data):
    def run(scene):
        x, drawn = scene.horn.x.get_value(), scene.plotted.get_value()
        if not shown(scene, scene.plot) or scene.horn.true_ellipse.opacity.get_value() < 1:
            return None
        ring = scene.horn.ellipse.lines[0]
        np.testing.assert_allclose(ring[:, 1:], ellipse(radii_by_hand(data, x)[0]), atol=1e-9)
        true = scene.horn.true_ellipse.lines[0]
        np.testing.assert_allclose(true[:, 1:], ellipse(horn_radii(data.story, x)), atol=1e-9)
        for axis in range(2):
            at = scene.plot.p2c(scene.plot.fitted[axis].get_centers())
            assert at[:, 0].max() <= drawn + 1e-6
            sizes = np.abs(radii_by_hand(data, at[:, 0])[:, axis])
            np.testing.assert_allclose(at[:, 1], sizes, atol=2e-3)
            [point] = scene.plot.p2c(scene.plot.dots[axis].get_centers())
            assert point == pytest.approx([x, horn_radii(data.story, x)[axis]], abs=1e-6)
        return drawn

    met = watched(play, data, "radii", run)
    assert met[-1] == 1
    assert np.all(np.diff(met) >= 0)


def test_what_the_lecture_says_of_its_model_is_true(lecture, play):
    scene = play(S13Conditional, data=lecture)
    x = np.linspace(0, 1, 101)
    off = np.abs(radii_by_hand(lecture, x) - np.array([horn_radii(lecture.story, a) for a in x]))
    assert off.max() < 0.12
    assert "They agree, though nobody told it" in scene.script.beat("radii").words
    assert "tall where the data is wide" in scene.script.beat("surface").words


def test_a_model_that_learned_too_little_is_not_praised(play, other):
    scene = play(S13Conditional, data=other)
    assert "They disagree" in scene.script.beat("radii").words
    assert "knows nothing of the data" in scene.script.beat("surface").words
