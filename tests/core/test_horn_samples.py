import math

import pytest
import torch
from scipy import stats

from lvebm_core import Horn


def test_radii_follow_the_formula_of_the_lecture():
    x = torch.linspace(0, 1, 7, dtype=torch.float64)
    for growth in (1.0, 2.0, -0.5):
        radii = Horn(alpha=1.2, beta=0.7, growth=growth).radii(x)
        for x_i, (rho_1, rho_2) in zip(x.tolist(), radii.tolist(), strict=True):
            scale = math.exp(growth * x_i)
            assert rho_1 == pytest.approx(scale * (1.2 * x_i + 0.7 * (1 - x_i)), rel=1e-15)
            assert rho_2 == pytest.approx(scale * (0.7 * x_i + 1.2 * (1 - x_i)), rel=1e-15)


def test_the_ellipse_is_horizontal_at_one_end_and_vertical_at_the_other():
    ends = Horn().radii(torch.tensor([0.0, 1.0], dtype=torch.float64))
    torch.testing.assert_close(ends[0], torch.tensor([2.0, 1.5], dtype=torch.float64))
    torch.testing.assert_close(ends[1], math.e * torch.tensor([1.5, 2.0], dtype=torch.float64))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_mean_broadcasts_and_lies_on_the_ellipse(dtype):
    x = torch.linspace(0, 1, 5, dtype=dtype).unsqueeze(1)
    theta = torch.linspace(0, 6, 9, dtype=dtype)
    mean = Horn().mean(x, theta)
    assert mean.shape == (5, 9, 2)
    assert mean.dtype == dtype
    on_circle = (mean / Horn().radii(x)).square().sum(dim=-1)
    torch.testing.assert_close(on_circle, torch.ones_like(on_circle))
    quarter = Horn().mean(torch.zeros((), dtype=dtype), torch.tensor(math.pi / 2, dtype=dtype))
    torch.testing.assert_close(quarter, torch.tensor([0.0, 1.5], dtype=dtype), atol=1e-6, rtol=0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_heights_lie_on_the_ellipse_and_end_at_its_tips(dtype):
    horn, x = Horn(), torch.linspace(0, 1, 5, dtype=dtype).unsqueeze(1)
    share = torch.linspace(-0.99, 0.99, 9, dtype=dtype)
    radii = horn.radii(x)
    heights = horn.heights(x, share * radii[..., 0])
    assert (heights.shape, heights.dtype) == ((5, 9, 2), dtype)
    assert torch.equal(heights[..., 0], -heights[..., 1])
    assert (heights[..., 1] > 0).all()
    on_circle = share**2 + (heights[..., 1] / radii[..., 1]) ** 2
    torch.testing.assert_close(on_circle, torch.ones_like(on_circle))
    tip = radii[:, 0, 0]
    assert (horn.heights(x[:, 0], tip) == 0).all()
    assert (horn.heights(x[:, 0], -tip) == 0).all()
    assert horn.heights(x[:, 0], 1.001 * tip).isnan().all()


def test_a_seed_is_one_draw_and_leaves_the_global_generator_alone():
    state = torch.get_rng_state()
    first, again, other = (Horn().sample(50, seed=seed) for seed in (3, 3, 4))
    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(first.y, again.y)
    assert not torch.equal(first.y, other.y)


def test_fixing_x_keeps_the_angles_and_the_noise():
    free = Horn().sample(24, seed=9)
    fixed = Horn().sample(24, seed=9, x=0.25)
    assert torch.equal(fixed.x, torch.full((24,), 0.25, dtype=torch.float64))
    assert torch.equal(free.theta, fixed.theta)
    noise = [samples.y - Horn().mean(samples.x, samples.theta) for samples in (free, fixed)]
    torch.testing.assert_close(*noise, atol=1e-14, rtol=0)


def test_samples_have_the_distributions_they_should():
    samples = Horn(noise_std=0.2).sample(20_000, seed=1)
    assert samples.x.shape == samples.theta.shape == (20_000,)
    assert samples.y.shape == (20_000, 2)
    assert samples.x.dtype == samples.theta.dtype == samples.y.dtype == torch.float64
    noise = samples.y - Horn().mean(samples.x, samples.theta)
    for values, law in [
        (samples.x, stats.uniform(0, 1)),
        (samples.theta, stats.uniform(0, 2 * math.pi)),
        (noise[:, 0], stats.norm(0, 0.2)),
        (noise[:, 1], stats.norm(0, 0.2)),
    ]:
        assert stats.kstest(values.numpy(), law.cdf).pvalue > 1e-3
    assert abs(stats.pearsonr(*noise.T.numpy()).statistic) < 0.03


def test_without_noise_samples_lie_on_the_horn():
    samples = Horn(noise_std=0).sample(100, seed=0)
    torch.testing.assert_close(samples.y, Horn().mean(samples.x, samples.theta), atol=0, rtol=0)
