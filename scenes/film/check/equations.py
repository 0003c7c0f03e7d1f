"""Equations that are written in symbols: whether the core gives both sides the same value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from scenes.film.check.light import Array
from scenes.story.data import StoryData

Value = Array
"""A number, shape (k,), or a vector, shape (2, k): one for each of k latents, or k = 1."""
Meanings = dict[str, Any]
"""What names mean: a `Value`, or a function of such."""

AROUND = 2880  # latents, on which a minimum, a mean or an integral is taken
NEAR = 1e-2  # of the first side: farther off than those latents and rounded numbers are
_TRIALS = 3  # y's and z's that an equation must hold for

_SPELLINGS = (
    (r"(?:mat|vec)\(delim: \"\[\",", "vec("),
    (r"caron\(z\)", "zbest"),
    (r"tilde\(y\)", "ydecoded"),
    (r"tilde\(F\)", "Fsum"),
    (r"hat\(y\)", "ymean"),
    (r"cal\((\w)\)", r"\1\1"),
    (r"bold\((\w+)\)('?)", r"\1\2"),
    (r",? quad .*", ""),
)
_TOKEN = re.compile(r"(\s*)(\d+(?:\.\d+)?|[A-Za-z]+(?:\.[a-z]+)?'?|.)")
_SUMS = ("min", "sum", "integral")
_DEFINED = re.compile(r"(?:E|F_\w+|Fsum_beta|g|rho|LL)\(|nabla |(?:ymean|ydecoded|y)$")
"""How an equation begins that says what something is; others may hold for one y alone."""
_SYMBOL = re.compile(r"\b(?!vec\b|pi\b|dot\b|times\b)[A-Za-z]")


def wrong_equation(text: str, data: StoryData) -> tuple[str, str] | None:
    """Return two neighbouring sides of an equation that differ, if they can be worked out.

    Parameters
    ----------
    text
        In Typst's maths, without marks of parts: ``E(bold(y), z) = norm(bold(y) - bold(g)(z))^2``.
    data
        What its symbols mean.
    """
    first, *others = (side.strip() for side in _spelt(text).split(" = "))
    if not others or not _DEFINED.match(first):
        return None
    # A number is the value for one y; but the radii may be asked for at one x.
    sides = [first, *(side for side in others if _SYMBOL.search(side) or first.startswith("rho"))]
    for trial in range(_TRIALS):
        meanings = _meanings(data, trial)
        values = [_value(side, sides[0], meanings) for side in sides]
        for (left, a), (right, b) in pairwise(zip(sides, values, strict=True)):
            if a is not None and b is not None and not _are_same(a, b):
                return left, right
    return None


def is_other_spread(variance: str) -> bool:
    """Tell whether a variance in terms of beta, in Typst's maths, is not that of exp(-beta E).

    As E is a squared distance, that is the density of a normal distribution with 1 / (2 beta).
    """
    beta = np.array([0.7])
    found = _value(_spelt(variance), variance, {"beta": beta}) if "beta" in variance else None
    return found is not None and not _are_same(found, [1 / (2 * beta)])


def _spelt(text: str) -> str:
    """Write a symbol as one word, without its bold face or its hat."""
    for pattern, word in _SPELLINGS:
        text = re.sub(pattern, word, text)
    # The bounds of a sum hold no equation.
    return re.sub(r"sum_\(i = 1\)\^(\w+)", r"sum_i^\1", text)


def _are_same(a: list[Value], b: list[Value]) -> bool:
    """Tell whether one of the values that a side may have is one of the other's."""
    return any(
        one.shape[:-1] == other.shape[:-1]
        and np.allclose(one, other, rtol=NEAR, atol=NEAR * float(np.abs(one).max()) + 1e-9)
        for one in a
        for other in b
    )


