"""Decoders side by side: each row must be what it is with its own ellipse alone."""

import math
import re

import pytest
import torch
from numpy.testing import assert_allclose

from lvebm_core import (
    EllipseDecoder,
    Ellipses,
    energy_table,
    free_energy,
    free_energy_gradient,
    infer,
    mean_energy,
    posterior,
)
from tests.core.oracles import HARD_WEIGHTS, hard_points

BETAS = [0.01, 2.0, 300.0, 1e5, math.inf]


def pairs(seed=0, n=60):
    """Weights and points of every kind, a row each: (n + ..., 2) twice."""
    generator = torch.Generator().manual_seed(seed)
    weights = torch.randn(n, 2, generator=generator, dtype=torch.float64)
    y = 2 * torch.randn(n, 2, generator=generator, dtype=torch.float64)
    hard = torch.tensor(HARD_WEIGHTS, dtype=torch.float64)
    weights = torch.cat((weights, hard, hard))
    of_hard = torch.tensor(hard_points((2.0, 1.5)))[:: len(hard_points((2.0, 1.5))) // 40]
    return weights, torch.cat((y, of_hard))[: len(weights)]


def alone(function, weights, y):
    """What each row gives with its own decoder, one call a row."""
    return torch.stack(
        [function(EllipseDecoder(w), one).detach() for w, one in zip(weights, y, strict=True)]
    )


@pytest.mark.parametrize("method", ["exact", "exhaustive", "gradient", "lbfgs"])
def test_inference(method):
    weights, y = pairs()
    if method == "lbfgs":
        weights, y = weights[:20], y[:20]
    found = infer(Ellipses(weights), y, method=method, max_steps=50)
    for name in ("z", "energy"):
        expected = alone(
            lambda d, one, name=name: getattr(infer(d, one, method=method, max_steps=50), name),
            weights,
            y,
        )
        assert_allclose(getattr(found, name), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("beta", BETAS)
def test_free_energy_and_its_gradients(beta):
    weights, y = pairs()
    free = free_energy(Ellipses(weights), y, beta=beta)
    expected = alone(lambda d, one: free_energy(d, one, beta=beta), weights, y)
    assert_allclose(free, expected, rtol=1e-11, atol=1e-11)
    slope = free_energy_gradient(Ellipses(weights), y, beta=beta)
    expected = alone(lambda d, one: free_energy_gradient(d, one, beta=beta), weights, y)
    assert_allclose(slope, expected, rtol=1e-8, atol=1e-7)

    w = weights.clone().requires_grad_()
    free_energy(Ellipses(w), y, beta=beta).sum().backward()
    for row, one, grad in zip(weights, y, w.grad, strict=True):
        decoder = EllipseDecoder(row)
        free_energy(decoder, one, beta=beta).backward()
        assert_allclose(grad, decoder.weights.grad, rtol=1e-8, atol=1e-7)


def test_tables_means_and_posteriors():
    weights, y = pairs()
    z = torch.linspace(0, 6, 7, dtype=torch.float64)
    assert_allclose(
        energy_table(Ellipses(weights), y, z), alone(lambda d, o: energy_table(d, o, z), weights, y)
    )
    assert_allclose(mean_energy(Ellipses(weights), y), alone(mean_energy, weights, y))
    assert_allclose(
        posterior(Ellipses(weights), y, z, beta=2.0),
        alone(lambda d, o: posterior(d, o, z, beta=2.0), weights, y),
    )
    points = Ellipses(weights)(y[:, 0])
    assert_allclose(points[:, 1], weights[:, 1] * y[:, 0].sin())


@pytest.mark.parametrize(
    ("of_weights", "of_y", "shape"),
    [((5, 1), (3,), (5, 3)), ((4,), (), (4,)), ((1,), (6,), (6,)), ((2, 3), (2, 3), (2, 3))],
)
def test_weights_and_points_broadcast(of_weights, of_y, shape):
    generator = torch.Generator().manual_seed(1)
    weights = torch.randn(*of_weights, 2, generator=generator, dtype=torch.float64)
    y = torch.randn(*of_y, 2, generator=generator, dtype=torch.float64)
    both = weights.expand(*shape, 2).reshape(-1, 2), y.expand(*shape, 2).reshape(-1, 2)
    for beta in (2.0, math.inf):
        found = free_energy(Ellipses(weights), y, beta=beta)
        expected = alone(lambda d, one, beta=beta: free_energy(d, one, beta=beta), *both)
        assert found.shape == shape
        assert_allclose(found.reshape(-1), expected, rtol=1e-12, atol=1e-13)
        assert free_energy_gradient(Ellipses(weights), y, beta=beta).shape == (*shape, 2)
    assert infer(Ellipses(weights), y).z.shape == shape
    assert infer(Ellipses(weights), y, method="gradient", z0=1.0).z.shape == shape
    wanted = weights.clone().requires_grad_()
    free_energy(Ellipses(wanted), y, beta=2.0).sum().backward()
    assert wanted.grad.shape == weights.shape


def test_a_field_is_cut_in_blocks(monkeypatch):
    weights, y = pairs(n=200)
    whole = [free_energy(Ellipses(weights), y, beta=b) for b in BETAS]
    z = infer(Ellipses(weights), y).z
    for module in ("quadrature", "inference"):
        monkeypatch.setattr(f"lvebm_core.{module}.block_numbers", lambda device: 700)
    for beta, expected in zip(BETAS, whole, strict=True):
        assert_allclose(free_energy(Ellipses(weights), y, beta=beta), expected, rtol=1e-10)
    assert torch.equal(infer(Ellipses(weights), y).z, z)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Ellipses([[1.0, 2.0]]), "weights is a list: must be a torch tensor"),
        (lambda: Ellipses(torch.zeros(3)), "weights.shape = (3,): the last dimension must have 2"),
        (
            lambda: free_energy(Ellipses(torch.zeros(3, 2)), torch.zeros(4, 2)),
            "decoder.weights.shape = (3, 2): must broadcast against y.shape = (4, 2)",
        ),
        (
            lambda: infer(Ellipses(torch.full((1, 2), math.nan)), torch.zeros(4, 2)),
            "weights[0, 0] = nan: must be finite",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        call()
