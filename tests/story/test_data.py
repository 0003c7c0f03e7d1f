"""The oracles are formulas of the lecture written out by hand in NumPy."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scenes.story.data import StoryData
from scenes.story.parameters import load_story

OTHER = {
    "horn.alpha": "0.8",
    "horn.beta": "1.1",
    "horn.growth": "0.5",
    "horn.noise_std": "0.1",
    "horn.samples": "40",
    "horn.seed": "7",
    "slice.x": "0.3",
    "slice.samples": "9",
    "slice.seed": "5",
    "decoder.weights": "[0.7, -1.2]",
    "decoder.latents": "16",
    "picks.energy": "4",
    "picks.one_valley": "1",
    "picks.two_valleys": "9",
}


@pytest.fixture(params=["lecture", "other"])
def told(request, lecture, tell):
    """Return the lecture's data, and then another story's."""
    return lecture if request.param == "lecture" else tell(OTHER)


def radii(story, x):
    a, b = story.horn.alpha, story.horn.beta
    grown = np.exp(story.horn.growth * np.asarray(x))
    return np.stack([grown * (a * x + b * (1 - x)), grown * (b * x + a * (1 - x))], axis=-1)


def decoded(weights, z):
    return np.stack([weights[0] * np.cos(z), weights[1] * np.sin(z)], axis=-1)


def test_radii_follow_the_formula(told):
    x = np.linspace(0, 1, 7)
    assert_allclose(told.radii(x), radii(told.story, x), rtol=1e-14)
    assert told.radii(0.5).shape == (2,)


def test_radii_of_the_lecture(lecture):
    assert_allclose(lecture.radii([0.0, 1.0]), [[2, 1.5], [1.5 * math.e, 2 * math.e]], rtol=1e-15)


def test_horn_mean_is_the_point_of_the_ellipse(told):
    x, theta = np.linspace(0, 1, 5)[:, None], np.linspace(0, 6, 4)
    rho = radii(told.story, x)
    expected = rho * np.stack([np.cos(theta), np.sin(theta)], axis=-1)
    assert_allclose(told.horn_mean(x, theta), expected, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("name", ["horn", "slice"])
def test_samples_are_the_mean_and_a_noise_of_the_right_size(told, name):
    samples = getattr(told, name)
    section = getattr(told.story, name)
    n = section.samples
    assert samples.x.shape == samples.theta.shape == (n,)
    assert samples.y.shape == (n, 2)
    mean = radii(told.story, samples.x) * np.stack(
        [np.cos(samples.theta), np.sin(samples.theta)], axis=-1
    )
    scores = (samples.y - mean) / told.story.horn.noise_std
    assert 0.6 < scores.std() < 1.4
    assert np.abs(scores).max() < 5
    assert ((samples.theta >= 0) & (samples.theta < 2 * np.pi)).all()


def test_the_exponential_grows_at_the_storys_rate(told):
    x = np.linspace(0, 1, 5)
    assert_allclose(told.exponential(x), np.exp(told.story.horn.growth * x), rtol=1e-14)


def test_the_envelope_is_closed_ellipses_of_the_radii(told):
    x, y = told.envelope(5, 9)
    assert_allclose(x, [0, 0.25, 0.5, 0.75, 1])
    assert y.shape == (5, 9, 2)
    assert_allclose(y[:, 0], y[:, -1], atol=1e-12)
    assert_allclose(y[:, 0, 0], radii(told.story, x)[:, 0], rtol=1e-12)
    assert_allclose(y[:, 2, 1], radii(told.story, x)[:, 1], rtol=1e-12)


def test_the_horn_covers_every_x_and_the_slice_one(told):
    assert told.horn.x.min() >= 0
    assert told.horn.x.max() < 1
    assert np.ptp(told.horn.x) > 0.7
    assert (told.slice.x == told.story.slice.x).all()


def test_without_noise_samples_lie_on_the_ellipse(tell):
    data = tell({"horn.noise_std": "0"})
    assert_allclose((data.slice.y / [2, 1.5]) ** 2 @ [1, 1], 1, rtol=1e-12)


def test_the_seed_keeps_the_rule_of_the_story(lecture):
    """The rule stands in a comment of story.toml."""
    assert np.linalg.norm(lecture.pick(23) - [2, 0.1]) < 0.1
    assert np.linalg.norm(lecture.pick(10) - [0, 1.5]) < 0.1
    assert lecture.energy_table.min() >= 0
    assert lecture.energy_table.max() < 13


def test_the_seed_makes_a_picture_without_holes_or_clumps(lecture):
    y, theta = lecture.slice.y, np.sort(lecture.slice.theta)
    gaps = np.diff(theta, append=theta[0] + 2 * np.pi)
    assert gaps.max() < 0.6
    apart = np.linalg.norm(y[:, None] - y[None], axis=-1)[np.triu_indices(len(y), 1)]
    assert apart.min() > 0.12


def test_energies_are_near_those_counted_in_boxes(lecture):
    turn = np.array([0, 0.5, 1, 1.5]) * np.pi
    one, two = lecture.energies([lecture.pick(23), lecture.pick(10)], turn)
    assert_allclose(one[[0, 2]], [12.25, 0.25], atol=0.1)
    assert_allclose(two, [4.5, 1.21, 4.5, 3.61], atol=0.3)


def test_picks_are_counted_from_one(lecture):
    assert_allclose(lecture.pick(1), lecture.slice.y[0], rtol=0)
    assert_allclose(lecture.pick(24), lecture.slice.y[-1], rtol=0)
    for i in (0, -1, 25):
        with pytest.raises(ValueError, match=f"pick {i}: must be from 1 to 24"):
            lecture.pick(i)


def test_latents_stop_short_of_a_full_turn(told):
    n = told.story.decoder.latents
    assert_allclose(told.latents, [2 * math.pi * j / n for j in range(n)], rtol=1e-15)


def test_the_manifold_is_the_decoder_s_formula(told):
    assert_allclose(told.weights, told.story.decoder.weights, rtol=0)
    expected = decoded(told.story.decoder.weights, told.latents)
    assert_allclose(told.manifold, expected, rtol=1e-15, atol=1e-16)


def test_decode_takes_other_weights_and_any_shape(lecture):
    z = np.linspace(-3, 9, 6).reshape(2, 3)
    assert_allclose(lecture.decode(z, [2.0, -3.0]), decoded((2, -3), z), rtol=1e-14)
    assert lecture.decode(1.0).shape == (2,)
    assert lecture.decode(1, weights=(1, 2)).shape == (2,)


def test_energies_are_squared_distances(told):
    table = told.energy_table
    for i, y in enumerate(told.slice.y):
        for j, z in enumerate(told.latents):
            g = decoded(told.story.decoder.weights, z)
            assert math.isclose(table[i, j], (y[0] - g[0]) ** 2 + (y[1] - g[1]) ** 2, rel_tol=1e-12)
    assert_allclose(told.energies(told.slice.y, told.latents), table, rtol=0)
    assert_allclose(told.energy(told.slice.y[:, None], told.latents), table, rtol=1e-14)
    assert told.energy(told.slice.y[0], 1.0).shape == ()


def test_inference_agrees_with_a_fine_search(told):
    z = np.linspace(0, 2 * np.pi, 200_001)
    for y in told.slice.y[:5]:
        fine = ((y - decoded(told.story.decoder.weights, z)) ** 2).sum(axis=-1)
        found = told.infer(y)
        assert found.path is None
        assert_allclose(found.energy, fine.min(), atol=1e-8)
        assert_allclose(told.free_energy(y), fine.min(), atol=1e-8)
        turns = (found.z - z[fine.argmin()]) / (2 * np.pi)
        assert abs(turns - round(turns)) < 1e-3


def test_exhaustive_inference_searches_the_story_s_grid(told):
    found = told.infer(told.slice.y, method="exhaustive")
    assert_allclose(found.energy, told.energy_table.min(axis=1), rtol=1e-14)
    assert np.isin(found.z.round(12), told.latents.round(12)).all()


def test_an_optimiser_s_path_starts_where_it_is_told_and_goes_down(lecture):
    found = lecture.infer(lecture.pick(10), method="gradient", z0=4.0)
    assert_allclose(found.path.z[0], 4.0)
    assert_allclose(found.path.energy, lecture.energy(lecture.pick(10), found.path.z), rtol=1e-12)
    assert (np.diff(found.path.energy) <= 1e-12).all()
    assert_allclose(found.path.energy[-1], found.energy)


def test_free_energy_at_finite_beta_and_the_posterior(lecture):
    y, beta = lecture.pick(10), 2.0
    z = np.linspace(0, 2 * np.pi, 4096, endpoint=False)
    weights = np.exp(-beta * ((y - decoded((-1.5, 0.4), z)) ** 2).sum(axis=-1))
    assert_allclose(lecture.free_energy(y, beta), -np.log(weights.mean()) / beta, rtol=1e-10)
    density = weights / (weights.mean() * 2 * np.pi)
    posterior = lecture.posterior(y, z, beta)
    assert_allclose(posterior / posterior[0], density / density[0], rtol=1e-9)


def test_all_that_is_drawn_is_float64_and_read_only(told):
    y, z = told.slice.y, told.latents
    path = told.infer(y[0], method="cg", z0=1.0).path
    arrays = [y, z, told.slice.x, told.slice.theta, told.horn.x, told.horn.theta, told.horn.y]
    arrays += [told.weights, told.manifold, told.energy_table, told.pick(1), told.radii(z / 7)]
    arrays += [told.decode(z), told.energy(y, 0.5), told.energies(y, z), told.horn_mean(0, z)]
    arrays += [told.free_energy(y), told.posterior(y, z, 1.0), told.infer(y).z, path.z, path.energy]
    for array in arrays:
        assert type(array) is np.ndarray
        assert array.dtype == np.float64
        assert np.isfinite(array).all()
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0


def test_the_same_story_gives_the_same_data(write_story):
    file = write_story(OTHER)
    first, second = StoryData(load_story(file)), StoryData(load_story(file))
    assert (first.slice.y == second.slice.y).all()
    assert (first.horn.y == second.horn.y).all()


def test_the_locations_cover_the_plane_row_by_row(lecture):
    at = lecture.locations
    assert at.shape == (17, 25, 2)
    np.testing.assert_array_equal(at[0, 0], [-3, -2])
    np.testing.assert_array_equal(at[-1, -1], [3, 2])
    np.testing.assert_array_equal(at[4, :3], [[-3, -1], [-2.75, -1], [-2.5, -1]])


@pytest.mark.parametrize("beta", [0.3, 8.0, math.inf])
def test_the_gradient_of_the_free_energy_is_its_slope(lecture, beta):
    y, step = np.array([[0.7, -1.1], [-2.4, 0.2]]), 1e-5
    around = y[:, None, None] + step * np.array([[[1, 0], [-1, 0]], [[0, 1], [0, -1]]])
    ahead, behind = np.moveaxis(lecture.free_energy(around, beta), -1, 0)
    slope = (ahead - behind) / (2 * step)
    np.testing.assert_allclose(lecture.free_energy_gradient(y, beta), slope, atol=1e-7)


def test_the_mean_energy_is_a_parabola(told):
    w = np.array(told.story.decoder.weights)
    y = np.stack(np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 3)), axis=-1)
    expected = (y**2).sum(axis=-1) + (w**2).sum() / 2
    assert_allclose(told.mean_energy(y), expected, rtol=1e-12)
    assert told.mean_energy([0.5, 0.5]).shape == ()


def test_importance_is_the_posterior_measured_by_its_largest(told):
    y = told.pick(1)
    for beta in (0.1, 2.0, 50.0):
        posterior = told.posterior(y, told.latents, beta)
        share = told.importance(y, told.latents, beta)
        assert_allclose(share, posterior / posterior.max(), rtol=1e-9, atol=1e-300)
        assert not share.flags.writeable


def test_in_the_cold_all_of_the_best_latents_count(lecture, tell):
    counted = lecture.importance([0.0, 0.0], lecture.latents, math.inf)
    assert np.flatnonzero(counted).tolist() == [12, 36]
    assert set(counted) == {0.0, 1.0}
    assert lecture.importance(lecture.pick(23), lecture.latents, math.inf).sum() == 1
    round_one = tell({"decoder.weights": "[0.7, 0.7]"})
    assert (round_one.importance([0.0, 0.0], round_one.latents, math.inf) == 1).all()


@pytest.mark.parametrize("least", [1, 96, 97, 192])
def test_a_curve_goes_through_all_latents_of_the_grid(told, least):
    z = told.curve_latents(least)
    assert len(z) > least
    np.testing.assert_allclose(np.diff(z), 2 * math.pi / (len(z) - 1))
    assert (z[0], z[-1]) == (0, 2 * math.pi)
    apart = np.abs(told.latents[:, None] - z).min(axis=1)
    np.testing.assert_allclose(apart, 0, atol=1e-12)
