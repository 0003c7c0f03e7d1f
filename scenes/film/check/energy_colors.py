"""Segments whose colours belie their lengths: a segment's square is its energy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import UNSEEN, Seen
from scenes.film.check.watching import Moment
from scenes.film.marks.values import scales_at
from scenes.mobjects.axes import Plane
from scenes.mobjects.segments import Segments

STOPS = np.linspace(0, 1, 257)  # of the scale
SAME = 0.01  # of a channel
OFF = 0.1  # of the scale
CLEAR = 0.1  # ... from which on a colour tells the scale's top
MANY = 6  # segments that tell it


class EnergyColors(Check):
    """Segments in a plane, all in the colours of one scale."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield segments whose colours are those of other energies."""
        if moment.place == "within":
            return
        settled = [seen for seen in moment.things if id(seen.mobject) in moment.settled]
        each = [(seen, _shares(seen, moment)) for seen in settled]
        found = [(seen, *shares) for seen, shares in each if shares is not None]
        if not found:
            return
        energies = np.concatenate([own for _, own, _ in found])
        colored = np.concatenate([shown for *_, shown in found])
        telling = (colored > CLEAR) & (colored < 1 - CLEAR)
        if telling.sum() < MANY:
            return
        top = float(np.median(energies[telling] / colored[telling]))
        for seen, own, shown in found:
            off = np.abs(np.clip(own / top, 0, 1) - shown).max()
            if off > OFF:
                says = f"has the colour of another energy, {off:.0%} of the scale away"
                yield Sight(seen.name, says, seen.box, seen.mobject)


def _shares(seen: Seen, moment: Moment) -> tuple[Array, Array] | None:
    """Return the squares of segments and where on the scale of energies their colours are."""
    mobject = seen.mobject
    if not isinstance(mobject, Segments):
        return None
    lit = mobject.stroke_rgbas[:, 3] > UNSEEN
    starts, ends = mobject.get_starts()[lit], mobject.get_ends()[lit]
    if not len(starts):
        return None
    plane = next(scales_at(mobject, moment.names, (starts[0] + ends[0]) / 2), None)
    if not isinstance(plane, Plane):
        return None
    colors = mobject.stroke_rgbas[lit, :3]
    away = np.abs(colors[:, None] - look.energy_colors(STOPS)).max(axis=-1)
    plain = [color.to_rgb() for color in (look.COLD, look.INK, look.ENERGY)]  # have a role each
    is_plain = any(np.abs(colors - rgb).max() == 0 for rgb in plain)
    if away.min(axis=1).max() > SAME or is_plain:
        return None
    lengths = np.linalg.norm(plane.p2c(ends) - plane.p2c(starts), axis=1)
    return lengths**2, STOPS[away.argmin(axis=1)]
