"""A column of changing numbers in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes import look
from scenes.mobjects.number import Number

SERIF = 0.09


class ColumnVector(VGroup):
    """A column vector whose numbers change in their places.

    Parameters
    ----------
    values
        The numbers to begin with.
    largest
        The largest size of a number that is to be shown.
    role
        A key of `look.ROLE_COLORS`.

    Attributes
    ----------
    numbers : tuple of Number
        From top to bottom.
    brackets : VMobject
        Both brackets.
    """

    def __init__(self, values: Sequence[float], *, largest: float = 9.0, role: str) -> None:
        super().__init__()
        self.numbers = tuple(
            Number(value, largest=largest, font_size=look.TICK_SIZE, role=role) for value in values
        )
        rows = VGroup(*self.numbers).arrange(DOWN, buff=look.GAP / 2)
        self.brackets = VMobject(color=look.ROLE_COLORS[role], stroke_width=look.LINE)
        top, bottom = rows.get_top() + SERIF * UP, rows.get_bottom() + SERIF * DOWN
        for side in (LEFT, RIGHT):
            edge = (rows.width / 2 + SERIF) * side
            corners = [top + edge - SERIF * side, top + edge, bottom + edge]
            self.brackets.start_new_path(corners[0])
            self.brackets.add_points_as_corners([*corners[1:], bottom + edge - SERIF * side])
        self.add(rows, self.brackets)

    def set_values(self, values: Sequence[float]) -> Self:
        """Show other numbers.

        Parameters
        ----------
        values
            As many as before.
        """
        for number, value in zip(self.numbers, values, strict=True):
            number.set_value(value)
        return self
