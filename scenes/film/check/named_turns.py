"""Names of quarter turns that stand at another quarter of the decoder's ellipse."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from scenes.film.check.decoded_rings import decoders_in
from scenes.film.check.finding import Check, Sight
from scenes.film.check.sight import text_of
from scenes.film.check.ticks import value_of
from scenes.film.check.watching import Moment
from scenes.film.marks.reading import plain_text
from scenes.film.marks.values import scales_at
from scenes.mobjects.axes import Plane

QUARTERS = np.arange(4) * math.pi / 2
APART = 0.2  # units of y: two quarters that are as near are not told apart
AT = 1.0  # units: what is farther from the ellipse names something else


class NamedTurns(Check):
    """A latent's name in a plane, nearer to where another latent is decoded."""

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the names that belong to another quarter."""
        if moment.place == "within":
            return
        for words in moment.words:
            text = plain_text(text_of(words.mobject)).removeprefix("z = ")
            if "π" not in text or id(words.mobject) not in moment.settled:
                continue
            z = value_of(text)
            own = np.flatnonzero(np.isclose(QUARTERS, math.nan if z is None else z))
            if len(own) != 1:
                continue
            box = words.box
            middle = np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2, 0.0])
            plane = next(scales_at(words.mobject, moment.names, middle), None)
            if not isinstance(plane, Plane):
                continue
            offs = []
            for weights in decoders_in(moment):
                quarters = weights * np.stack([np.cos(QUARTERS), np.sin(QUARTERS)], axis=-1)
                away = np.linalg.norm(quarters - plane.p2c(middle), axis=1)
                if away.min() * plane.unit <= AT:
                    told = np.abs(weights).min() >= APART
                    offs.append(float(away[own[0]] - away.min()) if told else 0.0)
            if min(offs, default=0.0) > 0:
                says = "stands where another latent is decoded"
                yield Sight(words.name, says, box, words.mobject)
