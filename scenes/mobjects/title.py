"""The chapter's title."""

from __future__ import annotations

from manim import UL

from scenes import look
from scenes.mobjects.formula import Words


class Title(Words):
    """A title in its zone, top left.

    Parameters
    ----------
    text
        The title, on one line.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, font_size=look.TITLE_SIZE)
        self.move_to(look.TITLE.at(0, 1), aligned_edge=UL)
