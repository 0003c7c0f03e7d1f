"""The model with x observed, as a diagram: a predictor scales what the decoder answers."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, Circle, RoundedRectangle, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.diagram import CORNER_RADIUS, DECODER_SIZE, NODE_RADIUS, EnergyDiagram, Node
from scenes.mobjects.diagram import flow_arrow as arrow
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.symbols import X, Y, Z

_DECODER, _TIMES, _X = 0.29, 0.63, 0.29  # how far across the zone they stand
_TIMES_RADIUS = 0.3
_ZONE = look.Zone(-6.2, 6.2, -2.3, 1.7)
F_OF_X = f'part("w", bold(f))({X})'
ENERGY = (
    f'part("E", E)({X}, {Y}, {Z}) = '
    f'sum_i [part("y.i", y_i) - part("w.i", f_i)({X}) part("decoder.i", g_i)({Z})]^2'
)


class ConditionalDiagram(EnergyDiagram):
    """The diagram with E, and x → Predictor → × below: the product is ỹ.

    Parameters
    ----------
    hidden
        The widths of the predictor's hidden layers.

    Attributes
    ----------
    x, predictor, times : Node
        x, shaded, for we have it; the rounded box; the product on the way to ỹ.
    into_predictor, into_times : Arrow
        The arrows on its way.
    layers : Formula
        How wide the predictor's layers are, below its box.
    from_z, from_x : Formula
        What comes out of the two boxes, **g**(z) and **f**(x), beside their arrows.
    """

    def __init__(self, *, hidden: Sequence[int]) -> None:
        zone = _ZONE
        super().__init__(zone=zone)
        self._move_decoder()
        row = zone.bottom + NODE_RADIUS
        times = float(zone.at(_TIMES, 0)[0])
        self.times = Node(
            Circle(radius=_TIMES_RADIUS),
            Formula("times", font_size=look.FORMULA_SIZE),
            color=look.DECODED,
        )
        self.times.outline.set_fill(look.BACKGROUND, opacity=1)
        self.times.move_to((times, self.z.get_y(), 0.0))
        width, height = DECODER_SIZE
        box = RoundedRectangle(corner_radius=CORNER_RADIUS, width=width, height=height)
        name = Words(label("predictor"), font_size=look.FORMULA_SIZE, color=look.DECODER)
        self.predictor = Node(box, name, color=look.DECODER).move_to((times, row, 0.0))
        widths = " -> ".join(map(str, (1, *hidden, 2)))
        self.layers = Formula(widths, font_size=look.TICK_SIZE, color=look.QUIET)
        self.layers.next_to(self.predictor, DOWN, buff=look.GAP / 2)
        self.x = Node(
            Circle(radius=NODE_RADIUS),
            Formula(X, font_size=look.LARGE_FORMULA_SIZE),
            color=look.ROLE_COLORS["x"],
            observed=True,
        )
        self.x.move_to((float(zone.at(_X, 0)[0]), row, 0.0))
        self.into_predictor = arrow(self.x, self.predictor, RIGHT)
        self.into_times = arrow(self.predictor, self.times, UP)
        self.from_z = Formula('part("decoder", bold(g))(part("z", z))')
        self.from_x = Formula(F_OF_X)
        between = (self.decoder.get_right() + self.times.get_left()) / 2
        self.from_z.next_to(between, UP, buff=look.GAP)
        self.from_x.next_to(self.into_times, LEFT, buff=look.GAP)
        self.add(self.times, self.predictor, self.x, self.into_predictor, self.into_times)
        self.add(self.layers, self.from_z, self.from_x)

    @property
    def first(self) -> VGroup:
        """What stands there before x is observed."""
        return VGroup(
            self.z,
            self.into_decoder,
            self.decoder,
            self.into_y_tilde,
            self.y_tilde,
            self.energy,
            self.from_y_tilde,
            self.from_y,
            self.y,
        )

    def _move_decoder(self) -> None:
        """Move the decoder towards z, so that there is room for the product."""
        self.decoder.set_x(float(self.zone.at(_DECODER, 0)[0]))
        self.into_decoder.become(arrow(self.z, self.decoder, RIGHT))
        self.into_y_tilde.become(arrow(self.decoder, self.y_tilde, RIGHT))
