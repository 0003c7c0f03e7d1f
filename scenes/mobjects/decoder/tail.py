"""The glow that a running point draws behind it."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import ManimColor

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.segments import Segments

_PIECES = 32


class Tail(Segments):
    """A glow along a path, brightest at its end; the path may change in every frame.

    Parameters
    ----------
    color
        The role's.
    """

    def __init__(self, color: ManimColor) -> None:
        nowhere = np.zeros((_PIECES, 3))
        self.colors = np.tile(color.to_rgb(), (_PIECES, 1))
        super().__init__(nowhere, nowhere, self.colors, width=5 * look.BOLD, opacity=0)

    @staticmethod
    def along(start: float, end: float) -> Array:
        """Return where the path is asked for between two numbers, shape (k,)."""
        return np.linspace(start, end, _PIECES + 1)

    def draw(self, path: Array) -> Self:
        """Draw it along a path, shape (k, 3), from its faint end to its bright one."""
        light = np.linspace(0.0, 1.0, _PIECES) ** 2
        self.set_segments(path[:-1], path[1:], self.colors, opacities=light)
        return self
