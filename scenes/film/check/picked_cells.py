"""The green frame of a wall, round a cell that is not that of the y with the green cross."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.places import picked
from scenes.film.check.watching import Moment
from scenes.film.marks.values import cell_at
from scenes.mobjects.energy.wall import CellFrame

SAME = 1e-6


class PickedCells(Check):
    """A frame at rest and the one sample that is picked meanwhile."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a frame that is round another sample's cell."""
        if moment.place == "within":
            return
        for seen in moment.things:
            frame = seen.mobject
            if not isinstance(frame, CellFrame) or id(frame) not in moment.settled:
                continue
            y = picked(moment, moment.names)
            away = np.linalg.norm(moment.chapter.data.slice.y - y[:1], axis=1) if len(y) else []
            cell = cell_at(frame.wall, frame.get_center())
            if len(y) == 1 and min(away) < SAME and cell != int(np.argmin(away)):
                says = f"is not round the cell of sample {int(np.argmin(away)) + 1}"
                yield Sight(seen.name, says, seen.box, frame)
