"""Where an energy is flat in z: the bottoms of its valleys, and its peaks."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from lvebm_core.checks import check_tensor
from lvebm_core.decoder import EllipseDecoder
from lvebm_core.energy import curvature_at, energy_at, slope_at
from lvebm_core.inference import wrap

# Newton steps to the last digit, from roots of the quartic that have half of them at least.
NEWTON_STEPS = 4

# Below this share of the first harmonic the second one moves no root further than Newton's method
# leads back, and dividing by it would cost digits.
SECOND_HARMONIC = 1e-3

# A slope is zero up to so many roundings of its terms.
ROUNDINGS = 8


@dataclass(frozen=True)
class StationaryPoints:
    """The z in [0, 2 pi) at which E(y, g(z)) is lowest and highest around, for y (..., 2).

    As many are minima as are maxima: one or two, or none where every z has the same energy.

    Attributes
    ----------
    minima
        Shape (..., 2), the deepest first, or of two equally deep the smaller z; NaN where there
        is none.
    maxima
        The same, the highest first.
    """

    minima: Tensor
    maxima: Tensor


def stationary_points(decoder: EllipseDecoder, y: Tensor) -> StationaryPoints:
    """Find all minima and maxima of E(y, g(z)) over one turn.

    With u = exp(iz), p = 2 (w_1 y_1 - i w_2 y_2), q = w_1^2 - w_2^2 and * for the conjugate,
    2i u^2 dE/dz = -q u^4 + p u^3 - p* u + q: the stationary points are the angles of its roots on
    the unit circle. The angles of all four cut the circle, and where the slope has another sign on
    both sides of one, it's polished by Newton's method.

    Parameters
    ----------
    decoder
        Its weights may be of any sign, or zero.
    y
        Shape (..., 2).

    Returns
    -------
    StationaryPoints
        dtype and device of y, computed in float64; no autograd graph. A valley that is no deeper
        than rounding, as on the evolute of the ellipse, where two points of it merge, may be left
        out together with its peak.

    Raises
    ------
    ValueError
        Names the argument, its value and what is allowed.

    Examples
    --------
    >>> y = torch.tensor([2.0, 0.0], dtype=torch.float64)
    >>> stationary_points(EllipseDecoder([-1.5, 0.4]), y).minima
    tensor([3.1416,    nan], dtype=torch.float64)
    """
    check_tensor(y, "y", last=2)
    check_tensor(decoder.weights, "decoder.weights", last=2)
    weights = decoder.weights.detach().to(y.device, torch.float64)
    points = y.detach().reshape(-1, 2).to(torch.float64)
    at = _Curves(weights, points)
    angles = wrap(at.angles()).sort(dim=-1).values
    following = angles.roll(-1, dims=-1)
    following[:, -1] += 2 * math.pi
    after = (angles + following) / 2
    before = after.roll(1, dims=-1)
    before[:, 0] -= 2 * math.pi
    signs = at.signs(after)
    for _ in range(3):  # where the slope only touches zero, it goes on as before
        signs = torch.where(signs == 0, signs.roll(1, dims=-1), signs)
    turns = signs - signs.roll(1, dims=-1)
    z = wrap(at.polished(angles, before, after))
    shape = (*y.shape[:-1], 2)
    minima, maxima = (
        wrap(at.sorted(torch.where(sign * turns > 0, z, math.nan), sign).to(y.dtype)).reshape(shape)
        for sign in (1, -1)
    )
    return StationaryPoints(minima, maxima)


def highest_energy(decoder: EllipseDecoder, y: Tensor) -> Tensor:
    """Return max_z E(y, g(z)): y (..., 2) to (...); no autograd graph.

    It's the energy of the highest of the stationary points, or of any z where there is none.
    """
    z = stationary_points(decoder, y).maxima[..., 0].nan_to_num(0.0)
    weights = decoder.weights.detach().to(y)
    return energy_at(weights.unbind(), y.detach().unbind(dim=-1), torch.cos(z), torch.sin(z))


class _Curves:
    """The energies E(y, g(z)) of n points, looked at in m angles each: all tensors are (n, m)."""

    def __init__(self, weights: Tensor, points: Tensor) -> None:
        w1, w2 = weights.unbind()
        y1, y2 = points.unsqueeze(-1).unbind(dim=1)
        self.numbers = (w1, w2), (y1, y2)
        self.first = 2 * torch.complex(w1 * y1, -w2 * y2)
        self.second = ((w1 - w2) * (w1 + w2)).expand_as(y1)

    def angles(self) -> Tensor:
        """Return the angles of the quartic's roots, as eigenvalues of its companion matrix."""
        alone = self.second.abs() <= SECOND_HARMONIC * self.first.abs()
        # Part by part: a complex division would square what is tiny, and divide by zero.
        parts = torch.view_as_real(torch.where(alone, 0, self.first))
        ratio = torch.view_as_complex(parts / torch.where(alone, 1, self.second).unsqueeze(-1))
        companion = torch.diag(ratio.new_ones(3), -1).repeat(len(ratio), 1, 1)
        companion[:, 0, 0], companion[:, 0, 2], companion[:, 0, 3] = (
            ratio[:, 0],
            -ratio[:, 0].conj(),
            1,
        )
        halves = -self.first.angle() + math.pi * torch.arange(4, device=ratio.device)
        return torch.where(alone, halves, torch.linalg.eigvals(companion).angle())

    def signs(self, z: Tensor) -> Tensor:
        """Return the sign of the slope, 0 where that is only rounding."""
        slope = slope_at(*self.numbers, torch.cos(z), torch.sin(z))
        rounding = torch.finfo(z.dtype).eps * (self.first.abs() + self.second.abs())
        return torch.where(slope.abs() <= ROUNDINGS * rounding, 0.0, slope.sign())

    def polished(self, z: Tensor, low: Tensor, high: Tensor) -> Tensor:
        """Return the roots of the slope between low and high, from z near to them."""
        for _ in range(NEWTON_STEPS):
            direction = torch.cos(z), torch.sin(z)
            step = slope_at(*self.numbers, *direction) / curvature_at(*self.numbers, *direction)
            z = (z - step.nan_to_num(0.0)).clamp(low, high)
        return z

    def sorted(self, z: Tensor, sign: int) -> Tensor:
        """Return the two z with the lowest energy, or with sign -1 the highest: (n, 2).

        NaN is none and comes last; of equals the smaller z is first.
        """
        z = z.sort(dim=-1).values[:, :2]
        first, second = (sign * energy_at(*self.numbers, torch.cos(z), torch.sin(z))).unbind(dim=-1)
        _, (y1, y2) = self.numbers
        size = self.first.abs() + self.second.abs() + y1**2 + y2**2
        later = first > second + ROUNDINGS * torch.finfo(z.dtype).eps * size[:, 0]
        return torch.where(later.unsqueeze(-1), z.flip(-1), z)
