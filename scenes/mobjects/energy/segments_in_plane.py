"""The plane of the samples, with the segments that measure how far one of them is from ỹ."""

from __future__ import annotations

from typing import Any

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.fan import Fan
from scenes.mobjects.energy.growth import Growth
from scenes.mobjects.energy.moment import Moment
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import edged
from scenes.mobjects.labels import place_beside
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.segments import RunningSegment, Segments
from scenes.mobjects.symbols import Y_PRIME


class SegmentsInPlane:
    """One sample, and its segments to all of the decoder's points and to the one of the moment.

    Parameters
    ----------
    moment
        Which sample, and which latent.
    samples
        All samples, shape (n, 2).
    top
        The energy that has the last of the colours.
    spans, step
        Of the plane: what it shows of y₁ and y₂, and the side of a grid box.

    Attributes
    ----------
    growth : Growth
        How far the fan has grown.
    plane : Plane
        The plane.
    samples, marks : Discs, Rings
        All samples, and the decoder's points.
    fan, segment : Fan, RunningSegment
        From the sample to all the decoder's points, and to the one of the moment.
    y_tilde : Rings
        The decoder's point of the moment.
    cross, name : Cross, Formula
        The sample, and y′ beside it.
    """

    def __init__(
        self,
        moment: Moment,
        *,
        samples: Array,
        top: float,
        spans: tuple[tuple[float, float], tuple[float, float]],
        step: float,
    ) -> None:
        self.moment, self.top = moment, top
        self.sampled, self.decoded = samples, moment.decode(moment.latents)
        self.growth = Growth(len(self.decoded))
        self.plane = Plane(y1=spans[0], y2=spans[1], step=step)
        at = self.plane.c2p
        self.samples, self.marks = Discs(at(samples)), Rings(at(self.decoded))
        self.fan, self.segment = Fan(self.plane, self.decoded, top=top), RunningSegment()
        self.y_tilde = Rings(at(moment.y_tilde), radius=look.POINT_RADIUS)
        self.y_tilde.set_stroke(width=look.BOLD)
        self.cross = edged(Cross(at(moment.y)))
        self.name = Formula(Y_PRIME, font_size=look.TEXT_SIZE)
        names = [label.get_center() for label in self.plane.labels]
        place_beside(self.name, self.cross, [*at(samples), *at(self.decoded), *names])
        self._spread(self.fan)
        follow(self.fan, self._spread)
        follow(self.segment, self._place_segment)
        follow(self.y_tilde, lambda ring: ring.set_centers(at(moment.y_tilde)))
        follow(self.cross, lambda cross: cross.move_to(at(moment.y)))

    def recede(self, zone: look.Zone) -> Any:
        """Return an animation that moves the plane, with all that is in it, into another zone."""
        at = self.plane.c2p
        follow(self.samples, lambda samples: samples.set_centers(at(self.sampled)))
        follow(self.marks, lambda marks: marks.set_centers(at(self.decoded)))
        plane = self.plane  # whose second name stands above its frame
        size = min(zone.width / plane.frame.width, zone.height / plane.height)
        return self.plane.animate.scale(size).move_to(zone.center)

    def _spread(self, fan: Fan) -> None:
        fan.spread(self.moment.y, self.moment.energies, self.growth.reach)

    def _place_segment(self, segment: Segments) -> None:
        start, end = self.plane.c2p([self.moment.y, self.moment.y_tilde])
        segment.set_segments(start, end, look.energy_colors([self.moment.energy / self.top]))
