import math

import pytest
import torch

from lvebm_core import EllipseDecoder, energy, energy_table, latent_grid


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
