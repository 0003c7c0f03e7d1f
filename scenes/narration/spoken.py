"""Text as it's read aloud: digits and symbols become words, for a voice that only reads words."""

import re
import unicodedata

from scenes.narration.languages import english

# fmt: off
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}
# fmt: on

SYMBOLS = {
    **GREEK,
    **{letter.upper(): name for letter, name in GREEK.items()},
    "ς": "sigma",
    "ϵ": "epsilon",
    "ϑ": "theta",
    "ϕ": "phi",
    **{subscript: english().whole(digit) for digit, subscript in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "²": "squared",
    "³": "cubed",
    "=": "equals",
    "≠": "is not",
    "≈": "is about",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "+": "plus",
    "−": "minus",
    "±": "plus or minus",
    "×": "times",
    "·": "times",
    "/": "over",
    "√": "the root of",
    "∈": "in",
    "∞": "infinity",
    "′": "prime",
    "″": "double prime",
    "%": "percent",
    "&": "and",
}
"""How a symbol is read."""

ACCENTS = {"\u0303": "tilde", "\u030c": "check", "\u0302": "hat", "\u0304": "bar"}
"""How a mark over a lone letter is read; over a letter of a word it belongs to its spelling."""

ACCENTED = re.compile(rf"(?<![^\W\d_])([A-Za-z])([{''.join(ACCENTS)}])(?![^\W\d_])")
SIGN = re.compile(r"(?<![\w.])-(?=\d)")
RANGE = re.compile(r"(?<=\d)[-–](?=\d)")
NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
UNREADABLE = re.compile(r"""[^\s'\-.,;:?!()"“”‘–—…A-Za-zÀ-ɏ]""")


class SpokenError(ValueError):
    """A text that can't be read aloud; its text is one line: the symbol and its word."""


def spoken_words(text: str) -> tuple[str, ...]:
    """Return each word of a text as it's read aloud.

    Parameters
    ----------
    text
        Words between spaces, as in the narration: ``"y₁ = −2.25, z"``.

    Returns
    -------
    tuple of str
        One string for each of ``text.split()``, with its punctuation:
        ``("y one", "equals", "minus two point two five,", "z")``.

    Raises
    ------
    SpokenError
        If a character has no reading.
    """
    return tuple(_spoken(word) for word in text.split())


def _spoken(word: str) -> str:
    text = unicodedata.normalize("NFD", word.replace("’", "'"))
    text = ACCENTED.sub(lambda found: f"{found[1]} {ACCENTS[found[2]]} ", text)
    text = RANGE.sub(" to ", SIGN.sub(" minus ", unicodedata.normalize("NFC", text)))
    text = "".join(f" {SYMBOLS[char]} " if char in SYMBOLS else char for char in text)
    text = NUMBER.sub(lambda found: f" {english().read_aloud(*found.groups())} ", text)
    unreadable = UNREADABLE.search(text)
    if unreadable:
        raise SpokenError(f"no reading for {unreadable[0]!r} in {word!r}: write it in words")
    text = re.sub(r"\s+(?=[-.,;:?!)”…'])|(?<=[-(“])\s+", "", text)
    return " ".join(text.split())
