"""A level across the energy curve, such as that of the free energy."""

from __future__ import annotations

from typing import Self

from manim import RIGHT, Line, ManimColor, ValueTracker, VGroup

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula


class Level(VGroup):
    """A line at one energy, over all latents.

    Parameters
    ----------
    axes
        What it is drawn in.
    energy
        Its height.
    name
        What stands at its right end, in Typst; None for nothing.
    color
        Its colour.

    Attributes
    ----------
    line : Line
        The line.
    label : VGroup
        Its name, or nothing.
    """

    def __init__(
        self,
        axes: LatentAxes,
        *,
        energy: float,
        name: str | None = None,
        color: ManimColor = look.COLD,
    ) -> None:
        super().__init__()
        self.axes = axes
        self.line = Line(color=color, stroke_width=look.LINE)
        self.label = VGroup()
        if name is not None:
            self.label.add(Formula(name, font_size=look.TEXT_SIZE))
        self.add(self.line, self.label)
        self.move(energy)

    def track(self, energy: ValueTracker) -> Self:
        """Lie at the energy that a tracker holds, in every frame from now on."""
        follow(self, lambda level: level.move(energy.get_value()))
        return self

    def move(self, energy: float) -> Self:
        """Go to another energy."""
        start, end = self.axes.c2p([[0.0, energy], [self.axes.across[1], energy]])
        self.line.put_start_and_end_on(start, end)
        if len(self.label):
            self.label.next_to(end, RIGHT, buff=look.GAP / 2)
            # Above the name of z, which stands at the end of its own axis.
            lowest = self.axes.label.get_top()[1] + look.GAP / 3 + self.label.height / 2
            self.label.set_y(max(float(end[1]), float(lowest)))
        return self
