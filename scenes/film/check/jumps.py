"""Frames at which something jumps while animations are played."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
from manim import Animation, Mobject, UpdateFromFunc

from scenes.film.check.light import Array
from scenes.film.check.sight import Seen, opacity_of
from scenes.mobjects.points import Circles, Cross

STEP = 0.3  # of an animation's whole way
FINE = 240  # steps of an animation, in one of which its rate must not go so far
AT_ONCE = 0.5  # of a thing's opacity ...
FINEST = 1 / 256  # of a frame: ... as it changes in so short a time
_ON_SCALE = re.compile(r"[-−\d.\s/π]*")


def stepped(animations: Iterable[Animation], shares: Array) -> set[int]:
    """Return the frames after which an animation, or a part of one, is suddenly further on.

    Parameters
    ----------
    animations
        Those of one play.
    shares
        How much of the play's time is over at each frame.
    """
    return {
        int(frame)
        for animation in animations
        for way in _stepped_ways(animation, shares)
        for frame in np.flatnonzero(np.abs(np.diff(way)) > STEP)
    }


def _stepped_ways(animation: Animation, shares: Array) -> Iterator[Array]:
    """Yield how far on what is stepped is at shares of the time: an animation, or a part of it."""
    parts = getattr(animation, "anims_with_timings", ())
    is_stepped = _is_stepped(animation.rate_func)
    if not is_stepped and not len(parts):
        return
    way = np.array([animation.rate_func(share) for share in shares])
    if is_stepped:
        yield way
    for part, start, end in parts:
        times = way * getattr(animation, "max_end_time", end)
        yield from _stepped_ways(part, np.clip((times - start) / ((end - start) or 1.0), 0, 1))


@lru_cache(maxsize=1024)
def _is_stepped(rate: Callable[[float], float]) -> bool:
    """Tell whether a rate function jumps."""
    way = [rate(step / FINE) for step in range(FINE + 1)]
    return bool(np.abs(np.diff(way)).max() > STEP)


def suspects(
    before: list[Seen], now: list[Seen], animations: Iterable[Animation]
) -> list[tuple[Mobject, bool]]:
    """Return the words and marks that may have come or left at once between two looks.

    What an animation fades itself is as steady as that; others may follow anything.

    Parameters
    ----------
    before, now
        What is seen at the two looks.
    animations
        Those that are played.

    Returns
    -------
    list
        Each with whether it came.
    """
    old, new = ({id(s.mobject): s for s in seen if _is_followed(s)} for seen in (before, now))
    found = [
        (seen.mobject, _light(new.get(name)) > _light(old.get(name)))
        for name, seen in {**old, **new}.items()
        if abs(_light(old.get(name)) - _light(new.get(name))) > AT_ONCE
    ]
    if not found:
        return []
    steady = {
        id(part)
        for animation in animations
        if not isinstance(animation, UpdateFromFunc)
        for part in animation.mobject.get_family()
    }
    return [each for each in found if id(each[0]) not in steady]


def _is_followed(seen: Seen) -> bool:
    """Tell whether a thing is a mark or words, and no number, as scales have that widen."""
    if seen.is_words:
        return _ON_SCALE.fullmatch(seen.name) is None
    return isinstance(seen.mobject, Circles | Cross)


def _light(seen: Seen | None) -> float:
    return 0.0 if seen is None else seen.opacity


def light_of(mobject: Mobject) -> float:
    """Return how opaque a mobject is now, with all its parts."""
    return max((opacity_of(part) for part in mobject.get_family() if len(part.points)), default=0.0)


def cut_between(light: Callable[[float], float], first: int, last: int) -> int | None:
    """Return the frame after which a thing comes or leaves at once; None if it does so steadily.

    What does so steadily, however fast, is seen half-way between two frames.

    Parameters
    ----------
    light
        How opaque it is at a frame, or between two.
    first, last
        The frames between which it does.
    """
    start, end = float(first), float(last)
    before, after = light(start), light(end)
    cut = first
    while end - start > FINEST and abs(after - before) > AT_ONCE:
        whole = end - start > 1
        middle = float((start + end) // 2) if whole else (start + end) / 2
        between = light(middle)
        if abs(between - before) >= abs(after - between):
            end, after = middle, between
        else:
            start, before = middle, between
        cut = int(start) if whole else cut
    return cut if abs(after - before) > AT_ONCE else None
