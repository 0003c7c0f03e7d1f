"""What the shapes of the model and of its plane mean, in words under the diagram."""

from __future__ import annotations

from manim import ORIGIN

from scenes import look
from scenes.mobjects.decoder.zones import UNDER_DIAGRAM
from scenes.mobjects.legend import Legend
from scenes.mobjects.points import Discs, Rings


def hollow_and_shaded() -> Legend:
    """Say which shapes stand for what was observed."""
    return Legend(
        (
            Rings(ORIGIN, color=look.INK, radius=look.POINT_RADIUS),
            "hollow: never observed",
        ),
        (Discs(ORIGIN, radius=look.POINT_RADIUS), "shaded: observed"),
        zone=UNDER_DIAGRAM,
    )


def belief_and_data() -> Legend:
    """Say which points are the model's, and which were measured."""
    return Legend(
        (Rings(ORIGIN, radius=look.POINT_RADIUS), "belief: what the model can say"),
        (Discs(ORIGIN, radius=look.POINT_RADIUS), "data: what was measured"),
        zone=UNDER_DIAGRAM,
    )
