"""The predictor: an ordinary network that answers each x with one y, and its least-squares fit."""

import copy
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lvebm_core.checks import check_count, check_samples, check_tensor
from lvebm_core.steps import model_at

# The fit stops at a gradient this small, in the units of the squared error.
SMALLEST_GRADIENT = 1e-9

# L-BFGS remembers so many steps, as is usual (J. Nocedal and S. Wright, Numerical Optimization,
# 2006, section 7.2).
MEMORY = 10

# The line search of a step may evaluate the loss so many times.
EVALUATIONS = 25


class Predictor(nn.Module):
    """f(x): layers 1 -> hidden -> ... -> 2 with a tanh after each but the last; one y for each x.

    The lecture's predictor has the layers 1 -> 8 -> 8 -> 2 (Atcold/NYU-DLSP20
    docs/en/week15/15-1.md). All its numbers are float64.

    Parameters
    ----------
    hidden
        The widths of the hidden layers, one layer or more.
    seed
        Of a CPU generator of its own: weights and biases are drawn from N(0, 1 / inputs).

    Raises
    ------
    ValueError
        If a width is not a whole number >= 1, there is none, or the seed is not one of 64 bits.

    Examples
    --------
    >>> x = torch.linspace(0, 1, 5, dtype=torch.float64)
    >>> Predictor(seed=1)(x).shape
    torch.Size([5, 2])
    """

    def __init__(self, hidden: Sequence[int] = (8, 8), *, seed: int = 0) -> None:
        super().__init__()
        if not isinstance(hidden, Sequence) or isinstance(hidden, str) or len(hidden) == 0:
            raise ValueError(f"hidden = {hidden!r}: must be one whole number >= 1, or more of them")
        for i, width in enumerate(hidden):
            check_count(width, f"hidden[{i}]")
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
            raise ValueError(f"seed = {seed!r}: must be a whole number, 0 <= seed < 2**63")
        generator = torch.Generator().manual_seed(seed)
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        widths = (1, *hidden, 2)
        for inputs, outputs in zip(widths[:-1], widths[1:], strict=True):
            drawn = torch.randn(outputs, inputs + 1, generator=generator, dtype=torch.float64)
            drawn = drawn / math.sqrt(inputs)
            self.weights.append(nn.Parameter(drawn[:, :-1].contiguous()))
            self.biases.append(nn.Parameter(drawn[:, -1].contiguous()))

    def forward(self, x: Tensor) -> Tensor:
        """Return f(x): x (...) to (..., 2), dtype and device of x."""
        check_tensor(x, "x")
        values = x.unsqueeze(-1)
        last = len(self.weights) - 1
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            values = nn.functional.linear(values, weight.to(x), bias.to(x))
            if i < last:
                values = torch.tanh(values)
        return values


@dataclass(frozen=True)
class Fit:
    """What fitting a predictor gave; no autograd graph.

    Attributes
    ----------
    predictor
        The fitted one.
    losses
        The mean squared distance before the first step and after each of S, shape (S + 1,), dtype
        of y; it never grows.
    path
        All weights and biases along the way, in the order of ``predictor.parameters()``, shape
        (S + 1, P), float64.
    """

    predictor: Predictor
    losses: Tensor
    path: Tensor

    def at(self, step: float) -> Predictor:
        """Return the predictor as it was after some steps, from 0 to S, or on its way to the next.

        L-BFGS goes along a line in each step, so that half a step is half way along it.

        Raises
        ------
        ValueError
            If there was no such step.
        """
        return model_at(self.predictor, self.path, step)


def squared_error(predictor: Predictor, x: Tensor, y: Tensor) -> Tensor:
    """Return the mean over the samples of |y - f(x)|^2, the squared Euclidean distance.

    Of all functions of x the conditional mean E[y | x] has the least; what is left is then the
    variance of y given x.

    Parameters
    ----------
    predictor
        f.
    x, y
        Shapes (n,) and (n, 2), n >= 1.

    Returns
    -------
    Tensor
        Shape (), dtype and device of y.

    Raises
    ------
    ValueError
        If a shape or a value is not as above.
    """
    check_samples(x, y)
    missed: Tensor = y - predictor(x.to(y))
    return missed.square().sum(dim=-1).mean()


def fit_predictor(
    predictor: Predictor,
    x: Tensor,
    y: Tensor,
    *,
    steps: int = 200,
    on_step: Callable[[int], None] | None = None,
) -> Fit:
    """Fit a copy of a predictor by least squares, with torch's L-BFGS on all samples at once.

    The loss is `squared_error`. It is computed in float64 on the CPU, from where the predictor
    stands; nothing is drawn, so the same start has the same end. Each step goes along a line until
    the strong Wolfe conditions hold; the fit ends early where no step moves any more.

    Parameters
    ----------
    predictor
        Where to start; it is left as it is.
    x, y
        The samples, shapes (n,) and (n, 2), n >= 1.
    steps
        At most so many.
    on_step
        Called after each step with how many are done.

    Returns
    -------
    Fit
        The fitted predictor, and the way there.

    Raises
    ------
    ValueError
        Names the argument, its value and what is allowed.

    Examples
    --------
    >>> x = torch.linspace(0, 1, 20, dtype=torch.float64)
    >>> y = torch.stack((x, 1 - x), dim=-1)
    >>> bool(fit_predictor(Predictor(seed=1), x, y).losses[-1] < 1e-5)
    True
    """
    check_samples(x, y)
    check_count(steps, "steps")
    # Copies are made in here, because what is made under inference_mode cannot be learned from.
    with torch.inference_mode(False), torch.enable_grad():
        fitted = copy.deepcopy(predictor).cpu().requires_grad_(True)
        inputs, targets = (t.detach().to("cpu", torch.float64).clone() for t in (x, y))
        path, losses = [], []
        for done, (values, loss) in enumerate(_descend(fitted, inputs, targets, steps)):
            path.append(values)
            losses.append(loss)
            if done and on_step is not None:
                on_step(done)
    return Fit(fitted, torch.tensor(losses, dtype=y.dtype, device=y.device), torch.stack(path))


def _descend(
    predictor: Predictor, x: Tensor, y: Tensor, steps: int
) -> Iterator[tuple[Tensor, float]]:
    """Take the predictor downhill; yield its numbers (P,) and their loss, at the start too."""
    parameters = list(predictor.parameters())
    optimizer = torch.optim.LBFGS(
        parameters,
        max_iter=1,  # a call is a step
        max_eval=EVALUATIONS,
        history_size=MEMORY,
        tolerance_grad=SMALLEST_GRADIENT,
        tolerance_change=0.0,
        line_search_fn="strong_wolfe",
    )

    def evaluate() -> float:
        optimizer.zero_grad()
        loss = squared_error(predictor, x, y)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.item()

    values = nn.utils.parameters_to_vector(parameters).detach()
    yield values, evaluate()
    for _ in range(steps):
        optimizer.step(evaluate)  # type: ignore[no-untyped-call]
        before, values = values, nn.utils.parameters_to_vector(parameters).detach()
        if torch.equal(values, before):
            return
        yield values, squared_error(predictor, x, y).item()
