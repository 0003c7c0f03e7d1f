"""A large part of the frame stays empty for long."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import QUALITY, Moment, pixels
from scenes.film.marks.marks import Box

LONGEST = 8.0  # seconds
CLEAR = 48  # of 255: the ground's brightest channel has 23
ENOUGH = 10  # of every fourth pixel at 480p
SPANNED = 0.06  # of a part, by the smallest rectangle round all that is in it

_STAGE = look.STAGE
_WIDE = 0.42 * (_STAGE.right - _STAGE.left)
_HIGH = 0.42 * (_STAGE.top - _STAGE.bottom)
PARTS = {
    "left part": Box(_STAGE.left, _STAGE.bottom, _STAGE.left + _WIDE, _STAGE.top),
    "right part": Box(_STAGE.right - _WIDE, _STAGE.bottom, _STAGE.right, _STAGE.top),
    "lower part": Box(_STAGE.left, _STAGE.bottom, _STAGE.right, _STAGE.bottom + _HIGH),
    "upper part": Box(_STAGE.left, _STAGE.top - _HIGH, _STAGE.right, _STAGE.top),
}


class Emptiness(Check):
    """A large part of the stage, at one of its sides, with next to nothing in it."""

    kind = "empty"

    def __init__(self) -> None:
        self._since: dict[str, int] = {}
        self._inked: dict[str, bool] = {}

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a part that has been empty too long."""
        for name, box in PARTS.items():
            if moment.areas:
                bright = moment.picture[pixels(box)][::2, ::2] >= CLEAR
                self._inked[name] = _is_filled(bright[..., 0] | bright[..., 1] | bright[..., 2])
            if self._inked.get(name, False):
                self._since.pop(name, None)
                continue
            since = self._since.setdefault(name, moment.frame) / QUALITY.fps
            end = (moment.frame + moment.lasts) / QUALITY.fps
            if end - since > LONGEST:
                says = f"is empty for {end - since:.1f} s"
                yield Sight(f"the {name}", says, box, since=since, until=end)


def _is_filled(ink: npt.NDArray[np.bool_]) -> bool:
    """Tell whether there is more in a part of the picture than something small."""
    if int(ink.sum()) < ENOUGH:
        return False
    rows, columns = ink.any(axis=1), ink.any(axis=0)
    spanned = np.ptp(np.flatnonzero(rows)) * np.ptp(np.flatnonzero(columns))
    return bool(spanned >= SPANNED * ink.size)
