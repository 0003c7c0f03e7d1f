"""The methods that search: the shape and the colour of each, and what it is called."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import ManimColor, VMobject

from scenes import look
from scenes.labels import label
from scenes.mobjects.inference.marker import Marker, Shape
from scenes.mobjects.points import Rings

EXHAUSTIVE = "exhaustive"


class Stepping(NamedTuple):
    """What the marker of a method that takes steps looks like."""

    shape: Shape
    color: ManimColor


STEPPING = {
    "gradient": Stepping("triangle", look.LATENT),
    "cg": Stepping("diamond", look.LATENT_PALE),
    "lbfgs": Stepping("star", look.LATENT_DEEP),
}
"""The methods that take steps, in the order in which they are shown; each is a label's name too."""


def method_symbols() -> dict[str, tuple[VMobject, str]]:
    """Return the symbol and the title of each method, exhaustive search first."""
    ring = Rings(np.zeros((1, 3)), color=look.LATENT, radius=look.POINT_RADIUS)
    found: dict[str, tuple[VMobject, str]] = {EXHAUSTIVE: (ring, label(EXHAUSTIVE))}
    for method, (shape, color) in STEPPING.items():
        found[method] = (Marker(shape, color=color), label(method))
    return found
