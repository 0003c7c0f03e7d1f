"""Dots and lines in space whose colour is not that of their x."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import UNSEEN
from scenes.film.check.watching import Moment
from scenes.film.marks.roles import role_of
from scenes.mobjects.space import Dots, Space, Strokes

OFF = 0.1  # of a channel


class XColors(Check):
    """What is drawn in the colours of x, and in those of another x."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the spaces that hold such a thing."""
        if moment.place == "within":
            return
        for seen in moment.things:
            if isinstance(seen.mobject, Space):
                off = max(map(_off, seen.mobject.parts), default=0.0)
                if off > OFF:
                    yield Sight(seen.name, "has the colours of another x", seen.box, seen.mobject)


def _off(part: object) -> float:
    """Return by how much of a channel the colours of a part are those of another x."""
    if not isinstance(part, Dots | Strokes) or part.opacity.get_value() <= UNSEEN:
        return 0.0
    colors: Array = part.colors.reshape(-1, 3)
    if not len(colors) or role_of(colors) not in ("x", "near_x", "far_x"):
        return 0.0
    if isinstance(part, Dots):
        x = part.at[:, 0]
    else:
        x = (part.lines[:, :-1, 0] + part.lines[:, 1:, 0]).ravel() / 2
    return float(np.abs(look.x_colors(np.clip(x, 0, 1)) - colors).max())
