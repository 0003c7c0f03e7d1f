"""The data: a horn of ellipses, one for each x."""

import math
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from lvebm_core.checks import check_count, check_number, check_tensor
from lvebm_core.ellipse import height_at, points_at


@dataclass(frozen=True)
class HornSamples:
    """What a draw from the horn gave: x (n,), theta (n,) and y (n, 2), all float64 on the CPU."""

    x: Tensor
    theta: Tensor
    y: Tensor


@dataclass(frozen=True)
class Horn:
    """The distribution of y given x: y = [rho_1(x) cos(theta), rho_2(x) sin(theta)] + noise.

    Follows the formula of the lecture (Atcold/NYU-DLSP20 docs/en/week15/15-1.md:13-23). Sources
    disagree on the exponent: the talk says exp(x), the default here; the notes print exp(2x),
    which is `growth=2`.

    Parameters
    ----------
    alpha, beta
        The radii at x = 0 are (beta, alpha); at x = 1 they have traded places and grown.
    growth
        Exponent per unit of x.
    noise_std
        Standard deviation of the noise on each component of y.

    Raises
    ------
    ValueError
        If a parameter is not finite, or if `alpha`, `beta` or `noise_std` is negative.

    Examples
    --------
    >>> Horn().radii(torch.tensor(0.0, dtype=torch.float64))
    tensor([2.0000, 1.5000], dtype=torch.float64)
    """

    alpha: float = 1.5
    beta: float = 2.0
    growth: float = 1.0
    noise_std: float = 0.05

    def __post_init__(self) -> None:
        for field in fields(self):
            at_least = -math.inf if field.name == "growth" else 0.0
            check_number(getattr(self, field.name), f"Horn.{field.name}", at_least=at_least)

    def radii(self, x: Tensor) -> Tensor:
        """Return rho(x) = exp(growth x) [alpha x + beta (1 - x), beta x + alpha (1 - x)].

        Parameters
        ----------
        x
            Shape (...).

        Returns
        -------
        Tensor
            Shape (..., 2), dtype and device of `x`.
        """
        check_tensor(x, "x")
        straight = torch.stack(
            (
                self.alpha * x + self.beta * (1 - x),
                self.beta * x + self.alpha * (1 - x),
            ),
            dim=-1,
        )
        return torch.exp(self.growth * x).unsqueeze(-1) * straight

    def mean(self, x: Tensor, theta: Tensor) -> Tensor:
        """Return the noiseless y at angle theta: [rho_1(x) cos(theta), rho_2(x) sin(theta)].

        Parameters
        ----------
        x, theta
            Shapes that broadcast to (...).

        Returns
        -------
        Tensor
            Shape (..., 2).
        """
        check_tensor(theta, "theta")
        return points_at(self.radii(x), theta)

    def heights(self, x: Tensor, y1: Tensor) -> Tensor:
        """Return the two y_2 of the noiseless horn: -+ rho_2(x) sqrt(1 - (y_1 / rho_1(x))^2).

        Parameters
        ----------
        x, y1
            Shapes that broadcast to (...).

        Returns
        -------
        Tensor
            Shape (..., 2), ascending: equal at the ellipse's tips, NaN beyond them.
        """
        check_tensor(y1, "y1")
        height = height_at(self.radii(x), y1)
        return torch.stack((0 - height, height), dim=-1)  # not -0.0

    def sample(self, n: int, *, seed: int, x: float | None = None) -> HornSamples:
        """Draw n observations: x ~ U(0, 1), theta ~ U(0, 2 pi), noise ~ N(0, noise_std^2).

        The draws come from one CPU generator, so that a seed means the same y on every machine
        with or without a GPU. Fixing `x` leaves theta and the noise of a seed as they were.

        Parameters
        ----------
        n
            How many, 1 or more.
        seed
            Of the generator.
        x
            Fix x here, in [0, 1], instead of drawing it: a slice of the horn.

        Returns
        -------
        HornSamples
            float64, on the CPU.

        Raises
        ------
        ValueError
            If n < 1, the seed is not a whole number of 64 bits, or x lies outside [0, 1].
        """
        check_count(n, "n")
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
            raise ValueError(f"seed = {seed!r}: must be a whole number, 0 <= seed < 2**63")
        generator = torch.Generator().manual_seed(seed)
        xs = torch.rand(n, generator=generator, dtype=torch.float64)
        theta = 2 * math.pi * torch.rand(n, generator=generator, dtype=torch.float64)
        noise = self.noise_std * torch.randn(n, 2, generator=generator, dtype=torch.float64)
        if x is not None:
            if not 0 <= check_number(x, "x") <= 1:
                raise ValueError(f"x = {x!r}: must be in [0, 1]")
            xs = torch.full_like(xs, x)
        return HornSamples(x=xs, theta=theta, y=self.mean(xs, theta) + noise)
