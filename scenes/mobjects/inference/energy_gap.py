"""How much higher one energy is than another, as an upright line with its number."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, Line, VGroup

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed
from scenes.mobjects.inference.search_table import PLACES


class EnergyGap(VGroup):
    """How much higher one energy is than another, upright at a latent, with its number.

    Parameters
    ----------
    axes
        What it is drawn in.
    z
        Where it stands.
    low, high
        The two energies.

    Attributes
    ----------
    line : Line
        From one to the other.
    number : Formula
        The difference, on the side with more room, or above a line that is shorter than it.
    """

    def __init__(self, axes: LatentAxes, *, z: float, low: float, high: float) -> None:
        bottom, top = axes.c2p([[z, low], [z, high]])
        self.line = Line(bottom, top, color=look.COLD, stroke_width=look.BOLD)
        self.number = haloed(Formula(f"{high - low:.{PLACES}f}", font_size=look.TICK_SIZE))
        side = RIGHT if z < axes.across[1] / 2 else LEFT
        self.number.next_to(self.line, side, buff=look.GAP / 2)
        if self.line.height < self.number.height:  # or it would lie on the marks of both ends
            self.number.next_to(top, UP, buff=look.CROSS_SIZE + look.GAP / 2)
        super().__init__(self.line, self.number)
