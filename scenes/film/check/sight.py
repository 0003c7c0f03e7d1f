"""What is seen in a playing chapter at one moment: words, and all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import ImageMobject, MarkupText, Mobject, Text, VMobject

from scenes import look
from scenes.film.camera import in_order
from scenes.film.marks.marks import Box
from scenes.film.marks.reading import plain_text
from scenes.mobjects.formula import OnBaseline, Typeset
from scenes.mobjects.number import Number
from scenes.painting import Painted

UNSEEN = 0.02  # opacity up to which nothing is seen
EM = 96  # Manim's font sizes to a unit


@dataclass(frozen=True)
class Seen:
    """Something that is seen: words as a whole, or one drawn mobject.

    Attributes
    ----------
    mobject : Mobject
        What is drawn.
    parts : tuple of Mobject
        Those of it that put ink on the picture.
    box : Box
        Where it is, with its strokes.
    opacity : float
        Of its most opaque part, in [0, 1].
    is_words : bool
        Whether it is to be read.
    rank : int
        Its place in the order of drawing.
    """

    mobject: Mobject
    parts: tuple[VMobject, ...]
    box: Box
    opacity: float
    is_words: bool
    rank: int

    @property
    def name(self) -> str:
        """What it says, or the kind of thing it is."""
        if not self.is_words:
            return type(self.mobject).__name__
        return plain_text(text_of(self.mobject))

    @cached_property
    def looks(self) -> tuple[bytes, ...]:
        """The points and colours of each part."""
        return tuple(
            b"".join(
                (part.points.tobytes(), part.fill_rgbas.tobytes(), part.stroke_rgbas.tobytes())
            )
            + str(part.stroke_width).encode()
            for part in self.parts
        )

    @cached_property
    def light(self) -> npt.NDArray[np.float64]:
        """The colour and opacity of its most opaque part, shape (4,)."""
        colors = [
            rgba
            for part in self.parts
            if isinstance(part, VMobject)
            for rgba in (part.fill_rgbas[0], part.stroke_rgbas[0])
        ]
        return np.array(max(colors, key=lambda rgba: rgba[3], default=np.zeros(4)))

    @property
    def noted(self) -> Seen:
        """The same, with its looks as they are now."""
        _ = self.looks, self.light
        return self

    @cached_property
    def shape(self) -> bytes:
        """All of its points alone."""
        return b"".join(part.points.tobytes() for part in self.parts)

    @cached_property
    def baseline(self) -> float:
        """How high the words stand, in Manim units."""
        assert isinstance(self.mobject, OnBaseline)
        return self.mobject.baseline

    @cached_property
    def em(self) -> float:
        """How high a line of the words is, in Manim units: their font's size as it is drawn."""
        mobject = self.mobject
        if isinstance(mobject, Number):
            across, origin, up = mobject._corners()
            return float(np.linalg.norm(up - origin) / (mobject._top - mobject._bottom) / EM)
        if isinstance(mobject, Typeset):
            leaves = mobject.layout.leaves
            glyphs = mobject.submobjects[: len(leaves)]
            tallest = max(range(len(leaves)), key=lambda i: np.ptp(leaves[i].points[:, 1]))
            drawn = np.ptp(glyphs[tallest].points[:, 1])
            return float(drawn / np.ptp(leaves[tallest].points[:, 1]) / EM)
        size: Any = getattr(mobject, "font_size", EM)  # of Manim's own words
        return float(size) / EM


def text_of(mobject: Mobject) -> str:
    """Return what words say, in Typst where they are a formula."""
    if isinstance(mobject, Number):
        return f"{mobject.value:.{mobject.places}f}"
    return str(getattr(mobject, "source", None) or getattr(mobject, "text", "words"))


