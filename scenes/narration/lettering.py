"""How the captions of a language are lettered: its symbols, and which words belong together."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Lettering:
    """What captions need to know of a language.

    Attributes
    ----------
    symbols
        How a caption shows what the voice says; a sentence begins with a word all the same.
    leans_on_next
        Words, in small letters, that a line should not end with.
    leans_on_last
        Words that a line should not begin with.
    """

    symbols: Mapping[tuple[str, ...], str]
    leans_on_next: frozenset[str]
    leans_on_last: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = Lettering(
    symbols={
        ("y", "tilde"): "ỹ",
        ("y", "hat"): "ŷ",
        ("y", "prime"): "y′",
        ("y", "one"): "y₁",
        ("y", "two"): "y₂",
        ("z", "check"): "ž",
        ("z", "tilde"): "z̃",
        ("w", "one"): "w₁",
        ("w", "two"): "w₂",
        ("rho", "one"): "ρ₁",
        ("rho", "two"): "ρ₂",
        ("two", "pi"): "2π",
        ("L", "B", "F", "G", "S"): "L-BFGS",
        ("F", "infinity"): "F∞",
        ("F", "beta"): "Fβ",
        ("g", "of", "z", "check"): "g(ž)",
        ("g", "of", "z"): "g(z)",
        ("pi",): "π",
        ("theta",): "θ",
        ("alpha",): "α",
        ("beta",): "β",
        ("rho",): "ρ",
        ("epsilon",): "ε",
    },
    leans_on_next=_words("a an and as at equals in is of or rho than the to with y z"),
    leans_on_last=_words("check hat one pi prime tilde two"),
)

GERMAN = Lettering(
    symbols={
        ("y", "Tilde"): "ỹ",
        ("y", "Strich"): "y′",
        ("y", "eins"): "y₁",
        ("y", "zwei"): "y₂",
        ("z", "Hatschek"): "ž",
        ("z", "Tilde"): "z̃",
        ("w", "eins"): "w₁",
        ("w", "zwei"): "w₂",
        ("Rho", "eins"): "ρ₁",
        ("Rho", "zwei"): "ρ₂",
        ("zwei", "Pi"): "2π",
        ("g", "von", "z"): "g(z)",
        ("Pi",): "π",
        ("Theta",): "θ",
        ("Alpha",): "α",
        ("Beta",): "β",
        ("Rho",): "ρ",
        ("Epsilon",): "ε",
    },
    leans_on_next=_words(
        "als am an auf bei das dem den der des die ein eine einem einen einer eines es gleich im in"
        " ist jede jeder jedes mit nach oder rho sein seine und von vom wie zu zum zur y z"
    ),
    leans_on_last=_words("eins Hatschek Pi Strich Tilde zwei"),
)
