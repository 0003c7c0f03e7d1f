"""The numbers behind a wall of all energies: one range, one cell for each, and which to look at."""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scenes.story.data import FloatArray, StoryData
from scenes.story.valleys import Valleys, each_valleys

CURVE_POINTS = 96
"""Latents of a drawn curve at least, so that its corners are not seen."""

NEAR_END = 0.2
"""Radians: so near to 0 or 2 pi a latent is shown at both, as large, and up to twice as far."""

WALL_ASPECT = 1.5
"""Width by height of a wall of pictures."""

CELL_ASPECT = 1.1
"""... and what its cells should have: about as wide as high."""

EMPTY_CELL = 0.12
"""What an empty cell counts, against a shape that is so much off, in its logarithm."""


def wall_shape(count: int) -> tuple[int, int]:
    """Return rows and columns for a wall of so many pictures, 1 or more: 24 -> (4, 6).

    The cells are about as wide as high, few of them are empty, and no row is.
    """

    def fault(columns: int) -> float:
        rows = math.ceil(count / columns)
        shape = WALL_ASPECT * rows / columns
        return abs(math.log(shape / CELL_ASPECT)) + EMPTY_CELL * (rows * columns - count)

    columns = min(range(1, count + 1), key=fault)
    return math.ceil(count / columns), columns


class AllEnergies:
    """The energies of all samples; samples are counted from 0 here.

    Parameters
    ----------
    data
        The story's numbers.

    Attributes
    ----------
    y
        The samples, shape (n, 2).
    rows, columns
        The wall's.
    z
        Latents of the drawn curves, those of the grid among them, from 0 to 2 pi, shape (m,).
    """

    def __init__(self, data: StoryData) -> None:
        self._data = data
        self.y = data.slice.y
        self.rows, self.columns = wall_shape(len(self.y))
        self.z = data.curve_latents(CURVE_POINTS)

    @cached_property
    def energies(self) -> FloatArray:
        """The drawn curves, shape (n, m)."""
        return self._data.energies(self.y, self.z)

    @cached_property
    def tops(self) -> FloatArray:
        """The highest energy of each sample over all z, shape (n,)."""
        return self._data.highest_energy(self.y)

    @property
    def top(self) -> float:
        """The top of the common range: the highest energy, rounded up to two digits."""
        highest = float(self.tops.max())
        digit = 10.0 ** (math.floor(math.log10(highest)) - 1)
        return float(f"{math.ceil(highest / digit - 1e-9) * digit:.2g}")

    @cached_property
    def valleys(self) -> tuple[Valleys, ...]:
        """The valleys of each curve."""
        return each_valleys(self._data, self.y)

    def having(self, count: int) -> list[int]:
        """Return the samples whose curves have so many valleys."""
        return [i for i, found in enumerate(self.valleys) if len(found.bottoms) == count]

    # --- Samples to look at ----------------------------------------------------------------------

    @property
    def compared(self) -> tuple[int, int]:
        """The sample with the highest curve, and the one with the flattest."""
        return int(self.tops.argmax()), int(self.tops.argmin())

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """The first and the last of the top row, and of the bottom row."""
        return 0, self.columns - 1, (self.rows - 1) * self.columns, len(self.y) - 1

    @property
    def sides(self) -> tuple[int, int]:
        """The samples farthest right and farthest left."""
        return int(self.y[:, 0].argmax()), int(self.y[:, 0].argmin())

    @property
    def picks(self) -> tuple[int, int]:
        """The samples that the next chapters are about."""
        picks = self._data.story.picks
        return picks.one_valley - 1, picks.two_valleys - 1

    @property
    def stops(self) -> dict[str, int]:
        """The samples to look at in their order, by the names of their places in the story."""
        names = (
            ("highest", "flattest"),
            ("opens", "closes", "low_opens", "low_closes"),
            ("right", "left"),
            ("simple", "tricky"),
        )
        groups = (self.compared, self.corners, self.sides, self.picks)
        return {
            name: i
            for group, samples in zip(names, groups, strict=True)
            for name, i in zip(group, samples, strict=True)
        }

    # --- What is drawn of them -------------------------------------------------------------------

    def curve(self, y: FloatArray, swept: float) -> tuple[FloatArray, FloatArray]:
        """Return z, (m,), and E, (1, m), of a curve that is drawn to a share of the turn."""
        upto = swept * math.tau
        z = np.append(self.z[self.z < upto], upto)
        return z, self._data.energies(y[None], z)

    def lowest(self, y: FloatArray) -> float:
        """Return the latent with the lowest energy of a place, (2,)."""
        return float(self._data.infer(y).z)

    def bottoms(
        self, members: Sequence[int], latents: Sequence[Sequence[float]]
    ) -> tuple[npt.NDArray[np.int64], FloatArray, FloatArray, FloatArray]:
        """Return what is at some latents of some samples.

        Parameters
        ----------
        members
            The samples.
        latents
            Those of each sample, of all n.

        Returns
        -------
        tuple of ndarray
            Whose it is, counted among the members, z, g(z) and E: (b,), (b,), (b, 2), (b,).
        """
        of = list(members)
        owner = np.repeat(np.arange(len(of)), [len(latents[i]) for i in of])
        z = np.array([z for i in of for z in latents[i]], dtype=np.float64)
        return owner, z, self._data.decode(z), self._data.energy(self.y[of][owner], z)

    @staticmethod
    def at_both_ends(z: float) -> tuple[FloatArray, FloatArray]:
        """Return where a latent is shown between 0 and 2 pi, and how large: (2,) and (2,).

        Near one end it is shown at the other one too, because a full turn is none.
        """
        size = np.clip(2 - min(z, math.tau - z) / NEAR_END, 0, 1)
        return np.array([z, math.tau if z < math.pi else 0.0]), np.array([1.0, size])

    def balls(self, i: int, slid: float) -> FloatArray:
        """Return the latents of balls on both sides of each bottom, that come down from the peaks.

        Parameters
        ----------
        i
            The sample.
        slid
            Which part of the way is behind them, in [0, 1].
        """
        found = self.valleys[i]
        ends = np.repeat(np.array(found.bottoms, dtype=np.float64), 2)
        starts = np.array([peak for z in found.bottoms for peak in found.between(z)])
        at: FloatArray = (starts + slid * (ends - starts)) % math.tau
        return at
