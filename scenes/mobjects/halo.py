"""A dark rim, for names, crosses and lines that stand on other lines."""

from __future__ import annotations

from typing import TypeVar

from manim import VMobject

from scenes import look
from scenes.mobjects.formula import Formula

T = TypeVar("T", bound=VMobject)


def haloed(name: Formula) -> Formula:
    """Set a name off from the lines it stands on, and return it."""
    name.set_stroke(look.BACKGROUND, width=look.HALO, opacity=1, background=True)
    return name


def edged(part: T, *, width: float = 3 * look.BOLD) -> T:
    """Set a drawn thing off from the lines and the colours it stands on, and return it.

    Parameters
    ----------
    part
        What is set off.
    width
        Of the rim with all that lies on it, in Manim's stroke widths.
    """
    part.set_stroke(look.BACKGROUND, width=width, opacity=1, background=True)
    return part
