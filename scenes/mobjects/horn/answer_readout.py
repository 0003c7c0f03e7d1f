"""The numbers of the answers while they land: the x that they share, and the y of the latest."""

from __future__ import annotations

from manim import DOWN, RIGHT, UL, UP, VGroup

from scenes import look
from scenes.mobjects.horn.asked_horn import AskedHorn
from scenes.mobjects.readout import Readout


class AnswerReadout(VGroup):
    """x above y₁ and y₂, in the corner.

    Parameters
    ----------
    horn
        Whose x and whose latest answer they are.
    largest
        The largest size of a number that is to be shown.

    Attributes
    ----------
    x, y : Readout
        The row of x; the rows of y₁ and y₂.
    """

    def __init__(self, horn: AskedHorn, *, largest: float) -> None:
        self.x = Readout(('part("x", x)', horn.x.get_value), largest=largest, signed=True)
        self.y = Readout(
            ('part("y", y_1)', lambda: horn.last_landed[0]),
            ('part("y", y_2)', lambda: horn.last_landed[1]),
            largest=largest,
            signed=True,
        )
        self.y.next_to(self.x, DOWN, aligned_edge=RIGHT)
        # As far below the first row as its own rows are from each other.
        first, second = (number.baseline for number in self.y.numbers)
        self.y.shift((self.x.numbers[0].baseline - 2 * first + second) * UP)
        super().__init__(self.x, self.y)
        self.move_to(look.CORNER.at(0, 1), aligned_edge=UL)
