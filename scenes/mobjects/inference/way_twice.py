"""The way of one method, seen twice: over the energy curve, and along the manifold."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
from manim import UP, ManimColor, ValueTracker, VGroup

from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.inference.hops import Hops
from scenes.mobjects.inference.marker import Shape

_CENTRED = 1e-6


class WayTwice(VGroup):
    """The same steps in both pictures.

    Parameters
    ----------
    axes, plane
        What the two are drawn in.
    z
        The latents, each within half a turn of the one before, shape (n + 1,); outside [0, 2π] they
        are brought in at the other edge.
    energy, y_tilde
        Their energies and what is decoded from them, shapes (n + 1,) and (n + 1, 2).
    shape, color
        Of the markers.

    Attributes
    ----------
    on_curve, on_manifold : Hops
        The two.
    """

    def __init__(
        self,
        axes: LatentAxes,
        plane: Plane,
        *,
        z: Array,
        energy: Array,
        y_tilde: Array,
        shape: Shape,
        color: ManimColor,
    ) -> None:
        on_curve, on_manifold = axes.c2p(np.column_stack([z, energy])), plane.c2p(y_tilde)
        left, right = axes.c2p([[0.0, 0.0], [math.tau, 0.0]])[:, 0].tolist()
        upwards = np.broadcast_to(UP, (len(z) - 1, 3))
        # Away from the middle of the ellipse; up, where a step's middle is just there.
        outwards = (on_manifold[:-1] + on_manifold[1:]) / 2 - plane.c2p([0.0, 0.0])
        centred = np.linalg.norm(outwards, axis=1, keepdims=True) < _CENTRED
        outwards = np.where(centred, upwards, outwards)
        self.on_curve = Hops(on_curve, upwards, shape=shape, color=color, between=(left, right))
        self.on_manifold = Hops(on_manifold, outwards, shape=shape, color=color)
        super().__init__(self.on_curve, self.on_manifold)

    def track(self, taken: ValueTracker) -> Self:
        """Show the steps that a tracker counts, in every frame from now on."""
        for hops in (self.on_curve, self.on_manifold):
            hops.track(taken)
        return self
