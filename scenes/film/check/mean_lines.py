"""The line of the mean that stands elsewhere than at the mean of its bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import Moment
from scenes.film.marks.naming import Names
from scenes.mobjects.axes import Axes
from scenes.mobjects.learning.sample_energies import Bars

NEAR = 0.03  # units


class MeanLines(Check):
    """A straight line all along the axes of some bars, off their foot: it is at their mean."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the lines at rest that are at another height, or not level."""
        if moment.place == "within":
            return
        names = moment.names
        settled = [seen for seen in moment.things if id(seen.mobject) in moment.settled]
        for bars in (seen.mobject for seen in settled):
            if not isinstance(bars, Bars) or not len(bars.points):
                continue
            mean = float(bars.get_values().mean())
            for seen in settled:
                line: Any = seen.mobject
                if _axes(line, names) is not bars.axes or len(line.points) != 4:
                    continue
                ends = bars.axes.p2c(line.points[[0, -1]])
                if np.abs(ends[:, 0] - bars.axes.across).max() > NEAR or not ends[:, 1].any():
                    continue
                off = np.abs(bars.axes.c2p(ends)[:, 1] - bars.axes.c2p([[0.0, mean]])[0, 1]).max()
                if off > NEAR and np.abs(ends[:, 1]).max() > NEAR:
                    says = f"is {off:.2f} units from the mean of its bars"
                    yield Sight(seen.name, says, seen.box, line)


def _axes(mobject: object, names: Names) -> Axes | None:
    return next((each for each in names.around(mobject) if isinstance(each, Axes)), None)
