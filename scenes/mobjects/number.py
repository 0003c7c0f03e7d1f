"""A number that changes without jitter."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, Self

import numpy as np
from manim import VGroup, VMobject
from manim.utils.color import ManimColor, ParsableManimColor

from scenes import look
from scenes.labels import decimal_mark
from scenes.mobjects.arrays import Array
from scenes.mobjects.formula import OnBaseline, role_color
from scenes.mobjects.typeset import typeset

MINUS = "−"
INFINITY = "∞"
NO_LIGATURE = "\u200c"
SAME = 1e-9  # relative size of rounding errors


@lru_cache(maxsize=1)
def _outlines() -> dict[str, tuple[float, Array]]:
    """Return each character's width and its points, from its own origin on the baseline.

    A width is read off a doubled character: its two copies stand that far apart.
    """
    measured = {}
    for character in f"0123456789.,{MINUS}{INFINITY}":
        layout = typeset(f"{character}{NO_LIGATURE}{character}", mode="words")
        left, right = (leaf.points for leaf in layout.leaves)
        measured[character] = float((right - left)[0, 0]), left - [0, layout.baseline, 0]
    # Infinity reaches a hair lower than the figures; the box round a number is that of figures.
    lowest = min(measured[c][1][:, 1].min() for c in "0123456789")
    width, points = measured[INFINITY]
    measured[INFINITY] = width, points + [0, lowest - points[:, 1].min(), 0]
    return measured


def columns_for(largest: float, places: int = 0) -> int:
    """Return how many figures numbers of at most this size have before their point, as written.

    The size is 0 or more; of 9.996 with two places, "10.00" is written. Two ways to compute the
    same number may differ in its last bits, which is not to cost a figure.
    """
    if math.isinf(largest):
        return 2  # its sign is as wide as two figures
    return len(f"{largest * (1 + SAME):.{places}f}".split(".")[0])


class Number(OnBaseline):
    """A number with a fixed number of places whose figures stay in their columns.

    Every character has a column of fixed width and a column is kept for the minus, so the box
    around the number is the same whatever its value: what stands next to it never moves. Setting
    a value only swaps ready outlines, cheap enough for every frame.

    Parameters
    ----------
    value
        The number to begin with.
    places
        Digits after the point, always all shown.
    largest
        The largest size that is to be shown, 0 or more: there are as many columns before the point
        as it needs, two for infinity.
    signed
        Whether a column is kept for the minus; without it negative values are refused.
    edge
        Where the figures lean when they need fewer columns: "right" keeps the point in its place,
        "left" the first digit.
    font_size
        Manim's font size, as for a formula.
    color
        Its colour; None for that of the role.
    role
        A key of `look.ROLE_COLORS`, such as "E".

    Attributes
    ----------
    value
        What was last set, not rounded.

    Raises
    ------
    ValueError
        If the value does not fit (see `set_value`), ``places`` or ``largest`` is less than 0,
        or there is no such role.
    """

    def __init__(
        self,
        value: float,
        places: int = 2,
        *,
        largest: float = 99.0,
        signed: bool = True,
        edge: Literal["left", "right"] = "right",
        font_size: float = look.FORMULA_SIZE,
        color: ParsableManimColor | None = None,
        role: str = "ink",
    ) -> None:
        super().__init__()
        if places < 0:
            raise ValueError(f"places = {places}: must be 0 or more")
        if not largest >= 0:
            raise ValueError(f"largest = {largest}: must be 0 or more")
        if role not in look.ROLE_COLORS:
            known = ", ".join(look.ROLE_COLORS)
            raise ValueError(f"role = {role!r}: must be one of {known}")
        self.places = places
        self.digits = columns_for(largest, places)
        self.signed = signed
        self.edge = edge
        self._mark = decimal_mark()
        outlines = _outlines()
        widest = (
            (MINUS if signed else "")
            + "0" * self.digits
            + (self._mark + "0" * places if places else "")
        )
        heights = np.concatenate([outlines[c][1][:, 1] for c in "0123456789"])
        self._width = sum(outlines[c][0] for c in widest)
        self._bottom, self._top = float(heights.min()), float(heights.max())
        ink = role_color(role) if color is None else ManimColor(color)
        # The frame spans the columns with lines that enclose nothing: it is never seen, keeps the
        # box around the number as it is, and knows where it has been moved, scaled or turned to.
        self._frame = VMobject(color=ink, fill_opacity=0, stroke_width=0, stroke_opacity=0)
        origin = np.zeros(3)
        across = np.array([self._width * font_size, 0, 0])
        up = np.array([0, (self._top - self._bottom) * font_size, 0])
        self._frame.set_points_as_corners([across, origin, up, origin])
        self._figures = VGroup(
            *(VMobject(color=ink, fill_opacity=1, stroke_width=0, stroke_opacity=0) for _ in widest)
        )
        self.add(self._frame, self._figures)
        self.set_value(value)
        self.center()

    @property
    def baseline(self) -> float:
        """Height of the line it stands on."""
        _, origin, up = self._corners()
        share = -self._bottom / (self._top - self._bottom)
        return float(origin[1] + share * (up - origin)[1])

    def _corners(self) -> Array:
        """Return where the frame's right, origin and top corners are now, shape (3, 3)."""
        return np.asarray(self._frame.points[[0, 3, 7]], dtype=np.float64)

    def set_value(self, value: float) -> Self:
        """Show another value where the number stands now.

        Parameters
        ----------
        value
            The number; infinity is shown as its sign.

        Returns
        -------
        Self
            This object.

        Raises
        ------
        ValueError
            If the value is no number or minus infinity, needs more digits than there are columns,
            or is negative in a number without a sign.
        """
        characters = self._written(value)
        self.value = value
        outlines = _outlines()
        if self.edge == "right":
            start = self._width - sum(outlines[c][0] for c in characters)
        else:
            start = outlines[MINUS][0] if self.signed and characters[0] != MINUS else 0.0
        across, origin, up = self._corners()
        to_stage = np.array(
            [(across - origin) / self._width, (up - origin) / (self._top - self._bottom)]
        )
        for figure, character in zip_longest(self._figures, characters):
            if character is None:
                # Nothing to see, but something to animate: Manim pairs only parts with points.
                figure.points = np.repeat(origin[None], 4, axis=0)
                continue
            width, points = outlines[character]
            figure.points = origin + (points[:, :2] + [start, -self._bottom]) @ to_stage
            start += width
        return self

    def _written(self, value: float) -> str:
        """Return the value's characters."""
        if math.isnan(value) or value == -math.inf:
            raise ValueError(f"value = {value}: must be finite, or infinity")
        if value == math.inf:
            characters, room = INFINITY, columns_for(math.inf)
        else:
            characters = f"{abs(value):.{self.places}f}"
            room = len(characters.split(".")[0])
        negative = value < 0 and float(characters) > 0
        if negative and not self.signed:
            raise ValueError(f"value = {value}: must be 0 or more in a number without a sign")
        if room > self.digits:
            raise ValueError(f"value = {value}: must have at most {self.digits} digits")
        return (MINUS if negative else "") + characters.replace(".", self._mark)
