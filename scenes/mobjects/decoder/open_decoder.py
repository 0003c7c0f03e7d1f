"""The decoder, opened: its formula, and its box with a dial for each of the two weights."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, RoundedRectangle, VGroup

from scenes import look
from scenes.labels import label
from scenes.mobjects.decoder.dial import Dial
from scenes.mobjects.diagram import CORNER_RADIUS, Node
from scenes.mobjects.formula import Formula, Words, placed

WAVES = ("cos", "sin")


def decoder_formula(*, opened: bool) -> Formula:
    """Write ỹ = **g**(z), or with what is inside, ỹ = **g**(z) = [w₁ cos z, w₂ sin z].

    Returns
    -------
    Formula
        In the formula's zone; parts "y_tilde", "decoder", "z", and if opened "w" and "wave".
    """
    source = 'part("y_tilde", bold(tilde(y))) = part("decoder", bold(g))(part("z", z))'
    if opened:
        source += f' = mat(delim: "[", {"; ".join(map(_term, (1, 2)))})'
    return placed(Formula(source))


def _term(i: int) -> str:
    return f'part("w", w_{i}) part("wave", {WAVES[i - 1]}) part("z", z)'


class OpenDecoder(VGroup):
    """The box of a diagram's decoder, pulled down to the bottom of a zone.

    Parameters
    ----------
    decoder
        The closed box; this one has its top, width and name.
    zone
        Its bottom is this box's bottom.
    weights
        What the dials show at first, two values.
    limit
        The largest absolute value on the dials' scales.

    Attributes
    ----------
    box : Node
        Outline and name.
    terms : tuple of Formula
        The two, w₁ cos z and w₂ sin z, with parts "w", "wave" and "z".
    dials : tuple of Dial
        One for each weight, beside its term.
    """

    def __init__(
        self, decoder: Node, *, zone: look.Zone, weights: Sequence[float], limit: float
    ) -> None:
        super().__init__()
        height = decoder.get_top()[1] - zone.bottom
        outline = RoundedRectangle(
            corner_radius=CORNER_RADIUS, width=decoder.width, height=height
        ).align_to(decoder, UP + LEFT)
        name = Words(label("decoder"), font_size=look.TEXT_SIZE, color=look.DECODER)
        self.box = Node(outline, name, color=look.DECODER)
        name.next_to(outline.get_top(), DOWN, buff=look.GAP * 0.7)
        terms, dials = [], []
        for i, weight in enumerate(weights, start=1):
            terms.append(Formula(_term(i)))
            dials.append(Dial(f'part("w", w_{i})', weight, limit=limit))
        self.terms, self.dials = tuple(terms), tuple(dials)
        self._place_rows(name.get_bottom()[1], zone.bottom)
        self.add(self.box, *self.terms, *self.dials)

    def _place_rows(self, top: float, bottom: float) -> None:
        """Set each term with its dial's number under it and the knob at their left, in two rows."""
        pitch = (top - bottom) / 2
        left = self.box.get_left()[0] + look.GAP * 0.7
        for i, (term, dial) in enumerate(zip(self.terms, self.dials, strict=True)):
            middle = top - (i + 0.5) * pitch
            dial.shift((left, middle, 0.0) - dial.scale_marks.get_left())
            text_left = dial.scale_marks.get_right() + look.GAP * 0.6 * RIGHT
            text = VGroup(term, dial.readout)
            text.arrange(DOWN, aligned_edge=LEFT, buff=look.GAP * 0.8)
            text.move_to(text_left, aligned_edge=LEFT)
