"""From the lowest to the highest energy, marked along the energy axis."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, VGroup, VMobject

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed

_CAP = 0.12  # half the length of the bar's ends
_PLACES = 2


class EnergyRange(VGroup):
    """A bar beside the energy axis, with the energies of its ends.

    Parameters
    ----------
    axes
        Whose energy axis.
    low, high
        The range; they may be equal.

    Attributes
    ----------
    bar : VMobject
        From the low to the high end, with a cap at either; just right of the axis.
    numbers : VGroup
        The low energy and the high one, apart and above the axis of z.
    """

    def __init__(self, axes: LatentAxes, *, low: float, high: float) -> None:
        ends = axes.c2p([[0.0, low], [0.0, high]]) + look.GAP * RIGHT
        self.bar = VMobject(color=look.INK, stroke_width=look.BOLD)
        for start, end in (
            (ends[0], ends[1]),
            *((at + _CAP * LEFT, at - _CAP * LEFT) for at in ends),
        ):
            self.bar.start_new_path(start)
            self.bar.add_line_to(end)
        self.numbers = VGroup(
            *(
                haloed(Formula(f"{value:.{_PLACES}f}", font_size=look.TEXT_SIZE, color=look.INK))
                for value in (low, high)
            )
        )
        height = max(number.height for number in self.numbers)
        floor, ceiling = axes.c2p([[0.0, 0.0], [0.0, axes.up[1]]])[:, 1]
        floor, ceiling = floor + (look.GAP + height) / 2, ceiling - height / 2
        low_y, high_y = np.clip(ends[:, 1], floor, ceiling)
        high_y = min(max(high_y, low_y + height + look.GAP / 2), ceiling)
        low_y = min(low_y, high_y - height - look.GAP / 2)
        for number, end, y in zip(self.numbers, ends, (low_y, high_y), strict=True):
            number.next_to(end, RIGHT, buff=look.GAP).set_y(y)
        super().__init__(self.bar, self.numbers)
