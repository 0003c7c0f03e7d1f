"""Something reaches out of the frame, or into the part of it where captions are shown."""

from __future__ import annotations

from collections.abc import Iterator

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment

TOLERANCE = 0.02  # units: a stroke on the edge
CAPTIONS = "down into the captions"
CLOSE = 4.0  # seconds in which the eye may come close and go by


class OffFrame(Check):
    """Words or things that the frame cuts off, or that captions hide, at rest or for long."""

    kind = "off-frame"

    def __init__(self) -> None:
        self._since: dict[int, float] = {}

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is cut off."""
        before, self._since = self._since, {}
        for seen in moment.seen:
            side, most = _beyond(seen)
            is_doubtful = side == CAPTIONS  # who shows none may draw there
            if most <= TOLERANCE:
                continue
            name = id(seen.mobject)
            since = self._since[name] = before.get(name, moment.time)
            if name in moment.settled or moment.time - since > CLOSE:
                says = f"reaches {most:.2f} units {side}"
                yield Sight(seen.name, says, seen.box, seen.mobject, is_doubtful=is_doubtful)


def _beyond(seen: Seen) -> tuple[str, float]:
    """Return over which edge a thing reaches most, and by how much."""
    frame = look.FRAME
    left, bottom, right, top = seen.box
    beyond = {
        "over the frame's left edge": frame.left - left,
        "over the frame's bottom edge": frame.bottom - bottom,
        "over the frame's right edge": right - frame.right,
        "over the frame's top edge": top - frame.top,
    }
    most = max(beyond.items(), key=lambda item: item[1])
    hidden = look.SAFE.bottom - bottom
    return (CAPTIONS, hidden) if most[1] <= TOLERANCE < hidden else most
