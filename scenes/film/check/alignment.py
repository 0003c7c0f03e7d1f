"""Tables and lists whose rows or columns are out of line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from operator import attrgetter

import numpy as np
from manim import Circle, Polygram, VGroup

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import Seen
from scenes.film.check.ticks import value_of
from scenes.film.check.watching import Moment, covering
from scenes.film.marks.marks import Box
from scenes.film.marks.naming import Names
from scenes.mobjects.axes import Axes
from scenes.mobjects.formula import Formula, OnBaseline, Words
from scenes.mobjects.number import Number
from scenes.mobjects.readout import Readout

EXACT = 0.004  # units: a column in line
SEEN = 0.026  # units: 3.5 px at 1080p; less is how the edges of figures differ
WIDER = 3.0  # than a word: what is as wide, or narrower by as much, is in another column
FEWEST = 4  # rows from which a list is known to be even
REACH = 0.15  # units: what is farther is in another column
BESIDE = 0.3  # units: ... of a list, in which nothing else is near
TURNED = 0.4  # units: ... of a diagram
LINE = 0.012  # units: words of a line stand on one baseline
SPACE = 1.2  # ... as far as the space between two of them is less, in ems
SHARED = 0.3  # ... and they are beside each other by so much of the lower one's height
LIKE = 0.05  # how much their sizes may differ
ASIDE = 0.04  # units: what is less is how letters differ
NO_ROW, LEADING = 0.5, 2.5  # from one baseline to the next, in ems, in two rows of one list
APART = 0.5  # units: of two nodes
PAIR = 2  # a mark and its words
ROW = 3  # words from which they are known to be one
INDENT, STEP = 0.1, 0.4  # units: of rows that are centred; and of those that are shifted, at most
BEARING = 0.08  # units: so much less or more is inside a letter's own width
NODE = 0.2  # units: what is less high is none
ASTRAY = 1.0  # units: a head that is farther off has no column
_BASELINE = attrgetter("baseline")
_HEAD = re.compile(r"\.head(s|er)?\b")
_LABEL = re.compile(r"\.(label|name)s?$")  # what names a thing, and stands where that is


class Alignment(Check):
    """One word of a column, or of a row, that is a little beside the others."""

    kind = "out-of-line"

    def __init__(self) -> None:
        self._places: list[tuple[int, Box, bool]] = []  # where everything was, and if at rest
        self._found: list[Sight] = []

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is out of line."""
        if moment.place == "within":
            return
        places = [(id(s.mobject), s.box, id(s.mobject) in moment.settled) for s in moment.seen]
        if places != self._places:
            self._places, self._found = places, list(self._out_of_line(moment))
        yield from self._found

    def _out_of_line(self, moment: Moment) -> Iterator[Sight]:
        groups: dict[tuple[str, int], list[Seen]] = defaultdict(list)
        for words in moment.words:
            if id(words.mobject) in moment.settled and isinstance(words.mobject, OnBaseline):
                groups[type(words.mobject).__name__, _size(words)].append(words)
        for group in groups.values():
            yield from _columns(group)
            yield from _rows(group)
        everything = [words for group in groups.values() for words in group]
        yield from _lines(everything, moment)
        yield from _tables(everything, moment.names)
        yield from _heads(everything, moment.names)
        yield from _slanted(moment)
        yield from _lists(groups.values(), moment.names)
        yield from _readouts(everything, moment.names)
        yield from _nodes(moment)
        yield from _legends(moment)
        yield from _blocks(everything, moment)
        yield from _ragged(everything, moment.names)
        yield from _ticks(everything, moment.names)


def _size(words: Seen) -> int:
    """Return the size of words, the same for all that are as large as far as letters tell."""
    return round(100 * words.em + 0.3)


def _settled(moment: Moment) -> dict[int, Seen]:
    """Return what is at rest, by the names of its mobjects."""
    return {id(each.mobject): each for each in moment.seen if id(each.mobject) in moment.settled}


