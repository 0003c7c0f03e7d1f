"""Numbers that are written, and that are not the core's or belie each other."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from scenes.film.check.alignment import LINE
from scenes.film.check.arithmetic import wrong_sums
from scenes.film.check.core_numbers import COUNTED
from scenes.film.check.decoded_rings import is_number, lone_rings
from scenes.film.check.equations import is_other_spread, wrong_equation
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array
from scenes.film.check.places import numbers_of, picked
from scenes.film.check.said_numbers import HALF
from scenes.film.check.sight import Seen, text_of
from scenes.film.check.ticks import value_of
from scenes.film.check.watching import Moment
from scenes.film.marks.naming import Names
from scenes.film.marks.reading import bare, plain_text
from scenes.labels import label
from scenes.mobjects.formula import Typeset
from scenes.mobjects.number import Number
from scenes.story.data import StoryData
from scenes.story.search import searched, ways

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_Y = re.compile(rf"bold\(y\)' = (?:mat|vec)\(delim: \"\[\",\s*{_NUMBER}\s*[;,]\s*{_NUMBER}\)")
_LATENT = re.compile(rf"caron\(z\) = {_NUMBER}")
_LOWEST = re.compile(rf"E\(bold\(y\)', caron\(z\)\) = {_NUMBER}")
_OF_ALL = re.compile(r"\D+ (\d+)")  # "of 24", in any language
_RADIUS = re.compile(rf"\b(rho|w)_(\d)(?: = .* = {_NUMBER})?$")
_SPREAD = re.compile(r"cal\(N\)\(0, (.*)\)$")
_COUNTED = re.compile(rf"E\(bold\(y\)', ([^()]+)\) approx .*= {_NUMBER}$")

BESIDE = 0.5  # units: what stands closer belongs together

Reading = dict[str, Number]
"""The numbers of one readout, by what stands before them or what holds them."""


class WrittenNumbers(Check):
    """Sums that don't come out, and numbers that are not those of what stands beside them."""

    kind = "number"

    def __init__(self) -> None:
        self._right: set[tuple[int, str]] = set()

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the words whose numbers are wrong."""
        if moment.place == "within":
            return
        settled = [words for words in moment.words if id(words.mobject) in moment.settled]
        # What a number must be depends on those beside it: only formulas stay right.
        fresh = [words for words in settled if _key(words) not in self._right]
        if not fresh:
            return
        names, data = moment.names, moment.chapter.data
        y = picked(moment, names)
        wrong = {
            name: says
            for reading in _readings(settled, names)
            for name, says in _beside_core(reading, data, y)
        }
        wrong |= dict(_off_vectors(settled, moment)) | dict(_off_latents(settled, data))
        wrong |= dict(_off_rows(settled)) | dict(_off_counters(settled, names))
        for words in fresh:
            says = wrong.get(id(words.mobject)) or _off_formula(words, data, y)
            if says:
                yield Sight(words.name, says, words.box, words.mobject)
            elif not isinstance(words.mobject, Number):
                self._right.add(_key(words))


def _key(words: Seen) -> tuple[int, str]:
    return id(words.mobject), text_of(words.mobject)


# --- Formulas ------------------------------------------------------------------------------------


def _off_formula(words: Seen, data: StoryData, y: Array) -> str:
    """Return what is wrong with a formula's numbers, "" for nothing."""
    if not isinstance(words.mobject, Typeset):
        return ""
    text = bare(text_of(words.mobject))
    for left, right in wrong_sums(text):
        return f"says that {plain_text(left)} is {plain_text(right)}"
    if sides := wrong_equation(text, data):
        return f"says that {sides[0]} is {sides[1]}, which the core denies"
    if (found := _RADIUS.match(text)) and (says := _off_radius(found, data)):
        return says
    if (found := _SPREAD.search(text)) and is_other_spread(found[1]):
        return "is not the spread of what exp(−β E) is the density of, 1/(2β)"
    if len(y) != 1:
        return ""
    if found := _Y.search(text):
        off = [not _is(float(y[0, k]), found[k + 1]) for k in (0, 1)]
        if any(off):
            return f"is not where the cross is, at [{y[0, 0]:.3g}; {y[0, 1]:.3g}]"
    best = [
        float(data.infer(y).z[0]),
        float(data.latents[data.energies(y, data.latents)[0].argmin()]),
    ]
    lowest = [float(data.energies(y, np.array([z]))[0, 0]) for z in best]
    if (found := _LATENT.search(text)) and not any(_is(z, found[1], math.tau) for z in best):
        mirrored = data.energies(y, np.array([float(found[1])]))[0, 0]
        if not any(_is(energy, f"{mirrored:.2f}") for energy in lowest):
            return f"is not the best latent, {best[0]:.3g}"
    if (found := _LOWEST.search(text)) and not any(_is(energy, found[1]) for energy in lowest):
        return f"is not the lowest energy, {lowest[0]:.3g}"
    false = text.partition(f'"{label("false_valley")}"')[2]
    if found := re.search(_NUMBER, false):
        bottoms = data.energies(y, numbers_of(data).false_latents(y))[0].tolist()
        if bottoms and not any(_is(energy, found[1]) for energy in bottoms):
            return f"is not the energy of a false valley, {bottoms[0]:.3g}"
    if (found := _COUNTED.search(text)) and (z := value_of(plain_text(found[1]))) is not None:
        energy = float(data.energies(y, np.array([z]))[0, 0])
        if abs(math.sqrt(energy) - math.sqrt(max(float(found[2]), 0.0))) > COUNTED:
            return f"is not near the energy, {energy:.3g}"
    return ""


