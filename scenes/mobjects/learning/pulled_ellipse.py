"""The plane of y with the samples, and the decoder's ellipse that they pull at."""

from __future__ import annotations

import math

import numpy as np
from manim import RIGHT, UP, Mobject, Transform, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane, Span
from scenes.mobjects.following import follow
from scenes.mobjects.halo import edged
from scenes.mobjects.learning.course import Course
from scenes.mobjects.learning.pulls import Pulls, enlarged, fitting
from scenes.mobjects.learning.zones import ALONE
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.points import Discs

AROUND = np.linspace(0.0, math.tau, 4 * look.ELLIPSE_POINTS, endpoint=False)


class PulledEllipse:
    """What the plane shows of a course; it begins alone in the middle, and can move.

    Parameters
    ----------
    course
        The weights.
    y1, y2, step
        Of the plane: what it shows, and the side of a grid box.
    samples
        Shape (n, 2).
    latents
        Those whose decoder outputs have a ring, shape (m,).
    longest
        The pulls at first are drawn so that the longest is so long, in Manim units; by default
        each is half as long as it is, or all are shorter, so that they end in the plane.

    Attributes
    ----------
    plane : Plane
        The plane.
    manifold : Manifold
        The ellipse of this moment.
    pulls : Pulls
        What the manifold feels of the samples.
    samples : Discs
        The samples.
    """

    def __init__(
        self,
        course: Course,
        *,
        y1: Span,
        y2: Span,
        step: float,
        samples: Array,
        latents: Array,
        longest: float | None = None,
    ) -> None:
        self.course = course
        self._shown = y1, y2, step
        self.plane = plane = self._plane_in(ALONE)
        ellipse = plane.c2p(course.decode(AROUND))
        self.manifold = Manifold(ellipse, plane.c2p(course.decode(latents)))
        self.manifold.curve.set_stroke(width=look.BOLD)
        felt = course.felt
        scale = enlarged(plane, felt, longest=longest) if longest else fitting(plane, felt)
        self.pulls = Pulls(plane, lambda: course.felt, color=course.color, scale=scale)
        self.samples = edged(Discs(plane.c2p(samples)), width=look.BOLD)
        follow(
            self.manifold,
            lambda manifold: manifold.move_points(
                plane.c2p(course.decode(AROUND)), plane.c2p(course.decode(latents))
            ),
        )
        follow(self.samples, lambda discs: discs.set_centers(plane.c2p(samples)))

    @property
    def parts(self) -> tuple[Mobject, ...]:
        """All of it, from the lowest to the uppermost."""
        return self.plane, self.pulls, self.manifold, self.samples

    def move_to(self, zone: look.Zone) -> Transform:
        """Return an animation that moves and scales the plane into a part of the frame."""
        return Transform(self.plane, self._plane_in(zone))

    def put_in(self, zone: look.Zone) -> None:
        """Move and scale the plane into a part of the frame at once, and all that is in it."""
        self.plane.become(self._plane_in(zone))
        for part in self.parts:
            part.update()

    def trace(self) -> VMobject:
        """Return the ellipse of this moment, to stay behind."""
        curve = self.manifold.curve.copy().clear_updaters()
        return curve.set_stroke(width=look.LINE, opacity=look.FAINT)

    def _plane_in(self, zone: look.Zone) -> Plane:
        y1, y2, step = self._shown
        plane = Plane(y1=y1, y2=y2, step=step, zone=zone)
        # Outside, for samples and ellipses may come close to the edges.
        for axis, name, side in zip(plane.axes, plane.labels, (RIGHT, UP), strict=True):
            name.next_to(axis.get_end(), side, buff=look.GAP / 2)
        return plane
