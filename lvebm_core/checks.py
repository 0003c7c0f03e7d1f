"""Checks of what callers hand in: each raises a ValueError of one line."""

import math

import torch
from torch import Tensor

FLOAT_DTYPES = (torch.float32, torch.float64)


def check_tensor(value: Tensor, name: str, *, last: int | None = None) -> None:
    """Require a finite float32 or float64 tensor, with `last` entries in its last dimension.

    Raises
    ------
    ValueError
        Names the argument, what it holds and what is allowed.
    """
    if not isinstance(value, Tensor):
        raise ValueError(f"{name} is a {type(value).__name__}: must be a torch tensor")
    if value.dtype not in FLOAT_DTYPES:
        raise ValueError(f"{name}.dtype = {value.dtype}: must be torch.float32 or torch.float64")
    if last is not None and (value.ndim == 0 or value.shape[-1] != last):
        raise ValueError(
            f"{name}.shape = {tuple(value.shape)}: the last dimension must have {last} entries"
        )
    # The two ends tell it of all in one pass; a table of answers is for who needs the place.
    if value.numel() and not torch.stack(value.detach().aminmax()).isfinite().all():
        finite = torch.isfinite(value)
        where = tuple(int(i) for i in (~finite).nonzero()[0])
        entry = f"[{', '.join(map(str, where))}]" if where else ""
        raise ValueError(f"{name}{entry} = {value[where].item()}: must be finite")


def check_samples(x: Tensor, y: Tensor) -> None:
    """Require x (n,) and y (n, 2) with n >= 1, finite."""
    check_tensor(x, "x")
    check_tensor(y, "y", last=2)
    if x.ndim != 1 or len(x) < 1:
        raise ValueError(f"x.shape = {tuple(x.shape)}: must be (n,) with n >= 1")
    if y.shape != (len(x), 2):
        raise ValueError(f"y.shape = {tuple(y.shape)}: must be ({len(x)}, 2), one y for each x")


def check_latents(z: Tensor, name: str = "z") -> None:
    """Require a non-empty, finite, one-dimensional tensor of latents, shape (M,)."""
    check_tensor(z, name)
    if z.ndim != 1 or z.shape[0] < 1:
        raise ValueError(f"{name}.shape = {tuple(z.shape)}: must be (M,) with M >= 1")


def check_number(value: float, name: str, *, at_least: float = -math.inf) -> float:
    """Return `value` as a float; require it finite and no smaller than `at_least`."""
    allowed = "a finite number" if at_least == -math.inf else f"a finite number >= {at_least:g}"
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} = {value!r}: must be {allowed}") from None
    if not math.isfinite(number) or number < at_least:
        raise ValueError(f"{name} = {value!r}: must be {allowed}")
    return number


def check_beta(beta: float) -> float:
    """Return the inverse temperature as a float; require it > 0 (infinity is allowed)."""
    try:
        number = float(beta)
    except (TypeError, ValueError):
        number = math.nan
    if not number > 0:
        raise ValueError(f"beta = {beta!r}: must be a number > 0, or math.inf")
    return number


def check_count(n: int, name: str) -> int:
    """Return `n`; require a whole number, one or more."""
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise ValueError(f"{name} = {n!r}: must be a whole number >= 1")
    return n
