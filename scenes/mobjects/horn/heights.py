"""The y₂ that go with one x and one y₁, in numbers: two, one or none."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.number import Number
from scenes.mobjects.readout import align_at_signs

X, Y1, Y2 = 'part("x", x)', 'part("y", y_1)', 'part("y", y_2)'
COUNTS = ("no_answer", "one_answer", "two_answers")


class Heights(VGroup):
    """Rows for x, y₁ and the y₂ above and below, and in words how many there are.

    Parameters
    ----------
    x
        The one that is shown.
    largest
        The largest size of a value that is to be shown.
    zone
        The rows stand in its middle.

    Attributes
    ----------
    rows : list of VGroup
        x, y₁, the upper y₂, the lower y₂: each its symbol and its Number.
    counts : VGroup
        The words for none, one and two, in one place; one of them is seen.
    """

    def __init__(self, *, x: float, largest: float, zone: look.Zone) -> None:
        super().__init__()
        self.rows = []
        for source, role in ((X, "x"), (Y1, "y"), (Y2, "y"), (Y2, "y")):
            symbol = Formula(f"{source} =")
            number = Number(x, 2, largest=largest, role=role).next_to(symbol, RIGHT)
            self.rows.append(VGroup(symbol, number.align_baseline(symbol)))
        column = VGroup(*self.rows).arrange(DOWN, aligned_edge=LEFT, buff=1.5 * look.GAP)
        align_at_signs(self.rows)
        self.counts = VGroup(*(Words(label(name), font_size=look.FORMULA_SIZE) for name in COUNTS))
        for words in self.counts:
            words.next_to(column, DOWN, buff=3 * look.GAP, aligned_edge=LEFT)
        self.add(*self.rows, self.counts)
        self.move_to(zone.center)
        self.numbers = [row[1] for row in self.rows]

    def set_values(self, y1: float, heights: npt.ArrayLike) -> Self:
        """Show another y₁ and its y₂: none, one or two of them, shape (k,)."""
        upper = np.sort(np.asarray(heights, dtype=np.float64))[::-1].tolist()
        for row, value in zip(self.rows[1:], (y1, *upper), strict=False):
            row[1].set_value(value)
        for i, row in enumerate(self.rows[2:]):
            row.set_fill(opacity=1.0 if i < len(upper) else 0.0)
        for i, words in enumerate(self.counts):
            words.set_fill(opacity=1.0 if i == len(upper) else 0.0)
        return self
