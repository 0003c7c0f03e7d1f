"""The free energy at zero temperature and above it, its gradient in y, the posterior over z.

F_inf(y) = min_z E(y, g(z)), and F_beta(y) = -1/beta log(1/|Z| int_Z exp(-beta E) dz)
(Atcold/NYU-DLSP20 docs/en/week15/15-1.md:88-90, 15-2.md:39-43).
"""

import math
from typing import Any

import torch
from torch import Tensor

from lvebm_core.checks import check_beta, check_tensor
from lvebm_core.decoder import Decoder, align, rows_of
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


def posterior(decoder: Decoder, y: Tensor, z: Tensor, *, beta: float) -> Tensor:
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


def free_energy(decoder: Decoder, y: Tensor, *, beta: float = math.inf) -> Tensor:
    """Return F_beta(y), the integral over z, or F_inf(y) at beta = math.inf.

    float64 in: F_inf to rounding, F_beta within 1e-11 of max(1, |F|). Differentiable once by
    autograd, in y and in the decoder's weights. By the envelope theorem (J. M. Danskin, The Theory
    of Max-Min, 1967) the gradient of F_inf is that of E at a fixed z check, because there
    dE/dz = 0: dF_inf/dw = -2 (y - g(z check)) [cos z check, sin z check], each component its own.
    Where two z are equally near, on the medial axis, it is that of one of them. The gradient of
    F_beta is the mean of the same over p(z | y).

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
    >>> from lvebm_core import EllipseDecoder
    >>> y = torch.zeros(2, dtype=torch.float64)
    >>> free_energy(EllipseDecoder([-1.5, 0.5]), y).detach()
    tensor(0.2500, dtype=torch.float64)
    """
    weights, points, shape = align(decoder, y)
    free: Tensor = _FreeEnergy.apply(weights, points, check_beta(beta))  # type: ignore[no-untyped-call]
    return free.reshape(shape)


def free_energy_gradient(decoder: Decoder, y: Tensor, *, beta: float = math.inf) -> Tensor:
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
    weights, points, shape = align(decoder, y)
    beta = check_beta(beta)
    with torch.no_grad():
        gradient, _ = _gradients(weights.detach(), points.detach(), beta)
    return gradient.reshape(*shape, 2)


class _FreeEnergy(torch.autograd.Function):
    """F_beta(w, y) in blocks; the backward pass computes the posterior anew and keeps nothing."""

    @staticmethod
    def forward(ctx: Any, weights: Tensor, points: Tensor, beta: float) -> Tensor:
        ctx.save_for_backward(weights, points)
        ctx.beta = beta
        free = points.new_empty(points.shape[0])
        for block, quadrature in blocks(weights, points, beta):
            w, y = rows_of(weights, block), points[block]
            if quadrature.cold:
                free[block] = lowest_energy(w, y)
            else:
                valley = valley_of(w, y)
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
        up = upstream.unsqueeze(-1)
        return upstream @ in_weights if weights.ndim == 1 else up * in_weights, up * in_y, None


def _gradients(weights: Tensor, points: Tensor, beta: float) -> tuple[Tensor, Tensor]:
    """Return the posterior means of dE/dy = 2 (y - g) and of dE/dw, both (n, 2)."""
    in_y = torch.empty_like(points)
    in_weights = torch.empty_like(points)
    for block, quadrature in blocks(weights, points, beta):
        w, y = rows_of(weights, block), points[block]
        mean_cos, mean_sin, mean_cos_squared = quadrature.moments(valley_of(w, y))
        first = torch.stack((mean_cos, mean_sin), dim=-1)
        second = torch.stack((mean_cos_squared, 1 - mean_cos_squared), dim=-1)
        in_y[block] = 2 * (y - w * first)
        in_weights[block] = 2 * (w * second - y * first)
    return in_y, in_weights