def _off_radius(found: re.Match[str], data: StoryData) -> str:
    """Return what is wrong with a radius, by its index and its value."""
    name, index, value = found.groups()
    if index not in ("1", "2"):
        return "has an index that y does not have"
    story = data.story
    places = (0.0, 1.0, story.slice.x, story.one_to_many.x)
    radii = [data.weights] if name == "w" else [data.radii(x) for x in places]
    if value and not any(_is(float(each[int(index) - 1]), value) for each in radii):
        return "is written, and no slice has this radius"
    return ""


def _is(value: float, written: str, period: float = math.inf) -> bool:
    """Tell whether a number is what is written, to its last place."""
    places = len(written.partition(".")[2])
    off = abs(value - float(written))
    return min(off, abs(period - off)) <= HALF * 10.0**-places


def _off_rows(words: list[Seen]) -> Iterator[tuple[int, str]]:
    """Yield the last numbers of rows, numbers and signs one by one, that don't come out."""
    for sign in words:
        if text_of(sign.mobject) != "=":
            continue
        row = [each for each in words if _is_in_row(each, sign)]
        row.sort(key=lambda each: each.box.left)
        says = " ".join(text_of(each.mobject) for each in row)
        for left, right in wrong_sums(says):
            yield id(row[-1].mobject), f"says that {plain_text(left)} is {plain_text(right)}"


def _off_counters(words: list[Seen], names: Names) -> Iterator[tuple[int, str]]:
    """Yield counters that have come to more than there is, by the words to their right."""
    for counter in words:
        if not isinstance(counter.mobject, Number):
            continue
        for total in words:
            found = _OF_ALL.fullmatch(text_of(total.mobject))
            is_next = (
                abs(total.baseline - counter.baseline) < LINE
                and 0 < total.box.left - counter.box.right < BESIDE
                and names.owner(total.mobject) == names.owner(counter.mobject)
            )
            if found and is_next and counter.mobject.value > int(found[1]) + HALF:
                yield id(counter.mobject), f"is counted, {text_of(total.mobject)}"


