"""Bad input is one clear line: the argument, its value, what is allowed."""

import math
import re

import numpy as np
import pytest
import torch

from lvebm_core import (
    EllipseDecoder,
    Horn,
    curvature_across,
    energy,
    energy_table,
    free_energy,
    free_energy_gradient,
    highest_energy,
    infer,
    latent_grid,
    mean_energy,
    melting_beta,
    posterior,
    soft_minimum,
    stationary_points,
)

DECODER = EllipseDecoder([-1.5, 0.4])
Y = torch.zeros(3, 2, dtype=torch.float64)
Z = latent_grid(5)
NAN = torch.tensor([[0.0, 1.0], [math.nan, 0.0]], dtype=torch.float64)
INFINITE = torch.tensor([0.0, math.inf], dtype=torch.float64)
THREE = torch.zeros(4, 3, dtype=torch.float64)
SCALAR = torch.zeros((), dtype=torch.float64)

TAKES_Y = {
    "energy": lambda y: energy(y, Y[0]),
    "energy_table": lambda y: energy_table(DECODER, y, Z),
    "free_energy": lambda y: free_energy(DECODER, y),
    "free_energy at a beta": lambda y: free_energy(DECODER, y, beta=2.0),
    "free_energy_gradient": lambda y: free_energy_gradient(DECODER, y, beta=2.0),
    "posterior": lambda y: posterior(DECODER, y, Z, beta=2.0),
    "mean_energy": lambda y: mean_energy(DECODER, y),
    "stationary_points": lambda y: stationary_points(DECODER, y),
    "highest_energy": lambda y: highest_energy(DECODER, y),
    "infer": lambda y: infer(DECODER, y),
    "infer by cg": lambda y: infer(DECODER, y, method="cg", z0=1.0),
}
TAKES_BETA = {
    "soft_minimum": lambda beta: soft_minimum(Y, beta=beta),
    "posterior": lambda beta: posterior(DECODER, Y, Z, beta=beta),
    "free_energy": lambda beta: free_energy(DECODER, Y, beta=beta),
    "free_energy_gradient": lambda beta: free_energy_gradient(DECODER, Y, beta=beta),
    "curvature_across": lambda beta: curvature_across(DECODER, Y, beta=beta),
}
TAKES_N = {
    "n": lambda n: latent_grid(n),
    "n of a sample": lambda n: Horn().sample(n, seed=0),
    "grid": lambda n: infer(DECODER, Y, method="exhaustive", grid=n),
    "max_steps": lambda n: infer(DECODER, Y, method="gradient", max_steps=n),
}


