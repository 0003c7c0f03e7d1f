"""Two trainings at once: their ellipses, the samples' free energies and the losses, in step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import DL, UP

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula
from scenes.mobjects.learning.loss_curves import LossCurves
from scenes.mobjects.learning.pulled_ellipse import PulledEllipse
from scenes.mobjects.learning.sample_energies import SampleEnergies
from scenes.mobjects.learning.zones import COLD_BARS, COLD_PLANE, LOSSES, WARM_BARS, WARM_PLANE
from scenes.mobjects.symbols import F_BETA, F_INFINITY


class SideBySide:
    """A cold training at the left and a warm one in the middle, their losses at the right.

    Parameters
    ----------
    pictures
        The ellipses, the cold one first.
    names
        Of either training, in Typst maths.
    losses
        Of either, shape (S + 1,).
    top
        The highest free energy of any sample in either.

    Attributes
    ----------
    names : list of Formula
        Above the ellipses.
    energies : list of SampleEnergies
        Below them.
    losses : LossCurves
        Beside them.
    """

    def __init__(
        self,
        pictures: Sequence[PulledEllipse],
        *,
        names: Sequence[str],
        losses: Sequence[Array],
        top: float,
    ) -> None:
        self._pictures = pictures
        courses = [picture.course for picture in pictures]
        self.names = [
            Formula(name, font_size=look.TEXT_SIZE, color=course.color)
            for name, course in zip(names, courses, strict=True)
        ]
        for name, zone in zip(self.names, (COLD_PLANE, WARM_PLANE), strict=True):
            name.move_to(zone.at(0, 1) + look.GAP / 2 * UP, aligned_edge=DL)
        self.names[1].align_baseline(self.names[0])
        self.energies = [
            SampleEnergies(course, name=f'{name}(part("y", bold(y)_i))', top=top, zone=zone)
            for course, name, zone in zip(
                courses, (F_INFINITY, F_BETA), (COLD_BARS, WARM_BARS), strict=True
            )
        ]
        self.losses = LossCurves(
            courses, losses=losses, names=("cal(L)_oo", "cal(L)_beta"), zone=LOSSES
        )

    def train(self, **kwargs: Any) -> list[Any]:
        """Return animations of both trainings to their ends, in step."""
        return [
            picture.course.step.animate(**kwargs).set_value(picture.course.steps)
            for picture in self._pictures
        ]
