"""What pulls at the manifold, as arrows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ManimColor, ValueTracker

from scenes.mobjects.arrows import Arrows
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.learning.course import Felt

HALF = 0.5  # of a pull is drawn: 2 (y - g) then leads from the manifold to y


def enlarged(plane: Plane, felt: Felt, *, longest: float) -> float:
    """Return the scale at which the longest of some pulls is so long, in Manim units."""
    _, pull = felt
    length = HALF * plane.unit * float(np.linalg.norm(pull, axis=-1).max())
    return longest / length if length > 0 else 1.0


def fitting(plane: Plane, felt: Felt) -> float:
    """Return the scale, at most 1, at which pulls end in the plane."""
    at, pull = felt
    way = HALF * pull
    low, high = np.array([plane.across, plane.up], dtype=np.float64).T
    room = np.where(way > 0, high - at, at - low)
    counts = (way != 0) & (room > 0)
    return float(np.min(room[counts] / np.abs(way[counts]), initial=1.0))


class Pulls(Arrows):
    """An arrow for each pull, from where the manifold feels it; its length is half the pull's.

    Parameters
    ----------
    plane
        What they are drawn in.
    felt
        Tells where the pulls are now, and what they are.
    color
        Of all.
    scale
        How much longer than half a pull an arrow is.

    Attributes
    ----------
    grown : ValueTracker
        Which share of each arrow is drawn, at first nothing.
    """

    def __init__(
        self, plane: Plane, felt: Callable[[], Felt], *, color: ManimColor, scale: float = 1.0
    ) -> None:
        super().__init__(np.zeros((0, 3)), np.zeros((0, 2)), color=color)
        self.grown: Any = ValueTracker(0)
        grown = self.grown

        def place(pulls: Pulls) -> None:
            at, pull = felt()
            way = grown.get_value() * scale * HALF * pull
            tails, tips = plane.c2p(at), plane.c2p(at + way)
            pulls.set_arrows((tails + tips) / 2, (tips - tails)[:, :2])

        follow(self, place)

    def grow(self, share: float = 1.0) -> Any:
        """Return an animation that draws this share of each arrow."""
        return self.grown.animate.set_value(share)