# --- What symbols mean ---------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _meanings(data: StoryData, trial: int) -> Meanings:
    """Return what the lecture's symbols mean, for a y, an x and a z at random."""
    rng = np.random.default_rng(trial)
    y, x, z = rng.uniform(-2, 2, (2, 1)), rng.uniform(0.1, 0.9, 1), rng.uniform(0, math.tau, 1)
    beta = rng.uniform(0.5, 2, 1)
    learning = data.story.learning.beta
    samples = data.slice.y[..., None]
    best = data.infer(y.T).z

    def decode(z: Value) -> Value:
        return data.decode(z).T

    def energy(*at: Value) -> Value:
        *xs, y, z = at
        if xs:
            radii = data.conditional.radii(xs[0]).T
            return _length_of(y - radii * [np.cos(z), np.sin(z)]) ** 2
        return _length_of(y - decode(z)) ** 2

    def free_energy(b: float) -> Callable[[Value], Value]:
        return lambda y: data.free_energy(y.T, b)

    def soft_minimum(y: Value) -> Value:
        energies = data.energies(y.T, data.latents)
        return np.asarray(-np.log(np.exp(-beta * energies).mean(axis=1)) / beta)

    losses = [free_energy(b)(samples[..., 0].T).mean(keepdims=True) for b in (math.inf, learning)]
    return {
        "x": x,
        "y": y,
        "y'": y,
        "z": z,
        "zbest": best,
        "beta": beta,
        "theta": z,
        "epsilon": 0.1 * y,
        "pi": np.full(1, math.pi),
        "e": np.full(1, math.e),
        "n": np.full(1, float(len(samples))),
        "N": np.full(1, float(len(data.latents))),
        "w": data.weights[:, None],
        "alpha of the horn": data.story.horn.alpha,
        "beta of the horn": data.story.horn.beta,
        "yi": samples,
        "ymean": samples.mean(axis=0),
        "ydecoded": decode(z),
        "latents": data.latents,
        "g": decode,
        "E": energy,
        "rho": lambda x: data.radii(x).T,
        "f": lambda x: data.conditional.radii(x).T,
        "F_oo": free_energy(math.inf),
        "F_0": lambda y: data.mean_energy(y.T),
        "F_beta": free_energy(float(beta[0])),
        "Fsum_beta": soft_minimum,
        "nabla": lambda y: data.free_energy_gradient(y.T).T,
        "losses": losses,
        "learning": free_energy(learning),
    }


def _value(side: str, first: str, meanings: Meanings) -> list[Value] | None:
    """Return what a side may be; None for what can't be worked out."""
    known = dict(meanings)
    if first.startswith("rho("):
        # While it is built up, it holds for x = 0 only.
        if first == "rho(x)" and "e^" not in side and side != first:
            return None
        known |= {name: np.full(1, known[f"{name} of the horn"]) for name in ("alpha", "beta")}
    if first.startswith("E(x"):
        known["g"] = lambda z: np.array([np.cos(z), np.sin(z)])
    if first.startswith("LL"):
        if side == first:
            return list(known["losses"])
        known["F_beta"] = known["learning"]
    if first == "y":
        if not ("rho_1(x)" in side and "epsilon" in side) and side != first:
            return None
        waves = np.array([np.cos(known["theta"]), np.sin(known["theta"])])
        known["y"] = known["rho"](known["x"]) * waves + known["epsilon"]
    try:
        with np.errstate(all="ignore"):
            return [_Reader(side, known).read()]
    except (_UnknownError, TypeError, ValueError, IndexError):  # of other things, or of too many
        return None


def _length_of(vector: Value) -> Value:
    return np.asarray(np.sqrt((vector**2).sum(axis=0)))


# --- Reading Typst's maths -----------------------------------------------------------------------


class _UnknownError(Exception):
    """What is written can't be worked out."""


