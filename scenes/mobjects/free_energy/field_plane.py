"""The plane of a field, with names outside it, and the manifold, set off from the colours on it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import RIGHT, UP

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane, Span
from scenes.mobjects.halo import edged
from scenes.mobjects.manifold import Manifold

CURVE_POINTS = 240  # so that corners are not seen


class FieldPlane(Plane):
    """The plane of **y** as a field covers it: its axes are named outside.

    Parameters
    ----------
    y1, y2, step
        As for `Plane`.
    """

    def __init__(self, *, y1: Span, y2: Span, step: float) -> None:
        super().__init__(y1=y1, y2=y2, step=step, zone=look.WIDE_STAGE)
        for axis, label, side in zip(self.axes, self.labels, (RIGHT, UP), strict=True):
            label.next_to(axis.get_end(), side, buff=look.GAP / 2)


class FieldManifold(Manifold):
    """The decoder's curve in a field, bold and with a dark edge.

    Parameters
    ----------
    plane
        What it is drawn in.
    decode
        From latents, (k,), to the decoder's points, (k, 2).
    marked
        The decoder's points that have a ring, shape (n, 2).
    """

    def __init__(
        self, plane: Plane, *, decode: Callable[[npt.ArrayLike], Array], marked: Array
    ) -> None:
        z = np.linspace(0, math.tau, CURVE_POINTS, endpoint=False)
        super().__init__(plane.c2p(decode(z)), plane.c2p(marked))
        self.curve.set_stroke(width=look.BOLD)
        edged(self.curve)
