import math

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special

from lvebm_core import (
    EllipseDecoder,
    Horn,
    free_energy,
    free_energy_gradient,
    infer,
    latent_grid,
    posterior,
    quadrature,
    soft_minimum,
)
from tests.core.oracles import (
    HARD_WEIGHTS,
    energies,
    free_energy_by_bessel,
    free_energy_by_quadrature,
    free_energy_by_trapezoid,
    hard_points,
    lowest_energy,
)

W = (-1.5, 0.4)
DECODER = EllipseDecoder(W)
WEIGHTS = [W, (0.4, 1.5), (2.0, 1.5), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0), (-3.0, 0.01)]
# The centre, both axes, a cusp of W's evolute and its neighbourhood, the manifold, far away.
SPOTS = [
    (0.0, 0.0),
    (0.0, 0.3),
    (0.7, 0.0),
    (-1.5 + 0.16 / 1.5, 0.0),
    (-1.5 + 0.16 / 1.5, 1e-7),
    (-1.39, 1e-3),
    (1.5, 0.0),
    (2.0, 0.1),
    (0.0, 1.5),
    (-6.0, 8.0),
    (10.0, -1e-5),
]
coordinate = st.floats(-7, 7)
weight = st.floats(-3, 3)
temperature = st.floats(-6, 6).map(lambda power: 10.0**power)


