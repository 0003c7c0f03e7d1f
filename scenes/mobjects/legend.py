"""A legend: what a shape means, in words."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, VGroup, VMobject

from scenes import look
from scenes.mobjects.formula import Words


class Legend(VGroup):
    """Rows of a sample of a shape and what it means.

    Parameters
    ----------
    *rows
        Pairs of the sample and its words.
    zone
        The legend stands at its left, at its middle height.
    """

    def __init__(self, *rows: tuple[VMobject, str], zone: look.Zone) -> None:
        super().__init__()
        for sample, meaning in rows:
            words = Words(meaning, font_size=look.TEXT_SIZE, color=look.QUIET)
            self.add(VGroup(sample, words.next_to(sample, RIGHT, buff=look.GAP)))
        self.arrange(DOWN, aligned_edge=LEFT, buff=look.GAP)
        self.move_to(zone.at(0, 0.5), aligned_edge=LEFT)
