"""A ring that runs round the decoder's ellipse, and is not where the written latent is decoded."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.hands import weights_dialled
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.film.marks.roles import role_of
from scenes.film.marks.values import scales_at
from scenes.mobjects.axes import Plane
from scenes.mobjects.number import Number
from scenes.mobjects.points import Rings

NEAR = 0.15  # radians


class DecodedRings(Check):
    """The one ring of a plane, and the one latent that is written, of which one belies the other.

    The decoder's z is the angle at which a circle is before its radii stretch it.
    """

    kind = "place"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a ring that is somewhere else."""
        if moment.place == "within":
            return
        z = [words for words in moment.words if is_number(words, "latent")]
        rings = list(lone_rings(moment))
        if len(z) != 1 or len(rings) != 1 or not isinstance(z[0].mobject, Number):
            return
        seen, at = rings[0]
        if {id(seen.mobject), id(z[0].mobject)} - moment.settled:
            return
        written = float(z[0].mobject.value)
        if not any(_is_at(at, radii, written) for radii in decoders_in(moment)):
            yield Sight(seen.name, f"is not where z = {written:.2f} is", seen.box, seen.mobject)


def lone_rings(moment: Moment) -> Iterator[tuple[Seen, np.ndarray]]:
    """Yield the rings that are alone what is decoded, each with its y, (2,)."""
    for seen in moment.things:
        if type(seen.mobject) is Rings and _is_one(seen.mobject):
            at = seen.mobject.get_centers()[0]
            if isinstance(plane := next(scales_at(seen.mobject, moment.names, at), None), Plane):
                yield seen, plane.p2c(at)


def is_number(words: Seen, role: str) -> bool:
    """Tell whether words are a number in the colour of a role."""
    return isinstance(words.mobject, Number) and role_of(words.parts[0].fill_rgbas[:1, :3]) == role


def _is_one(ring: Rings) -> bool:
    return len(ring.get_centers()) == 1 and role_of(ring.stroke_rgbas[:1, :3]) == "decoded"


def decoders_in(moment: Moment) -> Iterator[np.ndarray]:
    """Yield the radii of the decoder's ellipses; their signs say which way round z runs."""
    data = moment.chapter.data
    yield from weights_dialled(moment)
    yield data.weights
    yield np.array(data.story.decoder.start_weights)
    yield data.conditional.radii(data.story.one_to_many.x)


def _is_at(at: np.ndarray, radii: np.ndarray, z: float) -> bool:
    """Tell whether a place is that of a latent on an ellipse, as far as its angle tells."""
    turned = math.atan2(at[1] / radii[1], at[0] / radii[0]) if radii.all() else z
    return abs(math.remainder(turned - z, math.tau)) < NEAR
