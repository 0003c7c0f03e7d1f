"""Typst source in, outlines out: glyphs that know which labelled parts hold them.

Nothing touches the disk: Typst compiles in memory, with its own fonts only, and the SVG that it
returns is read here. The source is compiled once as a document of several pages. The first page
is the plain formula and gives all the geometry; on each later page one labelled part alone is
painted, so a leaf belongs to every part that changes its colour. A part can therefore never move
a glyph, and parts may nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from xml.etree import ElementTree as ET

import numpy as np
import svgelements as se  # type: ignore[import-untyped]
import typst
from manim import VMobjectFromSVGPath

from scenes.mobjects.arrays import Array

Alignment = Literal["left", "center", "right"]
Mode = Literal["formula", "words", "markup"]

TEXT_FONT = "New Computer Modern"  # Typst's wheel has it, and its maths companion, the default
COMPILED_SIZE = 10.0  # points; only the unit of Typst's coordinates
UNITS_PER_FONT_SIZE = 1 / 96  # one em of font size 1 in Manim units, as in Manim's own formulas

_PART = re.compile(r'(?<![A-Za-z0-9])part\(\s*"([^"\\]+)"')
_INK = "#000000"
_PAINT = "#ff0000"

# Typst passes `a, b` as two arguments and `a; b` as two rows, so a part puts its body together
# again. The mark is a box of no width that stands on the baseline of the first line.
_DOCUMENT = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {size}pt, font: "{font}", weight: "{weight}", fill: rgb("{ink}"))
#set align({alignment})
#let paint-part(painted, ..arguments) = {{
  assert(arguments.named() == (:), message: "part takes no named arguments")
  let (tag, ..body) = arguments.pos()
  if type(tag) == array {{
    let rows = (tag.slice(1), ..body)
    tag = tag.first()
    body = (rows.map(row => row.join([#sym.comma])).join([#sym.semi]),)
  }}
  assert(tag in range({parts}).map(str), message: "part needs a label in double quotes first")
  body = body.join([#sym.comma])
  if tag == painted {{ text(fill: rgb("{paint}"), body) }} else {{ body }}
}}
#let sheet(part, baseline-mark) = {body}
#for painted in range(-1, {parts}) {{
  sheet(paint-part.with(str(painted)), none)
  pagebreak()
}}
#sheet(paint-part.with(none), box(width: 0pt, height: 1pt, fill: rgb("{paint}")))
"""


@dataclass(frozen=True)
class Leaf:
    """One glyph or bar.

    Attributes
    ----------
    points
        Cubic Bézier points in Manim units at font size 1, shape (n, 3), float64, read-only.
    shape
        The outline's own name: equal for equal glyphs of equal size.
    parts
        Which parts hold it: indices into `Layout.labels`, outermost first.
    """

    points: Array
    shape: str
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """A typeset source.

    Attributes
    ----------
    leaves
        What is drawn, in Typst's order.
    labels
        The label of every part in the order in which the parts open in the source; labels may
        repeat.
    baseline
        Height of the (first) line's baseline, in the units of the leaves.
    """

    leaves: tuple[Leaf, ...]
    labels: tuple[str, ...]
    baseline: float

    def __deepcopy__(self, memo: dict[int, Any]) -> Layout:
        return self  # immutable, and Manim copies its objects all the time


@dataclass(frozen=True)
class _Drawn:
    """One drawn element of one page; `matrix` maps the outline to the page, whose y points down."""

    outline: str
    stroke_width: float | None
    color: str
    matrix: Array


@lru_cache(maxsize=512)
def typeset(
    source: str,
    *,
    mode: Mode = "formula",
    alignment: Alignment = "left",
    weight: str = "regular",
) -> Layout:
    """Typeset a source.

    Parameters
    ----------
    source
        Typst maths ("formula"), plain characters ("words") or Typst text ("markup"). In maths and
        markup, ``part("label", body)`` marks a part.
    mode
        How the source is read.
    alignment
        How several lines are set.
    weight
        Weight of text: a name that Typst knows, such as "bold".

    Returns
    -------
    Layout
        The outlines.

    Raises
    ------
    ValueError
        If Typst refuses the source, a part has no label in double quotes, or nothing is drawn by
        the source or by a part.
    """
    labels: tuple[str, ...] = ()
    tagged = source
    if mode != "words":
        labels = tuple(_PART.findall(source))
        numbers = iter(range(len(labels)))
        tagged = _PART.sub(lambda match: f'part("{next(numbers)}"', source)
    pages = _compile(source, _body(tagged, mode), len(labels), alignment, weight)
    plain, painted, marked = pages[0], pages[1:-1], pages[-1]
    if not plain:
        raise ValueError(f"{source!r} draws nothing")
    parts: list[list[int]] = [[] for _ in plain]
    for k, page in enumerate(painted):
        if [drawn.outline for drawn in page] != [drawn.outline for drawn in plain]:
            raise ValueError(f"{source!r}: part {labels[k]!r} begins or ends inside a ligature")
        hit = [i for i, drawn in enumerate(page) if drawn.color == _PAINT]
        if not hit:
            raise ValueError(f"{source!r}: part {labels[k]!r} draws nothing")
        for i in hit:
            parts[i].append(k)
    return Layout(
        leaves=tuple(
            Leaf(_points(drawn), f"{drawn.outline} {drawn.stroke_width}", tuple(held))
            for drawn, held in zip(plain, parts, strict=True)
        ),
        labels=labels,
        baseline=_baseline(plain, marked),
    )


