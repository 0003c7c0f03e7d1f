"""Mobjects that paint themselves, and the camera that lets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import cairo
import numpy as np
from manim import Camera, Mobject


@runtime_checkable
class Painted(Protocol):
    """A mobject that paints itself, because it is too large for one VMobject a part."""

    def paint(self, context: cairo.Context[Any]) -> None:
        """Draw in Manim's units; the context's red and blue are swapped."""


class PaintCamera(Camera):
    """Manim's camera, which lets a mobject that can paint itself do so."""

    def type_or_raise(self, mobject: Mobject) -> type[Any]:
        """Return the kind of a mobject, by which it is drawn."""
        kind = super().type_or_raise(mobject)
        table: dict[type[Any], Callable[..., Any]] = self.display_funcs  # anew at each call
        table[Painted] = self._paint
        # isinstance of a protocol is slow, and this is asked of every mobject in every frame.
        return Painted if hasattr(mobject, "paint") else kind

    def _paint(self, mobjects: list[Any], pixel_array: np.ndarray) -> None:
        context = self.get_cairo_context(pixel_array)
        for mobject in mobjects:
            mobject.paint(context)
