"""The bottoms of the valleys, marked on the curve and on the manifold."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VMobject

from scenes.mobjects.energy.two_views import TwoViews
from scenes.mobjects.energy.valley_marks import BarredRings, Crosses


class ValleyBottoms:
    """Crosses at the true bottoms and barred rings at the false one, in both views.

    Parameters
    ----------
    view
        Whose valleys.
    true
        The latents of the lowest bottoms, in one turn.
    false
        The latent of the false valley's bottom; None if there is none.

    Attributes
    ----------
    true, false : Crosses, BarredRings
        On the curve; in one turn until they are placed again.
    true_there, false_there : Crosses, BarredRings
        On the manifold.
    """

    def __init__(
        self, view: TwoViews, *, true: Sequence[float], false: float | None = None
    ) -> None:
        self._view = view
        self._true, self._false = list(true), [] if false is None else [false]
        self.true = Crosses(view.on_curve(self._true))
        self.true_there = Crosses(view.plane.c2p(view.decode(self._true)))
        self.false = BarredRings(view.on_curve(self._false))
        self.false_there = BarredRings(view.plane.c2p(view.decode(self._false)))

    @property
    def all(self) -> tuple[VMobject, ...]:
        """All marks there are."""
        false = (self.false, self.false_there) if self._false else ()
        return self.true, self.true_there, *false

    def place(self) -> None:
        """Put the marks on the curve again, in every turn that is shown and drawn."""
        for marks, latents in ((self.true, self._true), (self.false, self._false)):
            marks.set_centers(self._view.on_curve(self._view.every_turn(latents)))
