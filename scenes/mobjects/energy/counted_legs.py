"""Boxes counted along the two legs of a distance, and the arithmetic that comes of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import (
    LEFT,
    RIGHT,
    Animation,
    Mobject,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.components import Legs
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.halo import haloed
from scenes.mobjects.labels import lattice, place_clear
from scenes.mobjects.light import set_light
from scenes.mobjects.number import Number
from scenes.mobjects.symbols import Y_PRIME

PLACES = 2
LENGTH_PLACES = 3  # a tenth of a box of 0.25 has as many
_FILL = 0.3
_ROWS_OFF = 3  # so many of its heights a product may stand off the boxes, less one
_LIGHTING = 0.5  # of the time of one box, in which it lights up


class Row(VGroup):
    """Boxes in a row along one leg, with their number beside them.

    Parameters
    ----------
    plane
        The plane they lie in.
    start
        Where the leg begins, in units of y, shape (2,).
    along, beside
        Which way the leg goes, and on which side of it the boxes lie: unit vectors, shape (2,).
    boxes
        How many there are; the last one is as wide as what is left. 0 for none.

    Attributes
    ----------
    boxes : VGroup
        The boxes.
    running : Number
        How many have been counted.
    product : Formula
        How many boxes, times their side, is the length; it begins where the number stands.
    """

    def __init__(
        self, plane: Plane, *, start: Array, along: Array, beside: Array, boxes: float
    ) -> None:
        super().__init__()
        self.count, step = boxes, plane.step
        self._room = plane.room
        self._along, self._beside = np.append(along, 0.0), np.append(beside, 0.0)
        edges = np.append(np.arange(0.0, boxes - 1e-9), boxes) * step
        self.boxes = VGroup()
        for first, last in zip(edges[:-1], edges[1:], strict=True):
            corners = [first * along, last * along, last * along + step * beside]
            corners += [first * along + step * beside, first * along]
            box = VMobject(color=look.INK, stroke_width=look.LINE)
            box.set_fill(look.ENERGY, opacity=_FILL)
            self.boxes.add(box.set_points_as_corners(plane.c2p(start + np.array(corners))))
        self.add(self.boxes)
        if not boxes:
            return
        written, side = format_number(boxes, 1), format_number(step)
        length = _equals(boxes * step, LENGTH_PLACES)
        self.product = haloed(
            Formula(f'part("count", {written}) times {side} {length}', font_size=look.TEXT_SIZE)
        )
        places = 0 if boxes == int(boxes) else 1
        self.running = Number(
            boxes,
            places,
            largest=boxes,
            signed=False,
            edge="left",
            font_size=look.TEXT_SIZE,
        )
        self.add(self.running, self.product)
        self.light(0.0)

    def place_product(self, avoid: Array) -> None:
        """Put the product beside the boxes, at their ends, or farther off.

        Parameters
        ----------
        avoid
            Places that it does not cover if it can help it, those of the boxes among them, in
            Manim units, shape (k, 3).
        """
        at, along, beside = self.product, self._along, self._beside

        def centers() -> Iterator[Array]:
            for far in range(_ROWS_OFF):
                buff = look.GAP / 2 + far * at.height
                for edge in (np.zeros(3), along, -along):
                    yield at.next_to(self.boxes, beside, buff, aligned_edge=edge).get_center()
                for towards, edge in ((-along, -beside), (along, -beside), (-along, beside)):
                    yield at.next_to(self.boxes, towards, buff, aligned_edge=edge).get_center()
                for way in (along, -along):
                    middle = at.next_to(self.boxes, beside, buff).get_center()
                    yield middle + way * max(at.width, at.height) / 2

        place_clear(at, list(centers()), avoid, within=self._room)
        self.running.align_baseline(at)
        self.running.shift((at.get_left() - self.running.get_left()) * [1, 0, 0])

    def light(self, counted: float) -> None:
        """Light so many of the boxes, the next one on its way, and show their number."""
        for i, box in enumerate(self.boxes):
            set_light(box, float(np.clip((counted - i) / _LIGHTING, 0, 1)))
        self.running.set_value(min(math.ceil(counted), self.count))
        self._light_running(float(np.clip(counted / _LIGHTING, 0, 1)))
        self.product.set_opacity(0.0)

    def conclude(self, share: float) -> None:
        """Turn the number into the product, by a share of the way."""
        self._light_running(1 - share)
        self.product.set_opacity(share)

    def _light_running(self, share: float) -> None:
        for part in self.running.get_family():
            set_light(part, share)


class CountedLegs(VGroup):
    """The legs from one point of the plane to another, and the boxes counted along each.

    Parameters
    ----------
    plane
        Where the points are.
    start, end
        The points, in units of y, shape (2,).
    boxes
        How many are counted across and up, 0 for a leg that is not counted.
    avoid
        Places that the numbers do not cover if they can help it, in Manim units, shape (k, 3).

    Attributes
    ----------
    legs : Legs
        The legs as they are.
    rows : tuple of Row
        The boxes of the legs that are counted; nothing is lit yet.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        start: npt.ArrayLike,
        end: npt.ArrayLike,
        boxes: Sequence[float],
        avoid: npt.ArrayLike = (),
    ) -> None:
        a, b = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
        self.legs = Legs(plane, start=a, end=b)
        ways = np.where(b >= a, 1.0, -1.0)
        # Each row lies outside the triangle of segment and legs, so that the two share no box.
        across = (a, np.array([ways[0], 0.0]), np.array([0.0, -ways[1]]))
        up = (np.array([b[0], a[1]]), np.array([0.0, ways[1]]), np.array([ways[0], 0.0]))
        self.rows = tuple(
            Row(plane, start=corner, along=along, beside=beside, boxes=count)
            for (corner, along, beside), count in zip((across, up), boxes, strict=True)
            if count
        )
        taken = [np.asarray(avoid, dtype=np.float64).reshape(-1, 3)]
        taken += [lattice(row.boxes, plane.unit * plane.step / 4) for row in self.rows]
        for row in self.rows:
            row.place_product(np.concatenate(taken))
            taken.append(lattice(row.product, look.GAP / 8))
        super().__init__(*self.rows, self.legs)

    def count_up(self, **kwargs: Any) -> Animation:
        """Return an animation that lights the boxes of one row after the other, counting."""
        total = sum(len(row.boxes) for row in self.rows)

        def count(mobject: Mobject, alpha: float) -> None:
            before = 0
            for row in self.rows:
                done = alpha * total - before
                row.light(float(np.clip(done, 0, len(row.boxes))))
                before += len(row.boxes)

        return UpdateFromAlphaFunc(self, count, **{"rate_func": linear, **kwargs})

    def conclude(self, **kwargs: Any) -> Animation:
        """Return an animation that turns each number of boxes into a length."""

        def turn(mobject: Mobject, alpha: float) -> None:
            for row in self.rows:
                row.conclude(alpha)

        return UpdateFromAlphaFunc(self, turn, **kwargs)


