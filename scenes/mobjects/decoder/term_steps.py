"""The way from the origin to a point: a step across and a step up, each with its name."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed


class TermSteps(VGroup):
    """Two lines at a right angle, with a name under the first and one beside the second.

    The second name is between the lines where there is room: whatever the end lies on passes there.

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
        outwards = RIGHT if corner[0] >= start[0] else LEFT
        inside = abs(corner[0] - start[0]) > self.names[1].width + look.GAP
        for line, name, side in zip(
            self.lines, self.names, (below, -outwards if inside else outwards), strict=True
        ):
            name.next_to(line, side, buff=look.GAP / 2)
        self.add(*self.lines, *self.names)