def _is_in_row(words: Seen, sign: Seen) -> bool:
    """Tell whether words are as high as a sign, which is less high than they are."""
    middle = (sign.box.bottom + sign.box.top) / 2
    return words.box.bottom < middle < words.box.top


# --- Vectors -------------------------------------------------------------------------------------


def _off_vectors(words: list[Seen], moment: Moment) -> Iterator[tuple[int, str]]:
    """Yield numbers in a column that aren't the ring's y, and pairs in a row that are no y."""
    rings = [at for seen, at in lone_rings(moment) if id(seen.mobject) in moment.settled]
    column = [each for each in words if is_number(each, "decoded")]
    if len(rings) == 1 and len(column) == len(rings[0]):
        column.sort(key=lambda each: -each.baseline)
        for each, value in zip(column, rings[0].tolist(), strict=True):
            if not _is_as_written(value, each.mobject):
                yield id(each.mobject), f"is written, and the ring is at {value:.3g}"
    rows: dict[tuple[str, float], list[Seen]] = defaultdict(list)
    for each in words:
        if is_number(each, "observed"):
            rows[_row(each, moment)].append(each)
    data = moment.chapter.data
    known, theta = _known_samples(data)
    for place, row in rows.items():
        row.sort(key=lambda each: each.box.left)
        numbers = [each.mobject for each in row if isinstance(each.mobject, Number)]
        beside = [each for each in words if _row(each, moment) == place]
        turn = [each for each in beside if is_number(each, "latent")]
        if len(numbers) != known.shape[1]:
            continue
        if not (found := _fitting(known, numbers)).any():
            yield id(row[-1].mobject), "is written in a row that is no y"
        elif len(turn) == 1 and not any(
            _is_as_written(each, turn[0].mobject) for each in theta[found]
        ):
            says = f"is written in the row of a y whose angle is {theta[found][0]:.3g}"
            yield id(turn[0].mobject), says


def _off_latents(words: list[Seen], data: StoryData) -> Iterator[tuple[int, str]]:
    """Yield latents, each beside a y₁ of the field's row, that are not the best ones there."""
    field = data.story.field
    for turn in words:
        if not is_number(turn, "cold") or not isinstance(turn.mobject, Number):
            continue
        row = [
            each.mobject
            for each in words
            if each is not turn
            and abs(each.baseline - turn.baseline) < LINE
            and isinstance(each.mobject, Number)
        ]
        if len(row) != 1:
            continue
        for y1 in field.row_y1:
            best = float(data.infer(y := np.array([[y1, field.row_y2]])).z[0])
            energies = data.energies(y, np.array([best, turn.mobject.value]))[0]
            if _is_as_written(y1, row[0]) and energies[1] - energies[0] > HALF / 100:
                yield id(turn.mobject), f"is written, and the best latent is {best:.3g}"


def _row(words: Seen, moment: Moment) -> tuple[str, float]:
    """Return what holds words, and how high their line is."""
    return moment.names.owner(words.mobject), round(words.baseline, 2)


def _known_samples(data: StoryData) -> tuple[Array, Array]:
    """Return the y's that a chapter may write, (n, 2), and their angles, not known for answers."""
    samples = data.slice, data.horn
    y = np.concatenate([*(each.y for each in samples), data.conditional.y, data.answers.y])
    theta = np.full(len(y), math.nan)
    angles = np.concatenate([each.theta for each in samples])
    theta[: len(angles)] = angles
    return y, theta


def _fitting(known: Array, numbers: Sequence[Number]) -> npt.NDArray[np.bool_]:
    """Tell which of some y's are what two numbers say, as far as their digits go."""
    off = np.abs(known - [number.value for number in numbers])
    return np.asarray((off <= [HALF * 10.0**-number.places for number in numbers]).all(axis=1))


def _is_as_written(value: float, number: object) -> bool:
    assert isinstance(number, Number)
    off = abs(value - float(number.value)) > HALF * 10.0**-number.places
    return not off  # what is no number yet isn't wrong