class Arithmetic(VGroup):
    """The energy as it is counted, and what it is exactly, in one row.

    Parameters
    ----------
    z
        The latent, in Typst.
    lengths
        What was counted, in units of y, shape (k,).
    exact
        The energy that was computed.
    zone
        Where the row stands: what is counted at its left, what is exact at its right.

    Attributes
    ----------
    counted : Formula
        The squares and their sum; parts "E", "pick", "z", "squares" and "E.counted".
    exact : Formula
        The exact energy; part "E".
    """

    def __init__(self, z: str, lengths: Sequence[float], *, exact: float, zone: look.Zone) -> None:
        total = sum(length**2 for length in lengths)
        same = math.isclose(total, exact, rel_tol=1e-9)
        shown = (format_number(length, LENGTH_PLACES) for length in lengths)
        squares = " + ".join(f"{length}^2" for length in shown) or "0"
        self.counted = Formula(
            f'part("E", E)({Y_PRIME}, part("z", {z})) {"=" if same else "approx"} '
            f'part("squares", {squares}) {_equals(total, PLACES, "E.counted")}',
            font_size=look.TEXT_SIZE,
        )
        told = f'"{label("exactly")}" part("E", {exact:.{PLACES}f})'
        self.exact = Formula(told, font_size=look.TEXT_SIZE)
        super().__init__(self.counted, self.exact)
        self.counted.move_to(zone.at(0, 0.5), aligned_edge=LEFT)
        self.exact.move_to(zone.at(1, 0.5), aligned_edge=RIGHT).align_baseline(self.counted)
        room = self.exact.get_left()[0] - self.counted.get_right()[0]
        if room < 2 * look.GAP:
            width = self.exact.width + self.counted.width
            self.scale((zone.width - 2 * look.GAP) / width)
            self.counted.move_to(zone.at(0, 0.5), aligned_edge=LEFT)
            self.exact.move_to(zone.at(1, 0.5), aligned_edge=RIGHT).align_baseline(self.counted)


def _equals(value: float, places: int, part: str = "length") -> str:
    """Write that something is a number, or is about that number if it's rounded."""
    sign = "=" if math.isclose(round(value, places), value, abs_tol=1e-9) else "approx"
    return f'{sign} part("{part}", {format_number(value, places)})'
