"""Rings that belong to segments, one to each, and are not at their ends."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import UNSEEN
from scenes.film.check.watching import Moment
from scenes.mobjects.points import Rings
from scenes.mobjects.segments import Segments

NEAR = 0.05  # units
FEWEST = 2  # segments


class RingsOnEnds(Check):
    """As many rings as segments, of one thing that the chapter draws: each marks an end."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the rings that are elsewhere than the ends at the ends of an animation."""
        if moment.place == "within":
            return
        for seen in moment.things:
            rings = seen.mobject
            if not isinstance(rings, Rings):
                continue
            holder, at = _holder(rings, moment), rings.get_centers()
            for other in moment.things:
                lines = other.mobject
                if not isinstance(lines, Segments) or _holder(lines, moment) != holder:
                    continue
                drawn = lines.stroke_rgbas[:, 3] > UNSEEN
                starts, ends = lines.get_starts()[drawn], lines.get_ends()[drawn]
                grown = np.linalg.norm(ends - starts, axis=1).max(initial=0.0) > NEAR
                if not grown or not FEWEST <= len(at) == len(ends):
                    continue
                away = [np.linalg.norm(at - places, axis=1).max() for places in (starts, ends)]
                if min(away) > NEAR:
                    says = f"lies {min(away):.2f} units from the ends of the segments"
                    yield Sight(seen.name, says, seen.box, rings)
                    break


def _holder(mobject: object, moment: Moment) -> str:
    """Return what holds a thing, and all that belongs to it."""
    return moment.names.path(mobject).rpartition(".")[0]