# --- Readouts ------------------------------------------------------------------------------------


def _readings(words: list[Seen], names: Names) -> list[Reading]:
    """Return the numbers that stand together."""
    found: dict[str, Reading] = defaultdict(dict)
    for each in words:
        if isinstance(each.mobject, Number):
            holder, _, name = names.path(each.mobject).rpartition(".")
            if "[" in name or not name:
                name = names.beside(each.mobject)
            if holder and name:
                found[holder].setdefault(name, each.mobject)
    return list(found.values())


def _beside_core(reading: Reading, data: StoryData, y: Array) -> Iterator[tuple[int, str]]:
    """Yield the numbers of a readout that aren't what its others make them."""
    known = {name: float(number.value) for name, number in reading.items()}
    match known:
        case {"x": x, "ρ₁": _, "ρ₂": _}:
            grown, straight = data.radii(x), data.radii(x, growth=0.0)
            ways = [grown, straight, np.ones(2), np.array([grown[0], 1.0])]
            yield from _wrong(reading, ("ρ₁", "ρ₂"), ways)
        case {"latent": z, "energy": _} if len(y) == 1:
            yield from _wrong(reading, ("energy",), [data.energies(y, np.array([z]))[0]])
        case {"steps": steps, "energy": _} if not math.isnan(steps):
            energies = _energies_after(data, round(steps))
            if energies:
                yield from _wrong(reading, ("energy",), energies)
            else:
                yield id(reading["steps"]), "is written, and no search takes so many steps"
        case {"x": x, "z": z, "ỹ₁": _, "ỹ₂": _}:
            radii = data.conditional.radii(x)
            way = np.array([math.cos(z), math.sin(z)])
            yield from _wrong(reading, ("ỹ₁", "ỹ₂"), [radii * way])
    match known:
        case {"y′₁": _, "y′₂": _} if len(y) == 1:
            yield from _wrong(reading, ("y′₁", "y′₂"), [y[0]])
        case {"y₁": y1, "y₂": y2} if not math.isnan(y1 + y2):
            pair = [reading["y₁"], reading["y₂"]]
            # One that is given, or left at 0, says nothing of the other one.
            is_given = y2 == 0 or _is_as_written(data.story.one_to_many.y1, pair[0])
            if not is_given and not _fitting(_known_samples(data)[0], pair).any():
                yield id(pair[1]), "is written, and no sample has these two"
        case {"x": x, "e^(x)": _}:
            yield from _wrong(reading, ("e^(x)",), [np.atleast_1d(data.exponential(x))])


def _energies_after(data: StoryData, steps: int) -> list[Array]:
    """Return the energies, (1,) each, that the searches for a latent have after so many steps.

    A search of the grid has tried that many latents, and keeps the best.
    """
    grid = data.energies(searched(data)[None], data.latents)[0]
    found = [grid[:steps].min(keepdims=True)] if 0 < steps <= len(grid) else []
    return found + [way[steps : steps + 1] for way in _ways(data) if steps < len(way)]


@lru_cache(maxsize=4)
def _ways(data: StoryData) -> list[Array]:
    """Return the energies along the ways of all optimisers, from both starts."""
    starts = data.story.inference.start, data.story.inference.false_start
    return [way.energy for start in starts for way in ways(data, start).values()]


def _wrong(
    reading: Reading, names: tuple[str, ...], ways: list[Array]
) -> Iterator[tuple[int, str]]:
    """Yield the numbers of some names that are as none of several ways has them."""
    numbers = [reading[name] for name in names]
    offs = [
        [not _is_as_written(v, number) for number, v in zip(numbers, np.ravel(way), strict=True)]
        for way in ways
    ]
    best = min(range(len(ways)), key=lambda k: sum(offs[k]))
    for number, off, value in zip(numbers, offs[best], np.ravel(ways[best]), strict=True):
        if off:
            yield id(number), f"is written, and the core has {value:.4g}"