def _tables(words: list[Seen], names: Names) -> Iterator[Sight]:
    """Yield columns whose rows are not level with another's, and words beside those under them."""
    columns: dict[frozenset[int], list[Seen]] = {}
    for kind in dict.fromkeys(type(each.mobject) for each in words):
        for column in _stacked([each for each in words if type(each.mobject) is kind]):
            column.sort(key=_BASELINE, reverse=True)
            columns.setdefault(frozenset(id(each.mobject) for each in column), column)
    for one, other in combinations(columns.values(), 2):
        if len(one) != len(other) or not _are_parts(names, one[0], other[0]):
            continue
        off = np.array([a.baseline - b.baseline for a, b in zip(one, other, strict=True)])
        if np.ptp(off) < EXACT and LINE < abs(off[0]) < NO_ROW * one[0].em:
            says = f"is {abs(off[0]):.2f} units off the row of {one[0].name}"
            yield Sight(other[0].name, says, covering([one[0].box, other[0].box]), other[0].mobject)
    for column in columns.values():
        if not all(isinstance(each.mobject, Number) for each in column):
            continue
        edges = _edges(column[0])
        heads = [
            each
            for each in words
            if 0 < each.baseline - column[0].baseline < LEADING * each.em
            and _edges(each)[0] < edges[1]
            and _edges(each)[1] > edges[0]
            and _are_parts(names, each, column[0])
        ]
        if len(heads) == 1 and np.abs(_edges(heads[0]) - edges).min() > ASIDE:
            says = "is not in line with the column under it"
            yield Sight(heads[0].name, says, heads[0].box, heads[0].mobject)


def _heads(words: list[Seen], names: Names) -> Iterator[Sight]:
    """Yield what is called a head, and is beside the column of numbers or symbols under it."""
    tables: dict[str, list[Seen]] = defaultdict(list)
    for each in words:
        tables[names.owner(each.mobject)].append(each)
    for table in tables.values():
        heads = [each for each in table if _HEAD.search(names.path(each.mobject))]
        others = [
            each for each in table if each not in heads and not isinstance(each.mobject, Words)
        ]
        for head in heads:
            under = [
                each for each in others if 0 < head.baseline - each.baseline < LEADING * head.em
            ]
            off = [np.abs(_edges(head) - _edges(each)) for each in under]
            nearest = min(off, key=lambda edges: float(edges[2]), default=np.zeros(3))
            if nearest.min() > ASIDE and nearest[2] < ASTRAY:
                says = "is not in line with the column under it"
                yield Sight(head.name, says, head.box, head.mobject)


