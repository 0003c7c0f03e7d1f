"""Words are too small to be read."""

from __future__ import annotations

from collections.abc import Iterator

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import Moment

SMALLEST = look.FRAME.height / 32  # an em: 34 px of 1080


class SmallWords(Check):
    """Words at rest whose font is too small."""

    kind = "small-words"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is too small."""
        for words in moment.words:
            em = words.em
            if id(words.mobject) in moment.settled and em < SMALLEST:
                says = f"is {em * 135:.0f} px high at 1080p: must be {SMALLEST * 135:.0f} or more"
                yield Sight(words.name, says, words.box, words.mobject)
