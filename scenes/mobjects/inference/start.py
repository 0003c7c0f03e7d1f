"""Where methods that take steps start: z̃ on the energy curve and g(z̃) on the manifold."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from manim import VGroup

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.inference.cross_pair import CrossPair
from scenes.mobjects.inference.formulas import G_OF_Z_TILDE, Z_TILDE
from scenes.mobjects.inference.search_in_plane import SearchInPlane
from scenes.mobjects.inference.search_over_latent import SearchOverLatent
from scenes.mobjects.inference.way_twice import WayTwice


class Start(VGroup):
    """Two crosses with their names.

    Parameters
    ----------
    z
        The latent.
    over_z, in_plane
        Where the crosses stand.
    ways
        What begins there; the names keep clear of it.

    Attributes
    ----------
    crosses : CrossPair
        On the curve and on the manifold.
    names : list of Formula
        Theirs.
    """

    def __init__(
        self,
        z: float,
        over_z: SearchOverLatent,
        in_plane: SearchInPlane,
        *,
        ways: Collection[WayTwice],
    ) -> None:
        self.crosses = CrossPair(np.stack([over_z.at(z), in_plane.at(z)]), color=look.LATENT)
        self.names = [Formula(s, font_size=look.TEXT_SIZE) for s in (Z_TILDE, G_OF_Z_TILDE)]
        on_curve, on_manifold = self.crosses
        over_z.put_beside(self.names[0], on_curve, *(way.on_curve.get_reach() for way in ways))
        reach = (way.on_manifold.get_reach() for way in ways)
        in_plane.put_beside(self.names[1], on_manifold, *reach)
        super().__init__(*self.crosses, *self.names)
