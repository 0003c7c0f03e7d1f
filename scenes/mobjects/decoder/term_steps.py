"""The way from the origin to a point: a step across and a step up, each with its name."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed


class TermSteps(VGroup):
    """Two lines at a right angle, with a name beside each, on the side away from the other.

    Parameters
    ----------
    corners
        The start, the corner and the end, in Manim units, shape (3, 3); the first step is level.
    names
        What the steps are, in Typst maths.

    Attributes
    ----------
    lines : tuple of Line
        Across, then up or down.
    names : tuple of Formula
        Beside each line.
    """

    def __init__(self, corners: Array, *, names: tuple[str, str]) -> None:
        super().__init__()
        start, corner, end = corners
        self.lines = tuple(
            Line(a, b, color=look.DECODER, stroke_width=look.BOLD)
            for a, b in ((start, corner), (corner, end))
        )
        self.names = tuple(haloed(Formula(name, font_size=look.TICK_SIZE)) for name in names)
        below = DOWN if end[1] >= corner[1] else UP
        beyond = RIGHT if corner[0] >= start[0] else LEFT
        for line, name, side in zip(self.lines, self.names, (below, beyond), strict=True):
            name.next_to(line, side, buff=look.GAP / 2)
        self.add(*self.lines, *self.names)
