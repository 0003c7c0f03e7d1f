"""What the shapes of the model and of its plane mean, in words under the diagram."""

from __future__ import annotations

from manim import ORIGIN

from scenes import look
from scenes.labels import label
from scenes.mobjects.decoder.zones import UNDER_DIAGRAM
from scenes.mobjects.legend import Legend
from scenes.mobjects.points import Discs, Rings


def hollow_and_shaded() -> Legend:
    """Say which shapes stand for what was observed."""
    return Legend(
        (
            Rings(ORIGIN, color=look.INK, radius=look.POINT_RADIUS),
            label("hollow"),
        ),
        (Discs(ORIGIN, radius=look.POINT_RADIUS), label("shaded")),
        zone=UNDER_DIAGRAM,
    )


def belief_and_data() -> Legend:
    """Say which points are the model's, and which were measured."""
    return Legend(
        (Rings(ORIGIN, radius=look.POINT_RADIUS), label("belief_points")),
        (Discs(ORIGIN, radius=look.POINT_RADIUS), label("data_points")),
        zone=UNDER_DIAGRAM,
    )
