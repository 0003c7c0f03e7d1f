"""How bright colours are, and how far apart, as WCAG 2 has it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]


def luminance(rgb: npt.ArrayLike) -> Array:
    """Return the relative luminance of colours.

    Parameters
    ----------
    rgb
        sRGB in [0, 1], shape (..., 3).

    Returns
    -------
    ndarray
        In [0, 1], shape (...).
    """
    return np.asarray(linear(rgb) @ [0.2126, 0.7152, 0.0722])


def linear(rgb: npt.ArrayLike) -> Array:
    """Return the light of colours' channels, shape (..., 3) -> (..., 3)."""
    channels = np.asarray(rgb, dtype=np.float64)
    high = ((np.maximum(channels, 0.04045) + 0.055) / 1.055) ** 2.4
    return np.where(channels <= 0.04045, channels / 12.92, high)


_BYTES = linear(np.arange(256)[:, None] / 255)[:, 0]


def picture_luminance(picture: Picture) -> Array:
    """Return the relative luminance of a picture, shape (..., 3) -> (...)."""
    light = _BYTES[picture]
    return np.asarray(light @ [0.2126, 0.7152, 0.0722])


def differing(one: Picture, other: Picture, least: int) -> npt.NDArray[np.bool_]:
    """Tell which pixels of two pictures have a channel that differs by so much, (..., 3) -> (...).

    Parameters
    ----------
    one, other
        uint8, shape (..., 3).
    least
        Of 255.
    """
    far = np.maximum(one, other) - np.minimum(one, other) >= least
    return np.asarray(far[..., 0] | far[..., 1] | far[..., 2])


def contrast(one: npt.ArrayLike, other: npt.ArrayLike) -> Array:
    """Return the contrast ratio of luminances, from 1 to 21; shapes that broadcast."""
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    return np.asarray((np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05))
