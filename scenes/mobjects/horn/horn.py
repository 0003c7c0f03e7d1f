"""The horn: samples over x, and its envelope of ellipses and exponential profiles."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Mobject, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.formula import Formula
from scenes.mobjects.space import Dots, Space, Strokes, View

SIDE = (math.radians(-36), math.radians(14))  # azimuth, elevation: so that three axes are three
TURNING = (SIDE[0], math.radians(8))  # lower, so that the wide end stays in the frame
INTO = (math.radians(148), math.radians(17))  # into the wide end, from above and behind
CLOSE = (math.radians(58), math.radians(14))  # one ellipse, nearly from its front
END_ON = (math.radians(90), 0.0)  # back along the x axis

CLOSE_HALF_HEIGHT = 2.25  # of one ellipse that is looked at closely, in Manim units
_CLOSE_AXIS = 6.0  # how long the x axis is then, in Manim units, so that it stays in the frame

_NAME = 0.45  # Manim units that the name of an axis takes past its tip

_LENGTH = 8.8  # of the unit of x, in Manim units
_HALF_HEIGHT = 2.1  # of the widest ellipse, in Manim units
_NEAR_END = 0.12  # how much farther away it is seen if it's a tube, whose near end is as wide
_NEAR_COUNTS = 1.5  # as if it were so much wider: seen from above, its near end reaches lowest
_AXIS_PAST_HORN = 1.2
_AXIS_PAST_ELLIPSE = 1.3  # seen closely, ...
_AXIS_PAST_SMALL = 1.7  # ... beside a horn whose first ellipse is small, ...
_AXIS_PAST_LARGE = 1.1  # ... and beside a tube


class Horn(Space):
    """Samples in (x, y₁, y₂), their envelope and the three axes.

    Parameters
    ----------
    x, y
        The samples, shapes (n,) and (n, 2).
    rings_x, rings_y
        The envelope: at each of m positions a closed ellipse of k points, shapes (m,) and
        (m, k, 2).
    profiles
        How many lines run along the sides.
    widest
        The largest radius that there is to be room for; by default the envelope's.
    center
        Where in the frame the middle of the horn is seen, shape (3,).

    Attributes
    ----------
    dots : Dots
        The samples, coloured by x.
    rings, profiles : Strokes
        The envelope, coloured by x.
    arrows : tuple of Strokes
        The axes x, y₁ and y₂.
    labels : VGroup
        Their names, which follow the arrows' tips; add it to the scene beside the horn.
    """

    def __init__(
        self,
        *,
        x: Array,
        y: Array,
        rings_x: Array,
        rings_y: Array,
        profiles: int = 8,
        widest: float | None = None,
        center: npt.ArrayLike = look.HORN_CENTER,
    ) -> None:
        near = float(np.abs(rings_y[0]).max())
        widest = widest or float(np.abs(rings_y).max())
        self.unit_y = _HALF_HEIGHT / max(_NEAR_COUNTS * near, widest)
        view = View(
            lengths=(_LENGTH, self.unit_y),
            target=(0.5, 0.0, 0.0),
            azimuth=SIDE[0],
            elevation=SIDE[1],
            center=center,
        )
        super().__init__(view, fog_reach=_LENGTH / 2)
        self.dots = Dots(np.column_stack([x, y]), look.x_colors(x))
        self.rings = Strokes(
            _at_x(rings_x, rings_y), look.x_colors(rings_x)[:, None], width=look.LINE
        )
        self.profiles = self._make_profiles(rings_x, rings_y, profiles)
        self._rings_x = rings_x
        self.arrows = self._make_arrows(self.axis_length(near))
        self.labels = self._make_labels()
        self.parts += [*self.arrows, self.profiles, self.rings, self.dots]

    def ring(self, x: float, points: Array, *, width: float = look.BOLD) -> Strokes:
        """Return one more closed line across the horn at x, through points of shape (k, 2)."""
        at = np.array([x])
        strokes = Strokes(_at_x(at, points[None]), look.x_colors(at)[:, None], width=width)
        self.parts.append(strokes)
        return strokes

    def move_ring(self, ring: Strokes, x: float, points: Array) -> None:
        """Move a line made by `ring` to another x and other points, shape (k, 2)."""
        at = np.array([x])
        ring.set_lines(_at_x(at, points[None]), look.x_colors(at)[:, None])

    def set_envelope(self, y: Array) -> None:
        """Replace the envelope's ellipses, shape (m, k, 2), and the lines along its sides."""
        rings = _at_x(self._rings_x, y)
        self.rings.set_lines(rings)
        self.profiles.set_lines(_along(rings, len(self.profiles.lines)))

    def axis_length(self, radius: float, *, close: bool = False) -> float:
        """Return how long the axes of y are beside an ellipse whose larger radius is given.

        Parameters
        ----------
        radius
            In units of y.
        close
            Whether the ellipse fills the frame; by default the whole horn is seen.
        """
        if close:
            return radius * _AXIS_PAST_ELLIPSE
        widest = _HALF_HEIGHT / self.unit_y
        return min(_AXIS_PAST_SMALL * radius, _AXIS_PAST_LARGE * widest)

    def lengthen(self, length: float) -> None:
        """Let the axes of y₁ and y₂ end at some length, in units of y."""
        for axis, arrow in enumerate(self.arrows[1:], start=1):
            arrow.set_lines(_axis_line(axis, length))

    def seen_from(self, angles: tuple[float, float], *, turns: int = 0) -> list[Any]:
        """Return animations that carry the eye to an azimuth and elevation, after whole turns."""
        azimuth, elevation = angles
        return [
            self.view.azimuth.animate.set_value(azimuth + turns * math.tau),
            self.view.elevation.animate.set_value(elevation),
        ]

    def zoomed(self, zoom: float, *, x: float) -> list[Any]:
        """Return animations that enlarge the picture around the axis at x."""
        return [
            self.view.zoom.animate.set_value(zoom),
            self.view.target_x.animate.set_value(x),
        ]

    def fitting(
        self, zoom: float, *, angles: tuple[float, float], x: float, near: bool = False
    ) -> float:
        """Return how close all that there is may be seen, at most some zoom.

        Parameters
        ----------
        zoom
            The largest.
        angles
            Azimuth and elevation of the eye.
        x
            Where on the axis it looks.
        near
            Whether only the near end counts: the first ellipse, and the axes of y.
        """
        parts = [self.rings.lines[:1], *(arrow.lines for arrow in self.arrows[1:])]
        if not near:
            parts += [self.dots.at, self.rings.lines, self.arrows[0].lines]
        points = np.concatenate([part.reshape(-1, 3) for part in parts])
        low, high = look.FRAME.at(0, 0)[:2] + _NAME, look.FRAME.at(1, 1)[:2] - _NAME
        low[1] = look.SAFE.bottom + look.POINT_RADIUS
        for nearer in zoom * np.linspace(1.0, 0.5, 26):
            places = self.view.project_at(points, zoom=nearer, x=x, angles=angles).places
            if ((places > low) & (places < high)).all():
                return float(nearer)
        return zoom / 2

    def side_zoom(self, zoom: float) -> float:
        """Return how close it may be seen from its side, of what suits a near end without width."""
        near, *_, far = np.abs(self.rings.lines[..., 1:]).max(axis=(1, 2))
        return float(zoom * (1 - _NEAR_END * near / max(near, far)))

    def moved_to(self, place: Array) -> Any:
        """Return an animation of the picture's middle to a place in the frame, shape (3,)."""
        center: Any = self.view.center.animate
        return center.move_to(place)

    def laid_in(self, plane: Plane, *, x: float) -> list[Any]:
        """Return animations that turn an ellipse at x to face us, until it lies in a plane."""
        return [
            *self.seen_from(END_ON),
            *self.zoomed(plane.unit / self.unit_y, x=x),
            self.moved_to(plane.c2p([0.0, 0.0])),
        ]

    def closeness(self, radii: Array) -> float:
        """Return the zoom at which an ellipse of some radii, shape (2,), is looked at closely."""
        return float(CLOSE_HALF_HEIGHT / (np.max(radii) * self.unit_y))

    def axis_reach(self, x: float, zoom: float) -> float:
        """Return how much of the x axis to draw, as a share, so that it ends close to x."""
        end = x + _CLOSE_AXIS / (_LENGTH * zoom)
        return min(1.0, end / _AXIS_PAST_HORN)

    def _make_profiles(self, rings_x: Array, rings_y: Array, count: int) -> Strokes:
        lines = _along(_at_x(rings_x, rings_y), count)
        middles = (rings_x[1:] + rings_x[:-1]) / 2
        return Strokes(lines, look.x_colors(middles)[None], width=look.THIN)

    def _make_arrows(self, length: float) -> tuple[Strokes, ...]:
        lengths = (_AXIS_PAST_HORN, length, length)
        colors = (look.INK, look.OBSERVED, look.OBSERVED)
        return tuple(
            Strokes(_axis_line(axis, end), color.to_rgb()[None, None], width=look.LINE, arrow=True)
            for axis, (end, color) in enumerate(zip(lengths, colors, strict=True))
        )

    def _make_labels(self) -> VGroup:
        sources = ("x", 'part("y", y_1)', 'part("y", y_2)')
        labels = VGroup(*(Formula(source, font_size=look.TEXT_SIZE) for source in sources))
        labels.add_updater(self._place_labels)
        return labels

    def _place_labels(self, labels: Mobject) -> None:
        """Put each name past its arrow's tip, and hide it where the arrow points at the eye."""
        for label, arrow in zip(labels, self.arrows, strict=True):
            line = arrow.drawn()[0]
            start, end = self.view.project(line[[0, -1]]).places
            along = end - start
            length = float(np.hypot(*along))
            direction = along / length if length > 1e-6 else np.zeros(2)
            label.move_to(np.append(end + 0.42 * direction, 0.0))
            seen = float(np.clip(length / 0.2 - 0.5, 0.0, 1.0)) * arrow.opacity.get_value()
            if any(part.get_fill_opacity() != seen for part in label.family_members_with_points()):
                label.set_opacity(seen)


def _at_x(x: Array, y: Array) -> Array:
    """Join positions and closed lines across them, shapes (m,), (m, k, 2) -> (m, k, 3)."""
    return np.concatenate([np.broadcast_to(x[:, None, None], (*y.shape[:2], 1)), y], axis=2)


def _along(rings: Array, count: int) -> Array:
    """Return lines through every ring at the same places around, (m, k, 3) -> (count, m, 3)."""
    around = np.linspace(0, rings.shape[1] - 1, count, endpoint=False).round().astype(int)
    return rings[:, around].transpose(1, 0, 2)


def _axis_line(axis: int, length: float) -> Array:
    """Return the line from the origin along one of the axes, shape (1, 25, 3)."""
    return np.asarray((np.linspace(0, length, 25)[:, None] * np.eye(3)[axis])[None])
