"""Points, curves, segments, bars and fields that are not where the core's numbers put them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Circle, Mobject, VMobject

from scenes.film.check.core_numbers import CoreNumbers, Drawn
from scenes.film.check.finding import Check, Sight
from scenes.film.check.hands import dials_in, weights_dialled
from scenes.film.check.light import Array
from scenes.film.check.sight import UNSEEN
from scenes.film.check.watching import Moment
from scenes.film.marks.marks import paths_of
from scenes.film.marks.naming import Names
from scenes.film.marks.roles import role_of
from scenes.film.marks.values import cell_at, plane_at, scales_at
from scenes.mobjects.arrows import Arrows
from scenes.mobjects.axes import Axes, Plane
from scenes.mobjects.distance_bar import DistanceBar
from scenes.mobjects.energy.touching_circle import Excess
from scenes.mobjects.energy.valley_marks import BarredRings, Estimate
from scenes.mobjects.energy.wall import Wall
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.mobjects.free_energy.temperature_dial import TemperatureDial
from scenes.mobjects.inference.marker import Marker
from scenes.mobjects.learning.prediction import Diamond, PredictionLine
from scenes.mobjects.points import Circles, Cross, Rings
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Space
from scenes.painting import Painted
from scenes.story.data import StoryData

NEAR = 0.02  # units: less is not seen
LOOKED_AT = 7  # places of a field, across and upwards
LINE = 12  # points from which a line in space is a curve
FEW = 8  # dots that may be shown twice, in axes and in smaller ones
STRAIGHT = 2  # ... and those of a straight one

_NOWHERE = np.zeros((0, 2))
_SHORTEST = re.compile(r"(^|\.)(nearest|shortest)$")
_Context = tuple[Array, Array, Array, tuple[float, ...]]
"""What else is drawn meanwhile: see `Drawn`."""


class Places(Check):
    """What is at rest, and beside the numbers that it stands for."""

    kind = "place"

    def __init__(self) -> None:
        self._right: dict[int, int] = {}  # what was found to be where it belongs
        self._spaces: dict[int, int] = {}  # how spaces looked the last time

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is off."""
        if moment.place == "within":
            return
        fresh = [
            (seen, looks)
            for seen in moment.things
            if (id(seen.mobject) in moment.settled or isinstance(seen.mobject, Space))
            and self._right.get(id(seen.mobject)) != (looks := _looks(seen.mobject))
            and self._rests(seen.mobject, looks, moment)
        ]
        if not fresh:
            return
        names = moment.names
        numbers = numbers_of(moment.chapter.data)
        crossed, dialled = picked(moment, names), weights_dialled(moment)
        context = crossed, dialled, _ellipses(moment, names), _betas(moment)
        for seen, looks in fresh:
            off = _off(seen.mobject, names, numbers, context)
            if off is None or off.max(initial=0.0) < NEAR:
                self._right[id(seen.mobject)] = looks
                continue
            k = int(np.argmax(off))
            says = f"lies {off[k]:.2f} units from what the core computes"
            yield Sight(seen.name, says, seen.box, seen.mobject)

    def _rests(self, mobject: Mobject, looks: int, moment: Moment) -> bool:
        """Tell whether a space is as it was, or has been changed: however it is turned."""
        if not isinstance(mobject, Space) or moment.place == "last":
            return True
        before, self._spaces[id(mobject)] = self._spaces.get(id(mobject)), looks
        return before == looks


@lru_cache(maxsize=4)
def numbers_of(data: StoryData) -> CoreNumbers:
    """Return the numbers of a story, computed once."""
    return CoreNumbers(data)


def _looks(mobject: Mobject) -> int:
    """Return a hash of where a mobject's points are, or those in the space that it shows."""
    if isinstance(mobject, Space):
        return hash(tuple(part.state() for part in mobject.parts))
    if isinstance(mobject, HeatMap):
        return hash(mobject.looks())
    return hash(mobject.points.tobytes())


def picked(moment: Moment, names: Names) -> Array:
    """Return the y's that have a lime cross, (k, 2)."""
    places = [
        plane.p2c(at)
        for seen in moment.things
        if type(seen.mobject) is Cross and _role(seen.mobject) == "pick"
        for at in [seen.mobject.get_center()]
        for plane in scales_at(seen.mobject, names, at)
        if isinstance(plane, Plane)
    ]
    return np.unique(np.round(places, 9), axis=0) if places else _NOWHERE


def _betas(moment: Moment) -> tuple[float, ...]:
    """Return the inverse temperature that a dial shows; none without one."""
    dials = [dial for dial in dials_in(moment) if isinstance(dial, TemperatureDial)]
    return tuple(dial.scale_of.beta(dial.position) for dial in dials[:1])


