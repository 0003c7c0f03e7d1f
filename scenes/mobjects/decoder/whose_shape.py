"""A question under the diagram, what shapes the data and what the belief, and its answer."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, Mobject, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.decoder.zones import UNDER_DIAGRAM
from scenes.mobjects.diagram import flow_arrow
from scenes.mobjects.formula import Formula, Words

QUESTION = ("whose_shape_1", "whose_shape_2")
ANSWER = ("no_the_data", "but_the_belief")


class WhoseShape:
    """Whether α and β shape what the decoder says.

    Parameters
    ----------
    y
        The diagram's node of the data.

    Attributes
    ----------
    question : VGroup
        Its two lines.
    of_data, of_belief : Words
        The two lines of the answer.
    causes : VGroup
        α and β, and an arrow from them up to **y**.
    """

    def __init__(self, y: Mobject) -> None:
        self.question = _lines(QUESTION)
        self.of_data, self.of_belief = _lines(ANSWER)
        names = Formula("alpha, beta", color=look.OBSERVED)
        corner = UNDER_DIAGRAM.at(1, 0)
        names.move_to(corner).match_x(y).align_to(corner, DOWN)
        self.causes = VGroup(names, flow_arrow(names, y, UP))


def _lines(names: tuple[str, str]) -> VGroup:
    lines = VGroup(*(Words(label(name), markup=True) for name in names))
    lines.arrange(DOWN, aligned_edge=LEFT, buff=look.GAP)
    return lines.move_to(UNDER_DIAGRAM.at(0, 0.5), aligned_edge=LEFT)
