"""The languages that the film can be told in: how each says and writes numbers, and its captions.

A language is a folder of words, ``assets/narration/<code>/``, with a ``language.toml``; the
English words, which are complete, lie in ``assets/narration`` itself. Words that a language lacks
stay English.
"""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from num2words import CONVERTER_CLASSES, num2words  # type: ignore[import-untyped]
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from scenes.folders import ASSETS
from scenes.narration.errors import NarrationError
from scenes.narration.reading import read_words
from scenes.story.rounding import almost_zero, rounded

NARRATION_FOLDER = ASSETS / "narration"

REFERENCE = "en"
"""The language whose words are complete."""

SETTINGS = "language.toml"
"""A language's file."""

GIVEN = 6
"""Decimals of a number that the story gives; only computed ones are rounded to fewer."""

WORDS_BELOW = 100
"""Computed whole numbers below this are words; larger ones are figures."""

LONGEST_WHOLE = 4
"""Digits of a number that is read as one; of a longer one each digit is read."""


def _known_to_num2words(code: str) -> str:
    if code not in CONVERTER_CLASSES:
        known = ", ".join(sorted(CONVERTER_CLASSES))
        raise ValueError(f"must be one of {known}")
    return code


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Numbers(_Part):
    """How numbers are said and written.

    Attributes
    ----------
    speller
        The language that num2words knows it as.
    mark
        What stands before the decimals.
    mark_said
        What is said for it.
    minus
        What is said for the sign.
    almost_zero
        What is said for a number that is too small to be told; None for the word for zero.
    before_a_noun
        Endings that a number has before something counted, in place of those it has alone.
    """

    speller: Annotated[str, AfterValidator(_known_to_num2words)]
    mark: Literal[".", ","]
    mark_said: str = Field(min_length=1)
    minus: str = Field(min_length=1)
    almost_zero: str | None = None
    before_a_noun: dict[str, str] = {}


def _split(words: object) -> object:
    return frozenset(words.split()) if isinstance(words, str) else words


Words = Annotated[frozenset[str], BeforeValidator(_split)]
"""Words with spaces between them."""


class Lettering(_Part):
    """How captions are lettered.

    Attributes
    ----------
    symbols
        What a caption shows for words that are said; a sentence begins with a word all the same.
    leans_on_next
        Words, in small letters, that a line should not end with.
    leans_on_last
        Words that a line should not begin with.
    """

    symbols: dict[str, str] = {}
    leans_on_next: Words = frozenset()
    leans_on_last: Words = frozenset()

    @cached_property
    def longest(self) -> int:
        """The most words that one symbol stands for."""
        return max((len(words.split()) for words in self.symbols), default=1)


class Language(_Part):
    """A language, as its file describes it.

    Attributes
    ----------
    name
        Its English name.
    tag
        Its name in a film's tracks, by ISO 639-2.
    letters_per_word
        Letters that take about the time of an English word, for a language of long words; None
        where every word takes that time.
    numbers
        How numbers are said and written.
    captions
        How captions are lettered.
    """

    name: str = Field(min_length=1)
    tag: str = Field(pattern="^[a-z]{3}$")
    letters_per_word: int | None = Field(default=None, ge=1, le=50)
    numbers: _Numbers
    captions: Lettering = Lettering()

    def whole(self, n: int) -> str:
        """Return a whole number, 0 or more, in words: 24 -> "twenty-four"."""
        return _whole(n, self.numbers.speller)

    def figures(self, value: float, decimals: int = GIVEN) -> str:
        """Return a number in figures, rounded as by `rounded`: -1.5 -> "-1.5"."""
        return self._written(rounded(value, decimals))

    def _written(self, value: float) -> str:
        text = f"{value:.{GIVEN}f}".rstrip("0").rstrip(".")
        return text.replace(".", self.numbers.mark)

    def number(self, value: float, decimals: int = 2) -> str:
        """Return a number as it's spoken: 2.0 -> "two", -1.5 -> "minus 1.5", 0.14 -> "0.14".

        It's rounded as by `rounded`; whole numbers below `WORDS_BELOW` are words, and what would
        be written as zero, but isn't, is almost zero.
        """
        if almost_zero(value, decimals):
            return self.numbers.almost_zero or self.whole(0)
        size = rounded(abs(value), decimals)
        short = size < WORDS_BELOW and size == int(size)
        said = self.whole(int(size)) if short else self._written(size)
        return f"{self.numbers.minus} {said}" if value < 0 and size else said

    def given(self, value: float) -> str:
        """Return a number of the story in all its digits, as it's spoken."""
        return self.number(value, GIVEN)

    def count(self, n: int, one: str, many: str) -> str:
        """Return a count of things: 1 -> "one box", which is given, 4 -> "four boxes"."""
        if n == 1:
            return one
        said = self.whole(n)
        for ending, other in self.numbers.before_a_noun.items():
            if said.endswith(ending):
                said = said.removesuffix(ending) + other
                break
        return f"{said} {many}"

    def spoken_length(self, text: str) -> int:
        """Return how long it takes to read the text aloud, in English words: 2.25 takes four."""
        return sum(self._token_length(token) for token in re.split(r"[\s-]+", text) if token)

    def _token_length(self, token: str) -> int:
        found = re.search(rf"(\d+)(?:{re.escape(self.numbers.mark)}(\d+))?", token)
        if not found:
            return self._word_length(token)
        words = re.split(r"[\s-]", self.read_aloud(*found.groups()))
        return sum(map(self._word_length, words))

    def read_aloud(self, whole: str, decimals: str | None) -> str:
        """Return a number's figures in words: "12", "25" -> "twelve point two five"."""
        said = [whole] if len(whole) <= LONGEST_WHOLE else list(whole)
        words = [self.whole(int(part)) for part in said]
        if decimals is not None:
            words += [self.numbers.mark_said, *(self.whole(int(digit)) for digit in decimals)]
        return " ".join(words)

    def _word_length(self, word: str) -> int:
        letters = sum(map(str.isalnum, word))
        return math.ceil(letters / (self.letters_per_word or max(letters, 1)))


@lru_cache(maxsize=1024)
def _whole(n: int, speller: str) -> str:
    return str(num2words(n, lang=speller)).replace(",", "")


def load_language(path: Path) -> Language:
    """Read a language's file.

    Raises
    ------
    NarrationError
        If it can't be used: one line with the file, the setting, its value and what is allowed.
    """
    try:
        return Language.model_validate(tomllib.loads(read_words(path)))
    except tomllib.TOMLDecodeError as error:
        raise NarrationError(f"{path}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        shown = f" = {first['input']!r}" if isinstance(first["input"], str | int | float) else ""
        raise NarrationError(f"{path}: {place}{shown}: {said[:1].lower()}{said[1:]}") from None


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """Read the languages that there are, the reference first, by their codes.

    Raises
    ------
    NarrationError
        If the file of one of them can't be used.
    """
    others = sorted(path.parent for path in NARRATION_FOLDER.glob(f"*/{SETTINGS}"))
    return MappingProxyType(
        {
            REFERENCE: load_language(NARRATION_FOLDER / SETTINGS),
            **{folder.name: load_language(folder / SETTINGS) for folder in others},
        }
    )


def language(code: str) -> Language:
    """Return a language.

    Raises
    ------
    NarrationError
        If there is none of that code; the line names those that there are.
    """
    found = languages()
    if code not in found:
        raise NarrationError(f"no language {code!r}; there are {', '.join(sorted(found))}")
    return found[code]


def english() -> Language:
    """Return the reference language."""
    return language(REFERENCE)
