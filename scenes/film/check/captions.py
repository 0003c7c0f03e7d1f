"""Captions come too fast to be read."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import FRAME, QUALITY, Moment
from scenes.narration.captions import captions_of
from scenes.narration.languages import language

FASTEST = 21.0  # characters a second: broadcasters allow 20 to adults, and a number is said slowly


class FastCaptions(Check):
    """A caption of too many characters for its time."""

    kind = "fast-caption"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the captions of a beat as it ends."""
        beat = moment.beat
        if round(beat.end * QUALITY.fps) > moment.frame + moment.lasts:
            return
        spoken = language(beat.language)
        for caption in captions_of(beat.words.split(), beat.word_starts(), beat.end, spoken):
            rate = len(caption.text) / (caption.end - caption.start)
            if rate > FASTEST:
                text = " ".join(caption.text.split())
                says = f"{rate:.0f} characters a second: must be {FASTEST:.0f} or fewer"
                yield Sight(text, says, FRAME, since=caption.start, until=caption.end)
