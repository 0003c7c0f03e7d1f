"""How far the free energy along the cut is below its limit, as a number."""

from __future__ import annotations

from manim import RIGHT, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.formulas import LARGEST_GAP
from scenes.mobjects.number import Number


class LargestGap(VGroup):
    """The largest difference between the mean and this moment's curve, with its symbols.

    Parameters
    ----------
    moment
        Whose heights.
    mean
        Their limit as beta -> 0, shape (n,).
    largest
        The largest number that is ever shown.

    Attributes
    ----------
    number : Number
        The difference.
    """

    def __init__(self, moment: CutMoment, *, mean: Array, largest: float) -> None:
        symbols = Formula(f"{LARGEST_GAP} =", font_size=look.TEXT_SIZE)
        self.number = Number(
            0.0,
            moment.scale.places,
            largest=largest,
            signed=False,
            edge="left",
            font_size=look.TEXT_SIZE,
        )
        super().__init__(symbols, self.number.next_to(symbols, RIGHT).align_baseline(symbols))
        follow(self.number, lambda number: number.set_value((mean - moment.heights).max()))
