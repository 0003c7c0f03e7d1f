"""Which of the core's functions returned what is drawn.

All numbers of the film cross one border, `scenes.story.arrays.array`, from torch to NumPy. Here it
is watched while a chapter plays: each array is written down with the function of the core that
returned it. What is then read off the picture is looked for among those numbers.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch

from scenes.chapter import Chapter
from scenes.film.marks.lines import Origin
from scenes.film.marks.marks import Mark, marks_of
from scenes.film.marks.naming import Names
from scenes.film.marks.values import Values, values_of
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.story.arrays import array
from scenes.story.checkpoints import Arrays, Keeper, Lesson, learned

_LARGE = 20_000  # numbers: a larger array is a raster
_ENOUGH = 16  # looks at a thing's numbers
_PLACES = ("y", "from", "to")
_COMMON = ("z", "x", "length", "sample", "step")

_Name = tuple[str, ...]


class Function(NamedTuple):
    """A function of the core, and what of the story asked it.

    Attributes
    ----------
    core
        ``lvebm_core.energy.energy_table``.
    story
        ``StoryData.energies``.
    """

    core: str
    story: str


class FunctionFinder:
    """Finds the functions of the core behind what a chapter draws, while it plays."""

    def __init__(self) -> None:
        self._numbers: dict[_Name, Function] = {}
        self._rasters: dict[int, Function] = {}
        self._returned: list[tuple[FrameType, str]] = []  # to a frame of the story, by the core
        self._asked: Counter[Origin] = Counter()
        self._votes: dict[Origin, Counter[Function]] = defaultdict(Counter)

    def found(self) -> Mapping[Origin, Function]:
        """Return the function behind each thing, of those that have one."""
        return {origin: votes.most_common(1)[0][0] for origin, votes in self._votes.items()}

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Write down all numbers that come out of the core."""
        borders = {array: self._cross, learned: self._learn}
        story = [module for name, module in sys.modules.items() if name.startswith("scenes.story")]
        patched = [
            (module, name, value)
            for module in story
            for name, value in vars(module).items()
            if value is array or value is learned
        ]
        before = sys.getprofile()
        for module, name, value in patched:
            setattr(module, name, borders[value])
        sys.setprofile(self._profile)
        try:
            yield
        finally:
            sys.setprofile(before)
            for module, name, value in patched:
                setattr(module, name, value)

    def look(self, chapter: Chapter) -> None:
        """Look for what is drawn at this moment among the numbers that came out so far."""
        names = Names(chapter)
        for mark in marks_of(chapter, names):
            origin = mark.whole or mark.origin
            if origin is None or self._asked[origin] >= _ENOUGH:
                continue
            self._asked[origin] += 1
            function = self._behind(mark, values_of(mark, names))
            if function is not None:
                self._votes[origin][function] += 1

    def _behind(self, mark: Mark, values: Values) -> Function | None:
        """Return the function that returned what a mark shows: first the least common numbers."""
        if isinstance(mark.thing, HeatMap):
            return self._rasters.get(mark.thing.get_samples()[..., 0].size)
        for name in sorted(values, key=_rank):
            value = values[name]
            found = self._numbers.get(_key(value if isinstance(value, tuple) else (value,)))
            if found is not None:
                return found
        return None

    def _profile(self, frame: FrameType, event: str, _: Any) -> None:
        if event != "return" or not _is_in(frame, "lvebm_core"):
            return
        caller = frame.f_back
        while caller is not None and not _is_in(caller, "scenes.story"):
            caller = caller.f_back
        if caller is not None:
            name = f"{frame.f_globals['__name__']}.{frame.f_code.co_qualname}"
            if not name.endswith("__"):
                self._returned = [*self._returned[-8:], (caller, name)]

    def _cross(self, values: torch.Tensor) -> npt.NDArray[np.float64]:
        found = array(values)
        frames, frame = [], sys._getframe(1)
        while frame is not None and (_is_in(frame, "scenes.story") or _is_in(frame, "functools")):
            frames.append(frame)
            frame = frame.f_back  # type: ignore[assignment]
        core = next((name for caller, name in reversed(self._returned) if caller in frames), "")
        asked = [frame.f_code.co_qualname for frame in frames if "." in frame.f_code.co_qualname]
        if core:
            self._write_down(found, Function(core, asked[0] if asked else ""))
        return found

    def _learn(self, lesson: Lesson, keeper: Keeper) -> Arrays:
        found = learned(lesson, keeper)
        code = lesson.learn.__func__.__code__  # type: ignore[attr-defined]
        named = (lesson.learn.__func__.__globals__.get(name) for name in code.co_names)  # type: ignore[attr-defined]
        core = [
            f"{each.__module__}.{each.__qualname__}"
            for each in named
            if callable(each) and not isinstance(each, type) and each.__module__ in _core()
        ]
        for values in found.values() if core else ():
            self._write_down(np.asarray(values), Function(core[-1], f"StoryData.{lesson.name}"))
        return found

    def _write_down(self, values: npt.NDArray[np.float64], function: Function) -> None:
        if values.size > _LARGE:
            self._rasters[values.size] = function
            return
        for value in values.ravel().tolist():
            if _tells(value):
                self._numbers.setdefault(_key((value,)), function)
        if values.ndim > 1 and values.shape[-1] == 2:
            for row in values.reshape(-1, 2).tolist():
                self._numbers.setdefault(_key(row), function)
        elif values.shape == (2,):
            self._numbers.setdefault(_key(values.tolist()), function)


def _core() -> set[str]:
    return {name for name in sys.modules if name.startswith("lvebm_core.")}


def _rank(name: str) -> int:
    """Return how late a number is looked for: a value first, then a place, then what all have."""
    return 2 if name in _COMMON else int(name in _PLACES)


def _key(values: tuple[float, ...] | list[float]) -> _Name:
    return tuple(f"{value + 0.0:.8g}" if abs(value) > 1e-9 else "0" for value in values)


def _tells(value: float) -> bool:
    """Tell whether a number is so rare that it says where it comes from."""
    return abs(value - round(value, 2)) > 1e-9


def _is_in(frame: FrameType, package: str) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith(package)
