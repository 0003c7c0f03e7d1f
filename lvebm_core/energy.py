"""The energy E(y, y tilde), and the table of it for all pairs."""

from torch import Tensor

from lvebm_core.checks import check_latents, check_tensor
from lvebm_core.decoder import EllipseDecoder


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
    difference = y - y_tilde
    return (difference * difference).sum(dim=-1)


def energy_table(decoder: EllipseDecoder, y: Tensor, z: Tensor) -> Tensor:
    """Return E(y_i, g(z_j)) for all pairs: y (N, 2) and z (M,) to (N, M).

    Any leading dimensions of y are kept: (..., 2) to (..., M).
    """
    check_tensor(y, "y", last=2)
    check_latents(z)
    return energy(y.unsqueeze(-2), decoder(z.to(y)))