def seen_in(mobjects: list[Mobject], drawn: list[Mobject] | None = None) -> list[Seen]:
    """Return what is seen of a scene's mobjects, in the order of drawing.

    Parameters
    ----------
    mobjects
        The scene's, with all their parts.
    drawn
        The parts in the order of drawing, if that is known already.
    """
    owners = {id(part): words for words in _words_in(mobjects) for part in words.get_family()}
    groups: dict[int, list[Any]] = {}
    holders: dict[int, Mobject] = {}
    most: dict[int, float] = {}
    for mobject in in_order(mobjects) if drawn is None else drawn:
        opacity = opacity_of(mobject)
        if opacity > UNSEEN:
            holder = owners.get(id(mobject), mobject)
            name = id(holder)
            groups.setdefault(name, []).append(mobject)
            holders[name] = holder
            most[name] = max(most.get(name, 0.0), opacity)
    return [
        Seen(holders[name], tuple(parts), _box(parts), most[name], is_words(holders[name]), rank)
        for rank, (name, parts) in enumerate(groups.items())
    ]


def is_words(mobject: Mobject) -> bool:
    """Tell whether a mobject is to be read."""
    return isinstance(mobject, Typeset | Number | Text | MarkupText)


def _words_in(mobjects: list[Mobject]) -> Iterator[Mobject]:
    """Yield the outermost words."""
    for mobject in mobjects:
        if is_words(mobject):
            yield mobject
        else:
            yield from _words_in(mobject.submobjects)


def _box(parts: list[VMobject]) -> Box:
    """Return the smallest box round the parts of one thing."""
    if len(parts) > 1 and not any(isinstance(part, Painted) or _reach(part) for part in parts):
        return Box(*_ends(np.concatenate([part.points[:, :2] for part in parts]), 0.0))
    boxes = [_extent(part) for part in parts]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def opacity_of(mobject: Mobject) -> float:
    """Return the opacity of the most opaque part of what one mobject draws, in [0, 1]."""
    if isinstance(mobject, Painted):
        return _painted_opacity(mobject)
    if not isinstance(mobject, VMobject):
        return 1.0 if isinstance(mobject, ImageMobject) else 0.0
    fill = _most(mobject.fill_rgbas)
    return max(fill, _most(mobject.stroke_rgbas)) if mobject.stroke_width > 0 else fill


def _most(rgbas: npt.NDArray[np.float64]) -> float:
    """Return the highest opacity of colours; quickly of one, which most things have."""
    return float(rgbas[0, 3]) if len(rgbas) == 1 else float(rgbas[:, 3].max(initial=0.0))


def _reach(mobject: VMobject) -> float:
    """Return half the width of the line that is drawn, in Manim units."""
    return 0.005 * mobject.stroke_width if _most(mobject.stroke_rgbas) > UNSEEN else 0.0


def _painted_opacity(mobject: Painted) -> float:
    strokes = mobject.painted_strokes()
    if strokes is not None:
        return float(strokes.opacity.max(initial=0.0))
    return float(max(mobject.fill_rgbas[:, 3].max(initial=0.0), mobject.stroke_rgbas[:, 3].max()))


_FRAME = (look.FRAME.left, look.FRAME.bottom, look.FRAME.right, look.FRAME.top)


def _extent(mobject: VMobject) -> tuple[float, float, float, float]:
    """Return the ends of what is drawn: of a painted thing those of its strokes that are seen."""
    if isinstance(mobject, Painted):
        strokes = mobject.painted_strokes()
        if strokes is None or not (lit := strokes.opacity > UNSEEN).any():
            return mobject.extent() or _FRAME
        reach = strokes.reach[lit, None]
        ends = np.concatenate([strokes.starts[lit], strokes.ends[lit]])
        return _ends(ends, np.concatenate([reach, reach]))
    return _ends(mobject.points[:, :2], _reach(mobject))


def _ends(
    places: npt.NDArray[np.float64], reach: float | npt.NDArray[np.float64]
) -> tuple[float, float, float, float]:
    (left, bottom), (right, top) = (places - reach).min(axis=0), (places + reach).max(axis=0)
    return float(left), float(bottom), float(right), float(top)
