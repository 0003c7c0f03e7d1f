"""Names beside the things that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, UR, Mobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula

CORNERS = DL, DR, UL, UR


def place_beside(name: Formula, part: Mobject, others: Sequence[npt.ArrayLike]) -> None:
    """Put a name on that side of a part where it is farthest from all other places.

    Parameters
    ----------
    name
        What is placed.
    part
        What it names.
    others
        Places in Manim units, each (3,), of what it should keep away from; the part's own place
        does not count.
    """
    places = np.array(others, dtype=np.float64).reshape(-1, 3)
    places = places[np.linalg.norm(places - part.get_center(), axis=1) > 0]
    sides = UR, RIGHT, UP, DR, DOWN, DL, LEFT, UL
    found = [name.next_to(part, side, buff=look.GAP / 3).get_center() for side in sides]
    room = [np.linalg.norm(places - at, axis=1).min(initial=np.inf) for at in found]
    name.move_to(found[int(np.argmax(room))])


def spots(texts: Iterable[Mobject]) -> list[Array]:
    """Return the middles and the corners of texts: what a name keeps away from, shape (3,) each."""
    return [at for text in texts for at in (text.get_center(), *map(text.get_corner, CORNERS))]
