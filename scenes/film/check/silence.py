"""Nobody speaks for long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import FRAME, QUALITY, Moment

LONGEST = 4.0  # seconds
LETTER = 0.07  # seconds that a letter takes, about


class Silence(Check):
    """A pause between two words, or before the chapter's end, that is too long."""

    kind = "silence"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the pauses that begin in a beat, as it ends."""
        if round(moment.beat.end * QUALITY.fps) > moment.frame + moment.lasts:
            return
        script = moment.chapter.script
        said = [
            (start, word)
            for beat in script.beats
            for start, word in zip(beat.word_starts(), beat.words.split(), strict=True)
        ]
        for (start, word), (following, _) in pairwise([(0.0, ""), *said, (script.duration, "")]):
            end = start + LETTER * len(word)
            if moment.beat.start <= start < moment.beat.end and following - end > LONGEST:
                says = f"nobody speaks for {following - end:.1f} s after {word!r}"
                yield Sight("the voice", says, FRAME, since=end, until=following)
