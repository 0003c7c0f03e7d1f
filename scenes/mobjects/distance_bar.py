"""A bar that measures how far apart two things are."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.halo import haloed

FOOT_SIZE = 0.2
PLACES = 2


class DistanceBar(VGroup):
    """A bar with a foot at each end, and its length beside it; nothing where nothing lies between.

    Parameters
    ----------
    start, end
        Where it begins and ends, in Manim units, shape (3,).
    value
        The length in the picture's own units.
    side
        Where the number stands, seen from the bar's middle, one of Manim's directions.

    Attributes
    ----------
    bar : VMobject
        The bar, then its feet.
    value : float
        The length that is written.
    """

    def __init__(
        self,
        start: Array,
        end: Array,
        *,
        value: float,
        side: Array,
    ) -> None:
        super().__init__()
        self.value = value
        self.bar = VMobject(color=look.INK, stroke_width=look.BOLD)
        self.add(self.bar)
        if round(value, PLACES) == 0:
            return
        ahead = (end - start) / np.linalg.norm(end - start)
        foot = FOOT_SIZE / 2 * np.array([-ahead[1], ahead[0], 0.0])
        for a, b in ((start, end), (start - foot, start + foot), (end - foot, end + foot)):
            self.bar.start_new_path(a)
            self.bar.add_line_to(b)
        number = haloed(Formula(format_number(value, PLACES), font_size=look.TICK_SIZE))
        # A little towards the start: an ellipse bends inwards past the end of its bar.
        self.add(number.next_to(self.bar, side, buff=look.GAP / 2).shift(-look.GAP / 4 * ahead))
