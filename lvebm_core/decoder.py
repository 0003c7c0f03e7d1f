"""The decoder g(z), an ellipse with two weights, many of them, and the grid of latents."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Ellipses:
    """Decoders side by side: g(z) = [w_1 cos z, w_2 sin z] with weights for each y of its own.

    Where a function takes a decoder and y (..., 2), the weights broadcast against y, and a
    gradient goes through to whatever the weights were computed from.

    Attributes
    ----------
    weights
        w, shape (..., 2).

    Examples
    --------
    >>> from lvebm_core import free_energy
    >>> circles = Ellipses(torch.tensor([[1.0, 1.0], [3.0, 3.0]]))
    >>> free_energy(circles, torch.tensor([2.0, 0.0]))
    tensor([1., 1.])
    """

    weights: Tensor

    def __post_init__(self) -> None:
        check_tensor(self.weights, "weights", last=2)

    def __call__(self, z: Tensor) -> Tensor:
        """Return y tilde: z (...) that broadcasts against the ellipses, to (..., 2)."""
        check_tensor(z, "z")
        return points_at(self.weights.to(z), z)


Decoder = EllipseDecoder | Ellipses
"""One ellipse for all y, or ellipses that broadcast against them."""


def align(decoder: Decoder, y: Tensor) -> tuple[Tensor, Tensor, torch.Size]:
    """Return weights and points row by row, and the shape that the rows had.

    Returns
    -------
    tuple
        w, shape (2,) if it is one ellipse or (n, 2), y (n, 2), and their common leading shape.

    Raises
    ------
    ValueError
        If one isn't finite, or they don't broadcast.
    """
    check_tensor(y, "y", last=2)
    check_tensor(decoder.weights, "decoder.weights", last=2)
    weights = decoder.weights.to(y)
    if weights.ndim == 1:
        return weights, y.reshape(-1, 2), y.shape[:-1]
    try:
        each, points = torch.broadcast_tensors(weights, y)  # type: ignore[no-untyped-call]
    except RuntimeError:
        raise ValueError(
            f"decoder.weights.shape = {tuple(weights.shape)}: must broadcast against "
            f"y.shape = {tuple(y.shape)}"
        ) from None
    return each.reshape(-1, 2), points.reshape(-1, 2), points.shape[:-1]


def rows_of(weights: Tensor, block: slice | Tensor) -> Tensor:
    """Return the weights of a block of rows: all of (2,), or those of (n, 2)."""
    return weights if weights.ndim == 1 else weights[block]
