"""How computed numbers are rounded to be told, and when two of them are the same."""

import math

import numpy as np


def rounded(value: float, decimals: int = 2) -> float:
    """Round a number to what is told of it: 2.004 -> 2.0, 0.004 -> 0.004.

    It keeps ``decimals``, or one significant digit when that would leave nothing. What's below a
    millionth is rounding error and is zero.
    """
    size = abs(value)
    if 1e-6 < size < 0.5 * 10**-decimals:
        decimals = -math.floor(math.log10(size))
    # NumPy takes 1.205 as it's written, not as the float that is nearest to it.
    return float(np.round(value, decimals)) + 0.0  # no minus zero


def told_alike(a: float, b: float, decimals: int = 2) -> bool:
    """Tell whether two numbers are the same once they are rounded to be told."""
    return rounded(a, decimals) == rounded(b, decimals)


def same(a: float, b: float) -> bool:
    """Tell whether two numbers differ by no more than rounding error."""
    return math.isclose(a, b, rel_tol=1e-9)
