"""The film's credits, and how to make it oneself: words at the left of a picture."""

from __future__ import annotations

from collections.abc import Callable

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Words
from scenes.mobjects.number import Number

WORDS = look.Zone(-6.62, -0.2, -2.6, 3.1)
PICTURE = look.Zone(0.4, 6.62, -2.6, 3.1)  # beside them

# The story in one picture, from left to right: the horn, the slice's plane, the free energies.
FUNNEL = look.Zone(-6.62, -2.95, -2.6, 2.6)
SLICE = look.Zone(-2.75, 3.25, -2.4, 2.4)
CURVES = look.Zone(3.75, 6.5, -2.4, 2.4)

_SIZE = look.TITLE_SIZE


def credits() -> VGroup:
    """Write whose lecture this is and what it was made with: two paragraphs."""
    return _paragraphs("credit_lecture", "credit_libraries")


def how_to_make() -> VGroup:
    """Write how to make the film, and where its numbers stand: two paragraphs."""
    return _paragraphs("make_it", "change_it")


def changing_number(words: VGroup, value: Callable[[], float]) -> VGroup:
    """Write a number of the story under words, as its file has it; it follows a value."""
    name = Words("`growth = `", markup=True, font_size=_SIZE)
    number = Number(
        value(), largest=max(1.0, value()), signed=False, edge="left", font_size=_SIZE, role="pick"
    )
    number.next_to(name, RIGHT, buff=look.GAP)
    number.align_baseline(name)
    follow(number, lambda number: number.set_value(max(value(), 0.0)))
    return VGroup(name, number).next_to(words, DOWN, aligned_edge=LEFT, buff=look.GAP)


def _paragraphs(*names: str) -> VGroup:
    words = VGroup(*(Words(label(name), markup=True, font_size=_SIZE) for name in names))
    words.arrange(DOWN, aligned_edge=LEFT, buff=3 * look.GAP)
    words.move_to(WORDS.at(0, 0.55), aligned_edge=LEFT)
    WORDS.shrink(words)
    return words
