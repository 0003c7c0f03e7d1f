"""The model at work: its diagram, the numbers that go through it, and its decoder to be opened."""

from __future__ import annotations

import math

from manim import DOWN, ValueTracker

from scenes import look
from scenes.mobjects.decoder.column_vector import ColumnVector
from scenes.mobjects.decoder.decoding import Decoding
from scenes.mobjects.decoder.dial import Dial
from scenes.mobjects.decoder.open_decoder import OpenDecoder, decoder_formula
from scenes.mobjects.decoder.zones import DIAGRAM
from scenes.mobjects.diagram import Diagram
from scenes.mobjects.following import follow
from scenes.mobjects.number import Number


class WorkingModel:
    """The diagram of the model, with its decoder closed and opened.

    Parameters
    ----------
    decoding
        What goes into the decoder at a moment, and what comes out.
    limit
        The largest size of a weight or an output that is to be shown.

    Attributes
    ----------
    diagram : Diagram
        The diagram, its decoder closed.
    names : VGroup
        Words for z, ỹ and **y**.
    z_value, y_values : Number, ColumnVector
        What goes in and what comes out.
    opened : OpenDecoder
        The decoder with its two terms, and a dial for each weight.
    formula, full_formula : Formula
        What the decoder does: by its name, and term by term.
    """

    def __init__(self, decoding: Decoding, *, limit: float) -> None:
        self.diagram = Diagram(zone=DIAGRAM)
        self.names = self.diagram.name_nodes()
        self.z_value = Number(
            0.0, largest=math.tau, signed=False, font_size=look.TICK_SIZE, role="z"
        )
        self.z_value.next_to(self.diagram.z, DOWN, buff=look.GAP)
        self.y_values = ColumnVector([0.0, 0.0], largest=limit, role="y_tilde")
        self.y_values.next_to(self.diagram.y_tilde, DOWN, buff=look.GAP)
        self.opened = OpenDecoder(
            self.diagram.decoder, zone=DIAGRAM, weights=decoding.weights.tolist(), limit=limit
        )
        self.formula = decoder_formula(opened=False)
        self.full_formula = decoder_formula(opened=True)
        follow(self.z_value, lambda number: number.set_value(decoding.z.get_value()))
        follow(self.y_values, lambda column: column.set_values(decoding.y_tilde.tolist()))
        for dial, weight in zip(self.opened.dials, decoding.each_weight, strict=True):
            _follow_weight(dial, weight)


def _follow_weight(dial: Dial, weight: ValueTracker) -> None:
    follow(dial, lambda dial: dial.set_value(weight.get_value()))
