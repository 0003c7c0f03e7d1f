"""The free energy at zero temperature and above it, its gradient in y, the posterior over z.

F_inf(y) = min_z E(y, g(z)), and F_beta(y) = -1/beta log(1/|Z| int_Z exp(-beta E) dz)
(Atcold/NYU-DLSP20 docs/en/week15/15-1.md:88-90, 15-2.md:39-43).
"""

import math
from typing import Any, NamedTuple

import torch
from torch import Tensor

from lvebm_core.checks import check_beta, check_tensor
from lvebm_core.decoder import EllipseDecoder
from lvebm_core.device import block_numbers
from lvebm_core.energy import energy_table
from lvebm_core.inference import nearest_direction, nearest_energy

# Up to so many nodes the quadrature sums all of them; of a finer grid only the arcs that count.
DENSE_NODES = 2048

# Below this beta log(mean exp) needs expm1 and log1p, which are slower, to keep its digits.
WARM = 1e-2


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
        quadrature = _Quadrature(weights, points, beta)
        for block in quadrature.blocks(points):
            valley = _valley(weights, points[block])
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
    quadrature = _Quadrature(weights, points, beta)
    for block in quadrature.blocks(points):
        y = points[block]
        mean_cos, mean_sin, mean_cos_squared = quadrature.moments(_valley(weights, y))
        first = torch.stack((mean_cos, mean_sin), dim=-1)
        second = torch.stack((mean_cos_squared, 1 - mean_cos_squared), dim=-1)
        in_y[block] = 2 * (y - weights * first)
        in_weights[block] = 2 * (weights * second - y * first)
    return in_y, in_weights


class _Valley(NamedTuple):
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


def _valley(weights: Tensor, y: Tensor) -> _Valley:
    cos, sin = nearest_direction(weights, y)
    w1, w2 = weights.unbind()
    half_gap = (w1 - w2) * (w1 + w2) / 2
    skew = 2 * half_gap * sin * cos
    spread = half_gap * (cos - sin) * (cos + sin)
    pull = 2 * (w1 * y[:, 0] * cos + w2 * y[:, 1] * sin)
    lowest = nearest_energy(weights, y, cos, sin)
    return _Valley(cos, sin, lowest, pull - 4 * spread, skew, spread)


class _Quadrature:
    """The mean over the circle of exp(-beta (E - F_inf)) by the trapezoid rule.

    On a period the rule converges exponentially: n nodes leave at most 2 exp(-n eta) times the
    largest size of the integrand on the lines Im z = +-eta, for any eta (L. N. Trefethen and
    J. A. C. Weideman, SIAM Review 56, 2014, theorem 3.2). E is a trigonometric polynomial of
    degree 2, so that size is known, and n is the fewest nodes for which the error of F is within
    the tolerance.
    """

    def __init__(self, weights: Tensor, points: Tensor, beta: float) -> None:
        self.beta = beta
        self.dtype = points.dtype
        self.device = points.device
        rounding = torch.finfo(points.dtype).eps
        first, second = 0.0, 0.0  # bounds of the two harmonics of E, over all points
        if points.shape[0]:
            first = 2 * float(torch.hypot(*(weights * points).unbind(dim=-1)).max())
            second = abs(float((weights[0] - weights[1]) * (weights[0] + weights[1]))) / 2
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

    def blocks(self, points: Tensor) -> list[slice]:
        """Cut the points so that a table of blocks by nodes stays in the cache."""
        width = 4 if self.cold else self.arcs
        rows = max(1, block_numbers(points.device) // width)
        return [slice(first, first + rows) for first in range(0, points.shape[0], rows)]

    def excess(self, valley: _Valley) -> Tensor:
        """Return F_beta - F_inf, shape (n,)."""
        if self.cold:
            return torch.zeros_like(valley.lowest)
        if self.thirds:
            return -torch.log(self._sum_arcs(valley)[:, 0]) / self.beta
        exponents = self._exponents(valley)
        if self.beta < WARM:
            return -torch.log1p(exponents.expm1_().mean(dim=1)) / self.beta
        return -torch.log(exponents.exp_().mean(dim=1)) / self.beta

    def moments(self, valley: _Valley) -> tuple[Tensor, Tensor, Tensor]:
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

    def _exponents(self, valley: _Valley) -> Tensor:
        """Return -beta (E - F_inf) at all nodes, shape (n, nodes)."""
        s, sine = _half_angle(self._angles())
        basis = torch.stack((2 * s, 4 * s * sine, 8 * s * s))
        exponents = self._coefficients(valley) @ basis
        # exp is many times slower near underflow, and far above it a term no longer counts. Where
        # two valleys are equally deep, rounding may put one below the other, times any beta.
        return exponents.clamp_(min=-2 * self.negligible, max=0)

    def _coefficients(self, valley: _Valley) -> Tensor:
        """Return -beta times the coefficients of E - F_inf, shape (n, 3)."""
        coefficients = torch.stack((valley.stiffness, valley.skew, valley.spread), dim=-1)
        return coefficients.mul_(-self.beta)

    def _sum_arcs(self, valley: _Valley) -> Tensor:
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


def _half_angle(delta: Tensor) -> tuple[Tensor, Tensor]:
    """Return sin^2(delta / 2) and sin(delta)."""
    sin, cos = torch.sin(delta / 2), torch.cos(delta / 2)
    return sin * sin, 2 * sin * cos


def _columns(s: Tensor, sine: Tensor) -> Tensor:
    """Return what the posterior's moments are made of: [1, S, sin, S^2, S sin], (m, 5)."""
    return torch.stack((torch.ones_like(s), s, sine, s * s, s * sine), dim=-1)
