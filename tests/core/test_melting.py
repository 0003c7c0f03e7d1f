"""The peak of the free energy and the beta at which it melts, against Bessel functions."""

import math
import re

import pytest
import torch
from scipy.optimize import brentq
from scipy.special import ive

from lvebm_core import EllipseDecoder, curvature_across, free_energy, melting_beta
from tests.core.oracles import free_energy_by_trapezoid


@pytest.mark.parametrize("w", [(1.5, 0.4), (-0.4, 1.5), (2.0, -1.5), (3.0, 0.01), (0.01, 3.0)])
def test_at_the_centre_it_is_that_of_bessel_functions(w):
    """There E = C + D cos 2z, so that <cos 2z> = -I_1(beta D) / I_0(beta D)."""
    half_gap = (w[0] ** 2 - w[1] ** 2) / 2

    def excess(beta):
        mean_cos = -ive(1, beta * half_gap) / ive(0, beta * half_gap)
        return beta * w[1] ** 2 * (1 - mean_cos) - 1

    expected = brentq(excess, 0.4 / w[1] ** 2, 1e4 / w[1] ** 2, rtol=1e-14)
    assert melting_beta(EllipseDecoder(w), 0.0) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("y1", [1e-3, 0.1, -0.5, 0.9])
def test_in_a_circle_it_is_that_of_bessel_functions(y1):
    """There E = C - K cos z, so that <sin^2 z> = I_1(beta K) / (beta K I_0(beta K))."""
    pull = 2 * y1

    def excess(beta):
        return 2 / pull * ive(1, beta * pull) / ive(0, beta * pull) - 1

    expected = brentq(excess, 0.4, 1e5, rtol=1e-14)
    assert melting_beta(EllipseDecoder([1.0, 1.0]), y1) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("w", [(-1.5, 0.4), (0.8, -1.1), (1.0, 0.0), (0.0, 2.0)])
@pytest.mark.parametrize("y1", [0.0, 0.6, -3.0])
@pytest.mark.parametrize("beta", [0.1, 2.0, 20.0])
def test_the_curvature_is_the_second_difference_of_exact_free_energies(w, y1, beta):
    step = 1e-4
    low, middle, high = (free_energy_by_trapezoid(w, (y1, up), beta) for up in (-step, 0.0, step))
    found = curvature_across(EllipseDecoder(w), torch.tensor(y1, dtype=torch.float64), beta=beta)
    assert found.item() == pytest.approx((low - 2 * middle + high) / step**2, abs=2e-5)


def test_the_curvature_is_the_second_derivative_of_the_core_s_gradient():
    decoder = EllipseDecoder([-1.5, 0.4])
    y1 = torch.linspace(-2, 2, 9, dtype=torch.float64)
    step = 1e-5
    up = torch.full_like(y1, step, requires_grad=True)
    free = free_energy(decoder, torch.stack((y1, up), dim=-1), beta=5.0)
    (slope,) = torch.autograd.grad(free.sum(), up)
    found = curvature_across(decoder, y1, beta=5.0)
    torch.testing.assert_close(found, slope / step, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("w", [(-1.5, 0.4), (0.8, -1.1), (1.3, 1.3)])
@pytest.mark.parametrize("share", [0.0, 0.4, 0.8])
def test_colder_there_is_a_peak_and_warmer_a_valley(w, share):
    y1 = share * abs(w[0])
    melting = melting_beta(EllipseDecoder(w), y1)
    for factor, sign in ((1.01, 1), (10.0, 1), (0.99, -1), (0.01, -1)):
        middle, beside = (
            free_energy_by_trapezoid(w, (y1, y2), melting * factor) for y2 in (0.0, 0.02 * w[1])
        )
        assert sign * (middle - beside) > 0


@pytest.mark.parametrize(
    ("w", "y1"),
    [
        ((0.0, 0.0), 0.0),
        ((1.4, 0.0), 0.0),
        ((0.0, 1.4), 0.0),
        ((1.4, 1.0), 1.4),
        ((-1.4, 1.0), -3.0),
        ((1.4, 1.0), 1.4 * (1 - 1e-15)),
    ],
)
def test_without_an_inside_there_is_no_peak(w, y1):
    assert melting_beta(EllipseDecoder(w), y1) == math.inf


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (0,)])
def test_shapes_and_dtypes_follow_y1(dtype, shape):
    y1 = torch.rand(shape, dtype=dtype, generator=torch.Generator().manual_seed(0))
    found = curvature_across(EllipseDecoder([-1.5, 0.4]), y1, beta=3.0)
    assert (found.shape, found.dtype, found.requires_grad) == (shape, dtype, False)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda at: curvature_across(at, torch.tensor(math.nan), beta=1.0), "y1 = nan: must be"),
        (lambda at: curvature_across(at, torch.zeros(2), beta=math.inf), "beta = inf: must be a"),
        (lambda at: curvature_across(at, torch.zeros(2), beta=0), "beta = 0: must be a number > 0"),
        (lambda at: melting_beta(at, math.nan), "y1 = nan: must be a finite number"),
        (lambda at: melting_beta(at, "a"), "y1 = 'a': must be a finite number"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        call(EllipseDecoder([1.0, 1.0]))


@pytest.mark.parametrize("flat", [10.0**-k for k in (100, 148, 153, 154, 155, 162, 171, 320)])
def test_a_flat_ellipse_melts_where_float64_can_tell_it(flat):
    found = melting_beta(EllipseDecoder([-10.0, flat]), 0.0)
    # Near the flat ellipse's middle sin z is 1 for all that count, so 2 beta w_2^2 = 1.
    expected = 0.5 / flat / flat if flat > 1e-155 else math.inf
    assert found == pytest.approx(expected, rel=1e-6)
