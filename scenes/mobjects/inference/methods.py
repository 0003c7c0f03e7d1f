"""The methods that search: the name, the shape and the colour of each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import ManimColor, VMobject

from scenes import look
from scenes.mobjects.inference.marker import Marker, Shape
from scenes.mobjects.points import Rings

EXHAUSTIVE = "exhaustive"


class Stepping(NamedTuple):
    """What a method that takes steps is called, and what its marker looks like."""

    title: str
    shape: Shape
    color: ManimColor


STEPPING = {
    "gradient": Stepping("gradient descent", "triangle", look.LATENT),
    "cg": Stepping("conjugate gradient", "diamond", look.LATENT_PALE),
    "lbfgs": Stepping("L-BFGS", "star", look.LATENT_DEEP),
}
"""The methods that take steps, in the order in which they are shown."""


def method_symbols() -> dict[str, tuple[VMobject, str]]:
    """Return the symbol and the title of each method, exhaustive search first."""
    ring = Rings(np.zeros((1, 3)), color=look.LATENT, radius=look.POINT_RADIUS)
    found: dict[str, tuple[VMobject, str]] = {EXHAUSTIVE: (ring, "exhaustive search")}
    for method, (title, shape, color) in STEPPING.items():
        found[method] = (Marker(shape, color=color), title)
    return found
