"""A latent or an energy that is marked at the same place in all cells of a wall."""

from __future__ import annotations

import math
from typing import Any, Literal, Self

from manim import DR, UP, ManimColor, ValueTracker, VGroup, VMobject

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.wall import Wall
from scenes.mobjects.following import follow
from scenes.mobjects.readout import Readout


class CommonLine(VMobject):
    """The same line in every cell of a wall, and in larger axes beside it, at first at energy 0.

    Parameters
    ----------
    wall, axes
        What it is drawn in.
    color
        Its colour.
    """

    def __init__(self, wall: Wall, axes: LatentAxes, color: ManimColor) -> None:
        super().__init__(color=color, stroke_width=look.LINE)
        self.wall, self.axes = wall, axes
        self.put_level(0.0)

    def put_upright(self, z: float) -> Self:
        """Mark a latent."""
        return self._put([[z, 0.0], [z, self.wall.top]])

    def put_level(self, energy: float) -> Self:
        """Mark an energy."""
        return self._put([[0.0, energy], [math.tau, energy]])

    def _put(self, ends: list[list[float]]) -> Self:
        self.set_points_as_corners(self.axes.c2p(ends))
        self.append_points(self.wall.lines(ends))
        return self


class CommonValue(VGroup):
    """A line in every cell that follows a value, and the value above the larger axes.

    Parameters
    ----------
    role
        Whether it is a latent or an energy.
    wall, axes
        What it is drawn in.

    Attributes
    ----------
    at : ValueTracker
        The value, at first 0.
    line : CommonLine
        The line: upright for a latent, level for an energy.
    readout : Readout
        The value as a number, at the right end of the axes.
    """

    def __init__(self, role: Literal["z", "E"], wall: Wall, axes: LatentAxes) -> None:
        upright = role == "z"
        at: Any = ValueTracker(0)
        self.at = at
        self.line = CommonLine(wall, axes, look.LATENT if upright else look.INK)
        put = CommonLine.put_upright if upright else CommonLine.put_level
        follow(put(self.line, 0.0), lambda line: put(line, at.get_value()))
        largest = math.tau if upright else wall.top
        self.readout = Readout((f'part("{role}", {role})', lambda: at.get_value()), largest=largest)
        corner = axes.c2p([math.tau, wall.top])
        self.readout.move_to(corner + look.GAP / 4 * UP, aligned_edge=DR)
        super().__init__(self.line, self.readout)
