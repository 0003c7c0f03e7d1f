"""Sums that are written in numbers alone: whether their sides are equal."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator

_EQUAL = re.compile(r"=|\bapprox\b|≈")
_SUM = re.compile(r"[\d.+*/() -]+")
_SIGNS = {r"\btimes\b|\bdot\b|×|·": "*", r"\^": "**", r"−": "-", r"\\": ""}
_DECIMALS = re.compile(r"\d+\.(\d+)")
_WAYS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
LARGEST = 9  # of an exponent


def wrong_sums(text: str) -> Iterator[tuple[str, str]]:
    """Yield the neighbouring sides of an equation that are numbers, and not the same.

    Numbers with decimals may have been rounded: as much as that moves a sum is forgiven.

    Parameters
    ----------
    text
        In Typst's maths, without marks of parts: ``rho_1 = 4 times 0.5 = 2``.
    """
    sides = [side.strip() for side in _EQUAL.split(text)]
    for left, right in zip(sides, sides[1:], strict=False):
        a, b = _value(left), _value(right)
        if a is not None and b is not None and abs(a[0] - b[0]) > a[1] + b[1]:
            yield left, right


def _value(side: str) -> tuple[float, float] | None:
    """Return what a sum is, and by how much it may be off; None for what isn't one."""
    text = side
    for pattern, sign in _SIGNS.items():
        text = re.sub(pattern, sign, text)
    if not _SUM.fullmatch(text):
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        value = _of(tree, None)
        numbers = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        off = sum(abs(_of(tree, number) - value) for number in numbers)
    except (SyntaxError, ValueError, ArithmeticError):
        return None
    return value, off + 1e-9 * max(abs(value), 1.0)


def _of(node: ast.AST, changed: ast.Constant | None) -> float:
    """Return what a sum is, with one of its numbers larger by half of its last place."""
    match node:
        case ast.Constant(value=int() | float() as value):
            places = _DECIMALS.fullmatch(str(value))
            half = 0.5 * 10.0 ** -len(places[1]) if places else 0.0
            return value + half if node is changed else float(value)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_of(inner, changed)
        case ast.BinOp(left=left, op=way, right=right) if type(way) in _WAYS:
            a, b = _of(left, changed), _of(right, changed)
            if isinstance(way, ast.Pow) and abs(b) > LARGEST:
                raise ValueError(f"{b}: must be at most {LARGEST} as an exponent")
            found = _WAYS[type(way)](a, b)
            if isinstance(found, complex) or not math.isfinite(found):
                raise ValueError(f"{a} and {b}: must have a finite result")
            return found
    raise ValueError("must be a sum of numbers")
