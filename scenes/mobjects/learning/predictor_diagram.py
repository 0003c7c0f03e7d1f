"""Two networks as diagrams: one that answers an x with a y, and one that is asked about both."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, Circle, RoundedRectangle, Square, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.diagram import CORNER_RADIUS, DECODER_SIZE, NODE_RADIUS, Node, flow_arrow
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.symbols import Y_HAT, X, Y

UNDER_FORMULA = look.Zone(1.8, 6.62, -1.9, 0.9)  # a second diagram below the first


class PredictorDiagram(VGroup):
    """x → Network → ŷ in a row, across the whole width of a zone and half way up.

    Parameters
    ----------
    zone
        Where it stands.

    Attributes
    ----------
    x, y_hat : Node
        What goes in, shaded, for we have it; what comes out, hollow.
    network : Node
        The rounded box between them.
    into, out : Arrow
        The arrows into the box and out of it.
    """

    def __init__(self, *, zone: look.Zone) -> None:
        super().__init__()
        self.x = _circle(X, "x", observed=True)
        width, height = DECODER_SIZE
        box = RoundedRectangle(corner_radius=CORNER_RADIUS, width=width, height=height)
        name = Words(label("network"), font_size=look.FORMULA_SIZE, color=look.PREDICTED)
        self.network = Node(box, name, color=look.PREDICTED)
        self.y_hat = _circle(Y_HAT, "y_hat", observed=False)
        self.x.move_to(zone.at(0, 0.5), aligned_edge=LEFT)
        self.y_hat.move_to(zone.at(1, 0.5), aligned_edge=RIGHT)
        self.network.move_to(zone.center)
        self.into = flow_arrow(self.x, self.network, RIGHT)
        self.out = flow_arrow(self.network, self.y_hat, RIGHT)
        self.add(self.x, self.into, self.network, self.out, self.y_hat)


class MatchDiagram(VGroup):
    """x and **y**, both shaded, point at a square that holds a question; a number comes out below.

    Parameters
    ----------
    zone
        It reaches the zone's left, right and top; the number stands at its bottom.

    Attributes
    ----------
    x, y : Node
        What goes in.
    question : Node
        The square.
    from_x, from_y, out : Arrow
        The arrows into the square and out of it.
    answer : Words
        What comes out.
    """

    def __init__(self, *, zone: look.Zone) -> None:
        super().__init__()
        row = zone.top - NODE_RADIUS
        self.x, self.y = _circle(X, "x", observed=True), _circle(Y, "y", observed=True)
        mark = Formula('part("E", "?")', font_size=look.LARGE_FORMULA_SIZE)
        self.question = Node(Square(side_length=2 * NODE_RADIUS), mark, color=look.ENERGY)
        self.x.move_to((zone.left + NODE_RADIUS, row, 0.0))
        self.y.move_to((zone.right - NODE_RADIUS, row, 0.0))
        self.question.move_to((float(zone.center[0]), row, 0.0))
        self.from_x = flow_arrow(self.x, self.question, RIGHT)
        self.from_y = flow_arrow(self.y, self.question, LEFT)
        self.answer = Words(label("one_number"), font_size=look.FORMULA_SIZE, color=look.ENERGY)
        self.answer.move_to(zone.at(0.5, 0), aligned_edge=DOWN)
        self.out = flow_arrow(self.question, self.answer, DOWN)
        parts = (self.x, self.from_x, self.question, self.from_y, self.y, self.out, self.answer)
        self.add(*parts)


def _circle(source: str, role: str, *, observed: bool) -> Node:
    name = Formula(source, font_size=look.LARGE_FORMULA_SIZE)
    return Node(Circle(radius=NODE_RADIUS), name, color=look.ROLE_COLORS[role], observed=observed)
