"""Straight lines as Manim draws them: cubic Bézier curves, four points each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scenes.mobjects.arrays import Array

_ALONG = np.array([0, 1 / 3, 2 / 3, 1])[:, None]  # anchors and handles of a straight curve


def straight(start: npt.ArrayLike, end: npt.ArrayLike) -> Array:
    """Return straight Bézier curves, as points of a `manim.VMobject`.

    Parameters
    ----------
    start, end
        Where each begins and ends, shapes (n, d), or any that broadcast to it.

    Returns
    -------
    ndarray
        Anchors and handles, shape (4 n, d), float64.
    """
    a, b = (np.asarray(ends, dtype=np.float64)[..., None, :] for ends in (start, end))
    points = a * (1 - _ALONG) + b * _ALONG
    return np.asarray(points.reshape(-1, points.shape[-1]), dtype=np.float64)
