"""Points of the plane: discs for the observed, rings for the decoded, crosses for the picked."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from manim import Animation, Circle, ManimColor, Mobject, UpdateFromAlphaFunc, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.painting import Parts

_CIRCLE = Circle(radius=1.0, num_components=5).points.copy()


class Circles(VMobject):
    """Equal circles as one VMobject, so that hundreds are moved and drawn at once.

    Parameters
    ----------
    centers
        Where, in Manim units, shape (n, 3); none for n = 0.
    radius
        Of each circle, in Manim units.
    **kwargs
        For `manim.VMobject`.
    """

    parts_drawn: Parts | None = Parts("dot", len(_CIRCLE))

    def __init__(self, centers: npt.ArrayLike, *, radius: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.radius = radius
        self.set_centers(centers)

    def set_centers(self, centers: npt.ArrayLike, *, sizes: npt.ArrayLike = 1.0) -> Self:
        """Move the circles, and make more or fewer of them.

        Parameters
        ----------
        centers
            In Manim units, shape (n, 3).
        sizes
            Of each, as a share of the radius, shape () or (n,).
        """
        at = np.asarray(centers, dtype=np.float64).reshape(-1, 1, 3)
        radii = self.radius * np.asarray(sizes, dtype=np.float64).reshape(-1, 1, 1)
        self.set_points((at + radii * _CIRCLE).reshape(-1, 3))
        return self

    def arrive(self, **kwargs: Any) -> Animation:
        """Return an animation that lets the circles grow one after another where they are."""
        centers = self.get_centers()
        order = np.arange(len(centers))

        def grow(circles: Mobject, alpha: float) -> None:
            assert isinstance(circles, Circles)
            # Three circles are growing at any time.
            sizes = np.clip((alpha * (len(centers) + 3) - order) / 3, 0.0, 1.0)
            circles.set_centers(centers, sizes=sizes)

        return UpdateFromAlphaFunc(self, grow, **kwargs)

    def get_centers(self) -> Array:
        """Read the centres back from what is drawn, in Manim units, shape (n, 3)."""
        circles = self.points.reshape(-1, len(_CIRCLE), 3)
        return np.asarray((circles.min(axis=1) + circles.max(axis=1)) / 2, dtype=np.float64)


class Discs(Circles):
    """Filled discs: observations.

    Parameters
    ----------
    centers
        Where, in Manim units, shape (n, 3).
    color, radius
        By default those of observations.
    """

    def __init__(
        self,
        centers: npt.ArrayLike,
        *,
        color: ManimColor = look.OBSERVED,
        radius: float = look.DOT_RADIUS,
    ) -> None:
        super().__init__(
            centers, radius=radius, color=color, fill_color=color, fill_opacity=1, stroke_width=0
        )


class Rings(Circles):
    """Hollow rings: latents and what is decoded from them.

    Parameters
    ----------
    centers
        Where, in Manim units, shape (n, 3).
    color, radius
        By default those of decoder outputs.
    """

    def __init__(
        self,
        centers: npt.ArrayLike,
        *,
        color: ManimColor = look.DECODED,
        radius: float = look.RING_RADIUS,
    ) -> None:
        super().__init__(
            centers,
            radius=radius,
            color=color,
            stroke_width=look.LINE,
            fill_color=look.BACKGROUND,
            fill_opacity=1,
        )


class Cross(VMobject):
    """A diagonal cross: the pick y′, a start z̃ or an optimum ž.

    Parameters
    ----------
    center
        Where, in Manim units, shape (3,).
    color
        The role's.
    size
        Half its width, in Manim units.
    """

    def __init__(
        self,
        center: npt.ArrayLike,
        *,
        color: ManimColor = look.PICK,
        size: float = look.CROSS_SIZE,
    ) -> None:
        super().__init__(color=color, stroke_width=look.BOLD * 1.4)
        at = np.asarray(center, dtype=np.float64)
        for arm in (np.array([size, size, 0.0]), np.array([size, -size, 0.0])):
            self.start_new_path(at - arm)
            self.add_line_to(at + arm)
