"""The decoder g(z), an ellipse with two weights, and the grid of latents it is fed."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from lvebm_core.checks import check_count, check_tensor
from lvebm_core.ellipse import points_at


def latent_grid(
    n: int = 48,
    *,
    dtype: torch.dtype = torch.float64,
    device: torch.device | str | None = None,
) -> Tensor:
    """Return n latents from 0 up to, not including, 2 pi: z_i = 2 pi i / n, shape (n,).

    Raises
    ------
    ValueError
        If n < 1.

    Examples
    --------
    >>> latent_grid(4) / math.pi
    tensor([0.0000, 0.5000, 1.0000, 1.5000], dtype=torch.float64)
    """
    check_count(n, "n")
    return torch.arange(n, dtype=dtype, device=device) * (2 * math.pi / n)


class EllipseDecoder(nn.Module):
    """g(z) = [w_1 cos z, w_2 sin z] (Atcold/NYU-DLSP20 docs/en/week15/15-1.md:43).

    Cosine and sine are prior knowledge; the two weights are all there is to learn.

    Parameters
    ----------
    weights
        w, shape (2,): a tensor, whose dtype and device are kept, or two numbers (float64).

    Raises
    ------
    ValueError
        If the weights are not two finite numbers.

    Examples
    --------
    >>> EllipseDecoder([-1.5, 0.4])(torch.tensor([0.0], dtype=torch.float64)).detach()
    tensor([[-1.5000,  0.0000]], dtype=torch.float64)
    """

    def __init__(self, weights: Tensor | Sequence[float]) -> None:
        super().__init__()
        if not isinstance(weights, Tensor):
            try:
                weights = torch.tensor(weights, dtype=torch.float64)
            except (TypeError, ValueError):
                raise ValueError(f"weights = {weights!r}: must be two finite numbers") from None
        check_tensor(weights, "weights", last=2)
        if weights.ndim != 1:
            raise ValueError(f"weights.shape = {tuple(weights.shape)}: must be (2,)")
        self.weights = nn.Parameter(weights.detach().clone())

    def forward(self, z: Tensor) -> Tensor:
        """Return y tilde = [w_1 cos z, w_2 sin z]: z (...) to (..., 2), dtype and device of z."""
        check_tensor(z, "z")
        return points_at(self.weights.to(z), z)
