"""The energy E(y, y tilde), the table of it for all pairs, its mean, and its slope in z."""

from collections.abc import Sequence

from torch import Tensor

from lvebm_core.checks import check_latents, check_tensor
from lvebm_core.decoder import Decoder
from lvebm_core.ellipse import Real, point_at, points_at


def energy(y: Tensor, y_tilde: Tensor) -> Tensor:
    """Return E = (y_1 - y~_1)^2 + (y_2 - y~_2)^2, the squared Euclidean distance.

    The notes call it "Euclidean" (Atcold/NYU-DLSP20 docs/en/week15/15-1.md:126) and "quadratic"
    (:167); the formula, which is followed here, has the square.

    Parameters
    ----------
    y, y_tilde
        Shapes that broadcast to (..., 2).

    Returns
    -------
    Tensor
        Shape (...).
    """
    check_tensor(y, "y", last=2)
    check_tensor(y_tilde, "y_tilde", last=2)
    return _squared_distance(y.unbind(dim=-1), y_tilde.unbind(dim=-1))


def energy_table(decoder: Decoder, y: Tensor, z: Tensor) -> Tensor:
    """Return E(y_i, g(z_j)) for all pairs: y (N, 2) and z (M,) to (N, M).

    Any leading dimensions of y are kept: (..., 2) to (..., M).
    """
    check_tensor(y, "y", last=2)
    check_latents(z)
    return energy(y.unsqueeze(-2), points_at(decoder.weights.to(y).unsqueeze(-2), z.to(y)))


def mean_energy(decoder: Decoder, y: Tensor) -> Tensor:
    """Return the mean of E(y, g(z)) over all z, |y|^2 + (w_1^2 + w_2^2) / 2: y (..., 2) to (...).

    It's the limit of F_beta as beta -> 0 (Atcold/NYU-DLSP20 docs/en/week15/15-2.md:97-103): cosine
    and sine have mean 0, their squares 1/2.
    """
    check_tensor(y, "y", last=2)
    check_tensor(decoder.weights, "decoder.weights", last=2)
    return (y**2).sum(dim=-1) + (decoder.weights.to(y) ** 2).sum(dim=-1) / 2


# The same energy at (cos z, sin z), of both weights and both components of y: numbers, or tensors
# that broadcast.


def energy_at(w: Sequence[Real], y: Sequence[Real], cos: Real, sin: Real) -> Real:
    """Return E(y, g(z))."""
    return _squared_distance(y, point_at(w, cos, sin))


def slope_at(w: Sequence[Real], y: Sequence[Real], cos: Real, sin: Real) -> Real:
    """Return dE/dz = 2 (g - y) . dg/dz, written so that no digits go where |w_1| is near |w_2|."""
    (w1, w2), (y1, y2) = w, y
    return 2 * (w1 * y1 * sin - w2 * y2 * cos - (w1 - w2) * (w1 + w2) * sin * cos)


def curvature_at(w: Sequence[Real], y: Sequence[Real], cos: Real, sin: Real) -> Real:
    """Return d2E/dz2."""
    (w1, w2), (y1, y2) = w, y
    gap = (w1 - w2) * (w1 + w2)
    return 2 * (w1 * y1 * cos + w2 * y2 * sin - gap * (cos - sin) * (cos + sin))


def _squared_distance(y: Sequence[Real], g: Sequence[Real]) -> Real:
    return (y[0] - g[0]) ** 2 + (y[1] - g[1]) ** 2
