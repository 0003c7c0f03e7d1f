"""Something appears, leaves or jumps from one frame to the next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import differing
from scenes.film.check.sight import Seen
from scenes.film.check.watching import QUALITY, Moment, Picture, pixels
from scenes.mobjects.space import Dots, Space, Strokes

CLEAR = 40  # of 255: a channel that differs as much is seen to change
ENOUGH = 14  # pixels at 480p: less is an edge drawn in another order
MOVED = 0.03  # units that are not seen
LIGHTER = 0.15  # of a colour, or of its opacity
AT_ONCE = 0.3  # of the opacity of a part of a space, from one frame to the next


class Pops(Check):
    """What is otherwise as an animation begins than it was as the one before ended.

    Or from one frame of an animation to the next, where something is suspected to jump.
    """

    kind = "pop"

    def __init__(self) -> None:
        self._picture: Picture = np.zeros((QUALITY.height, QUALITY.width, 3), np.uint8)
        self._seen: list[Seen] = []
        self._lit: dict[int, float] = {}  # parts of spaces
        self._play = -1

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the thing that jumped."""
        if (moment.play != self._play and self._play >= 0) or moment.jump == "after":
            changed = _changed(self._picture, moment)
            if changed.sum() >= ENOUGH:
                yield from _told(self._seen, moment.seen, changed)
                yield from self._parts_of_spaces(moment)
        for area in moment.areas:
            self._picture[area] = moment.picture[area]
        self._play = moment.play
        self._lit = {id(part): light for _, part, light in _lit_parts(moment)}
        is_next = moment.place != "within" or moment.jump == "before"
        self._seen = [seen.noted for seen in moment.seen] if is_next else []

    def _parts_of_spaces(self, moment: Moment) -> Iterator[Sight]:
        """Yield the spaces that have a part more, or less, than before."""
        for seen, part, light in _lit_parts(moment):
            before = self._lit.get(id(part), light)
            if abs(light - before) > AT_ONCE:
                says = f"{'appears' if light > before else 'leaves'} at once"
                yield Sight(type(part).__name__, says, seen.box, seen.mobject)


def _lit_parts(moment: Moment) -> Iterator[tuple[Seen, Dots | Strokes, float]]:
    """Yield the parts of spaces, each with its opacity and how much of it is there."""
    for seen in moment.seen:
        if isinstance(seen.mobject, Space):
            for part in seen.mobject.parts:
                there = part.arrived() if isinstance(part, Dots) else part.presence()
                yield seen, part, float(part.opacity.get_value() * there.mean())


def _changed(old: Picture, moment: Moment) -> np.ndarray:
    changed = np.zeros(old.shape[:2], dtype=bool)
    for area in moment.areas:
        changed[area] = differing(old[area], moment.picture[area], CLEAR)
    if changed.sum() >= ENOUGH:  # a line that moves by less than a pixel is no pop
        rows, columns = np.nonzero(changed)
        part = np.s_[
            max(rows.min() - 1, 0) : rows.max() + 2, max(columns.min() - 1, 0) : columns.max() + 2
        ]
        one, other = old[part], moment.picture[part]
        changed[part] &= _is_new(one, other) | _is_new(other, one)
    return changed


def _is_new(old: Picture, new: Picture) -> np.ndarray:
    """Tell which pixels of a picture are unlike all that were next to them in another."""
    around = (3, 3, 1)
    low, high = minimum_filter(old, around), maximum_filter(old, around)
    darker, lighter = new < low.astype(np.int16) - CLEAR, new > high.astype(np.int16) + CLEAR
    return np.asarray((darker | lighter).any(axis=-1))


def _told(before: list[Seen], now: list[Seen], changed: np.ndarray) -> Iterator[Sight]:
    """Yield the thing that explains best what changed; if only the order did, there is none."""
    old = {part for seen in before for part in seen.looks}
    new = {part for seen in now for part in seen.looks}
    found = []
    for seen, others, there in [(s, old, before) for s in now] + [(s, new, now) for s in before]:
        if all(part in others for part in seen.looks) or any(_alike(seen, s) for s in there):
            continue
        inside = changed[pixels(seen.box, 1)]
        count = int(inside.sum())
        if count >= ENOUGH:
            fit = count / (inside.size + changed.sum() - count)
            found.append((fit, count, seen, others is old))
    if not found:
        return
    _, count, seen, is_new = max(found, key=lambda each: each[0])
    stays = any(each.mobject is seen.mobject for each in (before if is_new else now))
    says = "jumps" if stays else "appears" if is_new else "leaves"
    yield Sight(seen.name, f"{says} at once: {count} pixels of 854×480", seen.box, seen.mobject)


def _alike(one: Seen, other: Seen) -> bool:
    """Tell whether a thing may stand for another: they are in one place, in one colour."""
    if np.abs(np.subtract(one.box, other.box)).max() > MOVED:
        return False
    a, b = one.light, other.light
    return bool(np.abs(a - b).max() < LIGHTER)
