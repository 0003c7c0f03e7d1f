"""Facts that are said where the picture's cue, or the beat, tells of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from scenes.film.check.finding import Check, Sight
from scenes.film.check.watching import FRAME, Moment
from scenes.narration.languages import NARRATION_FOLDER
from scenes.narration.passages import narration_file, read_sections
from scenes.narration.templates import EXPRESSION, TAG, cues_in
from scenes.story.facts.fact import facts

CONTRARIES = (
    # The axes of y.
    ({"1", "first", "across", "right", "one"}, {"2", "second", "upwards", "up", "two"}),
    ({"before"}, {"after"}),
    ({"near"}, {"far"}),
    ({"single"}, {"double"}),
    ({"low", "lowest", "flattest"}, {"high", "highest"}, {"longest"}, {"shortest"}),
    ({"rightmost"}, {"leftmost"}),
)
"""Words of names that exclude each other: a fact has one where its cue has the other."""

_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_NAME = re.compile(r"[^\W\d]\w*")
_INDEX = re.compile(r"[^\W\d_](\d)(?=_|$)")  # of rho1_at_0
_VALLEYS = {"one_valley_curves": "single", "two_valley_curves": "double"}


class ContraryFacts(Check):
    """A fact beside a cue, or in a beat, whose name tells of its contrary.

    The narration names both: ``{{ rho2_at_0 }}`` belongs to no cue ``(first)``, and
    ``{{ error_after }}`` to none that is called ``(before)``.
    """

    kind = "number"

    def __init__(self) -> None:
        self._beat = ""

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the facts of a beat that are said in another one's place, as the beat begins."""
        beat = moment.beat
        if beat.name == self._beat:
            return
        self._beat = beat.name
        source = _sources(moment.chapter.name, beat.language).get(beat.name, "")
        for fact, place in contraries_in(beat.name, source):
            yield Sight(fact, f"is said for what is called {place}", FRAME)


@lru_cache(maxsize=32)
def _sources(chapter: str, code: str) -> dict[str, str]:
    """Return the template of each of a chapter's beats in a language."""
    file = narration_file(NARRATION_FOLDER, chapter, code)
    return {each.name: each.source for each in read_sections(file)} if file.exists() else {}


def contraries_in(beat: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield the facts of a beat's template, each with the cue, or the beat, that it denies.

    Facts and cues of a sentence belong together in their order, if there are as many of them.
    """
    for sentence in _SENTENCE.split(TAG.sub(" ", source)):
        said = list(_facts_in(sentence))
        cues = [cue.lower() for cue in cues_in(EXPRESSION.sub("…", sentence))]
        for sides in CONTRARIES:
            ours = list(_on_sides(said, sides, is_fact=True))
            theirs = list(_on_sides(cues, sides))
            here = _side(beat, sides)
            for name, side in ours:
                if here not in (None, side):
                    yield name, beat
            if len(ours) == len(theirs):
                pairs = zip(ours, theirs, strict=True)
                yield from ((fact, cue) for (fact, a), (cue, b) in pairs if a != b)
            elif len(ours) < len(theirs):
                there = {side for _, side in theirs}
                yield from ((fact, theirs[0][0]) for fact, side in ours if side not in there)


def _facts_in(sentence: str) -> Iterator[str]:
    """Yield the names of the facts that a sentence says, the first one of each expression."""
    for expression in EXPRESSION.findall(sentence):
        yield from [name for name in _NAME.findall(expression) if name in facts()][:1]


def _on_sides(
    names: list[str], sides: Sequence[AbstractSet[str]], *, is_fact: bool = False
) -> Iterator[tuple[str, int]]:
    """Yield the names that are on a side, each with its side."""
    for name in names:
        side = _side(name, sides, is_fact=is_fact)
        if side is not None:
            yield name, side


def _side(name: str, sides: Sequence[AbstractSet[str]], *, is_fact: bool = False) -> int | None:
    """Return which side a name is on, none if on no one or on several."""
    words = {*name.split("_")}
    if is_fact:  # "one" and "two" are a number of valleys there, and "1" is where x is
        words = words - {"one", "two", "1", "2"} | {*_INDEX.findall(name), _VALLEYS.get(name, "")}
    found = [number for number, side in enumerate(sides) if side & words]
    return found[0] if len(found) == 1 else None
