"""Samples of one slice of the horn: where they would be without noise, and how ε moves them."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.space import Dots, Space, Strokes


class ShakenSamples:
    """Dots that noise moves, first across and then up; unseen at first.

    Parameters
    ----------
    space
        The space to draw in; the parts are appended to it.
    x
        Where the samples are along the horn, shape (n,).
    clean, noisy
        y without its noise, and with it, shape (n, 2).

    Attributes
    ----------
    dots : Dots
        The samples as far as they have been moved, coloured by x.
    ways : Strokes
        ε₁ and ε₂ of each.
    shakes : tuple of ValueTracker
        How far they are moved by ε₁ and by ε₂, in [0, 1].
    """

    def __init__(self, space: Space, *, x: Array, clean: Array, noisy: Array) -> None:
        self._clean, self._noisy = np.column_stack([x, clean]), np.column_stack([x, noisy])
        corners = np.column_stack([x, noisy[:, 0], clean[:, 1]])
        ways = np.stack([self._clean, corners, self._noisy], axis=1)
        self.ways = Strokes(ways, look.ROLE_COLORS["epsilon"].to_rgb()[None, None])
        self.dots = Dots(self._clean, look.x_colors(x), radius=look.DOT_RADIUS * 0.8)
        self.shakes: tuple[Any, Any] = (ValueTracker(0.0), ValueTracker(0.0))
        for part in (self.ways, self.dots):
            part.opacity.set_value(0.0)
            space.parts.append(part)
        follow(space, lambda _: self._move())

    def _move(self) -> None:
        moved = np.array([0.0, *(shake.get_value() for shake in self.shakes)])
        self.dots.at = self._clean + moved * (self._noisy - self._clean)
