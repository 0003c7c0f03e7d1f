"""Inference: z check, the latent whose decoding lies nearest to y, and five ways to look for it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from lvebm_core.checks import check_count, check_tensor
from lvebm_core.decoder import Decoder, align, latent_grid, rows_of
from lvebm_core.device import block_numbers
from lvebm_core.energy import energy_at, slope_at

METHODS = ("exact", "exhaustive", "gradient", "cg", "lbfgs")

# Newton steps of `nearest_direction`. The start is within a small factor of the root and the
# function is almost straight: the hardest inputs have their last digit after 7.
NEWTON_STEPS = 7

# Numbers a point that `nearest_direction` keeps at a time, which sets the size of a block: what a
# core has of it stays in its second-level cache (measured: 64 k points at a time on two cores).
TEMPORARIES = 16

# The optimisers stop at a slope of so much times the largest |d2E/dz2| there can be. SciPy's line
# searches compare energies, whose rounding hides smaller slopes: CG asked for more may give up
# at once, where it started.
GRADIENT_TOLERANCE = 0.1  # times the square root of the dtype's epsilon
SCIPY_TOLERANCE = 1e-7


@dataclass(frozen=True)
class Path:
    """The way an optimiser went, its start included.

    Attributes
    ----------
    z
        Shape (S + 1, ...) for S steps, in [0, 2 pi). In a batch, an optimiser that has arrived
        waits for the others: its last z is repeated.
    energy
        E(y, g(z)) along the way, the same shape.
    """

    z: Tensor
    energy: Tensor


@dataclass(frozen=True)
class Inference:
    """What inference found for y (..., 2).

    Attributes
    ----------
    z
        z check, shape (...), in [0, 2 pi).
    energy
        E(y, g(z check)), shape (...).
    path
        The way there; None for `exact` and `exhaustive`, which take no steps.
    """

    z: Tensor
    energy: Tensor
    path: Path | None


def infer(
    decoder: Decoder,
    y: Tensor,
    *,
    method: str = "exact",
    z0: Tensor | float | None = None,
    grid: int = 48,
    max_steps: int = 1000,
) -> Inference:
    """Look for z check = argmin_z E(y, g(z)) (Atcold/NYU-DLSP20 docs/en/week15/15-1.md:88-96).

    `exact` and `exhaustive` find the global minimum, over the circle and over the grid. The
    others go downhill from `z0` and end in the valley they come to, which may be the false one.

    Parameters
    ----------
    decoder
        Its weights may be of any sign, or zero.
    y
        Shape (..., 2).
    method
        `exact`: the root of the normal equation; the smallest z where two are equally near.
        `exhaustive`: the best of the grid. `gradient`: steps of -(dE/dz) / max |d2E/dz2|, which
        never go uphill. `cg`, `lbfgs`: SciPy's conjugate gradient and L-BFGS, on the CPU.
    z0
        Where the last three start, of a shape that broadcasts to (...); None: at the best of the
        grid. The first two ignore it.
    grid
        How many latents the grid has.
    max_steps
        At most so many steps.

    Returns
    -------
    Inference
        dtype and device of y; no autograd graph.

    Raises
    ------
    ValueError
        Names the argument, its value and what is allowed.

    Examples
    --------
    >>> from lvebm_core import EllipseDecoder
    >>> y = torch.tensor([2.0, 0.0], dtype=torch.float64)
    >>> infer(EllipseDecoder([-1.5, 0.4]), y).energy
    tensor(0.2500, dtype=torch.float64)
    """
    weights, points, shape = align(decoder, y)
    check_count(grid, "grid")
    check_count(max_steps, "max_steps")
    if method not in METHODS:
        raise ValueError(f"method = {method!r}: must be one of {', '.join(METHODS)}")
    weights, points = weights.detach(), points.detach()
    with torch.no_grad():
        if method == "exact":
            z, lowest = _exact(weights, points)
            return Inference(z.reshape(shape), lowest.reshape(shape), None)
        if method == "exhaustive" or z0 is None:
            z, lowest = _exhaustive(weights, points, grid)
        if method == "exhaustive":
            return Inference(z.reshape(shape), lowest.reshape(shape), None)
        start = z if z0 is None else _start(z0, points, shape).reshape(-1)
        if method == "gradient":
            path = _gradient_descent(weights, points, start, max_steps)
        else:
            path = _scipy_descent(weights, points, start, max_steps, method)
        at = weights.unbind(dim=-1), points.unbind(dim=-1)
        energies = energy_at(*at, torch.cos(path), torch.sin(path))
    path = path.reshape(path.shape[0], *shape)
    energies = energies.reshape(path.shape)
    return Inference(path[-1].clone(), energies[-1].clone(), Path(path, energies))


def wrap(z: Tensor) -> Tensor:
    """Return z modulo 2 pi, in [0, 2 pi)."""
    turn = 2 * math.pi
    wrapped = torch.remainder(z, turn)
    # The remainder of a tiny negative z rounds to a whole turn.
    return torch.where(wrapped >= turn, torch.zeros_like(wrapped), wrapped)


def nearest_direction(weights: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Return (cos z check, sin z check) of the point of the ellipse that is nearest to y.

    The distance is stationary where y - g is normal to the ellipse. With the ellipse scaled and
    mirrored so that its semi-axes are 1 >= r and y is in the first quadrant, and c = 1 - r^2,
    that reads cos z = P / (u + c), sin z = Q / u with P = y_1, Q = r y_2, and the nearest point
    has the one u >= 0 at which cos^2 + sin^2 = 1 (D. Eberly, "Distance from a Point to an
    Ellipse", 2013, in other symbols). Newton's method is applied to 1 / sqrt(cos^2 + sin^2) = 1,
    which is concave and almost straight in u, as in trust-region methods (J. Nocedal and
    S. Wright, Numerical Optimization, 2006, section 4.3): from below it never overshoots.

    Parameters
    ----------
    weights
        w, shape (2,), or (n, 2) for an ellipse to each y.
    y
        Shape (n, 2).

    Returns
    -------
    tuple of Tensor
        Two of shape (n,). Where two points are equally near, the one with the smaller z; (1, 0)
        where all are.
    """
    cos, sin = _nearest_in_quadrant(weights, y)
    v1, v2 = (y * torch.sign(weights)).unbind(dim=-1)
    # On an axis both signs are equally near: the smaller z is on the right side above the
    # horizontal axis, on the left side below it.
    left = (v1 < 0) | ((v1 == 0) & (v2 < 0))
    return torch.where(left, -cos, cos), torch.where(v2 < 0, -sin, sin)


