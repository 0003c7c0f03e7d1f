"""How computed numbers are rounded to be told, and when two of them are the same."""

import math

import numpy as np

ERROR = 1e-6
"""Below this, a number is zero but for rounding."""

HEARD = 3
"""Decimals that somebody hears: nobody counts the zeros of 0.00007."""


def rounded(value: float, decimals: int = 2) -> float:
    """Round a number to what is told of it, as pictures do: 2.004 -> 2.0, 0.004 -> 0.0."""
    # NumPy takes 1.205 as it's written, not as the float that is nearest to it.
    return float(np.round(value, decimals)) + 0.0  # no minus zero


def almost_zero(value: float, decimals: int = 2) -> bool:
    """Tell whether nothing is left of a number once it's rounded, though it's more than an error.

    Of what is told with more than three decimals, what is below half a thousandth is too small to
    be heard as well. A number with one decimal only says about where something is: it is zero then.
    """
    size = abs(value)
    return decimals > 1 and size >= ERROR and rounded(size, min(decimals, HEARD)) == 0


def told_alike(a: float, b: float, decimals: int = 2) -> bool:
    """Tell whether two numbers are the same once they are rounded to be told."""
    return rounded(a, decimals) == rounded(b, decimals)


def same(a: float, b: float) -> bool:
    """Tell whether two numbers differ by no more than rounding error."""
    return math.isclose(a, b, rel_tol=1e-9)
