"""Tables and lists whose rows or columns are out of line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment
from scenes.mobjects.formula import OnBaseline
from scenes.mobjects.number import Number

EXACT = 0.004  # units: a column in line
SEEN = 0.026  # units: 3.5 px at 1080p; less is how the edges of figures differ
WIDER = 3.0  # than a word: what is as wide, or narrower by as much, is in another column
FEWEST = 4  # rows from which a list is known to be even
REACH = 0.15  # units: what is farther is in another column


class Alignment(Check):
    """One word of a column, or of a row, that is a little beside the others."""

    kind = "out-of-line"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is out of line."""
        if moment.place == "within":
            return
        groups: dict[tuple[str, int], list[Seen]] = defaultdict(list)
        for words in moment.words:
            if id(words.mobject) in moment.settled and isinstance(words.mobject, OnBaseline):
                groups[type(words.mobject).__name__, round(100 * words.em + 0.3)].append(words)
        for group in groups.values():
            yield from _columns(group)
            yield from _rows(group)


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
        column.sort(key=_baseline, reverse=True)
        heights = np.array([_baseline(each) for each in column])
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


def _baseline(words: Seen) -> float:
    assert isinstance(words.mobject, OnBaseline)
    return words.mobject.baseline


def _edges(words: Seen) -> Array:
    """Return left edge, right edge and centre: of a number, those of its columns of figures."""
    if isinstance(words.mobject, Number):
        across, origin, _ = words.mobject._corners()
        left, right = origin[0], across[0]
    else:
        left, _, right, _ = words.box
    return np.array([left, right, (left + right) / 2])
