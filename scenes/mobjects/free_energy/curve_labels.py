"""Names at the right ends of curves, kept apart from one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, ManimColor, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.free_energy.cut_axes import CutAxes
from scenes.mobjects.segments import Segments

ROW = 0.33  # from one name to the next
LEADER = 0.3  # how long a line leads from a curve to its name
EDGE = 0.04  # share of the view in which a name at its upper end comes or goes


class CurveLabels(VGroup):
    """A name to the right of each curve, where the curve leaves the view at that side.

    If there are too many, evenly chosen ones get none.

    Parameters
    ----------
    axes
        What the curves are drawn in.
    names
        In Typst maths, one a curve.
    colors
        RGB in [0, 1], shape (n, 3).

    Attributes
    ----------
    names : VGroup
        The names that there is room for.
    named : list of int
        The curve of each.
    leaders : Segments
        From each curve's end to its name.
    """

    def __init__(self, axes: CutAxes, names: Sequence[str], colors: npt.ArrayLike) -> None:
        super().__init__()
        self.axes = axes
        most = int((axes.frame.height + ROW) / ROW)
        chosen = np.linspace(0, len(names) - 1, min(len(names), most))
        self.named = np.round(chosen).astype(int).tolist()
        self.colors = np.asarray(colors, dtype=np.float64)[self.named]
        self.names = VGroup(
            *(
                Formula(names[k], font_size=look.TICK_SIZE, color=ManimColor.from_rgb(color))
                for k, color in zip(self.named, self.colors, strict=True)
            )
        )
        nowhere = np.zeros((len(self.named), 3))
        self.leaders = Segments(nowhere, nowhere, self.colors, width=look.THIN)
        self.add(self.leaders, self.names)

    def place(self, values: npt.ArrayLike, lights: npt.ArrayLike) -> Self:
        """Put the names where the curves end now.

        Parameters
        ----------
        values
            Of each curve at the right end of the view, shape (n,).
        lights
            Opacity of each name, shape (n,); above the view there is none.
        """
        ends = np.asarray(values, dtype=np.float64)[self.named]
        top = self.axes.up[1]
        inside = np.clip((top - ends) / (EDGE * top) + 1, 0, 1)
        shares = np.asarray(lights, dtype=np.float64)[self.named] * inside
        right = np.full_like(ends, self.axes.across[1])
        starts = self.axes.c2p(np.stack([right, ends], axis=-1))
        floor = self.axes.c2p((right[0], 0.0))[1] + ROW / 2
        heights = spread(starts[:, 1], gap=ROW, low=floor, high=np.inf)
        # What is over the view's top pushes all the others down, the more the better it is seen.
        over = (shares * np.maximum(heights - self.axes.c2p((right[0], top))[1], 0)).max(initial=0)
        heights = spread(heights - over, gap=ROW, low=floor, high=np.inf)
        stops = np.stack([starts[:, 0] + LEADER, heights, starts[:, 2]], axis=-1)
        self.leaders.set_segments(
            starts, stops + look.GAP / 4 * LEFT, self.colors, opacities=look.FAINT * shares
        )
        for name, stop, share in zip(self.names, stops, shares, strict=True):
            name.next_to(stop, RIGHT, buff=0)
            name.set_fill(opacity=share)
        return self


def spread(wanted: npt.ArrayLike, *, gap: float, low: float, high: float) -> Array:
    """Move heights apart until neighbours have a distance, each as little as that takes.

    Parameters
    ----------
    wanted
        Where they would be, in any order, shape (n,).
    gap
        The least distance.
    low, high
        They stay between these; there must be room.

    Returns
    -------
    ndarray
        Where they are, in the order that they came in, shape (n,).
    """
    heights = np.asarray(wanted, dtype=np.float64)
    order = np.argsort(heights, kind="stable")
    steps = gap * np.arange(len(heights))
    # Without the gaps it is a regression by numbers that don't decrease: pool what is out of order.
    pools: list[list[float]] = []
    for value in heights[order] - steps:
        pools.append([value])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    level = np.array([np.mean(pool) for pool in pools for _ in pool])
    placed = np.empty_like(heights)
    placed[order] = np.clip(level, low, high - gap * (len(heights) - 1)) + steps
    return placed
