"""The latents as a line: from 0 up to 2π, which is left out because a full turn is 0 again."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, RIGHT, UP, Circle, Line, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.points import Rings
from scenes.painting import Parts

TICK_HEIGHT = 0.24
END_RADIUS = 0.085


class Ticks(VMobject):
    """Upright marks as one VMobject.

    Parameters
    ----------
    middles
        Where each mark has its middle, in Manim units, shape (n, 3).
    opacity
        Of the strokes.
    """

    parts_drawn = Parts("tick", 4)

    def __init__(self, middles: Array, *, opacity: float = 1.0) -> None:
        super().__init__(color=look.LATENT, stroke_width=look.LINE, stroke_opacity=opacity)
        self.set_places(middles)

    @property
    def tick_height(self) -> float:
        """How high each is now, in Manim units."""
        return float(np.ptp(self.points[:4, 1])) if len(self.points) else TICK_HEIGHT

    def set_places(self, middles: Array, *, height: float = TICK_HEIGHT) -> Self:
        """Put the marks elsewhere, and make more or fewer of them.

        Parameters
        ----------
        middles
            In Manim units, shape (n, 3).
        height
            Of each, in Manim units.
        """
        shares = np.linspace(-0.5, 0.5, 4)[:, None] * height * UP
        self.set_points((middles[:, None] + shares).reshape(-1, 3))
        return self

    def get_places(self) -> Array:
        """Read the middles back from what is drawn, in Manim units, shape (n, 3)."""
        return np.asarray(self.points.reshape(-1, 4, 3).mean(axis=1), dtype=np.float64)


class LatentLine(VGroup):
    """A line with a mark for each latent, and a ring that runs along it.

    Parameters
    ----------
    latents
        The values of z that are marked, in [0, 2π), shape (n,).
    zone
        The part of the frame for the line (across its middle height) and its labels.

    Attributes
    ----------
    line : Line
        From 0 to 2π.
    ticks, reached : Ticks
        All marks, faint, and over them those that the ring has reached, bright.
    end : Circle
        The open end: 2π is not one of the latents.
    labels : VGroup
        0, π and 2π below the line.
    symbol : Formula
        The z at the line's end.
    ring : Rings
        The point that runs.
    """

    measure = "z"

    def __init__(self, latents: Array, *, zone: look.Zone) -> None:
        super().__init__()
        self.latents = np.asarray(latents, dtype=np.float64)
        room = look.GAP + 0.3  # for the symbol at the right end
        start, end = zone.at(0, 0.5), zone.at(1, 0.5) + room * (-RIGHT)
        start = start + look.POINT_RADIUS * RIGHT
        self.line = Line(start, end, color=look.AXES, stroke_width=look.LINE)
        self.ticks = Ticks(self.place(self.latents), opacity=look.FAINT)
        self.reached = Ticks(self.place(self.latents[:0]))
        self.end = Circle(
            radius=END_RADIUS,
            color=look.QUIET,
            stroke_width=look.LINE,
            fill_color=look.BACKGROUND,
            fill_opacity=1,
        ).move_to(end)
        self.labels = self._make_labels()
        self.symbol = Formula('part("z", z)', font_size=look.TEXT_SIZE)
        self.symbol.next_to(self.end, RIGHT, buff=look.GAP / 2)
        self.ring = Rings(self.place([0.0]), color=look.LATENT, radius=look.POINT_RADIUS)
        self.ring.set_stroke(width=look.BOLD)
        self.add(self.line, self.ticks, self.reached, self.end, self.labels, self.symbol)
        self.add(self.ring)

    def place(self, z: npt.ArrayLike) -> Array:
        """Turn latents into places on the line: (...) -> (..., 3) in Manim units."""
        share = np.asarray(z, dtype=np.float64)[..., None] / math.tau
        start, end = self.line.get_start(), self.line.get_end()
        return np.asarray(start + share * (end - start), dtype=np.float64)

    def read(self, points: npt.ArrayLike) -> Array:
        """Turn places back into latents, the inverse of `place`: (..., 3) -> (...)."""
        start, end = self.line.get_start(), self.line.get_end()
        along = (end - start) / np.linalg.norm(end - start) ** 2
        return np.asarray((np.asarray(points) - start) @ along * math.tau, dtype=np.float64)

    def run_to(self, z: float) -> Self:
        """Put the ring at a latent, and light the marks up to it.

        Parameters
        ----------
        z
            Between 0 and 2π.
        """
        self.ring.set_centers(self.place([z]))
        at = self.place(self.latents[self.latents <= z])
        self.reached.set_places(at, height=self.ticks.tick_height)
        return self

    def _make_labels(self) -> VGroup:
        labels: list[Formula] = []
        for half, source in enumerate(("0", "pi", "2 pi")):
            label = Formula(source, font_size=look.TICK_SIZE, color=look.QUIET)
            foot = self.place(half * math.pi) + TICK_HEIGHT / 2 * DOWN
            labels.append(label.next_to(foot, DOWN, buff=look.GAP / 2))
            label.align_baseline(labels[0])
        return VGroup(*labels)
