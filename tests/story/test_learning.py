"""What a story learns, against formulas written out by hand."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from numpy.testing import assert_allclose

from scenes.story.data import StoryData
from tests.chapters.reading import told as changed
from tests.stories import ODD, some, stories

SMALL = {
    "horn.alpha": "0.8",
    "slice.x": "0.3",
    "slice.samples": "9",
    "slice.seed": "5",
    "decoder.weights": "[0.7, -1.2]",
    "picks.energy": "4",
    "picks.one_valley": "1",
    "picks.two_valleys": "9",
    "learning.beta": "3.0",
    "learning.steps": "12",
    "learning.rate": "0.4",
    "conditional.hidden": "[4]",
    "conditional.samples": "30",
    "conditional.steps": "20",
}
FINE = np.arange(2**14) * (2 * np.pi / 2**14)


@pytest.fixture(params=["lecture", "other"])
def told(request, lecture, tell):
    """Return the lecture's data, and then another story's."""
    return lecture if request.param == "lecture" else tell(SMALL)


def energies(w, y):
    points = np.stack([w[0] * np.cos(FINE), w[1] * np.sin(FINE)], axis=-1)
    return ((y[:, None] - points) ** 2).sum(axis=-1)


def free_energies(w, y, beta):
    e = energies(w, y)
    lowest = e.min(axis=1)
    if math.isinf(beta):
        return lowest
    return lowest - np.log(np.exp(-beta * (e - lowest[:, None])).mean(axis=1)) / beta


def trainings(data):
    return data.learning.cold, data.learning.warm


def test_both_trainings_go_from_the_same_weights_in_the_same_steps(told):
    cold, warm = trainings(told)
    steps = told.story.learning.steps
    assert (cold.beta, warm.beta) == (math.inf, told.story.learning.beta)
    for training in (cold, warm):
        assert training.weights.shape == (steps + 1, 2)
        assert training.free_energies.shape == (steps + 1, told.story.slice.samples)
        assert_allclose(training.weights[0], told.story.decoder.weights, rtol=0)
        assert_allclose(training.losses, training.free_energies.mean(axis=1), rtol=1e-9)
        assert (np.diff(training.losses) <= 1e-12).all()


def test_free_energies_are_those_of_the_weights_on_their_way(told):
    for training in trainings(told):
        for step in (0, 3, len(training.losses) - 1):
            expected = free_energies(training.weights[step], told.slice.y, training.beta)
            assert_allclose(training.free_energies[step], expected, atol=1e-6)


def test_in_the_lecture_the_cold_ellipse_becomes_the_data_s_and_the_warm_one_is_smaller(lecture):
    cold, warm = trainings(lecture)
    assert_allclose(np.abs(cold.weights[-1]), [2, 1.5], atol=0.05)
    lost = np.abs(cold.weights[-1]) - np.abs(warm.weights[-1])
    assert (lost > 0.1).all()
    left = np.abs(cold.weights[-5] - cold.weights[-1]).max()
    assert left < 0.01  # it has settled


def test_a_step_is_the_rate_times_what_the_pulls_do(told):
    rate = told.story.learning.rate
    for training in trainings(told):
        for step in (0, 1, 5):
            pulls = told.with_weights(training.weights[step]).pulls(training.beta)
            moved = training.weights[step + 1] - training.weights[step]
            assert_allclose(moved, rate * pulls.on_weights, atol=1e-9)


def test_a_cold_pull_is_at_the_nearest_point_alone(told):
    pulls = told.pulls()
    y, w = told.slice.y, told.weights
    assert pulls.pull.shape == (len(y), 1, 2)
    nearest = FINE[energies(w, y).argmin(axis=1)]
    at = np.stack([w[0] * np.cos(nearest), w[1] * np.sin(nearest)], axis=-1)
    assert_allclose(pulls.at[:, 0], at, atol=1e-3)
    assert_allclose(pulls.pull[:, 0], 2 * (y - at), atol=2e-3)
    assert_allclose((pulls.pull**2).sum(axis=-1)[:, 0] / 4, told.free_energy(y), atol=1e-12)


def test_a_warm_pull_is_at_every_point_by_its_share(told):
    beta = 1.7
    pulls = told.pulls(beta)
    y, m = told.slice.y, len(told.latents)
    assert pulls.z.shape == pulls.share.shape == (len(y), m)
    assert_allclose(pulls.at, np.broadcast_to(told.manifold, (len(y), m, 2)), rtol=1e-14)
    weights = np.exp(-beta * (told.energy_table - told.energy_table.min(axis=1, keepdims=True)))
    assert_allclose(pulls.share, weights / weights.sum(axis=1, keepdims=True), rtol=1e-9)
    assert_allclose(pulls.pull, 2 * pulls.share[..., None] * (y[:, None] - told.manifold))
    assert not pulls.pull.flags.writeable


def test_the_manifold_feels_all_samples(told):
    cold, warm = told.pulls(), told.pulls(told.story.learning.beta)
    at, pull = cold.felt
    assert_allclose(at + pull / 2, told.slice.y, atol=1e-12)
    at, pull = warm.felt
    assert_allclose(at, told.manifold, rtol=1e-14)
    assert_allclose(pull, sum(warm.pull), atol=1e-12)


def test_with_the_learned_weights_all_else_follows(lecture):
    end = lecture.learning.cold.weights[-1]
    trained = lecture.with_weights(end)
    assert_allclose(trained.weights, end, rtol=0)
    assert trained.free_energy([0.0, 0.0]) == pytest.approx(np.abs(end).min() ** 2)
    assert trained.story is lecture.story
    assert_allclose(lecture.weights, lecture.story.decoder.weights, rtol=0)
    assert_allclose(trained.learning.cold.weights[0], lecture.weights, rtol=0)


# --- The conditional model ------------------------------------------------------------------------


def test_the_conditional_model_goes_from_untrained_to_trained(told):
    model, steps = told.conditional, told.story.conditional.steps
    x = np.linspace(0, 1, 7)
    assert model.losses.shape == (steps + 1,)
    assert model.radii(x).shape == (7, 2)
    assert model.radii(0.5).shape == (2,)
    assert_allclose(model.radii(x), model.radii(x, steps), rtol=0)
    assert_allclose(model.radii(x, 0), perceptron(told, x), rtol=1e-12)
    assert model.losses[-1] < model.losses[0]
    assert model.distance() < model.distance(0)
    between = model.radii(x, 2.5)
    low, high = sorted((model.radii(x, 2), model.radii(x, 3)), key=lambda r: r.sum())
    assert np.abs(between - (low + high) / 2).max() < np.abs(high - low).max()


def perceptron(data, x):
    """f(x) of the first weights, drawn as the core says they are."""
    from lvebm_core import Predictor

    numbers = [
        p.detach().numpy()
        for p in Predictor(
            data.story.conditional.hidden, seed=data.story.conditional.seed
        ).parameters()
    ]
    half, values = len(numbers) // 2, np.asarray(x)[:, None]
    for k in range(half):
        values = values @ numbers[k].T + numbers[half + k]
        values = np.tanh(values) if k < half - 1 else values
    return values


def test_losses_are_the_mean_free_energy_of_the_samples(told):
    model = told.conditional
    assert model.x.shape == (told.story.conditional.samples,)
    for step in (0, 7, told.story.conditional.steps):
        pairs = zip(model.radii(model.x, step), model.y, strict=True)
        found = [free_energies(w, y[None], math.inf)[0] for w, y in pairs]
        assert model.losses[step] == pytest.approx(np.mean(found), abs=1e-5)


def test_in_the_lecture_the_model_becomes_the_horn(lecture):
    model, x = lecture.conditional, np.linspace(0, 1, 21)
    assert model.distance(0) > 1
    assert model.distance() < 0.1
    assert np.abs(model.radii(x) - lecture.radii(x)).max() < 0.15
    assert (model.radii(x) > 0).all()
    dots = np.stack([np.cos(FINE[::512]), np.sin(FINE[::512])], axis=-1)
    ours, true = (r[:, None] * dots for r in (model.radii(x), lecture.radii(x)))
    ring = lecture.radii(x)[:, None] * np.stack([np.cos(FINE), np.sin(FINE)], axis=-1)
    away = np.linalg.norm(ours[:, :, None] - ring[:, None], axis=-1).min(axis=-1).mean()
    assert model.distance() == pytest.approx(away, rel=0.25)  # of other places
    assert np.linalg.norm(ours - true, axis=-1).mean() >= away


def test_all_that_is_learned_is_float64_and_read_only(told):
    model = told.conditional
    arrays = [model.x, model.y, model.losses, model.radii(0.5)]
    for training in trainings(told):
        arrays += [training.weights, training.losses, training.free_energies]
    for array in arrays:
        assert array.dtype == np.float64
        assert np.isfinite(array).all()
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0


def learn_without_a_fault(data):
    """Nothing overflows, no loss of the decoder grows, and the pulls make the steps."""
    for training in trainings(data):
        assert np.isfinite(training.weights).all()
        rises = np.diff(training.losses).max()
        assert rises <= 1e-9 * (1 + np.abs(training.losses).max())
        assert np.isfinite(data.with_weights(training.weights[-1]).pulls(training.beta).pull).all()
    assert np.isfinite(data.conditional.losses).all()
    assert np.isfinite(data.conditional.radii([0.0, 0.5, 1.0], 1)).all()
    assert np.isfinite(data.conditional.distance())


@pytest.mark.parametrize("beta", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_stories_learn(name, beta):
    few = {"learning__steps": 5, "conditional__steps": 5, "conditional__samples": 40}
    learn_without_a_fault(changed(**ODD[name], **few, learning__beta=beta))


@pytest.mark.slow
@settings(max_examples=some(24), deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories())
def test_any_story_learns(story):
    learn_without_a_fault(StoryData(story))