@pytest.mark.parametrize("call", TAKES_Y.values(), ids=TAKES_Y.keys())
@pytest.mark.parametrize(
    ("y", "message"),
    [
        (NAN, "y[1, 0] = nan: must be finite"),
        (INFINITE, "y[1] = inf: must be finite"),
        (THREE, "y.shape = (4, 3): the last dimension must have 2 entries"),
        (SCALAR, "y.shape = (): the last dimension must have 2 entries"),
        (Y.long(), "y.dtype = torch.int64: must be torch.float32 or torch.float64"),
        (Y.half(), "y.dtype = torch.float16: must be torch.float32 or torch.float64"),
        ([0.0, 1.0], "y is a list: must be a torch tensor"),
        (np.zeros(2), "y is a ndarray: must be a torch tensor"),
    ],
)
def test_a_bad_y_is_named(call, y, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call(y)


@pytest.mark.parametrize("call", TAKES_BETA.values(), ids=TAKES_BETA.keys())
@pytest.mark.parametrize("beta", [0, 0.0, -1.0, -math.inf, math.nan, "hot", None])
def test_a_bad_beta_is_named(call, beta):
    message = f"beta = {beta!r}: must be a number > 0, or math.inf"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call(beta)


@pytest.mark.parametrize(("name", "call"), TAKES_N.items(), ids=TAKES_N.keys())
@pytest.mark.parametrize("n", [0, -3, 2.5, True, "many", None])
def test_a_bad_count_is_named(name, call, n):
    message = f"{name.split()[0]} = {n!r}: must be a whole number >= 1"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call(n)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: energy(Y, NAN), "y_tilde[1, 0] = nan: must be finite"),
        (lambda: energy(Y, THREE), "y_tilde.shape = (4, 3): the last"),
        (lambda: DECODER(torch.tensor([math.nan])), "z[0] = nan: must be finite"),
        (lambda: DECODER(torch.tensor(1)), "z.dtype = torch.int64"),
        (lambda: energy_table(DECODER, Y, Z[:0]), "z.shape = (0,): must be (M,) with M >= 1"),
        (lambda: energy_table(DECODER, Y, Y), "z.shape = (3, 2): must be (M,) with M >= 1"),
        (lambda: posterior(DECODER, Y, SCALAR, beta=1.0), "z.shape = (): must be (M,)"),
        (lambda: soft_minimum(NAN, beta=1.0), "energies[1, 0] = nan: must be finite"),
        (lambda: soft_minimum(Y, beta=1.0, dim=2), "dim = 2: must be a dimension of shape (3, 2)"),
        (lambda: soft_minimum(Y[:0], beta=1.0, dim=0), "energies.shape = (0, 2): dimension 0"),
        (lambda: soft_minimum(SCALAR, beta=1.0), "dim = -1: must be a dimension of shape ()"),
        (
            lambda: infer(DECODER, Y, method="magic"),
            "method = 'magic': must be one of exact, exhaustive, gradient, cg, lbfgs",
        ),
        (lambda: infer(DECODER, Y, method="cg", z0=math.nan), "z0 = nan: must be finite"),
        (lambda: infer(DECODER, Y, method="cg", z0="left"), "z0 = 'left': must be a number"),
        (lambda: infer(DECODER, Y, method="cg", z0=Z), "z0.shape = (5,): must broadcast to (3,)"),
        (lambda: EllipseDecoder([1.0]), "weights.shape = (1,): the last dimension must have 2"),
        (lambda: EllipseDecoder([[1.0, 2.0]]), "weights.shape = (1, 2): must be (2,)"),
        (lambda: EllipseDecoder([1.0, math.nan]), "weights[1] = nan: must be finite"),
        (lambda: EllipseDecoder("ab"), "weights = 'ab': must be two finite numbers"),
        (lambda: Horn(alpha=math.nan), "Horn.alpha = nan: must be a finite number >= 0"),
        (lambda: Horn(beta=-1.0), "Horn.beta = -1.0: must be a finite number >= 0"),
        (lambda: Horn(growth=math.inf), "Horn.growth = inf: must be a finite number"),
        (lambda: Horn(noise_std=-0.1), "Horn.noise_std = -0.1: must be a finite number >= 0"),
        (lambda: Horn(noise_std="loud"), "Horn.noise_std = 'loud': must be a finite number >= 0"),
        (lambda: Horn().radii(INFINITE), "x[1] = inf: must be finite"),
        (lambda: Horn().mean(SCALAR, NAN), "theta[1, 0] = nan: must be finite"),
        (lambda: Horn().sample(3, seed=-1), "seed = -1: must be a whole number"),
        (lambda: Horn().sample(3, seed=0.5), "seed = 0.5: must be a whole number"),
        (lambda: Horn().sample(3, seed=0, x=2.0), "x = 2.0: must be in [0, 1]"),
        (lambda: Horn().sample(3, seed=0, x=math.nan), "x = nan: must be a finite number"),
    ],
)
def test_the_rest_of_the_bad_inputs(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}") as caught:
        call()
    assert "\n" not in str(caught.value)


def test_weights_that_learning_has_driven_to_nan_are_named():
    decoder = EllipseDecoder([1.0, 1.0])
    with torch.no_grad():
        decoder.weights[0] = math.nan
    for call in (
        free_energy,
        free_energy_gradient,
        highest_energy,
        infer,
        mean_energy,
        stationary_points,
        lambda decoder, _: melting_beta(decoder, 0.0),
    ):
        with pytest.raises(ValueError, match=r"^decoder\.weights\[0\] = nan: must be finite$"):
            call(decoder, Y)