def points(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def value(w, y, beta=math.inf):
    return float(free_energy(EllipseDecoder(w), points(y), beta=beta).detach())


def within(found, expected, relative):
    return abs(found - expected) <= relative * max(1, abs(expected))


# F_inf


@pytest.mark.parametrize("w", HARD_WEIGHTS)
def test_f_inf_is_the_energy_of_exact_inference_to_the_bit(w):
    y = torch.from_numpy(hard_points(w))
    decoder = EllipseDecoder(w)
    assert torch.equal(free_energy(decoder, y), infer(decoder, y).energy)


@pytest.mark.parametrize("w", HARD_WEIGHTS)
def test_f_inf_is_the_minimum_at_every_hard_point(w):
    y = hard_points(w)
    found = free_energy(EllipseDecoder(w), torch.from_numpy(y)).detach().numpy()
    allowed = 1e-12 * (1 + (y**2).sum(axis=1))
    assert (np.abs(found - lowest_energy(w, y)) <= allowed).all()


def test_f_inf_of_a_circle_is_the_squared_distance_to_it():
    y = torch.from_numpy(hard_points((1.0, 1.0)))
    for w in ([2.0, 2.0], [-2.0, 2.0]):
        expected = (torch.hypot(*y.T) - 2) ** 2
        torch.testing.assert_close(
            free_energy(EllipseDecoder(w), y).detach(), expected, rtol=1e-14, atol=1e-14
        )


@settings(deadline=None)
@given(weight, weight)
def test_f_inf_at_the_centre_is_the_square_of_the_short_semi_axis(w1, w2):
    assert value((w1, w2), (0, 0)) == pytest.approx(min(w1**2, w2**2), rel=1e-15)


def test_f_inf_is_zero_on_the_manifold():
    y = DECODER(latent_grid(1000)).detach()
    assert (free_energy(DECODER, y) < 1e-30).all()


# F_beta against other ways to compute it


@pytest.mark.parametrize("w", WEIGHTS)
@pytest.mark.parametrize("beta", [1e-6, 1e-3, 1e-1, 1.0, 10.0])
@pytest.mark.slow
def test_f_beta_agrees_with_the_bessel_series(w, beta):
    for y in SPOTS[:9] if beta > 1 else SPOTS:
        assert within(value(w, y, beta), free_energy_by_bessel(w, y, beta), 1e-13)


@pytest.mark.parametrize("w", WEIGHTS)
@pytest.mark.parametrize("beta", [0.5, 30.0, 2e3])
def test_f_beta_agrees_with_scipys_quadrature(w, beta):
    for y in SPOTS[::2]:
        assert within(value(w, y, beta), free_energy_by_quadrature(w, y, beta), 1e-11)


@pytest.mark.parametrize("w", WEIGHTS)
@pytest.mark.parametrize("beta", [1e3, 2e4, 1e6])
def test_f_beta_in_the_cold_agrees_with_very_many_nodes(w, beta):
    for y in SPOTS:
        assert within(value(w, y, beta), free_energy_by_trapezoid(w, y, beta), 2e-12)


@settings(deadline=None, max_examples=60)
@given(weight, weight, coordinate, coordinate, temperature)
def test_f_beta_agrees_with_a_fine_grid(w1, w2, y1, y2, beta):
    expected = free_energy_by_trapezoid((w1, w2), (y1, y2), beta)
    assert within(value((w1, w2), (y1, y2), beta), expected, 1e-11)


@settings(deadline=None, max_examples=200)
@given(st.floats(0.01, 3), st.floats(0, 10), st.floats(0, 6.3), temperature)
def test_f_beta_of_a_circle_is_a_bessel_function(r, size, angle, beta):
    y = (size * math.cos(angle), size * math.sin(angle))
    assume(beta * r * size > 1e-3)  # below, the logarithm in this formula has no digits
    log_mean = math.log(special.ive(0, 2 * beta * r * size))
    expected = (math.hypot(*y) - r) ** 2 - log_mean / beta
    assert within(value((r, -r), y, beta), expected, 1e-11)


def test_f_beta_of_a_point_is_its_squared_distance():
    for beta in (1e-6, 1.0, 1e6):
        assert value((0.0, 0.0), (3.0, 4.0), beta) == pytest.approx(25, rel=1e-15)


# Bounds and limits


@settings(deadline=None, max_examples=200)
@given(weight, weight, coordinate, coordinate, temperature, st.integers(1, 200))
def test_the_soft_minimum_is_bounded_by_the_minimum(w1, w2, y1, y2, beta, n):
    z = latent_grid(n).numpy()
    e = torch.from_numpy(energies((w1, w2), [(y1, y2)], z)[0])
    lowest, soft = float(e.min()), float(soft_minimum(e, beta=beta))
    rounding = 1e-14 * (1 + float(e.max()))
    assert lowest - rounding <= soft <= lowest + math.log(n) / beta + rounding
    assert soft <= float(e.mean()) + rounding


@settings(deadline=None, max_examples=200)
@given(weight, weight, coordinate, coordinate, temperature, st.floats(1.01, 100))
@pytest.mark.slow
def test_f_grows_with_beta_down_to_the_minimum_from_the_mean(w1, w2, y1, y2, beta, factor):
    w, y = (w1, w2), (y1, y2)
    warm, cold, coldest = value(w, y, beta), value(w, y, beta * factor), value(w, y)
    mean = y1**2 + y2**2 + (w1**2 + w2**2) / 2
    rounding = 1e-11 * (1 + mean)
    # The mean of exp(-beta E) only grows by power (Jensen), so that F falls with beta.
    assert coldest - rounding <= cold <= warm + rounding
    assert warm <= mean + rounding


@settings(deadline=None)
@given(weight, weight, coordinate, coordinate)
def test_the_warm_limit_is_the_mean_energy(w1, w2, y1, y2):
    mean = y1**2 + y2**2 + (w1**2 + w2**2) / 2
    r2 = (2 * w1 * y1) ** 2 + (2 * w2 * y2) ** 2
    variance = (r2 + (w1**2 - w2**2) ** 2 / 4) / 2
    for beta in (1e-6, 1e-9, 1e-15, 1e-100):
        allowed = 1e-13 * (1 + mean) + beta**2 * (1 + mean) ** 3 * 10
        assert abs(value((w1, w2), (y1, y2), beta) - (mean - beta * variance / 2)) <= allowed


@settings(deadline=None)
@given(weight, weight, coordinate, coordinate)
@pytest.mark.slow
def test_the_cold_limit_is_the_minimum(w1, w2, y1, y2):
    for beta in (1e8, 1e12, 1e16, 1e20, 1e100, 1e300):
        gap = value((w1, w2), (y1, y2), beta) - value((w1, w2), (y1, y2))
        assert -1e-14 <= gap <= (20 + math.log(beta) / 2) / beta + 1e-13


def test_the_laplace_approximation_holds_in_a_steep_valley():
    y, beta = points((2.0, 0.1)), 1e6
    z = float(infer(DECODER, y).z)
    step = 1e-4
    left, middle, right = energies(W, y.numpy(), np.array([z - step, z, z + step]))[0]
    stiffness = (left - 2 * middle + right) / step**2
    laplace = math.log(2 * math.pi * beta * stiffness) / 2 / beta
    # -1/beta log of (1 / 2 pi) sqrt(2 pi / (beta E''))
    assert float(free_energy(DECODER, y, beta=beta).detach() - middle) == pytest.approx(
        laplace, rel=1e-5
    )


@settings(deadline=None)
@given(coordinate, coordinate, st.one_of(temperature, st.just(math.inf)))
def test_f_has_the_symmetry_of_the_ellipse(y1, y2, beta):
    expected = value(W, (y1, y2), beta)
    for w, y in [
        (W, (-y1, y2)),
        (W, (y1, -y2)),
        ((1.5, 0.4), (y1, y2)),
        ((0.4, 1.5), (y2, y1)),
    ]:
        assert within(value(w, y, beta), expected, 1e-11)


@pytest.mark.parametrize("beta", [1e-6, 0.1, 10.0, 1e4, 1e6, math.inf])
def test_f_scales_as_an_energy(beta):
    y = points(*SPOTS)
    small, large = EllipseDecoder([-1.5, 0.4]), EllipseDecoder([-3.0, 0.8])
    torch.testing.assert_close(
        4 * free_energy(small, y, beta=beta),
        free_energy(large, 2 * y, beta=beta / 4),
        rtol=1e-11,
        atol=1e-11,
    )


# Gradients


@pytest.mark.parametrize("beta", [1e-6, 0.3, 10.0, 1e3, 1e5, math.inf])
@pytest.mark.parametrize("w", [W, (1.0, 1.0), (0.7, -2.0)])
def test_autograd_agrees_with_finite_differences(w, beta):
    # Away from the medial axis, where F_inf has a crease.
    y = points((2.0, 0.1), (0.3, 1.5), (-0.9, -1.1), (1.2, -0.5)).requires_grad_()
    weights = points(w)[0].requires_grad_()

    def f(weights, y):
        decoder = EllipseDecoder(w)
        del decoder.weights
        decoder.weights = weights
        return free_energy(decoder, y, beta=beta)

    assert torch.autograd.gradcheck(f, (weights, y), eps=1e-5, atol=1e-7, rtol=1e-5)


@pytest.mark.parametrize("beta", [1e-6, 0.3, 10.0, 1e4, math.inf])
def test_the_gradient_is_what_autograd_gives(beta):
    y = torch.from_numpy(hard_points(W))
    y = y[(y.abs() <= 10).all(dim=1)].requires_grad_()
    free_energy(DECODER, y, beta=beta).sum().backward()
    torch.testing.assert_close(free_energy_gradient(DECODER, y, beta=beta), y.grad)


@pytest.mark.parametrize("w", HARD_WEIGHTS)
def test_the_cold_gradient_points_away_from_the_nearest_point(w):
    y = torch.from_numpy(hard_points(w))
    decoder = EllipseDecoder(w)
    expected = 2 * (y - decoder(infer(decoder, y).z).detach())
    found = free_energy_gradient(decoder, y)
    assert not found.requires_grad
    torch.testing.assert_close(found, expected, rtol=1e-14, atol=1e-13)


@settings(deadline=None, max_examples=100)
@given(weight, weight, coordinate, coordinate, st.floats(-6, 4).map(lambda power: 10.0**power))
def test_the_warm_gradient_is_a_posterior_mean(w1, w2, y1, y2, beta):
    z = np.arange(2**15) * (2 * np.pi / 2**15)
    e = energies((w1, w2), [(y1, y2)], z)[0]
    p = special.softmax(-beta * e)
    expected = [2 * (y1 - w1 * (p @ np.cos(z))), 2 * (y2 - w2 * (p @ np.sin(z)))]
    found = free_energy_gradient(EllipseDecoder([w1, w2]), points((y1, y2))[0], beta=beta)
    assert found.tolist() == pytest.approx(expected, abs=1e-10)


def test_the_gradient_of_the_parabola_is_linear():
    y = points(*SPOTS)
    torch.testing.assert_close(
        free_energy_gradient(DECODER, y, beta=1e-15), 2 * y, rtol=1e-13, atol=1e-13
    )


@pytest.mark.slow
def test_weights_learn_from_the_mean_free_energy():
    decoder = EllipseDecoder([-1.5, 0.4])
    y = Horn(noise_std=0.0).sample(200, seed=0, x=0.0).y
    optimiser = torch.optim.SGD(decoder.parameters(), lr=0.3)
    for _ in range(200):
        optimiser.zero_grad()
        free_energy(decoder, y).mean().backward()
        optimiser.step()
    assert decoder.weights.abs().tolist() == pytest.approx([2.0, 1.5], abs=1e-6)


def test_a_second_derivative_is_refused_not_wrong():
    y = points((2.0, 0.1)).requires_grad_()
    free = free_energy(DECODER, y, beta=2.0).sum()
    with pytest.raises(RuntimeError, match="differentiated once"):
        torch.autograd.grad(free, y, create_graph=True)


# Shapes, dtypes, blocks


@pytest.mark.parametrize("shape", [(), (0,), (7,), (3, 0), (2, 3)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("beta", [1e-5, 1.0, 1e6, math.inf])
def test_shapes_and_dtypes_follow_y(shape, dtype, beta):
    y = torch.randn(*shape, 2, dtype=dtype, generator=torch.Generator().manual_seed(0))
    y.requires_grad_()
    free = free_energy(DECODER, y, beta=beta)
    assert free.shape == shape
    assert free.dtype == dtype
    free.sum().backward()
    gradient = free_energy_gradient(DECODER, y, beta=beta)
    assert gradient.shape == y.grad.shape == y.shape
    assert gradient.dtype == dtype
    weights = posterior(DECODER, y, latent_grid(5), beta=beta)
    assert weights.shape == (*shape, 5)
    assert weights.dtype == dtype


@pytest.mark.parametrize("beta", [1e-3, 10.0, 1e5, math.inf])
def test_blocks_change_nothing(beta, monkeypatch):
    y = Horn().sample(500, seed=0).y.reshape(50, 10, 2)
    whole = free_energy(DECODER, y, beta=beta), free_energy_gradient(DECODER, y, beta=beta)
    monkeypatch.setattr(quadrature, "block_numbers", lambda device: 3000)
    cut = free_energy(DECODER, y, beta=beta), free_energy_gradient(DECODER, y, beta=beta)
    torch.testing.assert_close(cut, whole, atol=1e-13, rtol=0)


@pytest.mark.parametrize("beta", [3.0, 1e3, 1e4])
def test_leaving_out_empty_arcs_changes_nothing(beta, monkeypatch):
    y = points(*SPOTS)
    results = []
    for limit in (32, 10**6):
        monkeypatch.setattr(quadrature, "DENSE_NODES", limit)
        results.append(
            (free_energy(DECODER, y, beta=beta), free_energy_gradient(DECODER, y, beta=beta))
        )
    torch.testing.assert_close(results[0], results[1], atol=1e-11, rtol=1e-11)


@pytest.mark.parametrize("beta", [1e-6, 1e-2, 1.0, 1e2, 1e6, 1e30, math.inf])
def test_float32_is_as_good_as_float32_gets(beta):
    y = points(*SPOTS)
    found = free_energy(DECODER, y.float(), beta=beta).double()
    torch.testing.assert_close(found, free_energy(DECODER, y, beta=beta), rtol=3e-6, atol=3e-5)


def test_the_free_energy_is_the_same_alone_and_in_company():
    y = points(*SPOTS)
    for beta in (1e-3, 10.0, 1e5, 1e15):
        alone = torch.cat([free_energy(DECODER, row.unsqueeze(0), beta=beta) for row in y])
        torch.testing.assert_close(
            alone, free_energy(DECODER, y, beta=beta), rtol=1e-12, atol=1e-12
        )


@pytest.mark.parametrize("beta", [1e-3, 1.0, 1e4, 1e9])
def test_far_points_do_not_spoil_near_ones(beta):
    # Near the centre of a circle all z count, far away hardly any.
    decoder = EllipseDecoder([1.0, 1.0 - 1e-9])
    near = points((0.0, 0.0), (1e-6, 0.0), (0.3, 0.2), (0.0, -1e-9))
    far = points((1e7, 0.0), (0.0, 1e18), (-1e30, 1e3))
    together = free_energy(decoder, torch.cat((near, far)), beta=beta)
    torch.testing.assert_close(
        together[:4], free_energy(decoder, near, beta=beta), rtol=1e-13, atol=1e-13
    )
    torch.testing.assert_close(together[4:], free_energy(decoder, far), rtol=1e-10, atol=0)


def test_many_shallow_valleys_at_once_are_cut_up(monkeypatch):
    cusp = points((-1.5 + 0.16 / 1.5, 0.0)).expand(50, 2)
    monkeypatch.setattr(quadrature, "block_numbers", lambda device: 2000)
    found = free_energy(DECODER, cusp, beta=1e6)
    expected = free_energy_by_trapezoid(W, tuple(cusp[0].tolist()), 1e6)
    torch.testing.assert_close(found, torch.full_like(found, expected), rtol=0, atol=1e-12)


# The discrete soft minimum and the posterior


def test_soft_minimum_agrees_with_a_loop():
    e = torch.rand(4, 9, dtype=torch.float64, generator=torch.Generator().manual_seed(0)) * 5
    for beta in (0.1, 1.0, 20.0):
        for dim in (0, 1, -1):
            rows = e.T.tolist() if dim == 0 else e.tolist()
            slow = [-math.log(sum(math.exp(-beta * x) for x in r) / len(r)) / beta for r in rows]
            assert soft_minimum(e, beta=beta, dim=dim).tolist() == pytest.approx(slow, rel=1e-13)


def test_soft_minimum_keeps_its_digits_when_warm_and_does_not_overflow_when_cold():
    e = points((1.0, 2.0, 4.0))[0]
    mean, variance = 7 / 3, 14 / 9
    assert float(soft_minimum(e, beta=1e-8)) == pytest.approx(mean - 5e-9 * variance, abs=1e-15)
    assert float(soft_minimum(e * 1e6, beta=1e6)) == pytest.approx(1e6 + math.log(3) / 1e6)
    assert float(soft_minimum(e, beta=math.inf)) == 1
    assert float(soft_minimum(e, beta=1e300)) == 1
    assert float(soft_minimum(-e * 1e6, beta=1.0)) == pytest.approx(-4e6 + math.log(3))


def test_soft_minimum_can_be_differentiated_twice():
    e = points((1.0, 2.0, 4.0))[0].requires_grad_()
    assert torch.autograd.gradcheck(lambda e: soft_minimum(e, beta=1.3), (e,))
    assert torch.autograd.gradgradcheck(lambda e: soft_minimum(e, beta=1.3), (e,))
    (slope,) = torch.autograd.grad(soft_minimum(e, beta=1.3), e)
    torch.testing.assert_close(slope, torch.softmax(-1.3 * e.detach(), dim=0))


def test_the_soft_minimum_of_a_fine_grid_is_the_free_energy():
    y = Horn().sample(24, seed=0, x=0.0).y
    for beta in (0.01, 1.0, 50.0):
        table = torch.from_numpy(energies(W, y.numpy(), latent_grid(2000).numpy()))
        torch.testing.assert_close(
            soft_minimum(table, beta=beta),
            free_energy(DECODER, y, beta=beta).detach(),
            rtol=1e-12,
            atol=1e-12,
        )


@settings(deadline=None)
@given(weight, weight, coordinate, coordinate, temperature, st.integers(1, 100))
def test_the_posterior_is_a_distribution_that_favours_low_energies(w1, w2, y1, y2, beta, n):
    p = posterior(EllipseDecoder([w1, w2]), points((y1, y2)), latent_grid(n), beta=beta)
    assert float(p.detach().sum()) == pytest.approx(1, abs=1e-13)
    assert (p >= 0).all()
    e = energies((w1, w2), [(y1, y2)], latent_grid(n).numpy())
    np.testing.assert_allclose(p.detach(), special.softmax(-beta * e, axis=1), atol=1e-7)


def test_the_posterior_is_periodic_in_z():
    y, z = points(*SPOTS), latent_grid(48)
    p = posterior(DECODER, y, z, beta=3.0)
    torch.testing.assert_close(p, posterior(DECODER, y, z + 4 * math.pi, beta=3.0))


def test_the_posterior_at_zero_temperature_sits_on_the_nearest_latents():
    p = posterior(DECODER, points((2.0, 0.1), (0.0, 0.0)), latent_grid(4), beta=math.inf)
    assert p[0].tolist() == [0, 0, 1, 0]
    assert p[1].tolist() == [0, 0.5, 0, 0.5]


def test_the_posterior_is_the_slope_of_the_soft_minimum():
    table = torch.from_numpy(energies(W, np.array(SPOTS), latent_grid(30).numpy()))
    table.requires_grad_()
    soft_minimum(table, beta=2.5).sum().backward()
    p = posterior(DECODER, points(*SPOTS), latent_grid(30), beta=2.5)
    torch.testing.assert_close(table.grad, p.detach(), rtol=1e-12, atol=1e-14)