def _ellipses(moment: Moment, names: Names) -> Array:
    """Return the radii of the curves in the decoder's colour that are seen in a plane, (k, 2)."""
    found = []
    for seen in moment.things:
        if type(seen.mobject) is not VMobject or len(seen.mobject.points) < 4 * LINE:
            continue
        kind, at, _ = _read(seen.mobject)
        if kind == "curve" and _role(seen.mobject) == "decoded":
            scale = next(scales_at(seen.mobject, names, at.mean(axis=0)), None)
            if isinstance(scale, Plane):
                found.append(np.abs(scale.p2c(at)).max(axis=0))
    return np.array(found).reshape(-1, 2)


def _off(mobject: Mobject, names: Names, numbers: CoreNumbers, context: _Context) -> Array | None:
    """Return how far a thing's parts are from where they belong; None for what has no place."""
    if isinstance(mobject, Space):
        return _off_in_space(mobject, numbers)
    if isinstance(mobject, PredictionLine):
        return _off_line_in_space(mobject, numbers)
    kind, at, to = _read(mobject)
    if not len(at):
        return None
    bar = next((each for each in names.around(mobject) if isinstance(each, DistanceBar)), None)
    if bar is not None:
        return _off_value(bar, names) if mobject is bar.bar else None
    role = "" if kind == "heat" else _role(mobject)
    if role in ("cold", "energy") and _SHORTEST.search(names.path(mobject)):
        role = "nearest"
    if kind == "dots" and len(at) <= FEW:  # in axes, and in a small picture of them
        scales = [next(scales_at(mobject, names, place), None) for place in at]
    else:
        middle = (at[len(at) // 2] + to[len(at) // 2]) / 2
        scales = [next(scales_at(mobject, names, middle), None)] * len(at)
    known = []
    for scale in dict.fromkeys(scales):
        within = [each is scale for each in scales]
        off = _off_in(scale, kind, role, at[within], to[within], mobject, numbers, context)
        if off is not None:
            known.append(off)
    return np.concatenate(known) if known else None


def _off_in(
    scale: Axes | Wall | None,
    kind: str,
    role: str,
    at: Array,
    to: Array,
    mobject: Mobject,
    numbers: CoreNumbers,
    context: _Context,
) -> Array | None:
    """Return the same for what lies in one pair of axes, or on a wall."""
    if isinstance(scale, Wall):
        return _off_on_wall(kind, role, at, scale, numbers)
    if scale is None:
        return None
    corners = scale.frame.points
    spans = np.array([np.ptp(scale.across), np.ptp(scale.up)])
    across, up = (np.ptp(corners[:, :2], axis=0) / spans).tolist()
    first, last = scale.p2c(at), scale.p2c(to)
    if kind == "heat":
        assert isinstance(mobject, HeatMap)
        last[:] = [[mobject.value_at(place)] for place in at]
        up = 1 / math.sqrt(mobject.top)
    if kind == "curve":
        first = first[_within(first, scale)]
    if not len(first):
        return None
    return numbers.off(scale.measures, Drawn(kind, role, first, last, across, up, *context))


def _read(mobject: Mobject) -> tuple[str, Array, Array]:
    """Return what kind of thing is drawn, and where its parts begin and end, (n, 3) each."""
    none = np.zeros((0, 3))
    if isinstance(mobject, Circles):
        centers = mobject.get_centers()
        return "dots", centers, centers
    if isinstance(mobject, Marker):
        place = mobject.get_place()[None]
        return "dots", place, place
    if isinstance(mobject, Cross | Diamond | Estimate):
        center = mobject.get_center()[None]
        return "cross", center, center
    if isinstance(mobject, Excess):  # from a circle, and not from a y
        return "", none, none
    if isinstance(mobject, Segments):
        seen = mobject.stroke_rgbas[:, 3] > UNSEEN
        return "segments", mobject.get_starts()[seen], mobject.get_ends()[seen]
    if isinstance(mobject, Arrows):
        return "arrows", mobject.get_tails(), mobject.get_tips()
    if isinstance(mobject, HeatMap):
        raster = mobject.get_raster()
        rows, columns = (_evenly(count) for count in raster.shape[:2])
        places = mobject.place_of(raster[rows[:, None], columns].reshape(-1, 2))
        return "heat", places, places
    if not isinstance(mobject, VMobject) or isinstance(mobject, Painted | Circle):
        return "", none, none
    parts = getattr(mobject, "parts_drawn", None)
    if parts is not None and parts.kind in ("bar", "cross"):
        boxes = [(path.min(axis=0), path.max(axis=0)) for path in paths_of(mobject)]
        middles = np.array([(low + high) / 2 for low, high in boxes]).reshape(-1, 3)
        if parts.kind == "cross":
            return "cross", middles, middles
        tops = np.array([high for _, high in boxes]).reshape(-1, 3)
        return "bars", middles, np.column_stack([middles[:, 0], tops[:, 1:]])
    if mobject.get_fill_opacity() > UNSEEN or len(mobject.points) < 4:
        return "", none, none
    starts, ends = mobject.points[::4], mobject.points[3::4]
    if len(starts) == 1:
        return "line", starts, ends
    points = np.concatenate([starts, ends[-1:]])
    return "curve", points, points


def _evenly(count: int) -> npt.NDArray[np.int64]:
    """Return a few indices of so many, evenly spread, none at an end."""
    return np.linspace(0, count - 1, LOOKED_AT + 2)[1:-1].round().astype(np.int64)


def _off_value(bar: DistanceBar, names: Names) -> Array | None:
    """Return how much longer a bar is than what is written at it, or how much shorter."""
    start, end = bar.bar.points[0], bar.bar.points[3]
    plane = plane_at(bar, names, start)
    if plane is None:
        return None
    return np.abs([float(np.linalg.norm(end - start)) - bar.value * plane.unit])


def _within(at: Array, scale: Axes) -> Array:
    """Tell which points are inside their axes, (n,): at the edges curves are cut off."""
    low = np.array([scale.across[0], scale.up[0]])
    high = np.array([scale.across[1], scale.up[1]])
    size = 1e-6 * (high - low)
    sides = (at > low + size) & (at < high - size)
    if not isinstance(scale, Plane):  # they begin and end at their sides
        sides = sides[:, 1:]
    return np.asarray(sides.all(axis=1))


def _off_on_wall(kind: str, role: str, at: Array, wall: Wall, numbers: CoreNumbers) -> Array | None:
    """Return how far curves and dots of a wall are from the energies of their cells' samples."""
    if role != "energy" and kind != "dots":
        return None
    cells = [cell_at(wall, place) for place in at]
    offs = []
    for cell in sorted({cell for cell in cells if cell is not None}):
        own = wall.p2c(cell, at[[each == cell for each in cells]])
        across, up = wall.unit
        drawn = Drawn(kind, role, own, own, across, up, _NOWHERE, _NOWHERE, _NOWHERE)
        off = numbers.off_on_wall(cell, drawn)
        if off is not None:
            offs.append(off.max(keepdims=True))
    return np.concatenate(offs) if offs else None


def _off_line_in_space(line: PredictionLine, numbers: CoreNumbers) -> Array | None:
    """Return how far a line of predictions through a horn is from where they are seen."""
    seen = line.points[::4, :2]
    offs = [
        np.linalg.norm(seen[:, None] - line.space.view.project(way).places, axis=-1).min(axis=1)
        for way in numbers.predictions()
    ]
    return min(offs, key=np.max) if len(seen) else None


def _off_in_space(space: Space, numbers: CoreNumbers) -> Array | None:
    """Return how far the lines round a horn are from its ellipses."""
    offs = []
    for part in space.parts:
        if isinstance(part, Dots):
            off = numbers.off_dots_in_space(part.at, role_of(part.colors))
            if off is not None and part.opacity.get_value() > UNSEEN:
                offs.append(off.max(keepdims=True) * space.view.lengths[1])
            continue
        if part.arrow or part.opacity.get_value() <= UNSEEN or part.reach.get_value() < 1:
            continue
        lines = part.drawn()[part.presence() > 0]
        if not len(lines):
            continue
        role = role_of(part.colors.reshape(-1, 3))
        if lines.shape[1] == STRAIGHT:
            off = numbers.off_straight_in_space(lines, role)
        elif lines.shape[1] >= LINE:
            off = numbers.off_in_space(lines.reshape(-1, 3), role)
        else:
            continue
        if off is not None:
            offs.append(off.max(keepdims=True) * space.view.lengths[1])
    return np.concatenate(offs) if offs else None


def _role(mobject: Any) -> str:
    """Return what the colour of a thing stands for, or the thing itself."""
    if isinstance(mobject, BarredRings | Estimate):
        return "false" if isinstance(mobject, BarredRings) else "counted"
    lined = mobject.get_stroke_width() > 0 and mobject.stroke_rgbas[:, 3].max() > UNSEEN
    filled = isinstance(mobject, Circles | Marker) and mobject.fill_rgbas[:, 3].max() > UNSEEN
    rgbas = mobject.stroke_rgbas if lined and not filled else mobject.fill_rgbas
    if isinstance(mobject, Rings):
        rgbas = mobject.stroke_rgbas
    return role_of(rgbas[:, :3])
