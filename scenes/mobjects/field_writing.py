"""What is written beside a field: what its points are, how many, and the picks in numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes import look
from scenes.mobjects.energy_writing import G, Y
from scenes.mobjects.formula import Formula
from scenes.mobjects.free_energy_writing import Z_CHECK
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Discs, Rings

PLACES = 2
_NEAREST = f'part("decoder", bold(g))({Z_CHECK})'
_ROW_HEIGHT = 0.62


class FieldLegend(VGroup):
    """Rows beside the plane: the locations and how many, the manifold, and the longest way to it.

    Parameters
    ----------
    columns, rows
        Of the grid of locations.
    longest
        The largest distance from a location to the manifold.
    zone
        The legend stands at its left, at its middle height.

    Attributes
    ----------
    y, count, y_tilde, longest : VGroup
        The rows.
    """

    def __init__(self, *, columns: int, rows: int, longest: float, zone: look.Zone) -> None:
        at = np.zeros((1, 3))
        count = f'{columns} times {rows} = part("y", {columns * rows})'
        reach = f"max_{Y} norm({Y} - {_NEAREST}) = {longest:.{PLACES}f}"
        self.y = _row(Discs(at, radius=look.POINT_RADIUS), Y)
        self.count = VGroup(Formula(count))
        self.y_tilde = _row(
            Rings(at, radius=look.POINT_RADIUS), f'part("y_tilde", bold(tilde(y))) = {G}'
        )
        self.longest = VGroup(Formula(reach, font_size=look.TEXT_SIZE))
        super().__init__(self.y, self.count, self.y_tilde, self.longest)
        self.arrange(DOWN, buff=2.2 * look.GAP, aligned_edge=LEFT)
        zone.shrink(self)
        self.move_to(zone.at(0, 0.5), aligned_edge=LEFT)


class PickTable(VGroup):
    """The picks in numbers: of each its number, its y₁ and its ž.

    Parameters
    ----------
    y1, z_check
        Shape (n,).
    zone
        Where it stands; a table that is higher is made smaller.

    Attributes
    ----------
    header : VGroup
        The names of the columns.
    rows : list of VGroup
        Each with the pick's number, y₁ and ž.
    """

    def __init__(
        self, y1: npt.NDArray[np.float64], z_check: npt.NDArray[np.float64], *, zone: look.Zone
    ) -> None:
        digits = len(str(int(np.abs(y1).max())))
        at = zone.left + np.array([0.15, 0.45, 0.85]) * zone.width
        symbols = Cross(np.zeros(3)), Cross(np.zeros(3), color=look.COLD)
        names = Formula('part("y", y_1)'), Formula(Z_CHECK)
        top = zone.center[1] + _ROW_HEIGHT * len(y1) / 2
        self.header = VGroup()
        for symbol, name, right in zip(symbols, names, at[1:], strict=True):
            name.align_baseline(top)
            name.set_x(right, LEFT).shift(name.width * LEFT)
            symbol.next_to(name, LEFT)
            self.header.add(symbol, name)
        self.rows: list[VGroup] = []
        for i, (across, latent) in enumerate(zip(y1, z_check, strict=True)):
            number = Formula(f'part("pick", {i + 1})', font_size=look.TEXT_SIZE)
            first = Number(across, PLACES, digits=digits, font_size=look.TEXT_SIZE)
            second = Number(
                latent, PLACES, digits=1, signed=False, font_size=look.TEXT_SIZE, role="z_check"
            )
            for part, right in zip((number, first, second), at, strict=True):
                part.align_baseline(top - _ROW_HEIGHT * (i + 1))
                part.set_x(right, RIGHT)
            self.rows.append(VGroup(number, first, second))
        super().__init__(self.header, *self.rows)
        zone.shrink(self)
        self.set_y(zone.center[1])


class FieldReadout(VGroup):
    """The components of a **y** that moves.

    Parameters
    ----------
    y
        What is shown at first, shape (2,).
    largest
        The largest size that a component will have.
    zone
        It stands at its right, at its middle height.

    Attributes
    ----------
    numbers : tuple of Number
        The components.
    """

    def __init__(self, y: npt.ArrayLike, *, largest: float, zone: look.Zone) -> None:
        digits = len(str(int(largest)))
        size = look.TEXT_SIZE
        labels = [Formula(f'part("pick", y_{i}) =', font_size=size) for i in (1, 2)]
        self.numbers = tuple(
            Number(0, PLACES, digits=digits, font_size=size, role="pick") for _ in labels
        )
        super().__init__(
            *(VGroup(label, number) for label, number in zip(labels, self.numbers, strict=True))
        )
        for label, number in zip(labels, self.numbers, strict=True):
            number.next_to(label, RIGHT, buff=look.GAP / 2).align_baseline(label)
        self.arrange(DOWN, buff=2 * look.GAP, aligned_edge=LEFT)
        zone.shrink(self)
        self.move_to(zone.at(1, 0.5), aligned_edge=RIGHT)
        self.show_y(y)

    def show_y(self, y: npt.ArrayLike) -> None:
        """Show another **y**, shape (2,)."""
        for number, component in zip(self.numbers, np.asarray(y).tolist(), strict=True):
            number.set_value(component)


def _row(symbol: Discs | Rings, source: str) -> VGroup:
    return VGroup(symbol, Formula(source).next_to(symbol, RIGHT, buff=1.5 * look.GAP))
