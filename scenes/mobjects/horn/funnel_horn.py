"""The horn as a funnel: its mouth at the left and near, its narrow end led into a plane."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.horn.horn import Horn
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import faded

_ASKANCE = math.radians(-62)  # azimuth: nearly into the mouth ...
_RESTING = (math.radians(-36), math.radians(9))  # ... and then more from its side
_SHORTER = 0.38  # of the usual length of x, which runs to the left
_ALONE = 1.3  # zoom, until there is something beside it
_ZOOM = 0.9
_FINER = 0.75  # dots, for so many on so short a horn


class FunnelHorn(Horn):
    """A horn without axes whose x runs to the left, large in the middle; nothing is seen yet.

    Parameters
    ----------
    x, y, rings_x, rings_y
        As for a horn.
    asked, ellipse
        The x that is asked about, and the closed ellipse there, shape (k, 2).
    center
        Where in the frame the middle of the horn is seen in the end, shape (3,).

    Attributes
    ----------
    cut : Strokes
        The ellipse at the one x.
    """

    def __init__(
        self,
        *,
        x: Array,
        y: Array,
        rings_x: Array,
        rings_y: Array,
        asked: float,
        ellipse: Array,
        center: Array,
    ) -> None:
        super().__init__(
            x=x, y=y, rings_x=rings_x, rings_y=rings_y, center=look.CENTER_STAGE.center
        )
        self._made_for = center
        self.view.lengths = self.view.lengths * [-_SHORTER, 1.0, 1.0]
        self.view.azimuth.set_value(_ASKANCE)
        self.view.elevation.set_value(_RESTING[1])
        self.view.zoom.set_value(_ALONE)
        self.dots.radius *= _FINER
        self.cut = self.ring(asked, ellipse, width=1.5 * look.BOLD)
        for part in self.parts:
            part.opacity.set_value(0.0)

    def appear(self) -> list[Any]:
        """Return animations that let it be seen."""
        envelope = faded(look.ENVELOPE, self.rings, self.profiles)
        return [*faded(1.0, self.dots), *envelope]

    def make_room(self) -> list[Any]:
        """Return animations that turn it on its way to where something stands beside it."""
        zoom = self.view.zoom.animate.set_value(_ZOOM)
        return [zoom, self.moved_to(self._made_for), *self.seen_from(_RESTING)]

    def links(self, ends: Array) -> Segments:
        """Return lines from the top and the bottom of the cut to two places, shape (2, 3)."""
        colors = np.tile(look.AXES.to_rgb(), (2, 1))
        links = Segments(ends, ends, colors, width=look.LINE)
        top, bottom = (int(pick(self.cut.lines[0][:, 2])) for pick in (np.argmax, np.argmin))

        def place(links: Segments) -> None:
            seen = self.view.project(self.cut.lines[0][[top, bottom]]).places
            starts = np.column_stack([seen, np.zeros(2)])
            links.set_segments(starts, ends, colors)

        place(links)
        follow(links, place)
        return links
