"""Nothing moves for long while words go on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import differing
from scenes.film.check.watching import FRAME, QUALITY, Moment, Picture

LONGEST = 6.0  # seconds
CLEAR = 16  # of 255
ENOUGH = 6  # pixels at 480p


class Stillness(Check):
    """A picture that stands still for too long."""

    kind = "still"

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._since = 0

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a picture that has stood too long, once it has."""
        if self._picture is None:
            self._picture, self._since = moment.picture.copy(), moment.frame
        for area in moment.areas:
            if _differs(self._picture[area], moment.picture[area]):
                self._since = moment.frame
                for part in moment.areas:
                    self._picture[part] = moment.picture[part]
                break
        end = moment.frame + moment.lasts
        if (end - self._since) / QUALITY.fps > LONGEST:
            start = self._since / QUALITY.fps
            said = sum(start <= at < end / QUALITY.fps for at in _starts(moment))
            if said:
                says = f"nothing moves for {end / QUALITY.fps - start:.1f} s"
                yield Sight("the picture", says, FRAME, since=start, until=end / QUALITY.fps)


def _starts(moment: Moment) -> list[float]:
    return [at for beat in moment.chapter.script.beats for at in beat.word_starts()]


def _differs(one: Picture, other: Picture) -> bool:
    return bool(np.count_nonzero(differing(one, other, CLEAR)) >= ENOUGH)