def _slanted(moment: Moment) -> Iterator[Sight]:
    """Yield small marks that stand under each other as rows do, each more beside the one above."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for each in moment.things:
        height = each.box.top - each.box.bottom
        path = moment.names.path(each.mobject)
        if id(each.mobject) in moment.settled and "[" in path and height < APART:
            found[re.sub(r"\[[^]]*\]", "[]", path)].append(each)
    for rows in found.values():
        middles = np.array(sorted((_middle(each) for each in rows), key=lambda at: -at[1]))
        if len(rows) < ROW or np.ptp(np.diff(middles[:, 1])) > EXACT:
            continue
        steps = np.diff(middles[:, 0])
        if np.ptp(steps) < EXACT and SEEN < np.abs(steps).max() < -np.diff(middles[:, 1]).max():
            says = f"is {abs(steps[-1]):.2f} units beside the one above it"
            yield Sight(rows[-1].name, says, covering([r.box for r in rows]), rows[-1].mobject)


def _lists(groups: Iterable[list[Seen]], names: Names) -> Iterator[Sight]:
    """Yield what is beside the one above it, in lists that are too short to tell a column."""
    for one, other in (pair for group in groups for pair in _a_little_off(group)):
        held = _holder(names, one)
        if held == _holder(names, other) != "" and not _LABEL.search(held):
            says = f"is a little beside the row or the column of {other.name}"
            yield Sight(one.name, says, covering([one.box, other.box]), one.mobject)


def _readouts(words: list[Seen], names: Names) -> Iterator[Sight]:
    """Yield the symbols of a readout whose equals signs do not stand under each other."""
    found: dict[int, list[Seen]] = defaultdict(list)
    for each in words:
        readout = next((held for held in names.around(each.mobject) if type(held) is Readout), None)
        if readout is not None and isinstance(each.mobject, Formula):
            found[id(readout)].append(each)
    for symbols in found.values():
        signs = np.array([_edges(each)[1] for each in symbols])
        off = np.abs(signs - np.median(signs))
        if off.max() > SEEN:
            each = symbols[int(off.argmax())]
            says = f"is {off.max():.2f} units off the column of the equals signs"
            yield Sight(each.name, says, covering([other.box for other in symbols]), each.mobject)


def _lines(words: list[Seen], moment: Moment) -> Iterator[Sight]:
    """Yield words that follow others in their line, and are a little higher or lower."""
    boxes, ems = np.array([each.box for each in words]), np.array([each.em for each in words])
    if not len(boxes):
        return
    left, bottom, right, top = boxes.T
    gap = left[None] - right[:, None]  # from one to another at its right
    shared = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    lower = np.minimum((top - bottom)[:, None], top - bottom)
    like = np.abs(ems[:, None] / ems - 1) <= LIKE
    follows = (gap >= 0) & (gap < SPACE * ems[:, None]) & (shared > SHARED * lower) & like
    for i, k in np.argwhere(follows):
        one, other = words[i], words[k]
        off = abs(one.baseline - other.baseline)
        labels = all(_LABEL.search(moment.names.path(each.mobject)) for each in (one, other))
        if off > LINE and _are_parts(moment.names, one, other) and not labels:
            says = f"is {off:.2f} units off the line of {one.name}"
            yield Sight(other.name, says, covering([one.box, other.box]), other.mobject)


def _are_parts(names: Names, one: Seen, other: Seen) -> bool:
    """Tell whether two words are parts of the same thing that the chapter holds."""
    return names.owner(one.mobject) == names.owner(other.mobject)


def _legends(moment: Moment) -> Iterator[Sight]:
    """Yield rows of a mark and its words that begin at other places than the rows above."""
    for rows in _pairs(moment):
        marks = {mark.is_words for mark, _ in rows}
        if len(rows) < PAIR or len(marks) > 1:
            continue
        heights = np.sort([b.baseline for _, b in rows if isinstance(b.mobject, OnBaseline)])
        pitch = np.diff(heights) / rows[0][1].em
        if len(heights) < len(rows) or not (NO_ROW < pitch.min() <= pitch.max() < LEADING):
            continue
        for column in zip(*rows, strict=True):
            edges = np.array([[each.box.left, each.box.right] for each in column])
            edges = np.column_stack([edges, edges.mean(axis=1)])
            if np.ptp(edges, axis=0).min() > SEEN:
                says = "does not begin where the rows of its list do"
                boxes = [each.box for each in column]
                yield Sight(column[-1].name, says, covering(boxes), column[-1].mobject)


def _blocks(words: list[Seen], moment: Moment) -> Iterator[Sight]:
    """Yield rows of words, and of marks with words, that begin at other places than the others."""
    for rows in [*_passages(words, moment.names), *_rows_of_holders(moment)]:
        boxes = [covering([part.box for part in row]) for row in rows]
        if any(above.bottom < below.top for above, below in pairwise(boxes)):
            continue
        edges = np.array([[box.left, box.right, (box.left + box.right) / 2] for box in boxes])
        left, right, middle = np.ptp(edges, axis=0)
        alike = all(isinstance(part.mobject, Words) for row in rows for part in row)
        centred = middle < BEARING and min(left, right) > INDENT
        if centred or (alike and BEARING < min(left, right) < STEP):
            last = rows[-1][-1]
            says = "does not begin where the rows of its block do"
            yield Sight(last.name, says, covering(boxes), last.mobject)


def _passages(words: list[Seen], names: Names) -> Iterator[list[list[Seen]]]:
    """Yield words of one place in the chapter, or of the rows of one table, from the top."""
    found: dict[tuple[str, int], list[Seen]] = defaultdict(list)
    for each in words:
        path = re.sub(r"\[[^]]*\]", "[]", names.path(each.mobject))
        if isinstance(each.mobject, Words) and path:
            found[path, _size(each)].append(each)
    for group in found.values():
        if len(group) >= PAIR:
            yield [[each] for each in sorted(group, key=_BASELINE, reverse=True)]


def _rows_of_holders(moment: Moment) -> Iterator[list[list[Seen]]]:
    """Yield the rows of what holds rows of marks and words."""
    seen = _settled(moment)
    holders = {id(each): each for held in moment.chapter.mobjects for each in held.get_family()}
    for holder in holders.values():
        if not isinstance(holder, VGroup) or len(holder.submobjects) < PAIR:
            continue
        rows = [[seen[id(part)] for part in row.get_family() if id(part) in seen] for row in holder]
        shown = [row for row in rows if row]
        if len(shown) >= PAIR and all(any(part.is_words for part in row) for row in shown):
            yield shown


def _ragged(words: list[Seen], names: Names) -> Iterator[Sight]:
    """Yield what stands in a row with others of one place in the chapter, but not level."""
    found: dict[tuple[str, int], list[Seen]] = defaultdict(list)
    for each in words:
        found[names.path(each.mobject), _size(each)].append(each)
    for (path, _), group in found.items():
        heights = np.array([each.baseline for each in group])
        if path and len(group) >= ROW and LINE < np.ptp(heights) < NO_ROW * group[0].em:
            off = np.abs(heights - np.median(heights))
            each = group[int(off.argmax())]
            says = f"is {off.max():.2f} units off the row of the others"
            yield Sight(each.name, says, covering([other.box for other in group]), each.mobject)
            continue
        names_of = [each for each in group if path and isinstance(each.mobject, Words)]
        for one, other in combinations(names_of, 2):
            apart = one.box.right < other.box.left or other.box.right < one.box.left
            step = abs(one.baseline - other.baseline)
            if apart and LINE < step < NO_ROW * one.em:
                says = f"is {step:.2f} units off the row of {one.name}"
                yield Sight(other.name, says, covering([one.box, other.box]), other.mobject)


def _ticks(words: list[Seen], names: Names) -> Iterator[Sight]:
    """Yield numbers under axes that do not stand on one line with the others."""
    found: dict[tuple[int, int], list[Seen]] = defaultdict(list)
    for each in words:
        axes = next((held for held in names.around(each.mobject) if isinstance(held, Axes)), None)
        if axes is None or isinstance(each.mobject, Number) or value_of(each.name) is None:
            continue
        if each.box.top < axes.frame.points[:, 1].min():
            found[id(axes), _size(each)].append(each)
    for group in found.values():
        heights = np.array([each.baseline for each in group])
        off = np.abs(heights - np.median(heights))
        if LINE < off.max() < NO_ROW * group[0].em:
            each = group[int(off.argmax())]
            says = f"is {off.max():.2f} units off the line of the others"
            yield Sight(each.name, says, covering([other.box for other in group]), each.mobject)


def _pairs(moment: Moment) -> Iterator[list[tuple[Seen, Seen]]]:
    """Yield the rows of a mark and its words, or a symbol and its meaning, of what holds them."""
    seen = _settled(moment)
    found: dict[str, list[tuple[Seen, Seen]]] = defaultdict(list)
    for mobject in moment.chapter.mobjects:
        for row in mobject.get_family():
            if type(row) is not VGroup or len(row) != PAIR:
                continue
            mark, words = (seen.get(id(part)) for part in row)
            if mark is not None and words is not None and words.is_words:
                holder = re.sub(r"\[\d+\]$", "", moment.names.path(row))
                found[holder].append((mark, words))
    yield from found.values()


def _nodes(moment: Moment) -> Iterator[Sight]:
    """Yield nodes of a diagram that are out of line, and names that are not in their middles."""
    nodes = [
        seen
        for seen in moment.things
        if id(seen.mobject) in moment.settled and isinstance(seen.mobject, Circle | Polygram)
    ]
    for one, other in combinations(nodes, 2):
        off = np.abs(_middle(one) - _middle(other))
        near, far = off.min(), off.max()
        if SEEN < near < TURNED and far > APART and _are_nodes(moment.names, one, other):
            says = f"is {near:.2f} units out of line with another"
            yield Sight(one.name, says, covering([one.box, other.box]), one.mobject)
    for node in nodes:
        inside = [words for words in moment.words if _holds(node, words)]
        if len(inside) != 1 or id(inside[0].mobject) not in moment.settled:
            continue
        off = np.abs(_middle(inside[0]) - _middle(node))
        if SEEN < off.max() < BESIDE:
            says = f"is {off.max():.2f} units from the middle of its node"
            yield Sight(inside[0].name, says, node.box, inside[0].mobject)


def _are_nodes(names: Names, one: Seen, other: Seen) -> bool:
    """Tell whether two shapes are nodes of one diagram: all parts of the same thing."""
    paths = [names.path(seen.mobject).split(".")[:-2] for seen in (one, other)]
    lower = min(seen.box.top - seen.box.bottom for seen in (one, other))
    return paths[0] == paths[1] and lower > NODE


def _holds(node: Seen, words: Seen) -> bool:
    """Tell whether words are inside a node."""
    box, inner = node.box, words.box
    return (
        box.left < inner.left
        and inner.right < box.right
        and box.bottom < inner.bottom
        and inner.top < box.top
    )


def _middle(seen: Seen) -> Array:
    box = seen.box
    return np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2])


def _a_little_off(words: list[Seen]) -> list[tuple[Seen, Seen]]:
    """Return pairs that are neither in one row nor in rows of their own, or so across."""
    heights = np.array([each.baseline for each in words])
    edges = np.array([_edges(each) for each in words])
    boxes = np.array([each.box for each in words])
    lower = np.abs(heights[:, None] - heights)
    beside = np.abs(edges[:, None] - edges).min(axis=-1)
    shared = np.minimum(boxes[:, None, 2], boxes[:, 2]) - np.maximum(boxes[:, None, 0], boxes[:, 0])
    em = words[0].em
    off = (lower > LINE) & (lower < NO_ROW * em)
    off |= (
        (lower > LINE)
        & (lower < LEADING * em)
        & (shared > 0)
        & ((beside > ASIDE) & (beside < BESIDE))
    )
    return [(words[i], words[k]) for i, k in np.argwhere(np.triu(off, k=1))]


def _holder(names: Names, words: Seen) -> str:
    """Return the name of the list that words are in; "" if they are in none."""
    return names.path(words.mobject).rpartition("[")[0]


def _columns(words: list[Seen]) -> Iterator[Sight]:
    """Yield what is a little beside a column that others form, and in line with nothing."""
    edges = np.array([_edges(each) for each in words])
    widths = edges[:, 1] - edges[:, 0]
    for k, each in enumerate(words):
        away = np.abs(np.delete(edges, k, axis=0) - edges[k])
        alike = np.delete(widths, k) / widths[k]
        away[(alike < 1 / WIDER) | (alike > WIDER)] = np.inf
        if (away <= SEEN).any():
            continue
        for e in range(edges.shape[1]):
            column = np.delete(edges[:, e], k)[away[:, e] < REACH]
            values, counts = np.unique(np.round(column / EXACT), return_counts=True)
            if counts.max(initial=0) >= 2:
                off = abs(float(values[counts.argmax()] * EXACT - edges[k, e]))
                says = f"is {off:.2f} units beside its column"
                yield Sight(each.name, says, each.box, each.mobject)
                break


def _rows(words: list[Seen]) -> Iterator[Sight]:
    """Yield the row of an even list that is a little too high or too low."""
    told: set[int] = set()
    for column in _stacked(words):
        column.sort(key=_BASELINE, reverse=True)
        heights = np.array([each.baseline for each in column])
        for k in range(1, len(column) - 1):
            steps = -np.diff(np.delete(heights, k))
            pitch = np.delete(steps, k - 1)
            off = float(heights[k] - (heights[k - 1] + heights[k + 1]) / 2)
            if abs(steps[k - 1] - 2 * pitch.mean()) > EXACT or id(column[k]) in told:
                continue
            if np.ptp(pitch) < EXACT and SEEN < abs(off) < REACH:
                told.add(id(column[k]))
                says = f"is {abs(off):.2f} units {'above' if off > 0 else 'below'} its row"
                yield Sight(column[k].name, says, column[k].box, column[k].mobject)


def _stacked(words: list[Seen]) -> Iterator[list[Seen]]:
    """Yield words that stand over one another, by their left or right edges or their middles."""
    edges = np.array([_edges(each) for each in words])
    for e in range(edges.shape[1]):
        order = np.argsort(edges[:, e])
        gaps = np.flatnonzero(np.diff(edges[order, e]) > SEEN) + 1
        for column in np.split(order, gaps):
            if len(column) >= FEWEST:
                yield [words[k] for k in column]


def _edges(words: Seen) -> Array:
    """Return left edge, right edge and centre: of a number, those of its columns of figures."""
    if isinstance(words.mobject, Number):
        across, origin, _ = words.mobject._corners()
        left, right = origin[0], across[0]
    else:
        left, _, right, _ = words.box
    return np.array([left, right, (left + right) / 2])
