"""A dark rim, for names and crosses that stand on lines."""

from __future__ import annotations

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.points import Cross


def haloed(name: Formula) -> Formula:
    """Set a name off from the lines it stands on, and return it."""
    name.set_stroke(look.BACKGROUND, width=look.HALO, opacity=1, background=True)
    return name


def edged(cross: Cross) -> Cross:
    """Set a cross off from the lines and the colours it stands on, and return it."""
    cross.set_stroke(look.BACKGROUND, width=3 * look.BOLD, opacity=1, background=True)
    return cross
