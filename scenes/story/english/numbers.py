"""Numbers and counts as they are spoken in English, and how long words take to say."""

import re

from scenes.story.facts import figures

# fmt: off
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on

NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
"""A number as the narration writes it, without its sign."""


def whole_number(n: int) -> str:
    """Return ``n`` in words, for 0 <= n < 10000: 24 -> "twenty-four"."""
    if not 0 <= n < 10_000:
        raise ValueError(f"n = {n}: must be from 0 to 9999")
    if n < 20:
        return UNITS[n]
    if n < 100:
        tens, units = divmod(n, 10)
        return TENS[tens - 2] + (f"-{UNITS[units]}" if units else "")
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        return f"{UNITS[hundreds]} hundred" + (f" and {whole_number(rest)}" if rest else "")
    thousands, rest = divmod(n, 1000)
    joint = " and " if rest < 100 else " "
    return f"{UNITS[thousands]} thousand" + (f"{joint}{whole_number(rest)}" if rest else "")


def number(value: float, decimals: int = 2) -> str:
    """Return a number as it's spoken: 2.0 -> "two", -1.5 -> "minus 1.5", 0.004 -> "0.004".

    It's rounded as by `figures`; whole numbers below a hundred are words.
    """
    text = figures(value, decimals)
    size = text.removeprefix("-")
    if size.isdigit() and int(size) < 100:
        size = whole_number(int(size))
    return f"minus {size}" if text[0] == "-" else size


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Return a count of things: 1 -> "one box", 4 -> "four boxes"."""
    return f"{whole_number(n)} {noun if n == 1 else plural or noun + 's'}"


def spoken_length(text: str) -> int:
    """Return how many words it takes to read the text aloud: 2.25 takes four."""
    return sum(_token_length(token) for token in re.split(r"[\s-]+", text) if token)


def _token_length(token: str) -> int:
    found = NUMBER.search(token)
    if not found:
        return int(any(char.isalnum() for char in token))
    whole, digits = found.groups()
    length = len(re.split(r"[\s-]", whole_number(int(whole)))) if len(whole) < 5 else len(whole)
    return length + (1 + len(digits) if digits else 0)


def given(value: float) -> str:
    """Return a number of the story in all its digits; only computed ones are rounded."""
    return number(value, decimals=6)
