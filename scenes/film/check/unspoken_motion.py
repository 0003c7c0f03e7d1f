"""Words wander about while nothing else moves, and no word is said of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment

FAR = 0.1  # units
SPOKEN = 1.5  # seconds round a word in which things may move


class UnspokenMotion(Check):
    """What moves while nobody speaks, words that move alone, or a title that moves at all.

    Words give way to a picture that grows, or follow a mark: then something moves with them.
    """

    kind = "unspoken-motion"

    def __init__(self) -> None:
        self._places: dict[int, tuple[Seen, Array]] = {}
        self._play = -1

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what has moved since the animation began."""
        if moment.play != self._play:
            self._play = moment.play
            self._places = {id(each.mobject): (each, np.array(each.box)) for each in moment.seen}
            return
        title = getattr(moment.chapter, "title", None)
        said = [at for beat in moment.chapter.script.beats for at in beat.word_starts()]
        silent = not any(abs(at - moment.time) < SPOKEN for at in said)
        moved = {id(each.mobject): self._moved(each) for each in moment.seen}
        with_things = any(np.abs(moved[id(each.mobject)]).max() > FAR for each in moment.things)
        for each in moment.seen:
            edges = moved[id(each.mobject)]
            # Words that change grow to one side; a title that grows moves, too: its edges do.
            way = edges if each.mobject is title else (edges[:2] + edges[2:]) / 2
            alone = each.is_words and not with_things and np.ptp(np.abs(edges[[1, 3]])) < FAR
            if not (silent or each.mobject is title or (alone and moment.place == "last")):
                continue
            if float(np.abs(way).max()) > FAR:
                yield Sight(each.name, "moves, and no word speaks of it", each.box, each.mobject)

    def _moved(self, seen: Seen) -> Array:
        """Return how far the left, lower, right and upper edges are from where they were."""
        before = self._places.get(id(seen.mobject))
        return np.zeros(4) if before is None else np.array(seen.box) - before[1]
