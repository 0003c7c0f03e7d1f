"""Words stand on lines: they hide a curve, or can't be read for what is behind them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import contrast, luminance, picture_luminance
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment, pixels
from scenes.film.marks.marks import Box

LIT = 0.5  # opacity
CLEAR = 2.0  # contrast with the ground, to 1, of a line that counts: the grid does not
ABOVE_AXES = 1.05  # times the axes' contrast: so much more has a line that a dark rim doesn't part
DENSEST = 0.12  # share of the words' ground that lines may fill
CROSSED = 0.7  # share of the words' width, or height, that a line may cross
PASSING = 3.0  # seconds in which words may pass over lines: names of axes do as those turn
MOVED = 0.02  # units, from one look to the next
EDGE = 0.15  # share of the words, on each side, on which lines may be


class WordsOnLines(Check):
    """Words at rest with lines behind them, or that take long to pass over dense ones."""

    kind = "words-on-lines"
    least = 0.15  # in passing it isn't noticed

    def __init__(self) -> None:
        self._boxes: dict[int, Box] = {}
        self._since: dict[int, float] = {}  # when words came over dense lines

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield words on lines."""
        before, self._boxes = self._boxes, {id(each.mobject): each.box for each in moment.words}
        since, self._since = self._since, {}
        for words in moment.words:
            name = id(words.mobject)
            rests, moves = name in moment.settled, _moves(before.get(name), words.box)
            if words.opacity < LIT or not (moves or (rests and moment.place != "within")):
                continue
            crossed, filled = _lines_behind(words, moment)
            if rests and (crossed >= CROSSED or filled >= DENSEST):
                says = f"stands on lines that cross {crossed:.0%} of it"
                yield Sight(words.name, says, words.box, words.mobject)
            elif moves and filled >= DENSEST:
                first = self._since[name] = since.get(name, moment.time)
                if moment.time - first > PASSING:
                    says = "takes long to pass over lines"
                    yield Sight(words.name, says, words.box, words.mobject, since=first)


def _moves(before: Box | None, box: Box) -> bool:
    """Tell whether words are elsewhere than at the look before."""
    if before is None:
        return False
    edges = np.subtract(box, before)
    return float(np.abs(edges[:2] + edges[2:]).max() / 2) > MOVED


def _lines_behind(words: Seen, moment: Moment) -> tuple[float, float]:
    """Return how much of words' width or height lines cross, and how much of their ground."""
    light = picture_luminance(moment.ground[pixels(_inner(words.box))])
    clear = ABOVE_AXES * _axes() if _has_rim(words) else CLEAR
    lines = contrast(light, np.median(light)) >= clear
    crossed = max(float(lines.any(axis=axis).mean()) for axis in (0, 1))
    return crossed, float(lines.mean())


@cache
def _axes() -> float:
    """Return the contrast of a plane's axes with the picture's ground."""
    axes, ground = (luminance(color.to_rgb()) for color in (look.AXES, look.BACKGROUND))
    return float(contrast(axes, ground))


def _has_rim(words: Seen) -> bool:
    """Tell whether words are set off by a dark rim."""
    return any(part.background_stroke_width > 0 for part in words.parts)


def _inner(box: Box) -> Box:
    """Return the middle of a box: lines may pass close by."""
    left, bottom, right, top = box
    across, up = EDGE * (right - left), EDGE * (top - bottom)
    return Box(left + across, bottom + up, right - across, top - up)
