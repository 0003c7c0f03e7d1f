"""A wall of all energies, and on it the curve of the sample whose turn it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import UR, Animation, Transform, ValueTracker, smooth, squish_rate_func

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.turns import Turns
from scenes.mobjects.energy.wall import CellFrame, IndexedName, Wall, WallCurves
from scenes.mobjects.energy.zones import WALL, WALL_LENS
from scenes.mobjects.energy_curve import EnergyCurve
from scenes.mobjects.following import follow
from scenes.mobjects.light import Light, set_light
from scenes.mobjects.points import Discs

_LATE = squish_rate_func(smooth, 0.25, 1.0)  # the plane makes room first


class SampleOnWall:
    """The curves of all samples in their cells; the one of this moment is lit, and shown larger.

    The larger axes fill the stage at first, and can shrink to a lens beside the wall.

    Parameters
    ----------
    turns
        Whose turn it is.
    y
        All samples, shape (n, 2).
    z, energies
        Latents of the drawn curves, (k,), and the energies of all samples there, (n, k).
    so_far
        From a place, (2,), and a share of a turn, to z, (k,), and energies, (1, k), up to there.
    energy
        From a place, (2,), and latents, (...), to energies, (...).
    bottoms
        From a place, (2,), to where its lowest energy is shown: latents, (b,), and sizes, (b,).
    rolling
        From a sample, counted from 0, and a share of their way, to the latents of balls, (b,).
    columns, top
        Of the wall.

    Attributes
    ----------
    slid : ValueTracker
        How far the balls are on their way down, in [0, 1].
    wall : Wall
        The cells.
    axes : LatentAxes
        Larger axes, which become the ``lens``.
    name : IndexedName
        The name of the energy of this moment, over the larger axes.
    curves, lit : WallCurves
        The curves of all that had their turn, and the one of this moment over them.
    curve : EnergyCurve
        The curve of this moment in the larger axes.
    overlay : EnergyCurve
        All curves in the larger axes; nothing until `overlay_all`.
    edge : CellFrame
        The frame round the cell of this moment.
    bottom, balls : Discs
        Dots at the lowest energy, and on their way down, each in the cell and in the larger axes.
    """

    def __init__(
        self,
        turns: Turns,
        *,
        y: Array,
        z: Array,
        energies: Array,
        so_far: Callable[[Array, float], tuple[Array, Array]],
        energy: Callable[[npt.ArrayLike, npt.ArrayLike], Array],
        bottoms: Callable[[Array], tuple[Array, Array]],
        rolling: Callable[[int, float], Array],
        columns: int,
        top: float,
    ) -> None:
        self.turns, self.all_y, self.z, self.energies = turns, y, z, energies
        self.so_far, self.energy, self.bottoms, self.rolling = so_far, energy, bottoms, rolling
        self.slid: Any = ValueTracker(0)
        self._build_axes(len(y), top)
        self.wall = Wall(len(y), columns=columns, top=top, zone=WALL)
        self.curves = WallCurves(self.wall)
        set_light(self.curves, look.FAINT)
        self.lit = WallCurves(self.wall, width=look.BOLD)
        self.edge = CellFrame(self.wall, self.wall.places[0])
        self.bottom, self.balls = Discs([], color=look.INK), Discs([], color=look.INK)
        follow(self.curve, self._draw_curve)
        follow(self.curves, self._draw_curves)
        follow(self.lit, self._draw_lit)
        follow(self.edge, self._place_edge)
        follow(self.bottom, self._place_bottom)
        follow(self.balls, self._place_balls)

    def _build_axes(self, count: int, top: float) -> None:
        self.name = IndexedName(count)
        below = look.RIGHT_STAGE.top - self.name.height - look.GAP
        large = dataclasses.replace(look.RIGHT_STAGE, top=below)
        self.axes = LatentAxes(top=top, step=top, zone=large)
        self.lens = LatentAxes(top=top, step=top, zone=WALL_LENS)
        self.name.next_to(self.axes.axes[1].get_end(), UR, buff=look.GAP / 4)
        self.curve = EnergyCurve(self.axes)
        self.overlay = EnergyCurve(self.axes, width=look.LINE, opacity=look.FAINT)

    @property
    def y(self) -> Array:
        """The y of this moment, shape (2,)."""
        return self.turns.now(self.all_y)

    @property
    def place(self) -> Array:
        """Where the cell of this moment has its lower left corner, shape (2,)."""
        return self.turns.now(self.wall.places)

    # --- Animations ------------------------------------------------------------------------------

    def shrink(self) -> list[Animation]:
        """Return animations that turn the axes into the lens, and their curve into the first cell.

        The curve that flies there is gone afterwards.
        """
        first = WallCurves(self.wall, width=look.BOLD)
        first.draw(self.wall.places[:1], self.z, self.energies[:1])
        flying = EnergyCurve(self.axes).draw(self.z, self.energies[0])
        name: Any = self.name
        return [
            Transform(self.axes, self.lens, rate_func=_LATE),
            Transform(flying, first, remover=True, rate_func=_LATE),
            self.put_over_lens(name.animate(rate_func=_LATE)),
        ]

    def go_to(self, stop: str, *, keep: bool = False) -> list[Animation]:
        """Return animations that bring the pick to a stop, and light its name.

        Parameters
        ----------
        stop
            Its name on the route.
        keep
            Whether the names that are lit by now stay lit.
        """
        i = self.turns.route[self.turns.names.index(stop)]
        lit = [Light(name) for k, name in self.wall.names.items() if k == i]
        dim = [] if keep else self.wall.dim_names(but=i)
        return self.turns.go_to(stop) + lit + dim

    def hide(self) -> list[Animation]:
        """Return animations that hide the pick and dim all names."""
        return [*self.turns.hide(), *self.wall.dim_names()]

    # --- Places ----------------------------------------------------------------------------------

    def put_over_lens(self, part: Any) -> Any:
        """Put a part, or the animation of one, over the energy axis of the lens, and return it."""
        return part.next_to(self.lens.axes[1].get_end(), UR, buff=look.GAP / 4)

    def count_in_name(self) -> None:
        """Let the name tell from now on whose turn it is."""
        follow(self.name, self._place_name)

    def complete(self) -> None:
        """Draw no curve again in every frame, and lay all of them over each other too."""
        self.curves.clear_updaters()
        self.overlay.draw(self.z, self.energies)

    # --- What follows the turns ------------------------------------------------------------------

    def _place_name(self, name: IndexedName) -> None:
        name.set_index(self.turns.sample + 1, self.turns.presence * self.turns.rest)

    def _drawn(self) -> tuple[Array, Array]:
        return self.so_far(self.y, self.turns.swept)

    def _draw_curve(self, curve: EnergyCurve) -> None:
        curve.draw(*self._drawn()).set_stroke(opacity=self.turns.presence)

    def _draw_curves(self, curves: WallCurves) -> None:
        done = self.turns.done
        curves.draw(self.wall.places[:done], self.z, self.energies[:done])

    def _draw_lit(self, lit: WallCurves) -> None:
        lit.draw(self.place, *self._drawn()).set_stroke(opacity=self.turns.presence)

    def _place_edge(self, edge: CellFrame) -> None:
        edge.put(self.place).set_stroke(opacity=self.turns.presence)

    def _place_bottom(self, bottom: Discs) -> None:
        self._place_dots(bottom, *self.bottoms(self.y))
        bottom.set_fill(opacity=self.turns.low.get_value())

    def _place_balls(self, balls: Discs) -> None:
        self._place_dots(balls, self.rolling(self.turns.sample, self.slid.get_value()))

    def _place_dots(self, dots: Discs, z: npt.ArrayLike, sizes: npt.ArrayLike = 1.0) -> None:
        """Put dots on the curve of this moment, in its cell and in the larger axes."""
        at = np.column_stack([z, self.energy(self.y, z)])
        centers = np.concatenate([self.wall.c2p(self.place, at), self.axes.c2p(at)])
        size = np.broadcast_to(sizes, len(at))
        dots.set_centers(centers, sizes=np.concatenate([self.wall.detail * size, size]))
