"""What the decoder can say, in the plane: its ellipse, its output, and how z runs round it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.decoder.decoding import EIGHTH, Decoding
from scenes.mobjects.decoder.quarter_turns import QuarterTurns
from scenes.mobjects.decoder.tail import Tail
from scenes.mobjects.decoder.term_steps import TermSteps
from scenes.mobjects.following import follow
from scenes.mobjects.light import set_light
from scenes.mobjects.manifold import Manifold, Travel
from scenes.mobjects.points import Rings

AROUND = np.linspace(0.0, math.tau, 4 * look.ELLIPSE_POINTS, endpoint=False)
SETTING_OFF = np.linspace(0.0, EIGHTH, look.ELLIPSE_POINTS)  # enough to see which way z runs


class Belief:
    """What the decoder makes of all latents, and of the one of the moment.

    Parameters
    ----------
    plane
        Where it is seen.
    decoding
        The moment.

    Attributes
    ----------
    manifold : Manifold
        The ellipse, at first unlit, with a mark at the output of each latent that was swept.
    output : Rings
        The output of the moment.
    tail : Tail
        Where the output has just been.
    travel : Travel
        How z sets off from 0.
    """

    def __init__(self, plane: Plane, decoding: Decoding) -> None:
        self.plane, self.decoding = plane, decoding
        self.manifold = Manifold(self._at(AROUND), self._at([]))
        set_light(self.manifold.curve, 0.0)
        self.output = Rings(self._at([0.0]), radius=look.POINT_RADIUS)
        self.output.set_stroke(width=look.BOLD)
        self.tail = Tail(look.DECODED)
        self.travel = Travel(self._at(SETTING_OFF))
        z = decoding.z.get_value
        follow(self.output, lambda ring: ring.set_centers(self._at([z()])))
        follow(
            self.manifold,
            lambda manifold: manifold.move_points(self._at(AROUND), self._at(decoding.marked)),
        )
        follow(self.tail, lambda tail: tail.draw(self._at(tail.along(decoding.behind, z()))))
        follow(self.travel, lambda travel: travel.set_path(self._at(SETTING_OFF)))

    def steps(self, z: float, *, names: tuple[str, str]) -> TermSteps:
        """Lead from the origin to an output by the decoder's two terms: across, then up.

        Parameters
        ----------
        z
            Whose output, at the weights of this moment.
        names
            Of the two terms, in Typst maths.
        """
        across, up = self.decoding.decode(z)
        corners = self.plane.c2p([(0.0, 0.0), (across, 0.0), (across, up)])
        return TermSteps(corners, names=names)

    def quarter_turns(self, weights: Array, samples: Array) -> QuarterTurns:
        """Name z at each quarter turn, best outside the ellipse and behind z as it runs.

        Parameters
        ----------
        weights
            Of the ellipse, shape (2,).
        samples
            What else is seen in the plane, shape (n, 2).
        """
        decode = self.decoding.decode
        quarters = np.arange(4) * math.tau / 4
        # Even where the ellipse is flat the names have their sides, so that none meet.
        signs = np.where(weights < 0, -1.0, 1.0)
        at, ahead = (decode(z, signs) for z in (quarters, quarters + math.tau / 4))
        places = self.plane.c2p(decode(quarters, weights))
        seen = np.concatenate([decode(AROUND, weights), samples])
        names = QuarterTurns(
            places,
            away=np.sign(np.round(at - ahead)),
            avoid=self.plane.c2p(seen),
            room=self.plane.room,
        )
        follow(names.show_up_to(0.0), lambda names: names.show_up_to(self.decoding.z.get_value()))
        return names

    def _at(self, z: npt.ArrayLike) -> Array:
        """Return where the outputs of latents (n,) stand now, shape (n, 3)."""
        return self.plane.c2p(self.decoding.decode(z))