def _body(source: str, mode: Mode) -> str:
    """Return the Typst expression that draws the source after its baseline mark."""
    if mode == "formula":
        return f"$ #baseline-mark {source}\n $"
    if mode == "markup":
        return f"[#baseline-mark;{source}\n]"
    lines = (
        '#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in source.split("\n")
    )
    return "[#baseline-mark;" + " \\ ".join(lines) + "]"


def _compile(
    source: str, body: str, parts: int, alignment: Alignment, weight: str
) -> list[list[_Drawn]]:
    """Return what each page of the document draws: plain, one a part, with the baseline mark."""
    document = _DOCUMENT.format(
        size=COMPILED_SIZE,
        font=TEXT_FONT,
        weight=weight,
        alignment=alignment,
        ink=_INK,
        paint=_PAINT,
        body=body,
        parts=parts,
    )
    try:
        pages = typst.compile(document.encode(), format="svg", ignore_system_fonts=True)
    except typst.TypstError as error:
        message = " ".join(str(error.message).split())
        raise ValueError(f"{source!r} is not Typst: {message}") from error
    return [list(_drawn(ET.fromstring(bytes(page)))) for page in pages]


def _drawn(root: ET.Element) -> Iterator[_Drawn]:
    """Yield what an SVG page draws, in order, skipping glyphs without an outline (spaces)."""
    outlines = {
        symbol.attrib["id"]: symbol[0].attrib["d"]
        for symbol in root.iter(_svg("symbol"))
        if len(symbol)
    }

    def walk(element: ET.Element, matrix: Array) -> Iterator[_Drawn]:
        if element.tag == _svg("defs"):
            return
        matrix = matrix @ _matrix(element.get("transform"))
        if element.tag == _svg("use"):
            name = element.attrib["{http://www.w3.org/1999/xlink}href"].removeprefix("#")
            offset = np.array([float(element.get("x", 0)), float(element.get("y", 0))])
            placed = matrix.copy()
            placed[:2, 2] += matrix[:2, :2] @ offset
            if _outline_points(outlines.get(name, "")).size:
                yield _Drawn(outlines[name], None, element.attrib["fill"], placed)
        elif element.tag == _svg("path"):
            stroke = element.get("stroke", "none")
            if stroke == "none":
                yield _Drawn(element.attrib["d"], None, element.attrib["fill"], matrix)
            else:
                width = float(element.get("stroke-width", 1))
                yield _Drawn(element.attrib["d"], width, stroke, matrix)
        for child in element:
            yield from walk(child, matrix)

    yield from walk(root, np.eye(3))


def _svg(tag: str) -> str:
    return f"{{http://www.w3.org/2000/svg}}{tag}"


def _matrix(transform: str | None) -> Array:
    if transform is None:
        return np.eye(3)
    m = se.Matrix(transform)
    return np.array([[m.a, m.c, m.e], [m.b, m.d, m.f], [0, 0, 1]], dtype=np.float64)


@lru_cache(maxsize=2048)
def _outline_points(outline: str) -> Array:
    """Cubic Bézier points of an SVG path, shape (n, 3)."""
    points = np.asarray(VMobjectFromSVGPath(se.Path(outline)).points, dtype=np.float64)
    points.setflags(write=False)
    return points


def _points(drawn: _Drawn) -> Array:
    """Points of a leaf in Manim units at font size 1, y up, shape (n, 3), read-only."""
    points = _outline_points(drawn.outline)
    if drawn.stroke_width is not None:
        points = _bar(points, drawn.stroke_width)
    placed = np.zeros_like(points)
    placed[:, :2] = points[:, :2] @ drawn.matrix[:2, :2].T + drawn.matrix[:2, 2]
    placed *= np.array([1, -1, 1]) * UNITS_PER_FONT_SIZE / COMPILED_SIZE
    placed.setflags(write=False)
    return placed


def _bar(points: Array, width: float) -> Array:
    """Turn stroked lines into filled ones, because Manim does not scale a stroke with its object.

    Curved strokes, which no formula has, are drawn as their chords.
    """
    quads = []
    for start, end in zip(points[::4], points[3::4], strict=True):
        along = (end - start) / np.linalg.norm(end - start)
        across = np.array([-along[1], along[0], 0]) * width / 2
        corners = np.array([start - across, end - across, end + across, start + across])
        for corner, following in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            quads.append(np.linspace(corner, following, 4))
    return np.concatenate(quads)


def _baseline(plain: list[_Drawn], marked: list[_Drawn]) -> float:
    """Baseline of the first line, from the page where a mark stands on it."""
    mark, first = marked[0], marked[1]
    mark_bottom = _points(mark)[:, 1].min()
    rise = mark_bottom - _points(first)[:, 1].min()
    return float(_points(plain[0])[:, 1].min() + rise)
