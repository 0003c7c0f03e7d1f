"""The peak of the free energy inside the ellipse, and the inverse temperature at which it melts.

F_beta(y_1, y_2) is even in y_2, so that it has a peak or a valley at y_2 = 0 along every cut at
one y_1 (the notes show the one at 0, Atcold/NYU-DLSP20 docs/en/week15/15-2.md:97-103).
"""

import math

import torch
from torch import Tensor

from lvebm_core.checks import check_beta, check_number, check_tensor
from lvebm_core.decoder import EllipseDecoder
from lvebm_core.quadrature import blocks, valley_of

# A peak that melts at a beta 2**DOUBLINGS times the lowest that is possible is none.
DOUBLINGS = 40


def curvature_across(decoder: EllipseDecoder, y1: Tensor, *, beta: float) -> Tensor:
    """Return d2F_beta/dy_2^2 at (y_1, 0): negative where the cut at y_1 has a peak there.

    It is 2 - beta Var(dE/dy_2) under the posterior p(z | y), as that of any log-partition function.
    Here dE/dy_2 = 2 (y_2 - w_2 sin z), and the mean of sin z is 0, so that
    it is 2 - 4 beta w_2^2 <sin^2 z>.

    Parameters
    ----------
    decoder
        Its weights may be of any sign, or zero.
    y1
        Shape (...).
    beta
        Inverse temperature, > 0 and finite.

    Returns
    -------
    Tensor
        Shape (...), dtype and device of y1; no autograd graph.

    Raises
    ------
    ValueError
        Names the argument, its value and what is allowed.
    """
    check_tensor(y1, "y1")
    check_tensor(decoder.weights, "decoder.weights", last=2)
    if math.isinf(check_beta(beta)):
        raise ValueError(f"beta = {beta!r}: must be a finite number > 0")
    weights = decoder.weights.detach().to(y1)
    points = torch.stack((y1, torch.zeros_like(y1)), dim=-1).detach().reshape(-1, 2)
    curvature = points.new_empty(len(points))
    for block, quadrature in blocks(weights, points, beta):
        _, _, mean_cos_squared = quadrature.moments(valley_of(weights, points[block]))
        curvature[block] = 2 - 4 * (beta * weights[1] ** 2) * (1 - mean_cos_squared)
    return curvature.reshape(y1.shape)


def melting_beta(decoder: EllipseDecoder, y1: float) -> float:
    """Return the beta at which the peak of F_beta(y_1, y_2) at y_2 = 0 has just gone.

    F_beta bends down there as long as 2 beta w_2^2 <sin^2 z> > 1. So it is colder than
    1 / (2 w_2^2), and a peak if it is cold enough, for inside a convex set the distance to the
    boundary is concave.

    Parameters
    ----------
    decoder
        Its weights may be of any sign, or zero.
    y1
        Where the free energy is cut.

    Returns
    -------
    float
        math.inf where there is no peak: where the line does not go through the inside of the
        ellipse, or only so near to its tip that it takes a beta of 5e11 / w_2^2, or the ellipse is
        so flat that no float64 is cold enough.

    Raises
    ------
    ValueError
        Names the argument, its value and what is allowed.

    Examples
    --------
    >>> round(melting_beta(EllipseDecoder([1.0, 1.0]), 0.0), 9)
    1.0
    """
    from scipy.optimize import brentq  # slow to import, and only needed here

    at = torch.tensor(check_number(y1, "y1"), dtype=torch.float64)
    check_tensor(decoder.weights, "decoder.weights", last=2)
    w1, w2 = decoder.weights.detach().abs().tolist()
    if not (w2 > 0 and abs(y1) < w1):
        return math.inf

    def curvature(beta: float) -> float:
        return float(curvature_across(decoder, at, beta=beta))

    warm = 0.5 / w2 / w2 if w2 * w2 > 0 else math.inf
    for _ in range(DOUBLINGS):
        cold = 2 * warm
        if math.isinf(cold):
            break
        if curvature(cold) < 0:
            return float(brentq(curvature, warm, cold, rtol=1e-14))
        warm = cold
    return math.inf
