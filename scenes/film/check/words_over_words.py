"""Words stand on other words, at rest or on their way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import Moment, covering

LIT = 0.6  # opacity from which words are read: those that come or go where others stand are fainter
TOLERANCE = 0.01  # units that boxes may share


class WordsOverWords(Check):
    """Two words, formulas or numbers in one place."""

    kind = "words-over-words"
    least = 0.15  # in passing it isn't noticed

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the later drawn of every two that overlap."""
        words = [words for words in moment.words if words.opacity >= LIT]
        for below, above in combinations(words, 2):
            a, b = below.box, above.box
            across = min(a.right, b.right) - max(a.left, b.left)
            up = min(a.top, b.top) - max(a.bottom, b.bottom)
            if across > TOLERANCE and up > TOLERANCE:
                says = f"stands on {below.name!r}"
                yield Sight(above.name, says, covering([a, b]), above.mobject)
