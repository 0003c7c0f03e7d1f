"""A fan of segments: from one y to each of the decoder's points."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.segments import Segments


class Fan(Segments):
    """Segments from one y to all of the decoder's points, in the colours of their energies.

    Parameters
    ----------
    plane
        What it is drawn in; after that has moved, `spread` the fan again.
    decoded
        The decoder's points, in units of y, shape (m, 2).
    top
        The energy that has the last of the colours.
    """

    def __init__(self, plane: Plane, decoded: npt.ArrayLike, *, top: float) -> None:
        self.plane, self.top = plane, top
        self.decoded = np.asarray(decoded, dtype=np.float64)
        nowhere = np.zeros((len(self.decoded), 3))
        super().__init__(nowhere, nowhere, nowhere)

    def spread(self, y: npt.ArrayLike, energies: npt.ArrayLike, reach: npt.ArrayLike = 1.0) -> Self:
        """Draw it from a y.

        Parameters
        ----------
        y
            In units of y, shape (2,).
        energies
            Of y at each of the decoder's points, shape (m,).
        reach
            How much of each segment is drawn, in [0, 1], shape () or (m,).
        """
        start, ends = self.plane.c2p(y), self.plane.c2p(self.decoded)
        share = np.asarray(reach, dtype=np.float64)[..., None]
        colors = look.energy_colors(np.asarray(energies) / self.top)
        return self.set_segments(start, start + share * (ends - start), colors)
