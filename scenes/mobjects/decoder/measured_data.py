"""What was measured, in the plane: the samples, and the ellipse that they are shaken off."""

from __future__ import annotations

from typing import Any

from manim import ValueTracker, VMobject, there_and_back

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.following import follow
from scenes.mobjects.points import Discs


class MeasuredData:
    """Samples and their ellipse, whose size may change; the noise of the samples does not.

    Parameters
    ----------
    plane
        Where they are seen.
    y
        The samples, shape (n, 2).
    means
        Where they would be without noise, shape (n, 2).
    ellipse
        Points all round, the last on the first, shape (k, 2).

    Attributes
    ----------
    size : ValueTracker
        What the ellipse is multiplied by, at first 1.
    samples : Discs
        The samples.
    outline : VMobject
        The ellipse.
    """

    def __init__(self, plane: Plane, *, y: Array, means: Array, ellipse: Array) -> None:
        self.size: Any = ValueTracker(1.0)
        size = self.size.get_value
        self.samples = Discs(plane.c2p(y))
        self.outline = VMobject(color=look.OBSERVED, stroke_width=look.LINE)
        follow(self.samples, lambda discs: discs.set_centers(plane.c2p(y + (size() - 1) * means)))
        follow(self.outline, lambda line: line.set_points_as_corners(plane.c2p(size() * ellipse)))

    def shrink_and_return(self, share: float) -> Any:
        """Return an animation of the ellipse to a share of its size, and back."""
        return self.size.animate(rate_func=there_and_back).set_value(share)
