"""What each search took, and what it found."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UP, ValueTracker, VGroup, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.inference.formulas import LOWEST
from scenes.mobjects.inference.zones import SEARCH_TABLE
from scenes.mobjects.light import set_light
from scenes.mobjects.number import Number
from scenes.mobjects.symbols import Z_CHECK

PLACES = 3
"""Digits of an energy after the point: enough to tell the grid's best from the minimum."""

_PITCH = 0.0146  # of the rows, for each point of the text's size


class SearchRow(VGroup):
    """A symbol, a name, how many steps were taken, and the energy that was reached.

    Parameters
    ----------
    symbol
        What stands for the search in the pictures.
    name
        Its name.
    most, top
        The largest count and the largest energy that are ever shown.

    Attributes
    ----------
    title : VGroup
        The symbol and the name, as handed in and typeset: ``symbol`` and ``words``.
    numbers : VGroup
        The numbers ``steps`` and ``energy``.
    """

    def __init__(self, symbol: VMobject, name: str, *, most: int, top: float) -> None:
        size = look.TICK_SIZE
        self.symbol = symbol
        self.words = Words(name, font_size=size)
        self.steps = Number(0, 0, largest=most, signed=False, font_size=size)
        self.energy = Number(0.0, PLACES, largest=top, signed=False, font_size=size, role="E")
        self.title = VGroup(self.symbol, self.words)
        self.numbers = VGroup(self.steps, self.energy)
        super().__init__(self.title, self.numbers)

    def track(self, taken: ValueTracker, energies: Array) -> Self:
        """Light the numbers, and show the steps that a tracker counts, in every frame from now on.

        Parameters
        ----------
        taken
            How many steps have been taken, in parts too; only whole ones count.
        energies
            That of the start, and that after each step, shape (n + 1,).
        """

        def count(row: SearchRow) -> None:
            done = min(int(taken.get_value()), len(energies) - 1)
            row.set_values(done, float(energies[done]))

        for part in self.numbers.get_family():
            set_light(part, 1)
        self.clear_updaters()
        follow(self, count)
        self.update()
        return self

    def set_values(self, steps: int, energy: float) -> None:
        """Show other numbers."""
        self.steps.set_value(steps)
        self.energy.set_value(energy)


class SearchTable(VGroup):
    """Rows of searches under their heads, from the top of a zone downwards.

    Parameters
    ----------
    searches
        For each row, under the name of its method, its symbol and its title.
    most, top
        The largest count and the largest energy that are ever shown.
    zone
        Where it stands, as wide as the zone.

    Attributes
    ----------
    heads : VGroup
        The names of the two columns of numbers.
    rows : dict of SearchRow
        In their order, under the names of their methods.
    """

    def __init__(
        self,
        searches: Mapping[str, tuple[VMobject, str]],
        *,
        most: int,
        top: float,
        zone: look.Zone = SEARCH_TABLE,
    ) -> None:
        size = look.TICK_SIZE
        self.heads = VGroup(
            Words(label("steps"), font_size=size, color=look.QUIET),
            Formula('part("E", E)', font_size=size),
        )
        self.rows = {
            method: SearchRow(symbol, title, most=most, top=top)
            for method, (symbol, title) in searches.items()
        }
        rows = list(self.rows.values())
        super().__init__(self.heads, *rows)
        right = zone.at(1, 1)
        for i, row in enumerate(rows):
            row.energy.move_to(right, aligned_edge=RIGHT)
            row.steps.next_to(row.energy, LEFT, buff=3 * look.GAP)
            row.words.move_to(zone.at(0, 1) + 2 * look.GAP * RIGHT, aligned_edge=UL)
            for part in (row.words, row.steps, row.energy):
                part.align_baseline(float(right[1]) - (i + 1.7) * _PITCH * size)
            row.symbol.move_to(np.array([zone.left + look.GAP / 2, row.steps.get_y(), 0.0]))
        for head, number in zip(self.heads, (rows[0].steps, rows[0].energy), strict=True):
            head.next_to(number, UP).align_baseline(float(right[1]) - 0.7 * _PITCH * size)
            head.align_to(number, RIGHT)

    def zone_below(self) -> look.Zone:
        """Return what it leaves of the right stage."""
        stage, foot = look.RIGHT_STAGE, float(self.get_edge_center(DOWN)[1])
        return dataclasses.replace(stage, top=foot - 1.2 * look.GAP, right=stage.right - look.GAP)


class SearchAnswers(VGroup):
    """The lowest energy, and the latent that has it, in the table's place before there is one.

    Parameters
    ----------
    z_check
        The latent.
    lowest
        Its energy.
    zone
        Where they stand.
    """

    def __init__(self, z_check: float, lowest: float, *, zone: look.Zone = SEARCH_TABLE) -> None:
        super().__init__()
        for i, (source, value) in enumerate(((LOWEST, lowest), (Z_CHECK, z_check))):
            row = Formula(f"{source} = {value:.{PLACES}f}")
            self.add(row.move_to(zone.at(0.5, 0.8 - 0.35 * i)))
        self[1].align_to(self[0], RIGHT)
