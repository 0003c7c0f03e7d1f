"""What is written beside the pictures of the energy: symbols of the plane, and numbers."""

from __future__ import annotations

import math
from typing import Literal, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UR, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.diagram import EnergyDiagram
from scenes.mobjects.energy.components import PLACES
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.number import Number
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.symbols import E_OF_Y_PRIME, G_OF_Z, Y_PRIME, Y, Z


class PlaneSymbols(VGroup):
    """What the plane shows: **y**, ỹ and **y**′, each beside its symbol, in the margin.

    Parameters
    ----------
    pick
        The components of **y**′, shape (2,).
    """

    def __init__(self, pick: Array) -> None:
        numbers = "; ".join(f"{value:.{PLACES}f}" for value in pick)
        radius, at = look.POINT_RADIUS, np.zeros((1, 3))
        symbols = Discs(at, radius=radius), Rings(at, radius=radius), Cross(at[0])
        sources = (
            Y,
            f'part("y_tilde", bold(tilde(y))) = {G_OF_Z}',
            f'{Y_PRIME} = mat(delim: "[", {numbers})',
        )
        rows = VGroup(*(Formula(source, font_size=look.TEXT_SIZE) for source in sources))
        rows.arrange(DOWN, buff=3 * look.GAP, aligned_edge=LEFT)
        for symbol, row in zip(symbols, rows, strict=True):
            symbol.move_to(row.get_left() + 1.4 * look.GAP * LEFT)
        super().__init__(*(VGroup(*pair) for pair in zip(symbols, rows, strict=True)))
        look.MARGIN.shrink(self)
        self.move_to(look.MARGIN.center)


class EnergyReadout(VGroup):
    """E(**y**′, z) and z as numbers, in a row above the curve.

    Parameters
    ----------
    top
        The highest energy that is ever shown.
    latest
        The largest latent that is ever shown.

    Attributes
    ----------
    energy, latent : Number
        The numbers.
    """

    def __init__(self, *, top: float, latest: float = math.tau) -> None:
        size = look.TEXT_SIZE
        labels = [Formula(f"{source} =", font_size=size) for source in (E_OF_Y_PRIME, Z)]
        self.energy = energy_number(top, size)
        self.latent = _latent_number(size, latest)
        super().__init__(*labels, self.energy, self.latent)
        labels[0].move_to(look.RIGHT_STAGE.at(0, 1), aligned_edge=UL)
        self.energy.next_to(labels[0], RIGHT).align_baseline(labels[0])
        self.latent.move_to(look.RIGHT_STAGE.at(1, 1), aligned_edge=UR).align_baseline(labels[0])
        labels[1].next_to(self.latent, LEFT).align_baseline(labels[0])

    def set_values(self, z: float, energy: float) -> Self:
        """Show another latent and its energy."""
        self.latent.set_value(z)
        self.energy.set_value(energy)
        return self


class Counter(VGroup):
    """E(**y**, z), and how many of the samples had their turn, in a row above the curves.

    Parameters
    ----------
    count
        How many there are.

    Attributes
    ----------
    turn : Number
        How many had their turn.
    """

    def __init__(self, count: int) -> None:
        size = look.TEXT_SIZE
        name = Formula(f'part("E", E)({Y}, {Z})', font_size=size)
        total = Words(label("of_all", all=count), color=look.QUIET)
        self.turn = Number(1, 0, largest=count, signed=False, font_size=size, role="y")
        super().__init__(name, self.turn, total)
        name.move_to(look.RIGHT_STAGE.at(0, 1), aligned_edge=UL)
        total.move_to(look.RIGHT_STAGE.at(1, 1), aligned_edge=UR).align_baseline(name)
        self.turn.next_to(total, LEFT, buff=look.GAP / 2).align_baseline(name)


class DiagramNumbers(VGroup):
    """The z that goes into the diagram and the energy that comes out, beside their nodes.

    Parameters
    ----------
    diagram
        The diagram.
    top
        The highest energy that is ever shown.

    Attributes
    ----------
    energy, latent : Number
        The numbers.
    """

    def __init__(self, diagram: EnergyDiagram, *, top: float) -> None:
        size = look.LARGE_FORMULA_SIZE
        self.latent = _latent_number(look.FORMULA_SIZE)
        self.energy = energy_number(top, size)
        label = Formula(f"{E_OF_Y_PRIME} =", font_size=size)
        super().__init__(self.latent, label, self.energy)
        self.latent.next_to(diagram.z, DOWN, buff=look.GAP)
        self.energy.next_to(diagram.energy, LEFT, buff=1.5 * look.GAP)
        label.next_to(self.energy, LEFT).align_baseline(self.energy)

    def set_values(self, z: float, energy: float) -> Self:
        """Show another latent and its energy."""
        self.latent.set_value(z)
        self.energy.set_value(energy)
        return self


def energy_number(top: float, size: float) -> Number:
    """Return a number with room for every energy up to the highest one."""
    return Number(0.0, PLACES, largest=top, signed=False, edge="left", font_size=size, role="E")


def _latent_number(size: float, latest: float = math.tau) -> Number:
    # A number that gets a digit more on its way stays beside its equals sign.
    edge: Literal["left", "right"] = "left" if latest > math.tau else "right"
    return Number(0.0, PLACES, largest=latest, signed=False, edge=edge, font_size=size, role="z")
