"""One sample seen twice, its energy counted in boxes at some latents: a stage for two chapters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, Create, FadeIn, FadeOut, GrowFromCenter, Mobject, VGroup

from scenes import look
from scenes.mobjects.energy.counted_legs import Arithmetic, CountedLegs
from scenes.mobjects.energy.formulas import COMPONENTS
from scenes.mobjects.energy.two_views import COUNTING_ROW, TwoViews
from scenes.mobjects.energy.valley_marks import Estimate
from scenes.mobjects.formula import Formula, filling_size, placed
from scenes.mobjects.light import Light


class CountAt:
    """The energy of a sample at one latent, counted in boxes: in the plane, in numbers, over z.

    Parameters
    ----------
    view
        Whose sample.
    z, name
        The latent, and how it is written in Typst.
    boxes
        How many are counted across and up, 0 for a leg that is not counted.

    Attributes
    ----------
    z : float
        The latent.
    boxes : CountedLegs
        The boxes along the legs.
    sums : Arithmetic
        Their lengths squared, and the exact energy.
    estimate : Estimate
        The sum of the squares, over z.
    """

    def __init__(self, view: TwoViews, *, z: float, name: str, boxes: tuple[float, float]) -> None:
        self.z = z
        lengths = tuple(count * view.plane.step for count in boxes if count)
        self.boxes = CountedLegs(
            view.plane, start=view.decode(z), end=view.y, boxes=boxes, avoid=view.taken(z)
        )
        exact = float(view.energy(z))
        self.sums = Arithmetic(name, lengths, exact=exact, zone=COUNTING_ROW)
        total = float(sum(length**2 for length in lengths))
        self.estimate = Estimate(view.axes, z=z, energy=total)
        self._steps = [f"step.{i + 1}" for i, count in enumerate(boxes) if count]

    def lay_legs(self) -> list[Animation]:
        """Return animations that draw the legs, for boxes to be counted along."""
        return [Create(leg) for leg in self.boxes.legs]

    def focus(self, formula: Formula) -> Animation:
        """Return the animation that lights those terms of the components that are counted."""
        return formula.focus(*self._steps) if self._steps else formula.unfocus()


class CountedViews(TwoViews):
    """The plane and the curve, with the formula of the components and what is counted of it.

    Parameters
    ----------
    counted
        The latents at which boxes are counted: how each is written in Typst, z, and the boxes.
    **kwargs
        For the two views.

    Attributes
    ----------
    formula : Formula
        The energy by its components.
    where : Formula
        What the sample is, in the margin.
    counts : list of CountAt
        What is counted at each of the latents.
    estimates : VGroup
        The squares over z, of all of them.
    """

    def __init__(
        self, *, counted: Sequence[tuple[str, float, tuple[float, float]]], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.formula = placed(Formula(COMPONENTS, font_size=filling_size(COMPONENTS)))
        self.where = self.coordinates()
        self.counts = [CountAt(self, z=z, name=name, boxes=boxes) for name, z, boxes in counted]
        self.estimates = VGroup(*(count.estimate for count in self.counts))

    @property
    def on_segment(self) -> tuple[Mobject, ...]:
        """What lies on the segment and on the boxes, in the order of drawing."""
        return self.cross, self.name, self.y_tilde

    @property
    def moving(self) -> tuple[Mobject, ...]:
        """What belongs to z, and what lies on it, in the order of drawing."""
        return self.segment, self.curve, *self.on_segment, self.point

    def pick_out(self) -> list[Animation]:
        """Return animations that put the cross on its sample."""
        return [GrowFromCenter(self.cross), Light(self.samples, look.DIMMED)]

    def call_by_name(self) -> Animation:
        """Return the animation that writes the name beside the cross."""
        return FadeIn(self.name, scale=0.5)

    def await_energy(self) -> Animation:
        """Return the animation that lets the axes, key and formula of the energy appear."""
        return FadeIn(self.latent_scale, self.energy_scale, self.key, self.formula)

    def begin(self) -> list[Animation]:
        """Return animations that let z, ỹ and the energy appear."""
        self.readout.update()
        return [
            Light(self.manifold.marks, look.FAINT),
            FadeIn(self.y_tilde, self.readout, self.point),
        ]

    def clear(self, count: CountAt) -> list[Animation]:
        """Return animations that take the boxes and sums of a count away."""
        return [FadeOut(count.boxes, count.sums), self.formula.unfocus()]
