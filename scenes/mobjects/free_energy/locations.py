"""The locations of a field: many discs, each in its own colour."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Self

import cairo
import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.points import Discs
from scenes.painting import Painted, PaintedStrokes, extent_of, set_color

_FULL_TURN = 2 * np.pi


class Locations(Discs, Painted):
    """Equal discs as one mobject that paints itself, so that hundreds move in every frame.

    Parameters
    ----------
    centers
        Where, in Manim units, shape (n, 3).
    radius
        Of each, in Manim units.
    """

    def __init__(self, centers: npt.ArrayLike, *, radius: float = look.DOT_RADIUS) -> None:
        super().__init__(centers, radius=radius)
        self.count = len(self.get_centers())
        self.sizes = np.ones(self.count)
        self.set_colors(np.tile(look.OBSERVED.to_rgb(), (self.count, 1)))

    def set_colors(self, colors: npt.ArrayLike) -> Self:
        """Give each disc its colour; their opacity stays.

        Parameters
        ----------
        colors
            RGB in [0, 1], shape (n, 3).

        Raises
        ------
        ValueError
            If there is not one colour for each disc.
        """
        rgb = np.asarray(colors, dtype=np.float64)
        if rgb.shape != (self.count, 3):
            raise ValueError(f"colors of shape {rgb.shape}: must be {(self.count, 3)}")
        alpha = np.full((self.count, 1), self.fill_rgbas[0, 3])
        self.fill_rgbas = np.hstack([rgb, alpha])
        return self

    def set_sizes(self, sizes: npt.ArrayLike) -> Self:
        """Paint each disc with this share of its radius, shape (n,); at 0 it is not seen."""
        self.sizes = np.broadcast_to(np.asarray(sizes, dtype=np.float64), (self.count,)).copy()
        return self

    def get_colors(self) -> Array:
        """Read back their colours, RGB in [0, 1], shape (n, 3)."""
        return np.asarray(self.fill_rgbas[:, :3], dtype=np.float64)

    def looks(self) -> Hashable:
        """Return where they are, their colours and their sizes."""
        return self.points.tobytes(), self.fill_rgbas.tobytes(), self.sizes.tobytes()

    def extent(self) -> tuple[float, float, float, float]:
        """Return the ends of the discs at their full size."""
        return extent_of(self.points, self.radius * max(float(self.sizes.max(initial=0)) - 1, 0))

    def painted_strokes(self) -> PaintedStrokes:
        """Return the discs in their order."""
        centers = self.get_centers()[:, :2]
        return PaintedStrokes(
            things=(self,),
            thing=np.zeros(self.count, dtype=np.int64),
            part=np.arange(self.count),
            starts=centers,
            ends=centers,
            reach=self._radii(),
            opacity=self.fill_rgbas[:, 3],
        )

    def _radii(self) -> Array:
        circles = self.points.reshape(self.count, -1, 3)
        return np.asarray(np.ptp(circles[..., 0], axis=1) / 2 * self.sizes)

    def paint(self, context: cairo.Context[Any]) -> None:
        """Draw the discs in their order, each in its colour."""
        radii = self._radii()
        for (x, y, _), radius, color in zip(
            self.get_centers().tolist(), radii.tolist(), self.fill_rgbas.tolist(), strict=True
        ):
            *rgb, alpha = color
            if alpha <= 0 or radius <= 0:
                continue
            context.new_path()
            context.arc(x, y, radius, 0, _FULL_TURN)
            set_color(context, rgb, alpha)
            context.fill()
