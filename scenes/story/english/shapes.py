"""Shapes in English words."""

from scenes.story import facts
from scenes.story.data import StoryData

SHAPES: dict[facts.Shape, str] = {
    "circle": "a circle",
    "wide": "an ellipse wider than it is tall",
    "tall": "an ellipse taller than it is wide",
}


def horn_or_tube(data: StoryData) -> str:
    """Return what the data's surface is called."""
    return "horn" if facts.horn_grows(data) else "tube"
