"""The radii at one x in numbers."""

from __future__ import annotations

from collections.abc import Callable

from manim import UL

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.readout import Readout


class RadiiReadout(Readout):
    """Rows for x, ρ₁ and ρ₂ in the corner, each set again for every frame.

    Parameters
    ----------
    x
        Tells where.
    radii
        Tells ρ₁ and ρ₂ there, shape (2,).
    factor
        The exponential in Typst maths, and what tells its value: a row of its own under x.
    largest
        The largest value that is to be shown.
    """

    def __init__(
        self,
        x: Callable[[], float],
        radii: Callable[[], Array],
        *,
        factor: tuple[str, Callable[[], float]] | None = None,
        largest: float,
    ) -> None:
        super().__init__(
            ('part("x", x)', x),
            *([] if factor is None else [factor]),
            ("rho_1", lambda: radii()[0]),
            ("rho_2", lambda: radii()[1]),
            largest=largest,
        )
        self.move_to(look.CORNER.at(0, 1), aligned_edge=UL)
