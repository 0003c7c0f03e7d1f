"""The valleys of an energy over the latent: how many there are, and where each has its bottom."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenes.story.data import FloatArray, StoryData

SEARCHED = 1440
"""Latents at which the slope is looked at; a narrower valley is not seen either."""

HALVINGS = 50
"""They leave less than the rounding of a latent."""

FLAT = 1e-9
"""Relative height of valleys that are only rounding."""


@dataclass(frozen=True)
class Valleys:
    """Local minima and maxima of E(y, z) over one turn.

    Attributes
    ----------
    bottoms
        The latents of the minima, in [0, 2 pi), the lowest first; none where the energy is flat.
    depths
        The energy at each of them.
    peaks
        The latents of the maxima, the highest first; as many as there are bottoms.
    z_check
        The best latent, as the core finds it.
    lowest
        The energy there.
    """

    bottoms: tuple[float, ...]
    depths: tuple[float, ...]
    peaks: tuple[float, ...]
    z_check: float
    lowest: float

    @property
    def true(self) -> tuple[float, ...]:
        """The bottoms that are as low as any: one, or two of the same depth."""
        level = self.lowest + FLAT * max(1.0, self.lowest)
        found = (z for z, depth in zip(self.bottoms, self.depths, strict=True) if depth <= level)
        return tuple(found) or (self.z_check,)

    @property
    def false(self) -> float | None:
        """The bottom of the false valley, if there is one."""
        other = [z for z in self.bottoms if z not in self.true]
        return other[0] if other else None

    @property
    def second(self) -> float:
        """What to look at beside the best: another bottom, or else the highest peak."""
        return (self.bottoms[1:] or self.peaks or (self.z_check,))[0]

    def between(self, z: float) -> tuple[float, float]:
        """Return the peaks on both sides of a bottom, or the bottoms on both sides of a peak.

        They may lie beyond 0 or 2 pi. Around z itself, where the energy is flat, it's half a turn.
        """
        others = self.peaks if z in self.bottoms else self.bottoms
        left = min(((z - other) % math.tau for other in others), default=math.pi)
        right = min(((other - z) % math.tau for other in others), default=math.pi)
        return z - left, z + right


def valleys(data: StoryData, y: FloatArray) -> Valleys:
    """Find the valleys of E(y, z) for y (2,): where its slope in z changes sign.

    The slope is dE/dz = 2 (g(z) - y) . g'(z), and g'(z) = g(z + pi/2), for g is made of a cosine
    and a sine.
    """
    found = data.infer(y)
    best, lowest = float(found.z), float(found.energy)
    # Between the marks of the latent grid and the quarter turns, where slopes are often 0.
    z = np.asarray((np.arange(SEARCHED + 1) + 1 / math.pi) * (math.tau / SEARCHED), np.float64)
    energies = data.energies(y[None], z)[0]
    if np.ptp(energies) <= FLAT * max(1.0, float(energies.max())):
        return Valleys((), (), (), best, lowest)
    slopes = _slope(data, y, z)
    turning = np.flatnonzero((slopes[:-1] < 0) != (slopes[1:] < 0))
    at = _roots(data, y, z[turning], z[turning + 1])
    heights = data.energy(y, at)
    is_bottom = slopes[turning] < 0
    bottoms, peaks = (np.flatnonzero(kind) for kind in (is_bottom, ~is_bottom))
    bottoms = bottoms[np.argsort(heights[bottoms], kind="stable")]
    peaks = peaks[np.argsort(-heights[peaks], kind="stable")]
    return Valleys(
        tuple((at[bottoms] % math.tau).tolist()),
        tuple(heights[bottoms].tolist()),
        tuple((at[peaks] % math.tau).tolist()),
        best,
        lowest,
    )


def _slope(data: StoryData, y: FloatArray, z: npt.ArrayLike) -> FloatArray:
    """Return dE/dz at each z, (m,) -> (m,)."""
    at = np.asarray(z, dtype=np.float64)
    slope = 2 * ((data.decode(at) - y) * data.decode(at + math.pi / 2)).sum(axis=-1)
    return np.asarray(slope, dtype=np.float64)


def _roots(data: StoryData, y: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Halve brackets until each holds the place where the slope changes its sign, (m,)."""
    falling = _slope(data, y, low) < 0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        before = (_slope(data, y, middle) < 0) == falling
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)
