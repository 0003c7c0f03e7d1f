"""Which z have a say in the free energy of a y: segments to their decoder's points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.segments import Segments


class Voices:
    """Segments from a y of the plane to the nearest points of the decoder, and to all of them.

    Parameters
    ----------
    plane
        What they are drawn in.
    y
        Shape (2,).
    decoded
        The decoder's points, shape (m, 2).
    nearest
        Which of them are the nearest, shape (m,), bool.

    Attributes
    ----------
    few : Segments
        To the nearest, cold.
    all : Segments
        To all.
    """

    def __init__(
        self, plane: Plane, *, y: Array, decoded: Array, nearest: npt.NDArray[np.bool_]
    ) -> None:
        start, ends = plane.c2p(y), plane.c2p(decoded)
        cold, ink = (np.tile(c.to_rgb(), (len(ends), 1)) for c in (look.COLD, look.INK))
        self.few = Segments(start, ends[nearest], cold[nearest], width=look.BOLD)
        self.all = Segments(start, ends, ink, opacity=look.FAINT)
