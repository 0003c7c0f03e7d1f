"""The two radii of an ellipse, counted in boxes of the plane's grid."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, RIGHT, ManimColor, VGroup

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.halo import haloed
from scenes.mobjects.horn.boxes import Boxes


class RadiiInBoxes:
    """A row of boxes for each radius, and what its number of boxes comes to.

    Parameters
    ----------
    plane
        The plane they lie in.
    radii
        ρ₁, to the right, and ρ₂, upwards.
    color
        Of the boxes.
    zone
        Where the products stand, one below the other.

    Attributes
    ----------
    rows : VGroup of Boxes
        The boxes of either radius.
    counts : VGroup of Formula
        How many of them, times their side, is the radius.
    """

    def __init__(
        self, plane: Plane, radii: Sequence[float], *, color: ManimColor, zone: look.Zone
    ) -> None:
        self.rows, self.counts = VGroup(), VGroup()
        for axis, radius in enumerate(radii):
            row = Boxes(plane, axis=axis, length=radius, color=color)
            boxes, side, length = (format_number(n, 2) for n in (row.count, plane.step, radius))
            count = Formula(f"rho_{axis + 1} = {boxes} times {side} = {length}")
            count.move_to(zone.at(0.1, 0.7 - 0.3 * axis), aligned_edge=LEFT)
            zone.shrink(count)
            self.rows.add(row)
            self.counts.add(count)
        beyond = self.counts.get_right()[0] - zone.right
        self.counts.shift(max(beyond, 0.0) * LEFT)


class MeasuredBox(VGroup):
    """The first box of the grid, with its size beside it.

    Parameters
    ----------
    plane
        Whose grid.

    Attributes
    ----------
    box : Boxes
        The box.
    size : Formula
        Its width times its height.
    """

    def __init__(self, plane: Plane) -> None:
        self.box = Boxes(plane, axis=0, length=plane.step, color=look.INK)
        side = format_number(plane.step)
        self.size = haloed(Formula(f"{side} times {side}", font_size=look.TEXT_SIZE))
        self.size.next_to(self.box, RIGHT, buff=look.GAP)
        super().__init__(self.box, self.size)
