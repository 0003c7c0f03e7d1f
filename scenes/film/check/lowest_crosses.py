"""Crosses at a lowest energy, over a latent that was tried and has a lower one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.film.marks.roles import role_of
from scenes.film.marks.values import scales_at
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.points import Circles, Cross

LOWER = 0.03  # units


class LowestCrosses(Check):
    """A light blue cross over the latents, and the dots of those that were tried meanwhile."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the crosses at rest that stand higher than a dot."""
        if moment.place == "within":
            return
        crosses = [
            seen
            for seen in moment.things
            if type(seen.mobject) is Cross
            and id(seen.mobject) in moment.settled
            and role_of(seen.mobject.stroke_rgbas[:, :3]) == "cold"
        ]
        for seen in crosses:
            at = seen.mobject.get_center()
            axes = _axes(seen, at, moment)
            if axes is None:
                continue
            for dots in moment.things:
                if not isinstance(dots.mobject, Circles):
                    continue
                centers = dots.mobject.get_centers()
                if not len(centers):
                    continue
                role = role_of(dots.mobject.fill_rgbas[:, :3])
                lower = at[1] - centers[:, 1].min()
                if role == "energy" and _axes(dots, centers[0], moment) is axes and lower > LOWER:
                    says = f"stands {lower:.2f} units above what was tried"
                    yield Sight(seen.name, says, seen.box, seen.mobject)


def _axes(seen: Seen, at: np.ndarray, moment: Moment) -> LatentAxes | None:
    axes = next(scales_at(seen.mobject, moment.names, at), None)
    return axes if isinstance(axes, LatentAxes) else None
