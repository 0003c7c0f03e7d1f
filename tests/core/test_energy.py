import math

import mpmath
import pytest
import torch

from lvebm_core import EllipseDecoder, energy, energy_table, latent_grid, mean_energy
from lvebm_core.energy import curvature_at, energy_at, slope_at


def test_energy_is_zero_on_the_manifold():
    y = EllipseDecoder([-1.5, 0.4])(latent_grid()).detach()
    assert torch.equal(energy(y, y), torch.zeros(48, dtype=torch.float64))


def test_energy_is_the_square_of_a_distance():
    y, y_tilde = torch.tensor([2.0, 0.0]), torch.tensor([-1.5, 0.0])
    assert energy(y, y_tilde) == 12.25  # seven boxes of a half, squared
    assert energy(y.double(), y_tilde.double()).dtype == torch.float64


@pytest.mark.parametrize(
    ("left", "right", "shape"),
    [((2,), (2,), ()), ((5, 2), (2,), (5,)), ((4, 1, 2), (3, 2), (4, 3)), ((0, 2), (2,), (0,))],
)
def test_energy_broadcasts(left, right, shape):
    y, y_tilde = torch.randn(left, dtype=torch.float64), torch.randn(right, dtype=torch.float64)
    result = energy(y, y_tilde)
    assert result.shape == shape
    distance = torch.linalg.vector_norm(y - y_tilde, dim=-1)
    torch.testing.assert_close(result, distance**2)


def test_table_agrees_with_a_loop():
    decoder = EllipseDecoder([-1.5, 0.4])
    y = torch.randn(6, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    z = latent_grid(11)
    table = energy_table(decoder, y, z)
    assert table.shape == (6, 11)
    for row, (y1, y2) in zip(table.tolist(), y.tolist(), strict=True):
        for e, z_j in zip(row, z.tolist(), strict=True):
            slow = (y1 + 1.5 * math.cos(z_j)) ** 2 + (y2 - 0.4 * math.sin(z_j)) ** 2
            assert e == pytest.approx(slow, rel=1e-13)
    assert energy_table(decoder, y.reshape(2, 3, 2), z).shape == (2, 3, 11)
    assert energy_table(decoder, y[:0], z).shape == (0, 11)


@pytest.mark.parametrize("w", [(-1.5, 0.4), (1.0, 1.0), (0.0, 2.0), (0.0, 0.0)])
@pytest.mark.parametrize("shape", [(2,), (4, 2), (3, 0, 2), (2, 5, 2)])
def test_the_mean_is_that_of_many_z(w, shape):
    decoder = EllipseDecoder(w)
    y = torch.randn(shape, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    mean = mean_energy(decoder, y)
    assert mean.shape == shape[:-1]
    many = energy_table(decoder, y, latent_grid(1000)).mean(dim=-1)
    torch.testing.assert_close(mean, many, atol=1e-13, rtol=1e-13)
    assert mean_energy(decoder, y.float()).dtype == torch.float32


@pytest.mark.parametrize("w", [(-1.5, 0.4), (0.7, -1.3), (1.0, 1.0), (0.0, 2.0)])
def test_slope_and_curvature_are_autograd_s_on_tensors_and_on_numbers(w):
    z = torch.linspace(-1, 7, 23, dtype=torch.float64, requires_grad=True)
    y = torch.tensor([0.3, -1.1], dtype=torch.float64)
    decoder = EllipseDecoder(w)
    (slope,) = torch.autograd.grad(energy(y, decoder(z)).sum(), z, create_graph=True)
    (curvature,) = torch.autograd.grad(slope.sum(), z)
    weights, place = decoder.weights.detach().unbind(), y.unbind()
    found = [
        at(weights, place, torch.cos(z), torch.sin(z)) for at in (energy_at, slope_at, curvature_at)
    ]
    for ours, theirs in zip(found, (energy(y, decoder(z)), slope, curvature), strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-13, rtol=1e-13)
    for i, at in enumerate((energy_at, slope_at, curvature_at)):
        number = at(w, (0.3, -1.1), math.cos(z[4].item()), math.sin(z[4].item()))
        assert number == pytest.approx(found[i][4].item(), abs=1e-14)


def test_the_slope_keeps_its_digits_where_the_ellipse_is_nearly_a_circle():
    w, y, z = (1.5, 1.5 * (1 - 1e-12)), (3e-13, 1e-13), 0.7
    with mpmath.workdps(50):
        (w1, w2), (y1, y2) = map(mpmath.mpf, w), map(mpmath.mpf, y)
        cos, sin = mpmath.cos(z), mpmath.sin(z)
        expected = 2 * ((y1 - w1 * cos) * w1 * sin - (y2 - w2 * sin) * w2 * cos)
    assert slope_at(w, y, math.cos(z), math.sin(z)) == pytest.approx(float(expected), rel=1e-12)
