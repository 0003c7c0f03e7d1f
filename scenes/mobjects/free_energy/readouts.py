"""What is written beside a field: what its points are, how many, and the picks in numbers."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes import look
from scenes.mobjects.formula import Formula, placed
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.symbols import F_INFINITY, G_OF_Z, Z_CHECK, Y

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
        The legend stands in its middle.

    Attributes
    ----------
    y, count, y_tilde, longest : VGroup
        The rows.
    """

    def __init__(self, *, columns: int, rows: int, longest: float, zone: look.Zone) -> None:
        at = np.zeros((1, 3))
        count = f'{columns} times {rows} = part("y", {columns * rows})'
        reach = f"max_{Y} norm({Y} - {_NEAREST})", f"= {longest:.{PLACES}f}"
        self.y = _row(Discs(at, radius=look.POINT_RADIUS), Y)
        self.count = VGroup(Formula(count, font_size=look.TEXT_SIZE))
        self.y_tilde = _row(
            Rings(at, radius=look.POINT_RADIUS), f'part("y_tilde", bold(tilde(y))) = {G_OF_Z}'
        )
        self.longest = VGroup(*(Formula(row, font_size=look.TEXT_SIZE) for row in reach))
        self.longest.arrange(DOWN, buff=look.GAP, aligned_edge=LEFT)
        super().__init__(self.y, self.count, self.y_tilde, self.longest)
        self.arrange(DOWN, buff=2.2 * look.GAP, aligned_edge=LEFT)
        zone.shrink(self)
        self.move_to(zone.center)


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
    latents : VGroup
        The column of the ž, its name included.
    """

    def __init__(
        self, y1: npt.NDArray[np.float64], z_check: npt.NDArray[np.float64], *, zone: look.Zone
    ) -> None:
        largest = float(np.abs(y1).max())
        at = zone.left + np.array([0.15, 0.45, 0.85]) * zone.width
        symbols = Cross(np.zeros(3)), Cross(np.zeros(3), color=look.COLD)
        names = Formula('part("y", y_1)'), Formula(Z_CHECK)
        top = zone.center[1] + _ROW_HEIGHT * len(y1) / 2
        self.header = VGroup()
        for symbol, name, right in zip(symbols, names, at[1:], strict=True):
            name.align_baseline(top)
            name.set_x(right, LEFT).shift(name.width * LEFT)
            symbol.next_to(name, LEFT).set_y(top + symbol.height / 2)
            self.header.add(symbol, name)
        self.rows: list[VGroup] = []
        for i, (across, latent) in enumerate(zip(y1, z_check, strict=True)):
            number = Formula(f'part("pick", {i + 1})', font_size=look.TEXT_SIZE)
            first = Number(across, PLACES, largest=largest, font_size=look.TEXT_SIZE)
            second = Number(
                latent,
                PLACES,
                largest=math.tau,
                signed=False,
                font_size=look.TEXT_SIZE,
                role="z_check",
            )
            for part, right in zip((number, first, second), at, strict=True):
                part.align_baseline(top - _ROW_HEIGHT * (i + 1))
                part.set_x(right, RIGHT)
            self.rows.append(VGroup(number, first, second))
        self.latents = VGroup(*self.header[2:], *(row[2] for row in self.rows))
        super().__init__(self.header, *self.rows)
        zone.shrink(self)
        self.set_y(zone.center[1])


class FieldReadout(VGroup):
    """F of a **y** that moves, in the formula's place, and under it the components of **y**.

    Parameters
    ----------
    top, largest
        The largest F and the largest size of a component that will be shown.

    Attributes
    ----------
    formula : Formula
        F_∞(**y**); not a part of the group, for another formula turns into it.
    free_energy : Number
        Its value.
    components : tuple of Number
        Those of **y**.
    """

    def __init__(self, *, top: float, largest: float) -> None:
        super().__init__()
        self.formula = placed(Formula(f"{F_INFINITY}({Y})"))
        self.free_energy = Number(0, PLACES, largest=top, signed=False, edge="left", role="F")
        self.free_energy.align_baseline(self.formula)
        self.free_energy.set_x(look.FORMULA.right, RIGHT)
        equals = Formula("=").next_to(self.free_energy, LEFT, buff=look.GAP / 2)
        self.formula.next_to(equals, LEFT, buff=look.GAP / 2)
        for part in (equals, self.formula):
            part.align_baseline(self.free_energy)
        size, row = look.TEXT_SIZE, VGroup()
        for i in (1, 2):
            label = Formula(f'part("pick", y_{i}) =', font_size=size)
            number = Number(0, PLACES, largest=largest, font_size=size, role="pick")
            number.next_to(label, RIGHT, buff=look.GAP / 2).align_baseline(label)
            row.add(VGroup(label, number))
        row.arrange(RIGHT, buff=2 * look.GAP)
        row.next_to(self.free_energy, DOWN, buff=look.GAP)
        row.set_x(look.FORMULA.right, RIGHT)
        self.components = tuple(pair[1] for pair in row)
        self.add(equals, self.free_energy, row)

    def show_values(self, y: npt.ArrayLike, free_energy: float) -> None:
        """Show another **y**, shape (2,), and its F."""
        self.free_energy.set_value(free_energy)
        for number, component in zip(self.components, np.asarray(y).tolist(), strict=True):
            number.set_value(component)


def _row(symbol: Discs | Rings, source: str) -> VGroup:
    return VGroup(symbol, Formula(source).next_to(symbol, RIGHT, buff=1.5 * look.GAP))
