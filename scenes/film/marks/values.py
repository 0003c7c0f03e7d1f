"""What is drawn, in numbers: read off the picture, back through the axes that it is drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import VMobject

from scenes.film.marks.marks import Mark, paths_of
from scenes.film.marks.naming import Names
from scenes.mobjects.arrows import Arrows
from scenes.mobjects.axes import Axes, Plane
from scenes.mobjects.decoder.latent_line import LatentLine
from scenes.mobjects.energy.wall import Wall
from scenes.mobjects.free_energy.heat_map import ColorBar, HeatMap
from scenes.mobjects.inference.marker import Marker
from scenes.mobjects.number import Number
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Space, Strokes

Values = dict[str, float | tuple[float, ...]]
"""Numbers by their names in the film."""

_LINES = ("curve", "line", "arrow", "frame")
_PLACED = ("dot", "cross", "marker", "diamond", "curve", "line", "bar", "circle")
_SLACK = 0.05  # of its size: how far outside of axes something may be that is drawn in them
_MEASURED = ("energy", "cold", "temperature")  # roles of segments whose squared length is an E


def values_of(mark: Mark, names: Names, at: tuple[float, float] | None = None) -> Values:
    """Read a mark's numbers off the picture.

    Parameters
    ----------
    mark
        What is asked about.
    names
        Of the chapter that draws it.
    at
        Where someone points, in Manim units: which place of a curve is meant. By default its
        middle.

    Returns
    -------
    dict
        Empty if it is nothing that has numbers.
    """
    thing = mark.thing
    if isinstance(thing, Dots):
        return _in_space(thing.at[mark.part or 0])
    if isinstance(thing, Strokes):
        return _along_stroke(mark, thing, at)
    if mark.kind in ("symbol", "text"):
        return {}
    if mark.kind == "number":
        number = next(each for each in names.around(thing) if isinstance(each, Number))
        return {mark.name.partition(" = ")[0]: float(number.value)}
    place = _place(mark, at)
    if isinstance(thing, HeatMap):
        return {"F": thing.value_at(place)} | _measured(mark, names, place)
    if isinstance(thing, Segments | Arrows):
        return _segment(mark, names, thing)
    return _measured(mark, names, place)


def _in_space(point: npt.NDArray[np.float64]) -> Values:
    x, y1, y2 = point.tolist()
    return {"x": x, "y": (y1, y2)}


def _along_stroke(mark: Mark, strokes: Strokes, at: tuple[float, float] | None) -> Values:
    """Return the point of a line in space that is seen nearest to a place."""
    line = strokes.drawn()[mark.part or 0]
    space = mark.mobject
    if at is None or not isinstance(space, Space):
        return _in_space(line[len(line) // 2])
    seen = space.view.project(line).places
    return _in_space(line[int(np.linalg.norm(seen - at, axis=1).argmin())])


def _place(mark: Mark, at: tuple[float, float] | None) -> npt.NDArray[np.float64]:
    """Return the place that tells a mark's numbers, shape (3,)."""
    mobject, box = mark.mobject, mark.box
    if isinstance(mobject, Marker):
        return mobject.get_place()
    middle = np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2, 0.0])
    if mark.kind == "bar":
        return np.array([middle[0], box.top - mobject.get_stroke_width() * 0.005, 0.0])
    if mark.kind in _LINES and isinstance(mobject, VMobject):
        points = np.concatenate(paths_of(mobject))
        wanted = points[len(points) // 2] if at is None else np.array([*at, 0.0])
        return _nearest(points, wanted)
    if mark.kind == "area" and at is not None:
        return np.array([*at, 0.0])
    return middle


def _nearest(
    points: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the place on curves, taken for straight between their ends, nearest to another."""
    curves = points[: len(points) // 4 * 4].reshape(-1, 4, 3)
    starts, ways = curves[:, 0], curves[:, 3] - curves[:, 0]
    lengths = np.maximum((ways**2).sum(axis=1), 1e-18)
    along = np.clip(((wanted - starts) * ways).sum(axis=1) / lengths, 0, 1)
    places = starts + along[:, None] * ways
    found: npt.NDArray[np.float64] = places[np.linalg.norm(places - wanted, axis=1).argmin()]
    return found


def _segment(mark: Mark, names: Names, segments: Segments | Arrows) -> Values:
    """Return the ends of a segment or an arrow, its length, and the energy that it stands for."""
    starts, ends = (
        (segments.get_tails(), segments.get_tips())
        if isinstance(segments, Arrows)
        else (segments.get_starts(), segments.get_ends())
    )
    start, end = starts[mark.part or 0], ends[mark.part or 0]
    for axes in scales_at(mark.thing, names, (start + end) / 2):
        if isinstance(axes, Wall):
            continue
        a, b = axes.p2c(np.stack([start, end]))
        if not isinstance(axes, Plane):
            return dict(zip(axes.measures, b.tolist(), strict=True))
        length = float(np.linalg.norm(b - a))
        found: Values = {"from": tuple(a.tolist()), "to": tuple(b.tolist()), "length": length}
        measured = isinstance(segments, Segments) and mark.role in _MEASURED
        return found | ({"E": length**2} if measured else {})
    return {}


def _measured(mark: Mark, names: Names, place: npt.NDArray[np.float64]) -> Values:
    """Return what the nearest axes, wall or scale around a mark measure at a place."""
    for around in names.around(mark.thing):
        if isinstance(around, ColorBar | LatentLine):
            return {around.measure: float(around.read(place))}
        if isinstance(number := getattr(around, "number", None), Number) and not (
            isinstance(around, Axes)
        ):
            return {names.of(number, None, "").name.partition(" = ")[0]: float(number.value)}
        for scale in _scales_in(around, names):
            if found := _read(scale, place):
                return found
    if mark.kind in _PLACED:
        return next((found for scale in names.scales if (found := _read(scale, place))), {})
    return {}


def _read(scale: Axes | Wall, place: npt.NDArray[np.float64]) -> Values:
    """Return what a scale says of a place; nothing if it isn't there."""
    if isinstance(scale, Wall):
        return _in_cell(scale, place)
    return _coordinates(scale, place) if _holds(scale, place) else {}


def _coordinates(axes: Axes, place: npt.NDArray[np.float64]) -> Values:
    across, up = axes.p2c(place).tolist()
    if isinstance(axes, Plane):
        return {"y": (across, up)}
    named = zip(axes.measures, (across, up), strict=True)
    return {name: value for name, value in named if name}


def cell_at(wall: Wall, place: npt.NDArray[np.float64]) -> int | None:
    """Return which cell of a wall a place is in, counted from 0; None for none."""
    inside = ((wall.places <= place[:2]) & (place[:2] <= wall.places + wall.size)).all(axis=1)
    return int(inside.argmax()) if inside.any() else None


def _in_cell(wall: Wall, place: npt.NDArray[np.float64]) -> Values:
    """Return z and E in the cell of a wall that is at a place."""
    i = cell_at(wall, place)
    if i is None:
        return {}
    z, energy = wall.p2c(i, place).tolist()
    return {"sample": i + 1, "z": z, "E": energy}


def scales_at(thing: Any, names: Names, place: npt.NDArray[np.float64]) -> Iterator[Axes | Wall]:
    """Yield the axes and walls that a place is in: those nearest to a thing, then all others.

    Parameters
    ----------
    thing
        What is drawn there.
    names
        Of the chapter that draws it.
    place
        In Manim units, shape (3,).
    """
    for around in names.around(thing):
        yield from (scale for scale in _scales_in(around, names) if _holds(scale, place))
    yield from (scale for scale in names.scales if _holds(scale, place))


def plane_at(thing: Any, names: Names, place: npt.NDArray[np.float64]) -> Plane | None:
    """Return the first plane among `scales_at`; None if the place is in no plane."""
    scales = scales_at(thing, names, place)
    return next((scale for scale in scales if isinstance(scale, Plane)), None)


def _scales_in(thing: Any, names: Names) -> list[Axes | Wall]:
    """Return a thing, if it is axes or a wall, and those that it holds, the drawn ones first."""
    found = [each for each in (thing, *vars(thing).values()) if isinstance(each, Axes | Wall)]
    return sorted(found, key=lambda scale: not names.is_drawn(scale))


def _holds(scale: Axes | Wall, place: npt.NDArray[np.float64]) -> bool:
    """Tell whether a place is in the rectangle of axes, or just outside, or in a wall's cell."""
    if isinstance(scale, Wall):
        return cell_at(scale, place) is not None
    corners = scale.frame.points[:, :2]
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = _SLACK * (high - low)
    return bool(((low - room <= place[:2]) & (place[:2] <= high + room)).all())
