"""The model as a diagram: hollow for what nobody observes, shaded for what we have."""

from __future__ import annotations

from manim import (
    DOWN,
    RIGHT,
    UP,
    Arrow,
    Circle,
    ManimColor,
    Mobject,
    RoundedRectangle,
    Square,
    VGroup,
    VMobject,
)

from scenes import look
from scenes.labels import label
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import Formula, Typeset, Words

NODE_RADIUS = 0.5
DECODER_SIZE = (3.0, 1.0)
ENERGY_SIDE = 0.86
CORNER_RADIUS = 0.16
SHADE = 0.28  # opacity of the inside of what is observed
ARROW_BUFF = 0.1


class Node(VGroup):
    """An outline with a label in it.

    Parameters
    ----------
    outline
        Circle, square or rounded box, without a fill.
    label
        What stands in it.
    color
        The role's.
    observed
        Whether we have it: then it is shaded, else hollow.

    Attributes
    ----------
    outline : VMobject
        The outline.
    label : Typeset
        The label.
    """

    def __init__(
        self, outline: VMobject, label: Typeset, *, color: ManimColor, observed: bool = False
    ) -> None:
        outline.set_stroke(color, width=look.BOLD)
        outline.set_fill(color, opacity=SHADE if observed else 0)
        super().__init__(outline, label.move_to(outline))
        self.outline = outline
        self.label = label


class Diagram(VGroup):
    """z → Decoder → ỹ, and **y** below ỹ, filling a zone's width and height.

    Between ỹ and **y** there is room for E, drawn or not, so that a diagram with E can take the
    place of one without.

    Parameters
    ----------
    zone
        The rectangle that the nodes reach on all four sides.

    Attributes
    ----------
    z, y_tilde, y : Node
        The latent and the decoder's output, hollow; the observation, shaded.
    decoder : Node
        The rounded box.
    into_decoder, into_y_tilde : Arrow
        The two arrows.
    """

    def __init__(self, *, zone: look.Zone) -> None:
        super().__init__()
        self.zone = zone
        self.z = _circle('part("z", z)', look.LATENT)
        self.decoder = _decoder()
        self.y_tilde = _circle('part("y_tilde", bold(tilde(y)))', look.DECODED)
        self.y = _circle('part("y", bold(y))', look.OBSERVED, observed=True)
        row = zone.top - NODE_RADIUS
        left, right = zone.left + NODE_RADIUS, zone.right - NODE_RADIUS
        self.z.move_to((left, row, 0.0))
        self.decoder.move_to(((left + right) / 2, row, 0.0))
        self.y_tilde.move_to((right, row, 0.0))
        self.y.move_to((right, zone.bottom + NODE_RADIUS, 0.0))
        self.into_decoder = flow_arrow(self.z, self.decoder, RIGHT)
        self.into_y_tilde = flow_arrow(self.decoder, self.y_tilde, RIGHT)
        self.add(self.z, self.into_decoder, self.decoder, self.into_y_tilde, self.y_tilde, self.y)

    def name_nodes(self) -> VGroup:
        """Return words to stand below z, ỹ and y, saying what they are."""
        words = VGroup()
        for name, node in (("latent", self.z), ("answer", self.y_tilde), ("data", self.y)):
            word = Words(label(name), font_size=look.TICK_SIZE, color=look.QUIET)
            # Hung by the baseline, so that two names in a row stand level.
            foot = float(node.get_bottom()[1]) - 1.5 * look.GAP
            words.add(word.match_x(node).align_baseline(foot))
        return words


class EnergyDiagram(Diagram):
    """The diagram with E between ỹ and **y**, which both point at it.

    Parameters
    ----------
    zone
        As for `Diagram`; the same zone puts the shared nodes at the same places.

    Attributes
    ----------
    energy : Node
        The square box.
    from_y_tilde, from_y : Arrow
        The arrows into it.
    """

    def __init__(self, *, zone: look.Zone) -> None:
        super().__init__(zone=zone)
        square = Square(side_length=ENERGY_SIDE)
        label = Formula('part("E", E)', font_size=look.LARGE_FORMULA_SIZE)
        self.energy = Node(square, label, color=look.ENERGY)
        self.energy.move_to((self.y_tilde.get_center() + self.y.get_center()) / 2)
        self.from_y_tilde = flow_arrow(self.y_tilde, self.energy, DOWN)
        self.from_y = flow_arrow(self.y, self.energy, UP)
        self.add(self.energy, self.from_y_tilde, self.from_y)


def _circle(source: str, color: ManimColor, *, observed: bool = False) -> Node:
    name = Formula(source, font_size=look.LARGE_FORMULA_SIZE)
    return Node(Circle(radius=NODE_RADIUS), name, color=color, observed=observed)


def _decoder() -> Node:
    width, height = DECODER_SIZE
    box = RoundedRectangle(corner_radius=CORNER_RADIUS, width=width, height=height)
    name = Words(label("decoder"), font_size=look.FORMULA_SIZE, color=look.DECODER)
    return Node(box, name, color=look.DECODER)


def flow_arrow(start: Mobject, end: Mobject, direction: Array) -> Arrow:
    """Draw an arrow from one thing's edge to the next one's; a short one keeps its full tip.

    Parameters
    ----------
    start, end
        What it joins, touching neither.
    direction
        From the start to the end, one of Manim's four: UP, DOWN, LEFT or RIGHT.

    Returns
    -------
    Arrow
        The arrow.
    """
    return Arrow(
        start.get_edge_center(direction),
        end.get_edge_center(-direction),
        buff=ARROW_BUFF,
        color=look.QUIET,
        stroke_width=look.BOLD,
        tip_length=0.17,
        max_tip_length_to_length_ratio=1,
        max_stroke_width_to_length_ratio=100,
    )
