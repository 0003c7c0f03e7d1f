"""The free energy at zero temperature and above it, its gradient in y, the posterior over z.

F_inf(y) = min_z E(y, g(z)), and F_beta(y) = -1/beta log(1/|Z| int_Z exp(-beta E) dz)
(Atcold/NYU-DLSP20 docs/en/week15/15-1.md:88-90, 15-2.md:39-43).
"""

import math
from typing import Any

import torch
from torch import Tensor

from lvebm_core.checks import check_beta, check_tensor
from lvebm_core.decoder import EllipseDecoder
from lvebm_core.energy import energy_table
from lvebm_core.inference import lowest_energy
from lvebm_core.quadrature import blocks, valley_of


def soft_minimum(energies: Tensor, *, beta: float, dim: int = -1) -> Tensor:
    """Return -1/beta log(1/N sum_i exp(-beta E_i)), the minimum at beta = math.inf.

    The lecture's "actual soft-min" (Atcold/NYU-DLSP20 docs/en/week15/15-2.md:97-103): a mean,
    not a sum, so that F_inf <= soft-min <= F_inf + log(N) / beta, and beta -> 0 gives the mean.

    Parameters
    ----------
    energies
        Any shape, N along `dim`.
    beta
        Inverse temperature, > 0.
    dim
        The dimension to reduce.

    Returns
    -------
    Tensor
        The shape of `energies` without `dim`.

    Examples
    --------
    >>> soft_minimum(torch.tensor([1.0, 2.0], dtype=torch.float64), beta=math.inf)
    tensor(1., dtype=torch.float64)
    """
    check_tensor(energies, "energies")
    beta = check_beta(beta)
    if not -energies.ndim <= dim < energies.ndim:
        raise ValueError(f"dim = {dim!r}: must be a dimension of shape {tuple(energies.shape)}")
    if energies.shape[dim] < 1:
        raise ValueError(f"energies.shape = {tuple(energies.shape)}: dimension {dim} is empty")
    lowest = energies.amin(dim=dim, keepdim=True)
    if beta > torch.finfo(energies.dtype).max:
        return lowest.squeeze(dim)
    lowest = lowest.detach()
    # log(mean exp) through expm1 and log1p keeps its digits as beta -> 0, logsumexp does not.
    mean = torch.expm1(-beta * (energies - lowest)).mean(dim=dim)
    return lowest.squeeze(dim) - torch.log1p(mean) / beta


def posterior(decoder: EllipseDecoder, y: Tensor, z: Tensor, *, beta: float) -> Tensor:
    """Return p(z_j | y) = exp(-beta E(y, g(z_j))) / sum_k exp(-beta E(y, g(z_k))).

    The weights that say which z matter (Atcold/NYU-DLSP20 docs/en/week15/15-2.md:51-85).

    Parameters
    ----------
    decoder
        Of z.
    y
        Shape (..., 2).
    z
        Shape (M,).
    beta
        Inverse temperature, > 0; at math.inf the lowest energies share the whole weight.

    Returns
    -------
    Tensor
        Shape (..., M); sums to 1 over M.
    """
    beta = check_beta(beta)
    energies = energy_table(decoder, y, z)
    lowest = energies.amin(dim=-1, keepdim=True)
    if beta > torch.finfo(y.dtype).max:
        nearest = (energies == lowest).to(y.dtype)
        return nearest / nearest.sum(dim=-1, keepdim=True)
    return torch.softmax(-beta * (energies - lowest.detach()), dim=-1)


def free_energy(decoder: EllipseDecoder, y: Tensor, *, beta: float = math.inf) -> Tensor:
    """Return F_beta(y), the integral over z, or F_inf(y) at beta = math.inf.

    float64 in: F_inf to rounding, F_beta within 1e-11 of max(1, |F|). Differentiable once by
    autograd, in y and in the decoder's weights; F_inf by the envelope theorem, so that on the
    medial axis, where two z are equally near, the gradient is that of one of them.

    Parameters
    ----------
    decoder
        Its weights may be of any sign, or zero.
    y
        Shape (..., 2). A large field is worked through in blocks.
    beta
        Inverse temperature, > 0.

    Returns
    -------
    Tensor
        Shape (...), dtype and device of y.

    Raises
    ------
    ValueError
        Names the argument, its value and what is allowed.

    Examples
    --------
    >>> y = torch.zeros(2, dtype=torch.float64)
    >>> free_energy(EllipseDecoder([-1.5, 0.5]), y).detach()
    tensor(0.2500, dtype=torch.float64)
    """
    weights = _check(decoder, y)
    free: Tensor = _FreeEnergy.apply(weights, y.reshape(-1, 2), check_beta(beta))  # type: ignore[no-untyped-call]
    return free.reshape(y.shape[:-1])


def free_energy_gradient(decoder: EllipseDecoder, y: Tensor, *, beta: float = math.inf) -> Tensor:
    """Return dF/dy: 2 (y - g(z check)) at beta = math.inf, else its mean under p(z | y).

    Parameters
    ----------
    decoder, y, beta
        As for `free_energy`.

    Returns
    -------
    Tensor
        Shape (..., 2); no autograd graph.
    """
    weights = _check(decoder, y)
    beta = check_beta(beta)
    with torch.no_grad():
        gradient, _ = _gradients(weights.detach(), y.detach().reshape(-1, 2), beta)
    return gradient.reshape(y.shape)


def _check(decoder: EllipseDecoder, y: Tensor) -> Tensor:
    check_tensor(y, "y", last=2)
    check_tensor(decoder.weights, "decoder.weights", last=2)
    return decoder.weights.to(y)


class _FreeEnergy(torch.autograd.Function):
    """F_beta(w, y) in blocks; the backward pass computes the posterior anew and keeps nothing."""

    @staticmethod
    def forward(ctx: Any, weights: Tensor, points: Tensor, beta: float) -> Tensor:
        ctx.save_for_backward(weights, points)
        ctx.beta = beta
        free = points.new_empty(points.shape[0])
        for block, quadrature in blocks(weights, points, beta):
            if quadrature.cold:
                free[block] = lowest_energy(weights, points[block])
            else:
                valley = valley_of(weights, points[block])
                free[block] = valley.lowest + quadrature.excess(valley)
        return free

    @staticmethod
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor | None, Tensor | None, None]:
        # Torch's own once_differentiable lets a second derivative pass, as zero.
        if torch.is_grad_enabled():
            raise RuntimeError(
                "free_energy can be differentiated once: call autograd without create_graph"
            )
        weights, points = ctx.saved_tensors
        in_y, in_weights = _gradients(weights, points, ctx.beta)
        return upstream @ in_weights, upstream.unsqueeze(-1) * in_y, None


def _gradients(weights: Tensor, points: Tensor, beta: float) -> tuple[Tensor, Tensor]:
    """Return the posterior means of dE/dy = 2 (y - g) and of dE/dw, both (n, 2)."""
    in_y = torch.empty_like(points)
    in_weights = torch.empty_like(points)
    for block, quadrature in blocks(weights, points, beta):
        y = points[block]
        mean_cos, mean_sin, mean_cos_squared = quadrature.moments(valley_of(weights, y))
        first = torch.stack((mean_cos, mean_sin), dim=-1)
        second = torch.stack((mean_cos_squared, 1 - mean_cos_squared), dim=-1)
        in_y[block] = 2 * (y - weights * first)
        in_weights[block] = 2 * (weights * second - y * first)
    return in_y, in_weights
