"""An ellipse in the making: a circle, an angle on it, the radii that stretch it, its way on x."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import Mobject, ValueTracker, VGroup

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.horn.horn import Horn
from scenes.mobjects.space import Dots, Strokes

AROUND = np.linspace(0.0, 2 * np.pi, look.ELLIPSE_POINTS)
_ARC_SHARE = 0.28  # of the radii


class Trace:
    """A line across a horn with the point, the angle and the radii that made it.

    Parameters
    ----------
    horn
        The space to draw in; the parts are appended to it.

    Attributes
    ----------
    line : Strokes
        The ellipse, coloured by x.
    spoke, arc : Strokes
        The angle θ: from the centre to the point, and around the centre.
    point : Dots
        What θ puts there.
    across, up : Strokes
        The steps that the cosine and the sine take: across, and from there up to the point.
    radii : Strokes
        ρ₁ to the right and ρ₂ upwards, coloured by x; none of them is shown yet.
    labels : VGroup
        The names ρ₁, ρ₂ and θ; add it to the scene.
    angle, names : ValueTracker
        Opacities of the label θ, and of the names of those radii that are shown.
    """

    def __init__(self, horn: Horn) -> None:
        self._horn = horn
        nowhere = np.zeros((1, 2, 3))
        latent = look.LATENT.to_rgb()[None, None]
        self.line = horn.ring(0.0, np.zeros((len(AROUND), 2)))
        self.arc = Strokes(np.zeros((1, 25, 3)), latent, width=look.BOLD)
        self.spoke = Strokes(nowhere, latent, width=look.LINE)
        ink = look.INK.to_rgb()[None, None]
        self.across, self.up = (Strokes(nowhere, ink, width=look.BOLD) for _ in range(2))
        self.radii = Strokes(np.zeros((2, 2, 3)), look.x_colors([0.0])[None], width=look.BOLD)
        self.point = Dots(
            np.zeros((1, 3)), look.OBSERVED.to_rgb()[None], radius=look.POINT_RADIUS * 0.7
        )
        horn.parts += [self.arc, self.spoke, self.across, self.up, self.radii, self.point]
        self.angle, self.names = ValueTracker(0.0), ValueTracker(1.0)
        sources = ("rho_1", "rho_2", 'part("theta", theta)')
        self.labels = VGroup(*(Formula(source, font_size=look.TEXT_SIZE) for source in sources))
        self.labels.add_updater(self._place_labels)
        self.radii.shown.set_value(0.0)
        for part in (self.line, self.arc, self.spoke, self.across, self.up, self.point):
            part.opacity.set_value(0.0)

    def place(self, x: float, radii: Array, theta: float) -> None:
        """Draw the ellipse of some radii at x, and the point at an angle.

        Parameters
        ----------
        x
            Position along the horn.
        radii
            Shape (2,).
        theta
            Radians.
        """
        self._horn.move_ring(self.line, x, radii * circle(AROUND))
        color = look.x_colors([x])[None]
        across, up = radii * np.eye(2)
        at = radii * circle(np.array([theta]))
        center = np.zeros(2)
        self.radii.set_lines(_lifted(x, [[center, across], [center, up]]), color)
        self.spoke.set_lines(_lifted(x, [[center, at[0]]]))
        corner = at[0] * [1, 0]
        self.across.set_lines(_lifted(x, [[center, corner]]))
        self.up.set_lines(_lifted(x, [[corner, at[0]]]))
        turned = circle(np.linspace(0.0, theta % (2 * np.pi), 25))
        self.arc.set_lines(_lifted(x, [_ARC_SHARE * radii * turned]))
        self.point.at = _lifted(x, at)

    def _place_labels(self, labels: Mobject) -> None:
        """Put the names beside the middle of what they name."""
        across, up, theta = labels
        project = self._horn.view.project
        ends = project(self.radii.lines).places
        middles = ends.mean(axis=1)
        ways = ends[:, 1] - ends[:, 0]
        across.move_to(np.append(middles[0] + self._beside(ways[1], 0.32), 0.0))
        up.move_to(np.append(middles[1] - self._beside(ways[0], 0.32), 0.0))
        arc = project(self.arc.lines[0]).places
        center = project(self.spoke.lines[0, 0]).places
        theta.move_to(np.append(center + 1.75 * (arc[len(arc) // 2] - center), 0.0))
        for label, presence in zip((across, up), self.radii.presence(), strict=True):
            label.set_opacity(float(presence) * self.names.get_value())
        theta.set_opacity(self.angle.get_value())

    @staticmethod
    def _beside(towards: Array, distance: float) -> Array:
        """Return a step of some length towards a direction, shape (2,)."""
        return np.asarray(distance * towards / max(float(np.hypot(*towards)), 1e-6))


def circle(angles: Array) -> Array:
    """Return points of the unit circle, (...) -> (..., 2)."""
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1)


def _lifted(x: float, points: npt.ArrayLike) -> Array:
    """Give points of the plane their x, (..., 2) -> (..., 3)."""
    plane = np.asarray(points, dtype=np.float64)
    return np.concatenate([np.full((*plane.shape[:-1], 1), x), plane], axis=-1)
