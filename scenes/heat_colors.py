"""The colours of heat maps: equal steps of the value look equal, and lightness alone tells it."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from manim import ManimColor

HEAT_LOW = ManimColor("#0f1c3f")
HEAT_HIGH = ManimColor("#f4d35e")
# Hues on the way, as CIELAB's (a*, b*): the map is a Bézier curve with these inner control points.
# Chosen for blue, teal and green as vivid as a screen shows; the one indigo is far too dark to be
# taken for the decoder's violet.
_HEAT_BENDS = ((62.0, -84.0), (-55.0, -6.0), (-65.0, 24.0))
_HEAT_STEPS = 4096


def heat_colors(share: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Colours of heat maps, from dark (low) to light (high).

    Equal steps look equal: CIELAB's lightness L* is linear in the share, and so is the length of
    the way in (a*, b*), so that equal shares are equal CIELAB distances (ΔE 1976). The lightness
    alone tells the values, in every kind of colour vision.

    Parameters
    ----------
    share
        Position in the range of values, in [0, 1]; what lies outside has the colour of the end.
        Shape (...).

    Returns
    -------
    ndarray
        RGB in [0, 1], shape (..., 3), float64.
    """
    amount = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
    at = np.linspace(0, 1, _HEAT_STEPS + 1)
    return np.stack([np.interp(amount, at, channel) for channel in _heat_scale().T], axis=-1)


@cache
def _heat_scale() -> npt.NDArray[np.float64]:
    """Return the colours of evenly spaced shares, RGB, shape (steps + 1, 3)."""
    low, high = (_lab(np.array(color.to_rgb())) for color in (HEAT_LOW, HEAT_HIGH))
    u = np.linspace(0, 1, _HEAT_STEPS + 1)
    curve = [point[None] for point in (low[1:], *np.array(_HEAT_BENDS), high[1:])]
    while len(curve) > 1:  # de Casteljau
        curve = [a + u[:, None] * (b - a) for a, b in zip(curve, curve[1:], strict=False)]
    steps = np.linalg.norm(np.diff(curve[0], axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    hues = [np.interp(u * way[-1], way, hue) for hue in curve[0].T]
    lightness = low[0] + u * (high[0] - low[0])
    return _rgb(np.stack([lightness, *hues], axis=-1))


# sRGB (IEC 61966-2-1) to XYZ, and CIELAB (CIE 15) for the white of that matrix.
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _XYZ.sum(axis=1)
_KNEE = 6 / 29


def _lab(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Turn sRGB in [0, 1] into CIELAB, (..., 3) -> (..., 3)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _XYZ.T / _WHITE
    x, y, z = np.moveaxis(
        np.where(xyz > _KNEE**3, np.cbrt(xyz), xyz / (3 * _KNEE**2) + 4 / 29), -1, 0
    )
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _rgb(lab: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Turn CIELAB into sRGB in [0, 1], (..., 3) -> (..., 3): the inverse of `_lab`."""
    lightness, a, b = np.moveaxis(lab, -1, 0)
    y = (lightness + 16) / 116
    roots = np.stack([y + a / 500, y, y - b / 200], axis=-1)
    xyz = np.where(roots > _KNEE, roots**3, 3 * _KNEE**2 * (roots - 4 / 29)) * _WHITE
    linear = np.clip(xyz @ np.linalg.inv(_XYZ).T, 0, 1)
    gamma = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(gamma, dtype=np.float64)
