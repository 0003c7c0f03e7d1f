"""What role of `scenes.look` a colour stands for, and the symbols of the roles."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from manim import ManimColor

from scenes import look

_SAME = 2.5 / 255  # of a channel: colours that are mixed are rounded
_STOPS = np.linspace(0, 1, 257)

SYMBOLS = {
    "observed": "y",
    "latent": "z",
    "latent_pale": "z",
    "latent_deep": "z",
    "decoded": "ỹ",
    "energy": "E",
    "pick": "y′",
    "predicted": "ŷ",
}
"""What is drawn in the colour of a role, as the film writes it."""

_LETTERS = {
    "y": "y",
    "y_tilde": "ỹ",
    "y_hat": "ŷ",
    "z_check": "ž",
    "pick": "y′",
    "decoder": "g",
    "theta": "θ",
    "rho": "ρ",
    "epsilon": "ε",
    "alpha": "α",
    "beta": "β",
}
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def symbol_of(label: str) -> str:
    """Write a formula's label as the film writes it: "rho.1" is "ρ₁", and "F.beta" is "β"."""
    name, *index = label.split(".")
    if index and index[-1] in _LETTERS:
        return _LETTERS[index[-1]]
    lowered = (part.translate(_LOW) for part in index if part.isdigit())
    return _LETTERS.get(name, name) + "".join(lowered)


def lowered(index: str) -> str:
    """Write figures as an index."""
    return index.translate(_LOW)


def role_of(rgb: npt.ArrayLike) -> str:
    """Name the role that colours have in the film.

    Parameters
    ----------
    rgb
        In [0, 1], shape (3,), or (n, 3) for those of things that are one role's.

    Returns
    -------
    str
        The name of the colour in `scenes.look`, in small letters: "latent", "energy"; that of a
        scale for several colours and for one between a scale's ends: "x", "energy",
        "temperature"; "" for none.
    """
    colors = np.asarray(rgb, dtype=np.float64).reshape(-1, 3)
    return _role(np.unique(np.round(colors, 4), axis=0).tobytes())


@cache
def _role(colors: bytes) -> str:
    wanted = np.frombuffer(colors).reshape(-1, 1, 3)
    for name, known in _vocabulary():
        if (np.abs(known - wanted).max(axis=2).min(axis=1) <= _SAME).all():
            return name
    return ""


@cache
def _vocabulary() -> tuple[tuple[str, npt.NDArray[np.float64]], ...]:
    """Return the roles with their colours, shape (k, 3): single ones first, then the scales."""
    single = [
        (name.lower(), np.array([value.to_rgb()]))
        for name, value in vars(look).items()
        if isinstance(value, ManimColor)
    ]
    scales = [
        ("x", look.x_colors(_STOPS)),
        ("energy", look.energy_colors(_STOPS)),
        ("temperature", look.temperature_colors(_STOPS)),
    ]
    return (*single, *scales)
