"""An ellipse round the origin: its points, and how high it is."""

from collections.abc import Sequence
from typing import TypeVar

import torch
from torch import Tensor

Real = TypeVar("Real", float, Tensor)
"""The formulas take plain numbers, as SciPy's optimisers want, and whole tensors."""


def point_at(radii: Sequence[Real], cos: Real, sin: Real) -> tuple[Real, Real]:
    """Return (radius_1 cos z, radius_2 sin z): both coordinates from both radii."""
    radius_1, radius_2 = radii
    return radius_1 * cos, radius_2 * sin


def points_at(radii: Tensor, z: Tensor) -> Tensor:
    """Return the points of ellipses at angles: radii (..., 2) and z (...) to (..., 2)."""
    return torch.stack(point_at(radii.unbind(dim=-1), torch.cos(z), torch.sin(z)), dim=-1)


def height_at(radii: Tensor, y1: Tensor) -> Tensor:
    """Return the y_2 >= 0 of the ellipse at y_1: radius_2 sqrt(1 - (y_1 / radius_1)^2).

    Parameters
    ----------
    radii
        Shape (..., 2), of any sign.
    y1
        Shape (...).

    Returns
    -------
    Tensor
        Shape (...); NaN where the ellipse has no such y_1.
    """
    radius_1, radius_2 = radii.abs().unbind(dim=-1)
    share = y1 / radius_1
    return radius_2 * torch.sqrt((1 - share) * (1 + share))
