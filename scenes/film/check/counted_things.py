"""Things of which a beat counts more, or fewer, than all others do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from scenes.film.check.finding import Check, Sight
from scenes.film.check.said_numbers import spelt
from scenes.film.check.watching import FRAME, Moment
from scenes.narration.languages import NARRATION_FOLDER
from scenes.narration.passages import narration_file, read_sections
from scenes.narration.spoken import GREEK
from scenes.narration.templates import CUE, EXPRESSION, TAG

FEWEST, MOST = 2, 12  # how many may be counted in words
TOLD = 2  # times that others count a thing before they are believed
SHORTEST = 4  # letters of a thing's name

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w]")
_NUMBERED = {*GREEK.values()}  # and a letter: "y two" is no number of things


class CountedThings(Check):
    """A count in words, such as "three valleys", where all other beats have two of them.

    Counts that are computed from the story are left out: they may differ.
    """

    kind = "number"

    def __init__(self) -> None:
        self._beat = ""

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield the counts of a beat, as it begins."""
        beat = moment.beat
        if beat.name == self._beat:
            return
        self._beat = beat.name
        here = moment.chapter.name.partition("_")[0], beat.name
        told, said = _told(beat.language), set(counts_in(beat.words, beat.language))
        for thing, count in said.intersection(told.get(here, said)):
            others = Counter(
                number
                for place, counts in told.items()
                for name, number in counts
                if name == thing and place != here
            )
            if len(others) == 1 and count not in others and others.total() >= TOLD:
                [usual] = others
                yield Sight(f"{count} {thing}", f"is said, and all others tell of {usual}", FRAME)


def counts_in(text: str, code: str) -> Iterator[tuple[str, int]]:
    """Yield what is counted in a text of a language, and how many: ("valleys", 2)."""
    words, known = _TOKEN.findall(text.lower()), spelt(code)
    for before, number, thing in zip(["", *words], words, words[1:], strict=False):
        count = known.get(number, 0)
        is_index = (len(before) == 1 and before.isalpha()) or before in _NUMBERED
        if FEWEST <= count <= MOST and len(thing) >= SHORTEST and not is_index:
            yield thing, count


@lru_cache(maxsize=8)
def _told(code: str) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Return what each beat of the film counts, in the words of its narration as they are written.

    By the number of its chapter, such as "s05", and by its name.
    """
    home = narration_file(NARRATION_FOLDER, "s00", code).parent
    return {
        (file.stem, section.name): list(counts_in(_plain(section.source), code))
        for file in sorted(home.glob("*.md"))
        for section in read_sections(file)
    }


def _plain(source: str) -> str:
    """Return the words of a template, with a sign in place of what is computed."""
    return CUE.sub(r"\1", TAG.sub(" ", EXPRESSION.sub("…", source)))
