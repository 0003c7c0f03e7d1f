"""One sample seen twice: by its distances in the plane, by its energies over the latent."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, Animation, Line, Mobject, UpdateFromAlphaFunc, ValueTracker

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.components import PLACES
from scenes.mobjects.energy.periods import PeriodicAxes
from scenes.mobjects.energy.readouts import EnergyReadout
from scenes.mobjects.energy_curve import CurvePoint, EnergyCurve, EnergyKey, split_scales
from scenes.mobjects.following import follow
from scenes.mobjects.formula import Formula, format_number
from scenes.mobjects.halo import edged, haloed
from scenes.mobjects.labels import lattice, place_beside, spots
from scenes.mobjects.light import set_light
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.points import Cross, Discs, Rings
from scenes.mobjects.segments import Segments
from scenes.mobjects.symbols import Y_PRIME

COUNTING_PLANE = look.Zone(-6.62, 0.35, -2.15, 2.45)  # a plane to count boxes in ...
COUNTING_ROW = look.Zone(-6.62, 0.35, -2.95, -2.3)  # ... and under it what comes of that
TURNS = 3  # of z that the axis widens to
CURVE_POINTS = 240  # a turn, so that its corners are not seen
HEADROOM = 1.04  # of the energy axis over the highest energy
SWAYS = 2  # how often z steps to both sides of a latent ...
ASIDE = 0.7  # ... how far, as a share of the way to what lies there
WIDTH = 1.5 * look.BOLD  # of the segment


class TwoViews:
    """The plane at the left and the energy over z at the right, moved by the same z.

    Parameters
    ----------
    y
        The sample, shape (2,).
    samples
        All samples, shape (n, 2).
    latents
        The grid of latents, shape (m,).
    decode
        From latents, (...), to the decoder's points, (..., 2).
    energy
        From latents, (...), to the energies of the sample, (...).
    spans, step
        Of the plane: what it shows of y₁ and y₂, and the side of a grid box.

    Attributes
    ----------
    z, drawn : ValueTracker
        The latent of this moment, and the latent up to which the curve is drawn.
    plane, samples, manifold, cross, name, segment, y_tilde
        What the plane shows: y′ is a cross with a name, ỹ a ring.
    axes, latent_scale, energy_scale, key, curve, point, readout
        What the energies are shown by.
    """

    def __init__(
        self,
        *,
        y: Array,
        samples: Array,
        latents: Array,
        decode: Callable[[npt.ArrayLike], Array],
        energy: Callable[[npt.ArrayLike], Array],
        spans: tuple[tuple[float, float], tuple[float, float]],
        step: float,
    ) -> None:
        self.y, self.decode, self.energy = y, decode, energy
        self.z: Any = ValueTracker(0)
        self.drawn: Any = ValueTracker(0)
        self.fine_z = np.linspace(0, TURNS * math.tau, TURNS * CURVE_POINTS + 1)
        highest = float(self.energy(self.fine_z).max())
        self.top = HEADROOM * highest if highest > 0 else 1.0
        self.plane = Plane(y1=spans[0], y2=spans[1], step=step, zone=COUNTING_PLANE)
        self._build_plane(samples, latents)
        self._build_energies()

    def _build_plane(self, samples: Array, latents: Array) -> None:
        at = self.plane.c2p
        around = self.fine_z[: CURVE_POINTS + 1]
        self.manifold = Manifold(at(self.decode(around)), at(self.decode(latents)))
        self.samples = Discs(at(samples))
        self.segment = Segments(at(self.y), at(self.y), np.zeros((1, 3)), width=WIDTH)
        set_light(self.segment, 0)
        self.y_tilde = Rings(at(self.decode(0.0)), radius=look.POINT_RADIUS)
        self.y_tilde.set_stroke(width=look.BOLD)
        self.cross = edged(Cross(at(self.y)))
        self.name = haloed(Formula(Y_PRIME, font_size=look.TEXT_SIZE))
        labels = spots(self.plane.labels)
        quarters = at(self.decode(np.arange(4) * math.pi / 2))
        toward = at(self.y) + 0.3 * (quarters - at(self.y))  # where segments and boxes come from
        place_beside(
            self.name, self.cross, [*at(samples), *at(self.decode(latents)), *labels, *toward]
        )
        follow(self.segment, self._place_segment)
        follow(self.y_tilde, lambda ring: ring.set_centers(at(self.g_of_z)))

    def _build_energies(self) -> None:
        self.readout = EnergyReadout(top=self.top, latest=TURNS * math.tau)
        below = dataclasses.replace(
            look.RIGHT_STAGE,
            top=self.readout.get_bottom()[1] - look.GAP,
            right=look.RIGHT_STAGE.right - look.GAP / 2,
        )
        self.axes = PeriodicAxes(top=self.top, most=TURNS, zone=below)
        self.axes.label.shift(look.GAP / 2 * RIGHT)  # clear of the ring, which ends below it
        self.latent_scale, self.energy_scale = split_scales(self.axes)
        self.key = EnergyKey(self.axes)
        self.curve = EnergyCurve(self.axes)
        self.point = CurvePoint(self.axes, z=0.0, energy=self.height)
        follow(self.curve, self._draw_curve)
        follow(self.point, lambda point: point.move(self.latent, self.height))
        follow(self.readout, lambda row: row.set_values(self.latent, self.height))

    def taken(self, z: float) -> Array:
        """Return places of what is seen in the plane as z is looked at, shape (k, 3)."""
        at = self.plane.c2p
        on_way = np.linspace(self.decode(z), self.y, CURVE_POINTS // 4)
        words = [
            lattice(word, look.GAP / 8) for word in (*self.plane.labels, self.cross, self.name)
        ]
        curve = self.decode(self.fine_z[: CURVE_POINTS + 1])
        return np.concatenate([at(curve), at(on_way), self.samples.get_centers(), *words])

    @property
    def standing(self) -> tuple[Mobject, ...]:
        """What stands on the plane before z runs."""
        return self.samples, self.manifold, self.cross, self.name

    @property
    def latent(self) -> float:
        """The z of this moment on its axis, where what lies below 0 comes in from a turn's end."""
        z = float(self.z.get_value())
        return z if z >= 0 else z % math.tau

    @property
    def g_of_z(self) -> Array:
        """The decoder's point for the z of this moment, shape (2,)."""
        return self.decode(self.z.get_value())

    @property
    def height(self) -> float:
        """The energy of this moment."""
        return float(self.energy(self.z.get_value()))

    def widen(self, **kwargs: Any) -> Animation:
        """Return an animation that makes room on the axis of z for more turns."""

        def show(_: Mobject, alpha: float) -> None:
            self.axes.set_turns(1 + alpha * (TURNS - 1))

        return UpdateFromAlphaFunc(self.latent_scale, show, **kwargs)

    def on_curve(self, z: npt.ArrayLike) -> Array:
        """Return where the curve is at these latents, in Manim units, (k,) -> (k, 3)."""
        at = np.asarray(z, dtype=np.float64)
        return self.axes.c2p(np.stack([at, self.energy(at)], axis=-1))

    def every_turn(self, z: npt.ArrayLike) -> Array:
        """Return these latents in every turn that is shown and as far as the curve is drawn."""
        turned = np.add.outer(np.arange(TURNS) * math.tau, np.asarray(z, dtype=np.float64)).ravel()
        limit = min(self.axes.across[1], self.drawn.get_value()) + 1e-9
        return np.asarray(turned[turned <= limit])

    def coordinates(self) -> Formula:
        """Return what the sample is, in the margin of the plane that is alone on the stage."""
        column = ", ".join(format_number(value, PLACES) for value in self.y)
        formula = Formula(f'{Y_PRIME} = vec(delim: "[", {column})', font_size=look.TEXT_SIZE)
        look.MARGIN.shrink(formula)
        return formula.move_to(look.MARGIN.center)

    def run_to(self, z: float) -> list[Any]:
        """Return animations that move z, and draw the curve as far."""
        return [tracker.animate.set_value(z) for tracker in (self.z, self.drawn)]

    def sway(self, z: float, between: tuple[float, float]) -> Animation:
        """Return an animation that moves z to both sides of a latent, and back to it.

        Parameters
        ----------
        z
            The latent.
        between
            What lies to its left and to its right: it goes no farther.
        """
        left, right = between

        def step_aside(tracker: Any, alpha: float) -> None:
            way = ASIDE * math.sin(SWAYS * alpha * math.tau)
            tracker.set_value(z + way * (right - z if way > 0 else z - left))

        return UpdateFromAlphaFunc(self.z, step_aside)

    def level(self, z: float) -> Line:
        """Return a quiet line at the energy of a latent, across the turns that are shown."""
        height = float(self.energy(z))
        start, end = self.axes.c2p([[0.0, height], [self.axes.across[1], height]])
        return Line(start, end, stroke_width=look.LINE, stroke_opacity=look.FAINT)

    def color(self) -> Array:
        """Return the colour of the energy of this moment, RGB in [0, 1], shape (3,)."""
        return look.energy_colors(self.height / self.top)

    def _place_segment(self, segment: Segments) -> None:
        start, end = self.plane.c2p([self.y, self.g_of_z])
        segment.set_segments(start, end, self.color()[None])

    def _draw_curve(self, curve: EnergyCurve) -> None:
        upto = self.drawn.get_value()
        z = np.append(self.fine_z[self.fine_z < upto], upto)
        curve.draw(z, self.energy(z))


def in_row(source: str) -> Formula:
    """Return a formula at the left of the row under the plane."""
    formula = Formula(source, font_size=look.TEXT_SIZE)
    return formula.move_to(COUNTING_ROW.at(0, 0.5), aligned_edge=LEFT)
