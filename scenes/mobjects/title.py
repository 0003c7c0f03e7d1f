"""The chapter's title."""

from __future__ import annotations

import re
from typing import Self

from manim import UL, Mobject

from scenes import look
from scenes.mobjects.formula import Words
from scenes.mobjects.symbols import TITLE_SYMBOLS


class Title(Words):
    """A title in its zone, top left.

    Parameters
    ----------
    text
        The title, on one line.
    *symbols
        The words of it that are symbols, "x", "y" or "z": they're set and coloured as such.
    """

    def __init__(self, text: str, *symbols: str) -> None:
        source = _marked(text, symbols) if symbols else text
        super().__init__(source, font_size=look.TITLE_SIZE, markup=bool(symbols))
        self.move_to(look.TITLE.at(0, 1), aligned_edge=UL)

    def end_before(self, other: Mobject) -> Self:
        """Shrink to end at the left of something, where it is too long for that, and return it."""
        room = float(other.get_left()[0] - look.GAP - self.get_left()[0])
        if self.width > room > 0:
            self.scale_to_fit_width(room, about_edge=UL)
        return self


def _marked(text: str, symbols: tuple[str, ...]) -> str:
    """Return the text in Typst's markup, with its symbols as maths."""
    pieces = re.split(rf"\b({'|'.join(symbols)})\b", text)
    for i, piece in enumerate(pieces):
        escaped = piece.replace("\\", "\\\\").replace('"', '\\"')
        pieces[i] = f"${TITLE_SYMBOLS[piece]}$" if i % 2 else f'#"{escaped}";'
    return "".join(pieces)
