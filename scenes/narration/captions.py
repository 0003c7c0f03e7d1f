"""Captions: a beat's words cut into lines, with symbols where the voice says their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from scenes.narration.languages import Language, Lettering, english

LINE_WIDTH = 42
"""Characters in a line of a caption, as broadcasters have it."""

SHORTEST_CAPTION = 1.0
"""Seconds that a caption stays, at least."""

SENTENCE_ENDS = ".?!"

ENDINGS = {".": 0.0, "?": 0.0, "!": 0.0, ",": 1.0, ";": 1.0, ":": 1.0}
"""What it costs to break after a word that ends so; other endings cost `PLAIN_BREAK`."""

PLAIN_BREAK = 6.0

BOND = 6.0
"""What it costs, on top, to break between two words that belong together."""


@dataclass(frozen=True)
class Caption:
    """A text of one or two lines, shown from ``start`` to ``end`` seconds."""

    start: float
    end: float
    text: str


def shown(words: Sequence[str], language: Language | None = None) -> list[tuple[str, int]]:
    """Return the words as they are shown.

    Parameters
    ----------
    words
        As they are said, with their punctuation: ``("y", "one", "is", "minus", "2.5,")``.
    language
        Of the words, by default English. A sentence's capital is not turned into a symbol.

    Returns
    -------
    list of (str, int)
        What is shown, and how many words it stands for: ``[("y₁", 2), ("is", 1), ("−2.5,", 2)]``.
    """
    language = language or english()
    symbols, longest = language.captions.symbols, max(language.captions.longest, 2)
    result: list[tuple[str, int]] = []
    k = 0
    while k < len(words):
        capital = words[k][:1].isupper() and (k == 0 or words[k - 1][-1] in SENTENCE_ENDS)
        for count in range(0 if capital else min(longest, len(words) - k), 0, -1):
            *inner, last = words[k : k + count]
            bare = last.rstrip(".,;:?!")
            symbol = symbols.get(" ".join((*inner, bare)))
            if (
                symbol is None
                and count == 2
                and inner == [language.numbers.minus]
                and bare[:1].isdigit()
            ):
                symbol = f"−{bare}"
            if symbol is not None:
                result.append((symbol + last[len(bare) :], count))
                break
        else:
            count = 1
            result.append((words[k], count))
        k += count
    return result


def captions_of(
    words: Sequence[str], starts: Sequence[float], end: float, language: Language | None = None
) -> list[Caption]:
    """Cut a beat's words into captions, at the cheapest places.

    ``best[j]`` is the cheapest way to caption the first ``j`` words: its cost and the place of the
    cut before.

    Parameters
    ----------
    words
        What is said, word by word.
    starts
        When each of the words begins, in seconds.
    end
        When the beat ends.
    language
        Of the words, by default English.

    Returns
    -------
    list of Caption
        The first begins with the first word, the last ends with the beat, none overlaps.
    """
    language = language or english()
    lettering = language.captions
    said = shown(words, language)
    firsts = [0]
    for _, count in said:
        firsts.append(firsts[-1] + count)
    times = [*(starts[k] for k in firsts[:-1]), end]
    words = [text for text, _ in said]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for j in range(1, len(words) + 1):
        options = []
        for i in range(j - 1, -1, -1):
            text = " ".join(words[i:j])
            if len(text) > 2 * LINE_WIDTH + 1:
                break
            if _lines(words[i:j], lettering) is not None:
                cost = _caption_cost(text, _break_cost(words, j, lettering), times[j] - times[i])
                options.append((best[i][0] + cost, i))
        best.append(min(options))
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [
        Caption(times[i], times[j], "\n".join(_lines(words[i:j], lettering) or ()))
        for i, j in pairwise(reversed(cuts))
    ]


def _caption_cost(text: str, break_cost: float, duration: float) -> float:
    """Return how bad one caption is: a poor place to end, too few words, or too little time."""
    emptiness = 1 - len(text) / (2 * LINE_WIDTH)
    too_short = 1000.0 if duration < SHORTEST_CAPTION else 0.0
    return 1.0 + break_cost + 4 * emptiness**2 + too_short


def _break_cost(words: Sequence[str], k: int, lettering: Lettering) -> float:
    """Return how bad it is to break before word ``k``."""
    if k == len(words):
        return 0.0
    before, after = words[k - 1], words[k].rstrip(".,;:?!")
    if before[-1] in ENDINGS:
        return ENDINGS[before[-1]]
    bound = before.lower() in lettering.leans_on_next or after in lettering.leans_on_last
    return PLAIN_BREAK + (BOND if bound else 0.0)


def _lines(words: Sequence[str], lettering: Lettering) -> tuple[str, ...] | None:
    """Return the words as one line or as two of about equal length; None if they don't fit."""
    letters = list(accumulate(map(len, words)))
    length = letters[-1] + len(words) - 1
    if length <= LINE_WIDTH:
        return (" ".join(words),)
    splits = []
    for k in range(1, len(words)):
        first = letters[k - 1] + k - 1
        second = length - first - 1
        if max(first, second) <= LINE_WIDTH:
            splits.append((abs(first - second) + _break_cost(words, k, lettering), k))
    if not splits:
        return None
    _, k = min(splits)
    return " ".join(words[:k]), " ".join(words[k:])
