"""A decoder's weights on their way: state that draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ManimColor, ValueTracker

from scenes.mobjects.arrays import Array

Felt = tuple[Array, Array]
"""Points of the manifold, and how they are pulled there, both (m, 2)."""


class Course:
    """Weights after each step, and what is true on the way; plain state that pictures read.

    Parameters
    ----------
    path
        The weights before the first step and after each, shape (S + 1, 2).
    color
        Of what is drawn of this course alone.
    decode
        From latents, (...), and weights, (2,), to the decoder's points, (..., 2).
    felt
        From weights, (2,), to where the manifold is pulled, and how.
    free_energies
        From weights, (2,), to the free energy of each sample, (n,).

    Attributes
    ----------
    step : ValueTracker
        The step of this moment; between two steps the weights are on their straight way.
    steps : int
        How many there are.
    """

    def __init__(
        self,
        path: Array,
        *,
        color: ManimColor,
        decode: Callable[[npt.ArrayLike, Array], Array],
        felt: Callable[[Array], Felt],
        free_energies: Callable[[Array], Array],
    ) -> None:
        self.path, self.color, self.steps = path, color, len(path) - 1
        self.step: Any = ValueTracker(0)
        self._decode = decode
        # Several pictures ask for those of one moment.
        self._felt = lru_cache(maxsize=2)(lambda step: felt(self.weights_at(step)))
        self._free = lru_cache(maxsize=2)(lambda step: free_energies(self.weights_at(step)))

    def weights_at(self, step: float) -> Array:
        """Return the weights after some steps, shape (2,)."""
        ways = np.arange(self.steps + 1)
        return np.array([np.interp(step, ways, weight) for weight in self.path.T])

    @property
    def weights(self) -> Array:
        """The weights of this moment, shape (2,)."""
        return self.weights_at(self.step.get_value())

    @property
    def felt(self) -> Felt:
        """Where the manifold is pulled at this moment, and how."""
        return self._felt(self.step.get_value())

    @property
    def free_energies(self) -> Array:
        """The free energy of each sample at this moment, shape (n,)."""
        return self._free(self.step.get_value())

    @property
    def loss(self) -> float:
        """Their mean."""
        return float(self.free_energies.mean())

    def decode(self, z: npt.ArrayLike) -> Array:
        """Return the decoder's points at this moment: (...) -> (..., 2)."""
        return self._decode(z, self.weights)

    def go_to(self, step: float) -> Any:
        """Return an animation of the weights to a step."""
        return self.step.animate.set_value(step)
