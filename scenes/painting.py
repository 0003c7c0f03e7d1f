"""Mobjects that paint themselves, the camera that lets them, and the order of its colours."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import cairo
import numpy as np
import numpy.typing as npt
from manim import Camera, VMobject

CAIRO_ORDER = [2, 1, 0, 3]
"""Of RGBA, as `cairo.Context.set_source_rgba` takes it on Manim's pictures (see `set_color`)."""


class Parts(NamedTuple):
    """How the points of a mobject that draws many equal things are shared out among them.

    Attributes
    ----------
    kind
        What each is: "dot", "bar".
    points
        How many points each has, one after another.
    """

    kind: str
    points: int


@dataclass(frozen=True)
class PaintedStrokes:
    """Discs and straight pieces of lines, as they are painted one after another.

    Attributes
    ----------
    things : tuple
        What has them, such as the mobject itself.
    thing, part
        Which of the things each belongs to, and which of that thing's parts: shape (n,), int.
    starts, ends
        Of each piece, in Manim units, shape (n, 2); a disc has both at its centre.
    reach
        Half of the line's width, or the disc's radius, in Manim units, shape (n,).
    opacity
        In [0, 1], shape (n,).
    """

    things: tuple[Any, ...]
    thing: npt.NDArray[np.int64]
    part: npt.NDArray[np.int64]
    starts: npt.NDArray[np.float64]
    ends: npt.NDArray[np.float64]
    reach: npt.NDArray[np.float64]
    opacity: npt.NDArray[np.float64]


class Painted(VMobject):
    """A mobject that paints itself, because it is too large for one VMobject a part.

    Raises
    ------
    TypeError
        When a camera draws it that is no `PaintCamera`.
    """

    def paint(self, context: cairo.Context[Any]) -> None:
        """Draw in Manim's units; colours are set by `set_color`."""
        raise NotImplementedError

    def looks(self) -> Hashable:
        """Return all that the painting depends on: while it is equal, nothing is painted again.

        By default it never is.
        """
        return object()

    def extent(self) -> tuple[float, float, float, float] | None:
        """Return the left, lower, right and upper end of what is painted, in Manim's units.

        By default it may be anywhere: None.
        """
        return None

    def painted_strokes(self) -> PaintedStrokes | None:
        """Return the discs and lines that are painted, in their order.

        By default what is painted has no such parts: None.
        """
        return None

    def get_subpath_split_indices_from_points(self, points: Any, n_dims: int = 3) -> Any:
        """Refuse to be drawn curve by curve, as Manim's own camera is about to."""
        raise TypeError(
            f"{type(self).__name__} paints itself: "
            "use scenes.painting.PaintCamera as the scene's camera_class"
        )


class PaintCamera(Camera):
    """Manim's camera, which lets a mobject that can paint itself do so."""

    def type_or_raise(self, mobject: Any) -> type[Any]:
        """Return the kind of a mobject, by which it is drawn."""
        kind = super().type_or_raise(mobject)
        table: dict[type[Any], Callable[..., Any]] = self.display_funcs  # anew at each call
        table[Painted] = self._paint
        return Painted if isinstance(mobject, Painted) else kind

    def _paint(self, mobjects: list[Painted], pixel_array: np.ndarray) -> None:
        context = self.get_cairo_context(pixel_array)
        for mobject in mobjects:
            mobject.paint(context)


def extent_of(points: npt.ArrayLike, reach: float) -> tuple[float, float, float, float]:
    """Return the left, lower, right and upper end of points and of what is this near to them.

    Parameters
    ----------
    points
        In Manim's units, shape (n, 2) or (n, 3), n >= 1.
    reach
        In Manim's units.
    """
    places = np.asarray(points)[:, :2]
    (left, bottom), (right, top) = places.min(axis=0) - reach, places.max(axis=0) + reach
    return float(left), float(bottom), float(right), float(top)


def set_color(context: cairo.Context[Any], rgb: Iterable[float], alpha: float) -> None:
    """Paint in a colour from now on.

    Manim's pictures have red first, where Cairo's have blue: they are swapped, as by `CAIRO_ORDER`.

    Parameters
    ----------
    context
        What is painted on.
    rgb
        In [0, 1].
    alpha
        Opacity in [0, 1].
    """
    red, green, blue = rgb
    context.set_source_rgba(blue, green, red, alpha)


def packed(rgb: npt.ArrayLike) -> npt.NDArray[np.uint32]:
    """Return colours as the pixels of a Cairo surface that is painted on Manim's picture.

    Parameters
    ----------
    rgb
        In [0, 1], shape (..., 3).

    Returns
    -------
    ndarray
        Shape (...), uint32.
    """
    channels = np.round(255 * np.asarray(rgb, dtype=np.float64)).astype(np.uint8)
    opaque = np.full((*channels.shape[:-1], 1), 255, dtype=np.uint8)
    return np.concatenate([channels, opaque], axis=-1).view(np.uint32)[..., 0]


def unpacked(pixels: npt.NDArray[np.uint32]) -> npt.NDArray[np.float64]:
    """Return the colours of pixels, RGB in [0, 1]: the inverse of `packed`, (...) -> (..., 3)."""
    channels = np.ascontiguousarray(pixels).view(np.uint8).reshape(*pixels.shape, 4)
    return np.asarray(channels[..., :3] / 255)
