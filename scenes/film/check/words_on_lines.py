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
EDGE = 0.15  # share of the words, on each side, on which lines may be


class WordsOnLines(Check):
    """Words at rest with lines behind them."""

    kind = "words-on-lines"
    least = 0.15  # in passing it isn't noticed

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield words on lines."""
        if moment.place == "within":
            return
        for words in moment.words:
            if words.opacity < LIT or id(words.mobject) not in moment.settled:
                continue
            light = picture_luminance(moment.ground[pixels(_inner(words.box))])
            clear = ABOVE_AXES * _axes() if _has_rim(words) else CLEAR
            lines = contrast(light, np.median(light)) >= clear
            crossed = max(float(lines.any(axis=axis).mean()) for axis in (0, 1))
            if crossed >= CROSSED or lines.mean() >= DENSEST:
                says = f"stands on lines that cross {crossed:.0%} of it"
                yield Sight(words.name, says, words.box, words.mobject)


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
