"""Free energies along a cut, laid on their side: y₂ upwards as in the plane beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from manim import UP, Create, Line, ManimColor, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Axes, Plane
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.free_energy.clipped_curve import ClippedCurve
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.symbols import F_BETA


class StandingCurves:
    """√F over y₂ from cold to warm, beside a plane and at its heights.

    The root of the coldest is the distance to the manifold, so that its peak is seen however low.

    Parameters
    ----------
    plane
        Whose y₂ they share.
    left, right
        Where they begin and end, in Manim units.
    y1
        Where the field is cut.
    y2
        Values along the cut, rising, shape (n,).
    scale
        Of the temperatures; a curve for each of its stops and for both ends.
    free_energy
        From y's, (..., 2), and a beta, to free energies, (...).

    Attributes
    ----------
    axes : Axes
        √F across, y₂ upwards.
    lines : VGroup
        The axes' lines: √F = 0, and y₂ = 0 from the plane's edge on.
    curves : VGroup
        From cold to warm.
    name : Formula
        What they are, above.
    """

    def __init__(
        self,
        plane: Plane,
        *,
        left: float,
        right: float,
        y1: float,
        y2: Array,
        scale: TemperatureScale,
        free_energy: Callable[[npt.ArrayLike, float], Array],
    ) -> None:
        positions = [0.0, *(scale.position(beta) for beta in scale.betas), scale.end]
        y = np.stack([np.full_like(y2, y1), y2], axis=-1)
        roots = [np.sqrt(free_energy(y, scale.beta(at)).clip(0)) for at in positions]
        bottom, top = plane.c2p([[0.0, plane.up[0]], [0.0, plane.up[1]]])[:, 1]
        zone = look.Zone(left, right, float(bottom), float(top))
        highest = max(float(np.max(roots)), 1e-9)
        self.axes = Axes(across=(0.0, highest), up=plane.up, zone=zone)
        self.axes.measures = ("F", "y₂")
        self.lines = self._make_lines(plane)
        self.curves = VGroup(*self._make_curves(y2, roots, positions))
        at = f'({format_number(y1)}, part("y", y_2))'
        self.name = Formula(f"sqrt({F_BETA}{at})", font_size=look.TEXT_SIZE)
        self.name.next_to(zone.at(0.5, 1), UP, buff=look.GAP)

    def draw(self, some: slice) -> list[Create]:
        """Return animations that draw some of the curves."""
        return [Create(curve) for curve in self.curves[some]]

    def _make_lines(self, plane: Plane) -> VGroup:
        (low, high), middle = self.axes.up, float(np.clip(0.0, *self.axes.up))
        foot, head = self.axes.c2p([[0.0, low], [0.0, high]])
        start = plane.c2p([plane.across[1], middle])
        end = self.axes.c2p([self.axes.across[1], middle])
        return VGroup(
            *(
                Line(a, b, stroke_width=look.LINE, color=look.AXES)
                for a, b in ((foot, head), (start, end))
            )
        )

    def _make_curves(
        self, y2: Array, roots: Sequence[Array], positions: Sequence[float]
    ) -> list[ClippedCurve]:
        colors = map(ManimColor.from_rgb, look.temperature_colors(positions))
        return [
            ClippedCurve(self.axes, color=color).draw(root, y2)
            for root, color in zip(roots, colors, strict=True)
        ]
