"""A way in steps: hops from one place to the next, and the marker that takes them."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import ManimColor, ValueTracker, VGroup, VMobject

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.bezier import straight
from scenes.mobjects.following import follow
from scenes.mobjects.inference.marker import Marker, Shape
from scenes.mobjects.points import Discs

_PIECES = 16  # straight pieces of a hop
_LIFT = 0.3  # how high a hop is, as a share of its length
_STOP_RADIUS = 0.045


class Hops(VGroup):
    """Steps as hops, as far as they have been taken.

    Only the stops are the method's; how high a hop flies between two of them means nothing.

    Parameters
    ----------
    stops
        The start and where each step ended, in Manim units, shape (n + 1, 3).
    sides
        Where each hop rises to, directions of any length above 0, shape (n, 3).
    shape, color
        Of the marker.
    between
        Two heights across the frame that are one place: what leaves at one comes in at the other.

    Attributes
    ----------
    arcs : VMobject
        What is flown of the hops.
    landings : Discs
        The start and the ends of the steps taken.
    marker : Marker
        What hops.
    """

    def __init__(
        self,
        stops: Array,
        sides: Array,
        *,
        shape: Shape,
        color: ManimColor = look.LATENT,
        between: tuple[float, float] | None = None,
    ) -> None:
        super().__init__()
        self.stops, self.between = stops, between
        self.lifts = _lifts(np.diff(stops, axis=0), sides)
        self.arcs = VMobject(color=color, stroke_width=look.LINE, fill_opacity=0)
        self.landings = Discs([], color=color, radius=_STOP_RADIUS)
        self.marker = Marker(shape, color=color)
        self.add(self.arcs, self.landings, self.marker)
        self.go(0.0)

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self.stops) - 1

    def get_reach(self) -> Array:
        """Return places along all hops, taken or not, shape (k, 3)."""
        hops = [self._hop(i, 1.0)[:, 1] for i in range(self.steps)]
        return self._inside(np.concatenate([self.stops[:1], *hops]))

    def track(self, taken: ValueTracker) -> Self:
        """Show the steps that a tracker counts, in every frame from now on."""
        follow(self, lambda hops: hops.go(taken.get_value()))
        return self

    def go(self, taken: float) -> Self:
        """Show so many steps, a real number; more than there are is all of them."""
        done = float(np.clip(taken, 0, self.steps))
        whole = int(done)
        part = done - whole
        eased = part * part * (3 - 2 * part)
        pieces = [self._hop(i, 1.0) for i in range(whole)]
        if eased > 0:
            pieces.append(self._hop(whole, eased))
        flown = np.concatenate(pieces) if pieces else np.empty((0, 2, 3))
        start, end = np.moveaxis(self._wrapped(flown), 1, 0)
        self.arcs.set_points(straight(start, end))
        self.landings.set_centers(self._inside(self.stops[: whole + 1]))
        head = flown[-1, 1] if len(flown) else self.stops[0]
        self.marker.stand_at(self._inside(head[None])[0])
        return self

    def _hop(self, i: int, share: float) -> Array:
        """Return the pieces of a hop, up to a share of it, shape (pieces, 2, 3)."""
        t = np.linspace(0, share, _PIECES + 1)[:, None]
        a, b = self.stops[i : i + 2]
        points = a + t * (b - a) + 4 * t * (1 - t) * self.lifts[i]
        return np.stack([points[:-1], points[1:]], axis=1)

    def _wrapped(self, pieces: Array) -> Array:
        """Bring pieces that lie beyond an edge in at the other one."""
        if self.between is None:
            return pieces
        left, right = self.between
        wrapped = pieces.copy()
        middle = pieces[:, :, 0].mean(axis=1)
        wrapped[:, :, 0] -= np.floor((middle - left) / (right - left))[:, None] * (right - left)
        wrapped[:, :, 0] = np.clip(wrapped[:, :, 0], left, right)
        return wrapped

    def _inside(self, places: Array) -> Array:
        """Bring places that lie beyond an edge in at the other one, shape (k, 3)."""
        if self.between is None:
            return places
        left, right = self.between
        inside = places.copy()
        inside[:, 0] -= np.floor((places[:, 0] - left) / (right - left)) * (right - left)
        return inside


def _lifts(steps: Array, sides: Array) -> Array:
    """Return how far the middle of each hop rises over its step, shape (n, 3)."""
    lengths = np.linalg.norm(steps, axis=1, keepdims=True)
    return np.asarray(_LIFT * lengths * sides / np.linalg.norm(sides, axis=1, keepdims=True))
