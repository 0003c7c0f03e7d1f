"""The film's question and its title, large, beside a picture."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.formula import Words

BESIDE = look.Zone(0.6, 6.62, -2.4, 2.9)
GLIMPSE = look.Zone(-5.2, 5.2, -1.9, 3.5)  # of what the film will show ...
UNDER_GLIMPSE = look.Zone(-4.05, 4.6, -2.8, -2.0)  # ... and of the latent that is behind it


def question() -> VGroup:
    """Write what the film asks, in two sentences."""
    return _beside("question_1", "question_2")


def film_title() -> Words:
    """Write the film's title; its parts are "z" and "E"."""
    [title] = _beside("film_title")
    assert isinstance(title, Words)
    return title


def _beside(*names: str) -> VGroup:
    size = look.LARGE_FORMULA_SIZE
    lines = VGroup(*(Words(label(name), markup=True, font_size=size) for name in names))
    lines.arrange(DOWN, aligned_edge=LEFT, buff=3 * look.GAP)
    lines.move_to(BESIDE.at(0, 0.5), aligned_edge=LEFT)
    BESIDE.shrink(lines)
    return lines
