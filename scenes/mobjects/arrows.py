"""Many arrows as one object."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import ManimColor, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.bezier import straight
from scenes.mobjects.halo import edged
from scenes.painting import Parts

_SHAFT = 0.018  # half its width, in Manim units
_HEAD_LENGTH, _HEAD = 0.15, 0.068  # and half the head's width
_MOST_HEAD = 0.6  # of an arrow's length: a shorter arrow has a smaller head and a thinner shaft
_RIM = 3.0  # stroke width of the dark edge, half of it hidden under the arrow
_NO_LENGTH = 1e-6


class Arrows(VMobject):
    """Arrows centred on their places, with a dark edge, so that they are seen on any colour.

    Parameters
    ----------
    centers
        In Manim units, shape (n, 3).
    ways
        From tail to tip, in Manim units, shape (n, 2); where one has no length, there is no arrow.
    color
        Of all of them.
    """

    parts_drawn = Parts("arrow", 32)

    def __init__(
        self, centers: npt.ArrayLike, ways: npt.ArrayLike, *, color: ManimColor = look.INK
    ) -> None:
        super().__init__(color=color, fill_color=color, fill_opacity=1, stroke_width=0)
        edged(self, width=_RIM)
        self.set_arrows(centers, ways)

    def set_arrows(self, centers: npt.ArrayLike, ways: npt.ArrayLike) -> Self:
        """Replace the arrows.

        Parameters
        ----------
        centers, ways
            As for the class.
        """
        middle = np.asarray(centers, dtype=np.float64).reshape(-1, 3)[:, :2]
        way = np.asarray(ways, dtype=np.float64).reshape(-1, 2)
        length = np.linalg.norm(way, axis=1)
        seen = length > _NO_LENGTH
        middle, way, length = middle[seen], way[seen], length[seen, None]
        ahead = way / length
        aside = np.column_stack([-ahead[:, 1], ahead[:, 0]])
        head = np.minimum(_HEAD_LENGTH, _MOST_HEAD * length)
        size = head / _HEAD_LENGTH
        tail, tip = middle - way / 2, middle + way / 2
        neck, shaft, wing = tip - head * ahead, _SHAFT * size * aside, _HEAD * size * aside
        # No corner is farther from the centre than the two ends.
        end = middle - ahead * np.sqrt((length / 2) ** 2 - (_SHAFT * size) ** 2)
        corners = np.stack(
            [
                tip,
                neck + wing,
                neck + shaft,
                end + shaft,
                tail,
                end - shaft,
                neck - shaft,
                neck - wing,
                tip,
            ],
            axis=1,
        )
        flat = straight(corners[:, :-1], corners[:, 1:])
        self.set_points(np.column_stack([flat, np.zeros(len(flat))]))
        return self

    def get_tails(self) -> Array:
        """Read back where the arrows begin, in Manim units, shape (n, 3)."""
        return self._corners()[:, 4]

    def get_tips(self) -> Array:
        """Read back where they end, in Manim units, shape (n, 3)."""
        return self._corners()[:, 0]

    def _corners(self) -> Array:
        return np.asarray(self.points.reshape(-1, 8, 4, 3)[:, :, 0], dtype=np.float64)
