"""What marks the valleys of an energy curve: bottoms, levels, and the slopes that lead down."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import (
    LEFT,
    RIGHT,
    Animation,
    Mobject,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    there_and_back,
)

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.components import PLACES
from scenes.mobjects.energy.formulas import E_AT_BEST
from scenes.mobjects.energy.two_views import COUNTING_ROW
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import edged
from scenes.mobjects.points import Circles
from scenes.painting import Parts

_BAR = np.array([[1.0, 1.0, 0.0], [-1.0, -1.0, 0.0]]) / math.sqrt(2)


class BarredRings(Circles):
    """Rings with a bar across: what looks right and is not, such as the bottom of a false valley.

    Parameters
    ----------
    centers
        Where, in Manim units, shape (n, 3).
    """

    parts_drawn = None  # its bars come after all of its rings

    def __init__(self, centers: npt.ArrayLike) -> None:
        super().__init__(
            centers,
            radius=look.CROSS_SIZE,
            color=look.INK,
            stroke_width=look.BOLD,
            fill_opacity=0,
        )

    def set_centers(self, centers: npt.ArrayLike, *, sizes: npt.ArrayLike = 1.0) -> Self:
        """Move the rings with their bars; the arguments are those of circles."""
        super().set_centers(centers, sizes=sizes)
        at = np.asarray(centers, dtype=np.float64).reshape(-1, 3)
        size = np.broadcast_to(self.radius * np.asarray(sizes, dtype=np.float64), len(at))
        for center, radius in zip(at, size, strict=True):
            start, end = center + radius * _BAR
            self.start_new_path(start)
            self.add_line_to(end)
        return self

    def get_centers(self) -> Array:
        """Read the centres back from what is drawn, in Manim units, shape (n, 3)."""
        bars = [path for path in self.get_subpaths() if len(path) == 4]
        middles = [(bar[0] + bar[-1]) / 2 for bar in bars]
        return np.asarray(middles, dtype=np.float64).reshape(-1, 3)


class Crosses(VMobject):
    """Several crosses of one kind as one: the same ž, turn after turn.

    Parameters
    ----------
    centers
        Where, in Manim units, shape (n, 3).
    """

    parts_drawn = Parts("cross", 8)

    def __init__(self, centers: npt.ArrayLike) -> None:
        super().__init__(color=look.COLD, stroke_width=look.BOLD * 1.4, fill_opacity=0)
        # A dark edge keeps them apart from the curve that they stand on.
        edged(self)
        self.set_centers(centers)

    def set_centers(self, centers: npt.ArrayLike, *, share: float = 1.0) -> Self:
        """Move the crosses, and make more or fewer of them, (n, 3), by default at full size."""
        self.clear_points()
        size = share * look.CROSS_SIZE
        for center in np.asarray(centers, dtype=np.float64).reshape(-1, 3):
            for arm in (np.array([size, size, 0.0]), np.array([size, -size, 0.0])):
                self.start_new_path(center - arm)
                self.add_line_to(center + arm)
        return self

    def pulse(self) -> Animation:
        """Return an animation that makes each grow and shrink again where it stands."""
        centers = self.get_centers()

        def grow(crosses: Mobject, alpha: float) -> None:
            assert isinstance(crosses, Crosses)
            crosses.set_centers(centers, share=1 + alpha * (look.PULSE - 1))

        return UpdateFromAlphaFunc(self, grow, rate_func=there_and_back)

    def get_centers(self) -> Array:
        """Read the centres back from what is drawn, in Manim units, shape (n, 3)."""
        arms = [(path[0] + path[-1]) / 2 for path in self.get_subpaths()]
        return np.asarray(arms[::2], dtype=np.float64).reshape(-1, 3)


class Estimate(VMobject):
    """A small square over the latent: an energy that was counted.

    Parameters
    ----------
    axes
        What it is drawn in.
    z, energy
        Where.
    """

    def __init__(self, axes: LatentAxes, *, z: float, energy: float) -> None:
        super().__init__(color=look.INK, stroke_width=look.LINE, fill_opacity=0)
        half = 1.4 * look.POINT_RADIUS
        corners = half * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0], [-1, -1, 0]])
        self.set_points_as_corners(axes.c2p([z, energy]) + corners)


class Stretches(VMobject):
    """Thick pieces of the axis of z, the same ones in every turn that is shown.

    Parameters
    ----------
    axes
        Whose axis; its turns are those that are shown when it is drawn.
    stretch
        Where a piece begins and ends, in z; it may lie beyond 0 or 2π.
    """

    def __init__(self, axes: LatentAxes, stretch: tuple[float, float]) -> None:
        super().__init__(color=look.INK, stroke_width=2 * look.BOLD, fill_opacity=0)
        low, high = axes.across
        for turn in range(-1, math.ceil(high / math.tau) + 1):
            ends = np.clip(np.array(stretch) + turn * math.tau, low, high)
            if ends[1] - ends[0] > 1e-9:
                start, end = axes.c2p(np.stack([ends, np.zeros(2)], axis=-1))
                self.start_new_path(start)
                self.add_line_to(end)


class ValleyLegend(VGroup):
    """What the marks mean, and the energies there, in the row under the plane.

    Parameters
    ----------
    true, false
        The energies of the true and of the false bottom; no false one for None.

    Attributes
    ----------
    true, false : VGroup
        A mark and its words.
    """

    def __init__(self, *, true: float, false: float | None) -> None:
        super().__init__()
        zone = COUNTING_ROW
        self.true = _entry(
            Crosses(np.zeros((1, 3))),
            f'{E_AT_BEST} = part("E.number", {true:.{PLACES}f})',
        )
        self.true.move_to(zone.at(0, 0.5), aligned_edge=LEFT)
        self.false = VGroup()
        self.add(self.true)
        if false is not None:
            self.false = _entry(
                BarredRings(np.zeros((1, 3))),
                f'"{label("false_valley")}" part("E", {false:.{PLACES}f})',
            )
            self.false.move_to(zone.at(1, 0.5), aligned_edge=RIGHT)
            self.add(self.false)


def _entry(mark: VMobject, source: str) -> VGroup:
    words = Formula(source, font_size=look.TEXT_SIZE)
    return VGroup(mark, words.next_to(mark, RIGHT, buff=look.GAP))
