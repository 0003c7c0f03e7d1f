"""The names of z at each quarter turn, where z gets there."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
from manim import VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed
from scenes.mobjects.labels import lattice, place_clear

NAMES = ("z = 0", "pi \\/ 2", "pi", "3 pi \\/ 2")
_FAR = (1, 2, 3)  # times as far from its point as a name may stand
_MIRRORED = np.array([(1, 1), (1, -1), (-1, 1), (-1, -1)])
FADE = 0.3  # how far ahead of a quarter turn, in z, its name begins to show


class QuarterTurns(VGroup):
    """Four names beside an ellipse, each of which appears as z gets there.

    Parameters
    ----------
    at
        The points that are named, in Manim units, shape (4, 3).
    away
        Which way each name stands from its point if nothing is there, -1, 0 or 1 across and up,
        shape (4, 2).
    avoid
        Places that no name covers if it can help it, in Manim units, shape (k, 3).
    room
        The part of the frame that they stay in.
    """

    def __init__(self, at: Array, *, away: Array, avoid: Array, room: look.Zone) -> None:
        super().__init__()
        for name, point, side in zip(NAMES, at, away, strict=True):
            label = haloed(Formula(name, font_size=look.TICK_SIZE, color=look.LATENT))
            half = np.array([label.width, label.height]) / 2 + look.GAP / 2
            ways = [far * side * mirrored * half for far in _FAR for mirrored in _MIRRORED]
            centers = [point + np.append(way, 0.0) for way in ways]
            place_clear(label, centers, avoid, within=room)
            avoid = np.concatenate([avoid, lattice(label)])
            self.add(label)

    def show_up_to(self, z: float) -> Self:
        """Show the names of the quarter turns that z has reached, and the next one on its way in.

        Parameters
        ----------
        z
            The latent, from 0 to 2π.
        """
        for quarter, label in enumerate(self):
            ahead = quarter * math.pi / 2 - z
            label.set_opacity(float(np.clip(1 - ahead / FADE, 0, 1)))
        return self
