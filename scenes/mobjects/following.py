"""Parts that are placed again in every frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from manim import Mobject

T = TypeVar("T", bound=Mobject)


def follow(part: T, place: Callable[[T], object]) -> None:
    """Let a part be placed again in every frame.

    Manim copies updaters with their mobject, and a bound method with all that it is bound to, the
    chapter and its frames included; a function is not copied.

    Parameters
    ----------
    part
        What is placed.
    place
        What places it.
    """
    part.add_updater(lambda mobject: place(mobject))
