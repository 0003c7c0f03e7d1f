"""Words stand on other words, at rest or on their way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import Moment, covering

LIT = 0.6  # opacity from which words are read while they come or go
DIM = 0.4  # ... and from which they are while they stay as bright
SAME = 0.02  # of opacity, from one look to the next
TOLERANCE = 0.01  # units that boxes may share


class WordsOverWords(Check):
    """Two words, formulas or numbers in one place."""

    kind = "words-over-words"
    least = 0.15  # in passing it isn't noticed

    def __init__(self) -> None:
        self._opacity: dict[int, float] = {}

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the later drawn of every two that overlap."""
        before, now = self._opacity, {id(each.mobject): each.opacity for each in moment.words}
        self._opacity = now
        stay = {name for name, light in now.items() if abs(before.get(name, 0.0) - light) < SAME}
        words = [
            words
            for words in moment.words
            if words.opacity >= (DIM if id(words.mobject) in stay else LIT)
        ]
        for below, above in combinations(words, 2):
            a, b = below.box, above.box
            across = min(a.right, b.right) - max(a.left, b.left)
            up = min(a.top, b.top) - max(a.bottom, b.bottom)
            if across > TOLERANCE and up > TOLERANCE:
                says = f"stands on {below.name!r}"
                yield Sight(above.name, says, covering([a, b]), above.mobject)
