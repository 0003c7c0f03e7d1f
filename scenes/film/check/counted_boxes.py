"""Boxes that are counted, and are not those of the grid."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import Moment
from scenes.film.marks.values import plane_at
from scenes.mobjects.horn.boxes import Boxes

NEAR = 0.03  # units


class CountedBoxes(Check):
    """A box beside the boxes of its plane's grid: only what is left of a length may end within."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the boxes at rest with more than one side off the grid."""
        if moment.place == "within":
            return
        for seen in moment.things:
            box = seen.mobject
            if id(box) not in moment.settled or not any(
                isinstance(around, Boxes) for around in moment.names.around(box)
            ):
                continue
            corners = box.points[::4]
            plane = plane_at(box, moment.names, corners.mean(axis=0))
            if plane is None:
                continue
            at = plane.p2c(corners)
            sides = np.concatenate([at.min(axis=0), at.max(axis=0)])
            off = np.sort(np.abs(sides - plane.step * np.round(sides / plane.step))) * plane.unit
            if off[-2] > NEAR:
                says = f"is {off[-2]:.2f} units beside the boxes of the grid"
                yield Sight(seen.name, says, seen.box, box)
