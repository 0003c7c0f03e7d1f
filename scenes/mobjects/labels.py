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
_LATER = 0.2  # places that a spot must cover less than the one before it


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


def place_clear(
    name: Mobject, centers: Iterable[Array], places: Array, *, within: look.Zone
) -> None:
    """Put a name where little lies under it.

    Parameters
    ----------
    name
        What is placed.
    centers
        Where its middle may be, shape (3,) each, the best first: later ones must cover less.
    places
        Places of what it should not cover, shape (k, 3).
    within
        The part of the frame that it stays in.
    """
    half = np.array([name.width / 2, name.height / 2, 0.0])
    low, high = within.at(0, 0) + half, within.at(1, 1) - half
    found = [np.clip(center, low, high) for center in centers]
    reach = (half + look.GAP / 6)[:2]
    covered = [np.all(np.abs(places - at)[:, :2] < reach, axis=1).sum() for at in found]
    name.move_to(found[int(np.argmin(np.array(covered) + _LATER * np.arange(len(found))))])


def lattice(thing: Mobject, step: float = look.GAP / 2) -> Array:
    """Return places all over a thing's box, no farther apart than a step, shape (k, 3)."""
    low, high = thing.get_corner(DL), thing.get_corner(UR)
    counts = np.ceil((high - low)[:2] / step).astype(int) + 1
    x, y = (np.linspace(low[i], high[i], counts[i]) for i in (0, 1))
    return np.stack([*(grid.ravel() for grid in np.meshgrid(x, y)), np.zeros(len(x) * len(y))], 1)


def spots(texts: Iterable[Mobject]) -> list[Array]:
    """Return the middles and the corners of texts: what a name keeps away from, shape (3,) each."""
    return [at for text in texts for at in (text.get_center(), *map(text.get_corner, CORNERS))]
