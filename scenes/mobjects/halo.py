"""A dark rim, for names that stand on lines."""

from __future__ import annotations

from scenes import look
from scenes.mobjects.formula import Formula


def haloed(name: Formula) -> Formula:
    """Set a name off from the lines it stands on, and return it."""
    name.set_stroke(look.BACKGROUND, width=look.HALO, opacity=1, background=True)
    return name