class _Reader:
    """Work out what is written, from left to right."""

    def __init__(self, text: str, meanings: Meanings) -> None:
        self._tokens = [found.groups() for found in _TOKEN.finditer(text.strip())]
        self._at = 0
        self._meanings = meanings

    def read(self) -> Value:
        value = self._sum()
        # With a value for each of several latents, it is left open for which.
        if self._next() or value.shape[-1] != 1 or not np.isfinite(value).all():
            raise _UnknownError
        return value

    def _next(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _is_apart(self) -> bool:
        return bool(self._tokens[self._at][0])

    def _take(self, *wanted: str) -> str:
        token = self._next()
        if not token or (wanted and token not in wanted):
            raise _UnknownError
        self._at += 1
        return token

    def _sum(self) -> Value:
        sign = -1.0 if self._next() == "-" else 1.0
        if self._next() == "-":
            self._take()
        total = sign * self._product()
        while self._next() in ("+", "-"):
            sign = 1.0 if self._take() == "+" else -1.0
            total = total + sign * self._product()
        return total

    def _product(self) -> Value:
        value = self._ratio()
        while self._next() not in ("", "+", "-", ")", "]", ",", ";", "dif"):
            if self._next() in ("dot", "times"):
                self._take()
            value = value * self._ratio()
        return value

    def _ratio(self) -> Value:
        value = self._power()
        while self._next() == "/":
            self._take()
            value = value / self._power()
        return value

    def _power(self) -> Value:
        value = self._atom()
        if self._next() == "^":
            self._take()
            value = value ** self._atom()
        return value

    def _atom(self) -> Value:
        token = self._take()
        if token[0].isdigit():
            return np.full(1, float(token))
        if token in ("(", "["):
            value = self._sum()
            self._take(")" if token == "(" else "]")
            return value
        if token in _SUMS:
            return self._over_all(token)
        reader = {
            "vec": self._vector,
            "norm": lambda: _length_of(self._bracketed()),
            "abs": self._length,
            "exp": lambda: np.exp(self._atom()),
            "log": lambda: np.log(self._product()),
            "cos": lambda: np.cos(self._power()),
            "sin": lambda: np.sin(self._power()),
            "nabla": self._gradient,
        }.get(token)
        return reader() if reader else self._named(token)

    def _named(self, name: str) -> Value:
        index = ""
        if self._next() == "_":
            self._take()
            index = self._take()
        found = self._meanings.get(f"{name}_{index}" if index else name)
        part = None
        if found is None and index:
            found = self._meanings.get("yi" if (name, index) == ("y", "i") else name)
            part = self._part(index)
        if found is None:
            raise _UnknownError
        if callable(found):
            if self._next() != "(" or self._is_apart():
                raise _UnknownError
            self._take("(")
            found = found(*self._listed(")"))
        return np.asarray(found if part is None else found[part])

    def _part(self, index: str) -> int:
        """Return which component, or which sample, an index names, counted from 0."""
        number = self._meanings.get("i", "") if index == "i" else index
        if not number.isdigit() or int(number) == 0:
            raise _UnknownError
        return int(number) - 1

    def _listed(self, end: str) -> list[Value]:
        values = [self._sum()]
        while self._next() in (",", ";"):
            self._take()
            values.append(self._sum())
        self._take(end)
        return values

    def _bracketed(self) -> Value:
        self._take("(")
        [value] = self._listed(")")  # a ValueError for more of them
        return value

    def _vector(self) -> Value:
        self._take("(")
        values = self._listed(")")
        return np.stack(np.broadcast_arrays(*values))

    def _length(self) -> Value:
        """Read how long the range of all latents is: nothing else stands between bars."""
        self._take("(")
        self._take("ZZ")
        self._take(")")
        return np.full(1, math.tau)

    def _gradient(self) -> Value:
        for each in ("F", "_", "oo"):
            self._take(each)
        return np.asarray(self._meanings["nabla"](self._bracketed()))

    def _over_all(self, name: str) -> Value:
        """Read a minimum, a sum or an integral, of all that follows."""
        self._take("_")
        over = self._take()
        if name == "sum" and over == "i":
            return self._over_numbers()
        if over != ("ZZ" if name == "integral" else "z"):
            raise _UnknownError
        around = np.arange(AROUND) * (math.tau / AROUND)
        z = self._meanings["latents"] if name == "sum" else around
        before = self._meanings
        self._meanings = before | {"z": z}
        values = self._product()
        self._meanings = before
        if name == "integral":
            self._take("dif")
            self._take("z")
        if values.shape != z.shape:
            raise _UnknownError
        found = {
            "min": lambda: values.min(),
            "sum": lambda: values.sum(),
            "integral": lambda: values.mean() * math.tau,
        }[name]()
        return np.full(1, found)

    def _over_numbers(self) -> Value:
        """Read a sum over i: over samples up to what stands above it, or over both components."""
        outside = before = self._meanings
        count = 2
        if self._next() == "^":
            self._take()
            count = int(self._atom()[0])
        else:
            before = outside | {"yi": outside["y"]}
        if count > len(before["yi"]):
            raise _UnknownError
        start, values = self._at, []
        for i in range(count):
            self._at, self._meanings = start, before | {"i": str(i + 1)}
            values.append(self._product())
        self._meanings = outside
        return np.asarray(np.sum(values, axis=0))
