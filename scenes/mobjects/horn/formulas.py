"""The formulas of the data: y, term by term, and the radii of the horn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from manim import LEFT

from scenes import look
from scenes.mobjects.formula import Formula, format_number, placed
from scenes.mobjects.symbols import ALPHA, BETA

Terms = Literal["components", "angle", "radii", "noise"]
RadiiTerms = Literal["start", "trade", "growth"]


def observation(terms: Terms, *, radii: tuple[float, float] | None = None) -> Formula:
    """Write **y** = [ρ₁(x) cos θ + ε₁, ρ₂(x) sin θ + ε₂], as far as it has been built.

    Parameters
    ----------
    terms
        The last term that is there: only the components y₁ and y₂, then the angle, the radii, the
        noise.
    radii
        Numbers in place of ρ₁(x) and ρ₂(x).

    Returns
    -------
    Formula
        In the formula's zone; parts "y", "theta", "cos", "rho.1", "rho.2", "x", "epsilon.1" and
        "epsilon.2" where they occur.
    """
    rows = [_row(terms, 1, "cos", radii), _row(terms, 2, "sin", radii)]
    return placed(Formula(f'part("y", bold(y)) = mat(delim: "[", {rows[0]}; {rows[1]})'))


def radii_formula(growth: float, terms: RadiiTerms = "growth") -> Formula:
    """Write ρ(x) = eˣ [αx + β(1 − x), βx + α(1 − x)], with its rate of growth in the exponent.

    Parameters
    ----------
    growth
        The rate of growth.
    terms
        The last term that is there: only β and α, with which the radii start; x, by which the two
        trade places; the exponential.

    Returns
    -------
    Formula
        In the formula's zone; parts "rho" (its name), "growth" (the exponential), "rho.1" and
        "rho.2" (the rows), "alpha", "beta" and "x" (each symbol).
    """
    rows = [BETA, ALPHA] if terms == "start" else _rows(_x(None))
    factor = f'part("growth", {exponential(growth)})' if terms == "growth" else None
    return placed(_radii(_x(None), factor, rows))


def radii_steps_beside(formula: Formula, growth: float) -> list[Formula]:
    """Write ρ(x) three times, as far as each of its terms, at the left of another formula."""
    steps: tuple[RadiiTerms, ...] = ("start", "trade", "growth")
    return [
        radii_formula(growth, terms).next_to(formula, LEFT, buff=look.GAP * 2) for terms in steps
    ]


def exponential(growth: float, x: float | None = None) -> str:
    """Write the exponential in the radii, in Typst; with a number for x if one is given."""
    times = " " if x is None else " dot "
    return f"e^({'' if growth == 1 else format_number(growth) + times}{_x(x)})"


def radii_at(
    x: float,
    *,
    growth: float,
    factor: float | None = None,
    radii: tuple[float | None, float | None] = (None, None),
) -> Formula:
    """Write ρ(x) at a number, as far as it has been worked out.

    Parameters
    ----------
    x
        The number.
    growth
        The rate of growth, for the exponential.
    factor
        The exponential's value; without it the exponential is written.
    radii
        The values of ρ₁ and ρ₂ that are known. With the first of them the factor moves to the rows
        that are left.

    Returns
    -------
    Formula
        In the formula's zone; parts as in `radii_formula` where they are left.
    """
    value = exponential(growth, x) if factor is None else format_number(factor, 2)
    exponent = f'part("growth", {value})'
    if radii == (None, None):
        return placed(_radii(_x(x), exponent, _rows(_x(x), times="dot")))
    rows = [
        f"{exponent} ({row})" if radius is None else format_number(radius, 2)
        for row, radius in zip(_rows(_x(x), times="dot"), radii, strict=True)
    ]
    return placed(_radii(_x(x), None, rows))


def radii_worked_out(
    x: float, radii: tuple[float, float], *, growth: float, factor: float
) -> list[Formula]:
    """Write ρ(x) at a number in four steps: with the number, the exponential, ρ₁, and ρ₂ in it.

    The arguments are those of `radii_at`, as are the formulas.
    """
    put_in = radii_at(x, growth=growth)
    known: tuple[tuple[float | None, float | None], ...]
    known = (None, None), (radii[0], None), radii
    return [put_in, *(radii_at(x, growth=growth, factor=factor, radii=done) for done in known)]


def radii_at_start(radii: tuple[float, float]) -> Formula:
    """Write ρ(0) as two numbers, and as the β and α that they are.

    Returns
    -------
    Formula
        In the formula's zone; parts as in `radii_at`, and "alpha" and "beta".
    """
    rows = [format_number(radius, 2) for radius in radii]
    return placed(_radii(_x(0.0), None, rows, f' = mat(delim: "[", {BETA}; {ALPHA})'))


def _rows(x: str, *, times: str = "") -> list[str]:
    return [f"{a} {times} {x} + {b} (1 - {x})" for a, b in ((ALPHA, BETA), (BETA, ALPHA))]


def _x(value: float | None) -> str:
    return f'part("x", {"x" if value is None else format_number(value, 2)})'


def _radii(x: str, factor: str | None, rows: Sequence[str], after: str = "") -> Formula:
    return Formula(
        f'part("rho", bold(rho))({x}) = {factor or ""} '
        f'mat(delim: "[", part("rho.1", {rows[0]}); part("rho.2", {rows[1]})){after}'
    )


def _row(terms: Terms, i: int, wave: str, radii: tuple[float, float] | None) -> str:
    if terms == "components":
        return f'part("y.{i}", y_{i})'
    row = f'part("{wave}", {wave}) part("theta", theta)'
    if terms == "angle":
        return row
    radius = f'rho_{i}(part("x", x))' if radii is None else format_number(radii[i - 1], 2)
    row = f'part("rho.{i}", {radius}) {row}'
    return row if terms == "radii" else f'{row} + part("epsilon.{i}", epsilon_{i})'
