import math

import pytest
import torch

from lvebm_core import EllipseDecoder, latent_grid


@pytest.mark.parametrize("n", [1, 2, 48, 1001])
def test_latents_start_at_zero_and_exclude_a_whole_turn(n):
    z = latent_grid(n)
    assert z.tolist() == pytest.approx([i * 2 * math.pi / n for i in range(n)], abs=1e-14)
    assert z[0] == 0
    assert z[-1] < 2 * math.pi
    assert z.dtype == torch.float64


def test_the_lecture_has_48_latents_a_24th_of_pi_apart():
    z = latent_grid()
    assert z.shape == (48,)
    torch.testing.assert_close(z.diff(), torch.full((47,), math.pi / 24, dtype=torch.float64))


def test_decoder_agrees_with_a_loop():
    decoder = EllipseDecoder([-1.5, 0.4])
    z = torch.linspace(-7, 7, 30, dtype=torch.float64).reshape(5, 6)
    y_tilde = decoder(z)
    assert y_tilde.shape == (5, 6, 2)
    pairs = zip(z.flatten().tolist(), y_tilde.reshape(-1, 2).tolist(), strict=True)
    for z_i, (first, second) in pairs:
        assert first == pytest.approx(-1.5 * math.cos(z_i), abs=1e-15)
        assert second == pytest.approx(0.4 * math.sin(z_i), abs=1e-15)


def test_the_lectures_decoder_starts_at_the_left_tip_and_runs_clockwise():
    left, top, right, bottom = EllipseDecoder([-1.5, 0.4])(latent_grid(4)).tolist()
    assert left == pytest.approx([-1.5, 0], abs=1e-15)
    assert top == pytest.approx([0, 0.4], abs=1e-15)
    assert right == pytest.approx([1.5, 0], abs=1e-15)
    assert bottom == pytest.approx([0, -0.4], abs=1e-15)


def test_decoder_follows_the_dtype_of_its_input_and_learns():
    decoder = EllipseDecoder(torch.tensor([2.0, 1.0]))
    assert decoder.weights.dtype == torch.float32
    assert decoder(torch.zeros(3, dtype=torch.float64)).dtype == torch.float64
    assert [name for name, _ in decoder.named_parameters()] == ["weights"]
    decoder(torch.zeros(3)).sum().backward()
    assert decoder.weights.grad.tolist() == [3, 0]


def test_decoder_keeps_its_own_copy_of_the_weights():
    weights = torch.tensor([2.0, 1.0], dtype=torch.float64)
    decoder = EllipseDecoder(weights)
    weights.zero_()
    assert decoder.weights.tolist() == [2, 1]
