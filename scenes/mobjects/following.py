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


def paused(*parts: Mobject) -> list[Mobject]:
    """Let parts stay as they are until the animation that they are handed to is over.

    Manim holds what it animates, but not the faded copies that a fade goes to or comes from: a
    part that sets its own opacity in every frame would light them again.

    Parameters
    ----------
    *parts
        Parts that follow something.

    Returns
    -------
    list of Mobject
        The same parts.
    """
    for part in parts:
        part.suspend_updating()
    return list(parts)
