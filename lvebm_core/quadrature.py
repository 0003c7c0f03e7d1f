"""The integral over z of exp(-beta E), by the trapezoid rule, for whole fields of y."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from lvebm_core.device import block_numbers
from lvebm_core.energy import curvature_at, energy_at
from lvebm_core.inference import TEMPORARIES, nearest_direction

# Up to so many nodes the quadrature sums all of them; of a finer grid only the arcs that count.
DENSE_NODES = 2048

# Below this beta log(mean exp) needs expm1 and log1p, which are slower, to keep its digits.
WARM = 1e-2


class Valley(NamedTuple):
    """The energy as seen from its lowest point, for each y: every tensor is (n,).

    With delta = z - z check and S = sin^2(delta / 2), since dE/dz = 0 at z check,
    E(z) - F_inf = 2 S (stiffness + 2 skew sin delta + 4 spread S): nothing large cancels.
    """

    cos: Tensor  # of z check
    sin: Tensor
    lowest: Tensor  # F_inf
    stiffness: Tensor  # d2E/dz2 at z check
    skew: Tensor
    spread: Tensor


def valley_of(weights: Tensor, y: Tensor) -> Valley:
    """Describe the energy round z check: w (2,) or (n, 2), and y (n, 2)."""
    cos, sin = nearest_direction(weights, y)
    w1, w2 = weights.unbind(dim=-1)
    half_gap = (w1 - w2) * (w1 + w2) / 2
    skew = 2 * half_gap * sin * cos
    spread = half_gap * (cos - sin) * (cos + sin)
    at = (w1, w2), y.unbind(dim=-1), cos, sin
    return Valley(cos, sin, energy_at(*at), curvature_at(*at), skew, spread)


class Quadrature:
    """The mean over the circle of exp(-beta (E - F_inf)) by the trapezoid rule.

    On a period the rule converges exponentially: n nodes leave at most 2 exp(-n eta) times the
    largest size of the integrand on the lines Im z = +-eta, for any eta (L. N. Trefethen and
    J. A. C. Weideman, SIAM Review 56, 2014, theorem 3.2). E is a trigonometric polynomial of
    degree 2, so that size is known, and n is the fewest nodes for which the error of F is within
    the tolerance.
    """

    def __init__(self, first: float, second: float, beta: float, like: Tensor) -> None:
        # The harmonics of E are at most `first` and `second`, for all points it is used on.
        self.beta = beta
        self.dtype = like.dtype
        self.device = like.device
        rounding = torch.finfo(like.dtype).eps
        self.bend = beta * (first + 4 * second) if first + second > 0 else 0.0
        # F_beta - F_inf is at most (2 + log(bend) / 2) / beta: less than rounding from here on.
        self.cold = math.isinf(beta) or self.bend > 100 / rounding
        tolerance = min(0.01, beta * rounding**0.75)
        # The mean itself is at least exp(-2) / sqrt(bend), or exp(-2).
        self.negligible = math.log(2 / tolerance) + 2 + 0.5 * math.log(max(1.0, self.bend))
        self.nodes = 0 if self.cold else self._count(beta * first, beta * second)
        # Above DENSE_NODES the grid is refined by threes from 32 to 96 arcs.
        self.thirds = 0
        if self.nodes > DENSE_NODES:
            self.thirds = math.ceil(math.log(self.nodes / 96, 3))
        self.arcs = math.ceil(self.nodes / 3**self.thirds)

    @property
    def dense(self) -> bool:
        """Whether all nodes are summed."""
        return not self.cold and self.thirds == 0

    def _count(self, first: float, second: float) -> int:
        """Return the number of nodes; `first` and `second` bound the harmonics of beta E."""
        widest = min(100.0, math.sqrt(2 * self.negligible / max(self.bend, 1e-300)))
        fewest = min(
            self.negligible / eta
            + 2 * first * math.sinh(eta / 2) ** 2 / eta
            + 2 * second * math.sinh(eta) ** 2 / eta
            for eta in (widest * 0.9**i for i in range(60))
        )
        return max(5, math.ceil(fewest))

    @property
    def rows(self) -> int:
        """How many points to take at a time, so that a table of them by nodes is a block."""
        width = TEMPORARIES if self.cold else self.arcs
        return max(1, block_numbers(self.device) // width)

    def excess(self, valley: Valley) -> Tensor:
        """Return F_beta - F_inf, shape (n,); where it is cold there is none."""
        if self.thirds:
            return -torch.log(self._sum_arcs(valley)[:, 0]) / self.beta
        exponents = self._exponents(valley)
        if self.beta < WARM:
            return -torch.log1p(exponents.expm1_().mean(dim=1)) / self.beta
        return -torch.log(exponents.exp_().mean(dim=1)) / self.beta

    def moments(self, valley: Valley) -> tuple[Tensor, Tensor, Tensor]:
        """Return the posterior means of cos z, sin z and cos^2 z, each (n,)."""
        cos, sin = valley.cos, valley.sin
        if self.cold:
            return cos, sin, cos**2
        if self.thirds:
            sums = self._sum_arcs(valley)
        else:
            weights = self._exponents(valley).exp_()
            sums = weights @ _columns(*_half_angle(self._angles()))
        total, s, sine, s_squared, s_sine = sums.unbind(dim=1)
        s, sine, s_squared, s_sine = (moment / total for moment in (s, sine, s_squared, s_sine))
        cos_1, sin_1 = 1 - 2 * s, sine  # of delta
        cos_2, sin_2 = 1 - 8 * s + 8 * s_squared, 2 * sine - 4 * s_sine  # of 2 delta
        return (
            cos * cos_1 - sin * sin_1,
            sin * cos_1 + cos * sin_1,
            (1 + (cos - sin) * (cos + sin) * cos_2 - 2 * sin * cos * sin_2) / 2,
        )

    def _angles(self) -> Tensor:
        steps = torch.arange(self.arcs, dtype=self.dtype, device=self.device)
        return steps.sub_(self.arcs // 2).mul_(2 * math.pi / self.arcs)

    def _exponents(self, valley: Valley) -> Tensor:
        """Return -beta (E - F_inf) at all nodes, shape (n, nodes)."""
        s, sine = _half_angle(self._angles())
        basis = torch.stack((2 * s, 4 * s * sine, 8 * s * s))
        exponents = self._coefficients(valley) @ basis
        # exp is many times slower near underflow, and far above it a term no longer counts. Where
        # two valleys are equally deep, rounding may put one below the other, times any beta.
        return exponents.clamp_(min=-2 * self.negligible, max=0)

    def _coefficients(self, valley: Valley) -> Tensor:
        """Return -beta times the coefficients of E - F_inf, shape (n, 3)."""
        coefficients = torch.stack((valley.stiffness, valley.skew, valley.spread), dim=-1)
        return coefficients.mul_(-self.beta)

    def _sum_arcs(self, valley: Valley) -> Tensor:
        """Return the sums of `_columns` over a fine grid, leaving out arcs that add nothing.

        The circle is cut in arcs, and those are kept where a bound says that the integrand may
        not be negligible; each is cut in three, and so on. The nodes are the arcs' centres.
        """
        coefficients = self._coefficients(valley)
        rows = coefficients.shape[0]
        angles = self._angles().repeat(rows)
        owner = torch.arange(rows, device=angles.device).repeat_interleave(self.arcs)
        width = 2 * math.pi / self.arcs
        for _ in range(self.thirds):
            s, sine = _half_angle(angles)
            stiffness, skew, spread = coefficients[owner].unbind(dim=1)
            exponent = 2 * s * (stiffness + 2 * skew * sine + 4 * spread * s)
            slope = sine * (stiffness + 2 * skew * sine + 8 * spread * s)
            slope = slope + 4 * skew * s * (1 - 2 * s)
            highest = exponent + slope.abs() * (width / 2) + self.bend * (width**2 / 8)
            kept = highest > -self.negligible
            if rows > 1 and 3 * int(kept.sum()) > 4 * block_numbers(self.device):
                # Many shallow valleys at once.
                halves = zip(*(part.tensor_split(2) for part in valley), strict=True)
                return torch.cat([self._sum_arcs(Valley(*half)) for half in halves])
            width /= 3
            angles = angles[kept]
            angles = torch.cat((angles - width, angles, angles + width))
            owner = owner[kept].repeat(3)
        s, sine = _half_angle(angles)
        stiffness, skew, spread = coefficients[owner].unbind(dim=1)
        exponent = 2 * s * (stiffness + 2 * skew * sine + 4 * spread * s)
        terms = torch.exp(exponent.clamp_(max=0)).unsqueeze(1) * _columns(s, sine)
        sums = terms.new_zeros(rows, terms.shape[1]).index_add_(0, owner, terms)
        return sums.div_(self.arcs * 3**self.thirds)


def blocks(
    weights: Tensor, points: Tensor, beta: float
) -> Iterator[tuple[slice | Tensor, Quadrature]]:
    """Cut the points in blocks, each with a quadrature that is fine enough for all of it."""
    if points.shape[0] == 0:
        return
    cold = math.isinf(beta)  # no nodes at all, whatever the harmonics
    first = points.new_zeros(1) if cold else 2 * torch.hypot(*(weights * points).unbind(dim=-1))
    w1, w2 = weights.unbind(dim=-1)
    second = ((w1 - w2) * (w1 + w2)).abs() / 2
    quadrature = Quadrature(float(first.max()), float(second.max()), beta, points)
    if cold or quadrature.dense:
        for start in range(0, points.shape[0], quadrature.rows):
            yield slice(start, start + quadrature.rows), quadrature
        return
    # What is a fine grid, or the cold, for the points furthest away need not be for the others:
    # sort them in classes of which each wants up to twice the nodes of the one before.
    classes = torch.log2(first + 4 * second).div(2).floor()
    for one in classes.unique():  # type: ignore[no-untyped-call]
        members = (classes == one).nonzero().squeeze(-1)
        largest = second if second.ndim == 0 else second[members].max()
        quadrature = Quadrature(float(first[members].max()), float(largest), beta, points)
        for block in members.split(quadrature.rows):
            yield block, quadrature


def _half_angle(delta: Tensor) -> tuple[Tensor, Tensor]:
    """Return sin^2(delta / 2) and sin(delta)."""
    sin, cos = torch.sin(delta / 2), torch.cos(delta / 2)
    return sin * sin, 2 * sin * cos


def _columns(s: Tensor, sine: Tensor) -> Tensor:
    """Return what the posterior's moments are made of: [1, S, sin, S^2, S sin], (m, 5)."""
    return torch.stack((torch.ones_like(s), s, sine, s * s, s * sine), dim=-1)
