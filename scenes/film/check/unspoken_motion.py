"""Words wander about while nothing else moves, and no word is said of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment

FAR = 0.1  # units
SPOKEN = 2.0  # seconds round a word in which things may move


class UnspokenMotion(Check):
    """Something that moves while nobody speaks, or a title that moves at all."""

    kind = "unspoken-motion"

    def __init__(self) -> None:
        self._places: dict[int, tuple[Seen, np.ndarray]] = {}
        self._play = -1

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what has moved since the animation began."""
        if moment.play != self._play:
            self._play = moment.play
            self._places = {id(each.mobject): (each, _center(each)) for each in moment.seen}
            return
        title = getattr(moment.chapter, "title", None)
        said = [at for beat in moment.chapter.script.beats for at in beat.word_starts()]
        silent = not any(abs(at - moment.time) < SPOKEN for at in said)
        for each in moment.seen:
            before = self._places.get(id(each.mobject))
            if before is None or not (silent or each.mobject is title):
                continue
            now, then = (np.array(seen.box) for seen in (each, before[0]))
            # A title that grows moves, too: its edges do.
            moved = now - then if each.mobject is title else _center(each) - before[1]
            way = float(np.abs(moved).max())
            if way > FAR:
                yield Sight(each.name, "moves, and no word speaks of it", each.box, each.mobject)


def _center(seen: Seen) -> np.ndarray:
    left, bottom, right, top = seen.box
    return np.array([left + right, bottom + top]) / 2