def lowest_energy(weights: Tensor, y: Tensor) -> Tensor:
    """Return F_inf(y), the energy of the nearest point: w (2,) or (n, 2), y (n, 2) to (n,).

    It is the same in all four quadrants, so that no signs are asked for.
    """
    nearest = _nearest_in_quadrant(weights, y)
    return energy_at(weights.abs().unbind(dim=-1), y.abs().unbind(dim=-1), *nearest)


def _nearest_in_quadrant(weights: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Return |cos z check| and |sin z check|."""
    first, second = weights.abs().unbind(dim=-1)
    wide = first >= second
    semi_axis, shorter = _swapped(first, second, wide)
    ratio = shorter / semi_axis
    c = (1 - ratio) * (1 + ratio)
    along, across = _swapped(y[:, 0], y[:, 1], wide)
    p = along.abs().div_(semi_axis)
    # A subnormal q, whose 1 / u would overflow, is as good as none.
    q = across.abs().div_(semi_axis).mul_(ratio)
    q = torch.threshold_(q, 16 * torch.finfo(y.dtype).tiny, 0.0)
    d = c - p
    u = _root(p, q, c, _below_root(q, c, d))
    # On the long axis q = 0, and inside the evolute u = 0 too: the other form of sin is needed.
    sin = torch.where(q > 0, q / u, d.clamp_(min=0).mul_(u + c + p).sqrt_().div_(u + c))
    cos = p.div_(u.add_(c))
    norm = torch.sqrt(cos * cos + sin * sin)
    # Not so where y is the centre of a circle, or both weights are zero.
    unique = norm > 0
    cos = torch.where(unique, cos / norm, 1.0)
    sin = torch.where(unique, sin / norm, 0.0)
    return _swapped(cos, sin, wide)


def _swapped(first: Tensor, second: Tensor, wide: Tensor) -> tuple[Tensor, Tensor]:
    """Return both as they are, or the other way round where the ellipse is not wide."""
    if wide.ndim == 0:  # one ellipse: nothing is copied
        return (first, second) if wide else (second, first)
    return torch.where(wide, first, second), torch.where(wide, second, first)


def _below_root(q: Tensor, c: Tensor, d: Tensor) -> Tensor:
    """Return a lower bound of u within a small factor of it.

    Each of the two terms alone must not exceed one, so u >= q and u >= p - c. Together they ask
    for u^2 (u + d) k = q^2 (u + c), where d = c - p and k <= 2, which holds the cube root (near
    the evolute) or the square root.
    """
    cube_root = torch.log(q).mul_(2 / 3).exp_().mul_((c / 4) ** (1 / 3))
    square_root = torch.clamp(d, min=torch.finfo(d.dtype).tiny).reciprocal_().mul_(c / 4).sqrt_()
    square_root.mul_(q)
    return torch.minimum(cube_root, square_root).maximum(q).maximum(-d)


def _root(p: Tensor, q: Tensor, c: Tensor, u: Tensor) -> Tensor:
    """Return the u >= 0 at which cos^2 + sin^2 = 1, from below it.

    A step takes longer to reach memory than to compute: every one of them is made in place, in
    buffers that stay near the core.
    """
    cos, sin, slope, inverse, norm_squared = (torch.empty_like(u) for _ in range(5))
    for _ in range(NEWTON_STEPS):
        torch.add(u, c, out=slope).reciprocal_()
        torch.reciprocal(u, out=inverse)
        torch.mul(p, slope, out=cos).square_()
        torch.mul(q, inverse, out=sin).square_()
        torch.add(cos, sin, out=norm_squared)
        slope.mul_(cos).addcmul_(inverse, sin)
        # Rounding may carry the norm below one: not a reason to step back.
        step = torch.sqrt(norm_squared, out=cos).sub_(1).clamp_(min=0)
        u.add_(step.mul_(norm_squared).div_(slope).nan_to_num_(nan=0.0, posinf=0.0))
    return u


def _exact(weights: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
    z = points.new_empty(points.shape[0])
    lowest = torch.empty_like(z)
    rows = block_numbers(points.device) // TEMPORARIES
    for first in range(0, points.shape[0], rows):
        block = slice(first, first + rows)
        w, y = rows_of(weights, block), points[block]
        cos, sin = nearest_direction(w, y)
        z[block] = wrap(torch.atan2(sin, cos))
        lowest[block] = energy_at(w.unbind(dim=-1), y.unbind(dim=-1), cos, sin)
    return z, lowest


def _exhaustive(weights: Tensor, points: Tensor, grid: int) -> tuple[Tensor, Tensor]:
    latents = latent_grid(grid, dtype=points.dtype, device=points.device)
    direction = torch.cos(latents), torch.sin(latents)
    z = points.new_empty(points.shape[0])
    lowest = torch.empty_like(z)
    rows = max(1, block_numbers(points.device) // grid)
    for first in range(0, points.shape[0], rows):
        block = slice(first, first + rows)
        w = rows_of(weights, block).unsqueeze(-1)
        table = energy_at(w.unbind(dim=-2), points[block].unsqueeze(-1).unbind(dim=1), *direction)
        lowest[block], best = table.min(dim=1)
        z[block] = latents[best]
    return z, lowest


def _start(z0: Tensor | float, like: Tensor, shape: torch.Size) -> Tensor:
    try:
        start = torch.as_tensor(z0, dtype=like.dtype, device=like.device).detach()
    except (TypeError, ValueError, RuntimeError):
        raise ValueError(f"z0 = {z0!r}: must be a number or a tensor of them") from None
    check_tensor(start, "z0")
    try:
        return wrap(start).expand(shape)
    except RuntimeError:
        raise ValueError(
            f"z0.shape = {tuple(start.shape)}: must broadcast to {tuple(shape)}, one z for each y"
        ) from None


def _steepest(weights: Tensor, points: Tensor) -> Tensor:
    """Return a bound of |d2E/dz2| over all z, shape (n,)."""
    w1, w2 = weights.unbind(dim=-1)
    pull = torch.hypot(w1 * points[:, 0], w2 * points[:, 1])
    return 2 * pull + 2 * (w1**2 - w2**2).abs()


def _gradient_descent(weights: Tensor, points: Tensor, start: Tensor, max_steps: int) -> Tensor:
    steepest = _steepest(weights, points)
    smallest = GRADIENT_TOLERANCE * torch.finfo(points.dtype).eps ** 0.5 * steepest
    path = [start]
    for _ in range(max_steps):
        slope = slope_at(
            weights.unbind(dim=-1), points.unbind(dim=-1), torch.cos(path[-1]), torch.sin(path[-1])
        )
        moving = slope.abs() > smallest
        if not moving.any():
            break
        path.append(torch.where(moving, path[-1] - slope / steepest, path[-1]))
    return wrap(torch.stack(path))


def _scipy_descent(
    weights: Tensor, points: Tensor, start: Tensor, max_steps: int, method: str
) -> Tensor:
    from scipy.optimize import minimize  # slow to import, and only needed here

    scipy_name = {"cg": "CG", "lbfgs": "L-BFGS-B"}[method]
    ellipses = weights.expand_as(points).tolist()
    steepest = _steepest(weights, points).tolist()
    paths = []
    for (w1, w2), (y1, y2), z0, bound in zip(
        ellipses, points.tolist(), start.tolist(), steepest, strict=True
    ):
        path = [z0]
        options = {"maxiter": max_steps, "gtol": SCIPY_TOLERANCE * bound}
        if method == "lbfgs":
            options["ftol"] = 0.0
        minimize(
            _energy_and_slope(w1, w2, y1, y2),
            z0,
            method=scipy_name,
            jac=True,
            callback=lambda z, path=path: path.append(float(z[0])),
            options=options,
        )
        paths.append(path)
    steps = max((len(path) for path in paths), default=1)
    padded = [path + path[-1:] * (steps - len(path)) for path in paths]
    return wrap(points.new_tensor(padded).reshape(-1, steps).T)


def _energy_and_slope(
    w1: float, w2: float, y1: float, y2: float
) -> Callable[[list[float]], tuple[float, list[float]]]:
    def evaluate(latent: list[float]) -> tuple[float, list[float]]:
        at = (w1, w2), (y1, y2), math.cos(latent[0]), math.sin(latent[0])
        return energy_at(*at), [slope_at(*at)]

    return evaluate
