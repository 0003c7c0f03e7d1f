"""The formulas of the data: y, term by term, and the radii of the horn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from manim import UR

from scenes import look
from scenes.mobjects.formula import Formula, format_number

Terms = Literal["components", "angle", "radii", "noise"]
RadiiTerms = Literal["start", "trade", "growth"]

ALPHA, BETA = 'part("alpha", alpha)', 'part("beta", beta)'


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
    x = 'part("x", x)'
    rows = [BETA, ALPHA] if terms == "start" else _rows(x)
    return placed(_radii(x, exponential(growth) if terms == "growth" else None, rows))


def exponential(growth: float) -> str:
    """Write the exponential in the radii, in Typst."""
    x = 'part("x", x)'
    return f"e^({x if growth == 1 else f'{format_number(growth)} {x}'})"


def half_solved_radii(x: float, factor: float) -> Formula:
    """Write ρ(x) with numbers for x and for the exponential, and α and β still to be put in.

    Returns
    -------
    Formula
        In the formula's zone; parts as in `radii_formula` where they are left.
    """
    at = f'part("x", {format_number(x, 2)})'
    return placed(_radii(at, format_number(factor, 2), _rows(at, times="dot")))


def solved_radii(x: float, radii: tuple[float, float]) -> Formula:
    """Write ρ(x) as the two numbers that it is.

    Returns
    -------
    Formula
        In the formula's zone; parts as in `radii_formula` where they are left.
    """
    at = f'part("x", {format_number(x, 2)})'
    return placed(_radii(at, None, [format_number(radius, 2) for radius in radii]))


def placed(formula: Formula) -> Formula:
    """Put a formula into its zone, top right."""
    formula.move_to(look.FORMULA.at(1, 1), aligned_edge=UR)
    return formula


def _rows(x: str, *, times: str = "") -> list[str]:
    return [f"{a} {times} {x} + {b} (1 - {x})" for a, b in ((ALPHA, BETA), (BETA, ALPHA))]


def _radii(x: str, factor: str | None, rows: Sequence[str]) -> Formula:
    growth = f'part("growth", {factor}) ' if factor else ""
    return Formula(
        f'part("rho", bold(rho))({x}) = {growth}'
        f'mat(delim: "[", part("rho.1", {rows[0]}); part("rho.2", {rows[1]}))'
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
