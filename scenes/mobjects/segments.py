"""Straight segments between points of the plane, each in its own colour."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Self

import cairo
import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.bezier import straight
from scenes.mobjects.light import set_light
from scenes.painting import Painted, PaintedStrokes, extent_of, set_color


class Segments(Painted):
    """Segments as one VMobject, so that a whole fan is moved and painted at once.

    A VMobject has one stroke for all that it draws, so this one keeps a row of ``stroke_rgbas``
    for each segment and paints them itself; fading and changing the opacity work as for any.

    Parameters
    ----------
    starts, ends
        Where, in Manim units: shapes that broadcast to (n, 3).
    colors
        RGB in [0, 1], shape (n, 3).
    width
        Manim's stroke width.
    opacity
        Of all of them.
    rim
        Width of a dark edge on either side, that sets them off from what they lie on.

    Raises
    ------
    ValueError
        If there is not one colour for each segment.
    """

    def __init__(
        self,
        starts: npt.ArrayLike,
        ends: npt.ArrayLike,
        colors: npt.ArrayLike,
        *,
        width: float = look.LINE,
        opacity: float = 1.0,
        rim: float = 0.0,
    ) -> None:
        super().__init__(stroke_width=width, stroke_opacity=opacity, fill_opacity=0)
        self.rim = rim
        self.set_segments(starts, ends, colors)

    def set_segments(
        self,
        starts: npt.ArrayLike,
        ends: npt.ArrayLike,
        colors: npt.ArrayLike,
        *,
        opacities: npt.ArrayLike | None = None,
    ) -> Self:
        """Replace the segments.

        Parameters
        ----------
        starts, ends, colors
            As for the class.
        opacities
            Of each, in [0, 1], shape (n,); by default that of the first one stays that of all.

        Raises
        ------
        ValueError
            If there is not one colour for each segment.
        """
        a, b = np.broadcast_arrays(np.atleast_2d(starts), np.atleast_2d(ends))
        rgb = np.asarray(colors, dtype=np.float64)
        if rgb.shape != a.shape:
            raise ValueError(f"colors of shape {rgb.shape}: must be {a.shape}, one a segment")
        self.set_points(straight(a, b))
        alpha = self.stroke_rgbas[0, 3] if opacities is None else np.asarray(opacities)
        self.stroke_rgbas = np.column_stack([rgb, np.broadcast_to(alpha, len(rgb))])
        return self

    def get_starts(self) -> Array:
        """Read back where the segments start, in Manim units, shape (n, 3)."""
        return np.asarray(self.points[::4], dtype=np.float64)

    def get_ends(self) -> Array:
        """Read back where the segments end, in Manim units, shape (n, 3)."""
        return np.asarray(self.points[3::4], dtype=np.float64)

    def get_segment_colors(self) -> Array:
        """Read back their colours, RGB in [0, 1], shape (n, 3)."""
        return np.asarray(self.stroke_rgbas[:, :3], dtype=np.float64)

    def looks(self) -> Hashable:
        """Return where they are, their colours and their widths."""
        return self.points.tobytes(), self.stroke_rgbas.tobytes(), self.stroke_width, self.rim

    def extent(self) -> tuple[float, float, float, float]:
        """Return the ends of all, and half a stroke more."""
        return extent_of(self.points, (self.get_stroke_width() + 2 * self.rim) * 0.005)

    def painted_strokes(self) -> PaintedStrokes:
        """Return the segments that have a length, shorter ones after longer ones."""
        starts, ends = self.get_starts()[:, :2], self.get_ends()[:, :2]
        order = np.array([i for i in self._order() if (starts[i] != ends[i]).any()], dtype=np.int64)
        return PaintedStrokes(
            things=(self,),
            thing=np.zeros(len(order), dtype=np.int64),
            part=order,
            starts=starts[order],
            ends=ends[order],
            reach=np.full(len(order), self.get_stroke_width() * 0.005),
            opacity=self.stroke_rgbas[order, 3],
        )

    def _order(self) -> npt.NDArray[np.int64]:
        lengths = np.linalg.norm(self.get_ends() - self.get_starts(), axis=1)
        return np.argsort(-lengths, kind="stable")

    def paint(self, context: cairo.Context[Any]) -> None:
        """Draw the segments, shorter ones over longer ones; without a length there is none."""
        width = self.get_stroke_width()
        context.set_line_cap(cairo.LINE_CAP_BUTT)
        starts, ends = self.get_starts(), self.get_ends()
        lengths = np.linalg.norm(ends - starts, axis=1)
        for i in self._order():
            rgb, alpha = self.stroke_rgbas[i, :3], self.stroke_rgbas[i, 3]
            if alpha <= 0 or width <= 0 or lengths[i] == 0:
                continue
            strokes = [(width, rgb)]
            if self.rim > 0:
                strokes.insert(0, (width + 2 * self.rim, look.BACKGROUND.to_rgb()))
            for wide, color in strokes:
                context.new_path()
                context.move_to(*starts[i, :2])
                context.line_to(*ends[i, :2])
                context.set_line_width(wide * 0.01)
                set_color(context, color, alpha)
                context.stroke()


class RunningSegment(Segments):
    """The one segment that the voice speaks of, set off from those it lies on; unseen at first."""

    def __init__(self) -> None:
        nowhere = np.zeros((1, 3))
        super().__init__(nowhere, nowhere, nowhere, width=1.5 * look.BOLD, rim=0.75 * look.BOLD)
        set_light(self, 0)
