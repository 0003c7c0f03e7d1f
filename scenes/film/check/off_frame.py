"""Something reaches out of the frame."""

from __future__ import annotations

from collections.abc import Iterator

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import Moment

TOLERANCE = 0.02  # units: a stroke on the edge


class OffFrame(Check):
    """Words or things at rest that the frame cuts off."""

    kind = "off-frame"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is cut off."""
        frame = look.FRAME
        for seen in moment.seen:
            if id(seen.mobject) not in moment.settled:  # the eye may come close and go by
                continue
            left, bottom, right, top = seen.box
            beyond = {
                "left": frame.left - left,
                "bottom": frame.bottom - bottom,
                "right": right - frame.right,
                "top": top - frame.top,
            }
            side, most = max(beyond.items(), key=lambda item: item[1])
            if most > TOLERANCE:
                says = f"reaches {most:.2f} units over the frame's {side} edge"
                yield Sight(seen.name, says, seen.box, seen.mobject)
