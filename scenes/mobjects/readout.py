"""Numbers beside a picture, that follow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from manim import RIGHT, Mobject, VGroup

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.number import Number


class Readout(VGroup):
    """Rows of a symbol, an equals sign and its value, aligned at the equals sign.

    Parameters
    ----------
    rows
        Pairs of the symbol in Typst maths and of what tells its value now.
    places
        Digits after the point.
    largest
        The largest size that is to be shown; it sets the columns.
    signed
        Whether a value can be negative.
    font_size
        Manim's font size.
    gap
        Between an equals sign and its value.

    Attributes
    ----------
    numbers : list of Number
        The values, in the rows' order; each is set again for every frame.
    """

    def __init__(
        self,
        *rows: tuple[str, Callable[[], float]],
        places: int = 2,
        largest: float = 9.0,
        signed: bool = False,
        font_size: float = look.TEXT_SIZE,
        gap: float = look.GAP / 2,
    ) -> None:
        super().__init__()
        self._values = [_calling(value) for _, value in rows]
        symbols = [Formula(f"{symbol} =", font_size=font_size) for symbol, _ in rows]
        self.numbers = [
            Number(value(), places, largest=largest, signed=signed, font_size=font_size)
            for _, value in rows
        ]
        leading = 0.0165 * font_size
        for i, (symbol, number) in enumerate(zip(symbols, self.numbers, strict=True)):
            symbol.shift(-symbol.get_right())
            symbol.align_baseline(-i * leading)
            number.next_to(symbol, RIGHT, buff=gap)
            number.align_baseline(symbol)
            self.add(VGroup(symbol, number))
        self.add_updater(Readout._follow)

    @staticmethod
    def _follow(readout: Mobject) -> None:
        assert isinstance(readout, Readout)
        for number, value in zip(readout.numbers, readout._values, strict=True):
            number.set_value(value())


def align_at_signs(rows: Sequence[VGroup]) -> None:
    """Move rows, each of a symbol with its equals sign and a number, until their signs align."""
    edge = max(float(row[0].get_right()[0]) for row in rows)
    for row in rows:
        row.shift((edge - float(row[0].get_right()[0])) * RIGHT)


def _calling(value: Callable[[], float]) -> Callable[[], float]:
    """Wrap a value's source: animations copy what they animate, and a bound method's object too."""
    return lambda: value()
