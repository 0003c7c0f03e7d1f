"""A large part of the frame stays empty for long."""

from __future__ import annotations

from collections.abc import Iterator

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import QUALITY, Moment, pixels
from scenes.film.marks.marks import Box

LONGEST = 8.0  # seconds
CLEAR = 48  # of 255: the ground's brightest channel has 23
ENOUGH = 10  # of every fourth pixel at 480p

_STAGE = look.STAGE
PARTS = {
    "left half": Box(_STAGE.left, _STAGE.bottom, 0.0, _STAGE.top),
    "right half": Box(0.0, _STAGE.bottom, _STAGE.right, _STAGE.top),
}


class Emptiness(Check):
    """A half of the stage with nothing in it."""

    kind = "empty"

    def __init__(self) -> None:
        self._since: dict[str, int] = {}
        self._inked: dict[str, bool] = {}

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a half that has been empty too long."""
        for name, box in PARTS.items():
            if moment.areas:
                brightest = moment.picture[pixels(box)][::2, ::2].max(axis=-1)
                self._inked[name] = int((brightest >= CLEAR).sum()) >= ENOUGH
            if self._inked.get(name, False):
                self._since.pop(name, None)
                continue
            since = self._since.setdefault(name, moment.frame) / QUALITY.fps
            end = (moment.frame + moment.lasts) / QUALITY.fps
            if end - since > LONGEST:
                says = f"is empty for {end - since:.1f} s"
                yield Sight(f"the {name}", says, box, since=since, until=end)
