"""What the decoder is given at a moment, and what it makes of it: state that draws nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, there_and_back

from scenes.mobjects.arrays import Array

EIGHTH = math.tau / 8  # of a turn: here both terms of the decoder can be seen


class Decoding:
    """The latent and the weights of a moment, and what the decoder makes of them; plain state.

    Parameters
    ----------
    weights
        Those to begin with, two of them.
    latents
        The grid of latents, ascending, shape (n,).
    decode
        From latents, (...), and weights, (2,), to outputs, (..., 2).

    Attributes
    ----------
    z : ValueTracker
        The latent, at first 0.
    swept : ValueTracker
        The largest latent that has left its mark; at first none has.
    each_weight : list of ValueTracker
        The two weights.
    """

    def __init__(
        self,
        weights: Sequence[float],
        *,
        latents: Array,
        decode: Callable[[npt.ArrayLike, npt.ArrayLike], Array],
    ) -> None:
        self.latents, self._decode = latents, decode
        self.z: Any = ValueTracker(0.0)
        self.swept: Any = ValueTracker(-1.0)
        self.each_weight: list[Any] = [ValueTracker(weight) for weight in weights]

    @property
    def weights(self) -> Array:
        """Both weights, shape (2,)."""
        return np.array([weight.get_value() for weight in self.each_weight])

    @property
    def y_tilde(self) -> Array:
        """The output for the latent, shape (2,)."""
        return self.decode(self.z.get_value())

    @property
    def marked(self) -> Array:
        """The latents that have left their marks, shape (k,)."""
        swept: float = self.swept.get_value()
        return self.latents[self.latents <= swept]

    @property
    def behind(self) -> float:
        """A latent that z has passed, a quarter of a turn ago or where it began."""
        return max(float(self.z.get_value()) - 2 * EIGHTH, 0.0)

    @property
    def last(self) -> float:
        """The largest latent of the grid."""
        return float(self.latents[-1])

    def decode(self, z: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Array:
        """Return outputs for the weights of this moment, or for others, (...) -> (..., 2)."""
        return self._decode(z, self.weights if weights is None else weights)

    # --- How it changes, as animations -----------------------------------------------------------

    def run_to(self, z: float) -> Any:
        """Return an animation of the latent to another one."""
        return self.z.animate.set_value(z)

    def sweep(self) -> list[Any]:
        """Return animations of the latent to the last one, which leaves its marks on its way."""
        return [self.run_to(self.last), self.swept.animate.set_value(self.last)]

    def turn(self, i: int, weight: float) -> Any:
        """Return an animation of one of the weights, counted from 0, to another value."""
        return self.each_weight[i].animate.set_value(weight)

    def shrink_and_return(self, share: float) -> list[Any]:
        """Return animations of both weights to a share of themselves, and back."""
        return [
            weight.animate(rate_func=there_and_back).set_value(share * weight.get_value())
            for weight in self.each_weight
        ]
