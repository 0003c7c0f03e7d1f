"""Lines that are called across, and go up, or that are called up, and go across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import UNSEEN
from scenes.film.check.watching import Moment
from scenes.mobjects.decoder.term_steps import TermSteps
from scenes.mobjects.space import Space, Strokes

WAYS = {"across": 0, "up": 1, "upwards": 1}
"""Along which axis of a picture, or of y, a line goes by its name."""

LEAST = 0.1  # units: what is shorter has no way


class NamedWays(Check):
    """One straight line by itself, whose name says that it is level, or upright."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the lines at rest that go the other way."""
        if moment.place == "within":
            return
        for seen in moment.things:
            parts = seen.mobject.parts if isinstance(seen.mobject, Space) else [seen.mobject]
            for part in parts if id(seen.mobject) in moment.settled else ():
                name, axis = _called(part, moment)
                way = None if axis is None else _way(part)
                if way is not None and way.max() > LEAST and way.argmax() != axis:
                    yield Sight(seen.name, f"its {name} goes the other way", seen.box, seen.mobject)


def _called(part: Any, moment: Moment) -> tuple[str, int | None]:
    """Return what a line is called, and the axis along which it goes by that name."""
    for steps in moment.names.around(part):
        if isinstance(steps, TermSteps) and part in steps.lines:
            return "step", steps.lines.index(part)
    name = moment.names.path(part).rpartition(".")[2]
    return name, WAYS.get(name)


def _way(mobject: Any) -> np.ndarray | None:
    """Return how far the one straight line of a thing goes along both axes, (2,)."""
    if isinstance(mobject, Strokes):
        lines, is_seen = mobject.lines, mobject.opacity.get_value() > UNSEEN
        return np.abs(lines[0, -1] - lines[0, 0])[1:] if is_seen and len(lines) == 1 else None
    points: Any = getattr(mobject, "points", ())
    return np.abs(points[-1] - points[0])[:2] if len(points) == 4 else None
