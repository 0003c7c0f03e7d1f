"""Equations in symbols: the film's hold, and whatever else is written in their place doesn't."""

from __future__ import annotations

import pytest

from scenes.film.check.equations import wrong_equation
from scenes.film.marks.reading import bare
from scenes.mobjects.energy.formulas import COMPONENTS, COMPONENTS_OF_PICK, DISTANCE, DISTANCE_OF_Y
from scenes.mobjects.free_energy.formulas import AT_Z_CHECK, GRADIENT, INTEGRAL, MEAN, MINIMUM, SUM
from scenes.mobjects.learning.formulas import loss
from scenes.story.data import StoryData
from tests.chapters.reading import told

RADII = 'bold(rho)(x) = e^(x) mat(delim: "[", alpha x + beta (1 - x); beta x + alpha (1 - x))'
DECODER = 'bold(tilde(y)) = bold(g)(z) = mat(delim: "[", w_1 cos z; w_2 sin z)'
OBSERVED = (
    'bold(y) = mat(delim: "[", rho_1(x) cos theta + epsilon_1; rho_2(x) sin theta + epsilon_2)'
)
CONDITIONAL = "E(x, bold(y), z) = sum_i [y_i - f_i(x) g_i(z)]^2"
MEAN_OF_Y = "bold(hat(y)) = 1 / n sum_(i = 1)^n bold(y)_i"

RIGHT = {
    "components": COMPONENTS,
    "components of a pick": COMPONENTS_OF_PICK,
    "distance": DISTANCE,
    "distance of y": DISTANCE_OF_Y,
    "minimum": MINIMUM,
    "at z check": AT_Z_CHECK,
    "gradient": GRADIENT,
    "integral": INTEGRAL,
    "sum": SUM,
    "mean": MEAN,
    "cold loss": loss(24, cold=True),
    "warm loss": loss(24, cold=False),
    "radii": RADII,
    "decoder": DECODER,
    "observed": OBSERVED,
    "mean of y": MEAN_OF_Y,
    "conditional": CONDITIONAL,
    "radii at 0": 'bold(rho)(0) = mat(delim: "[", 2; 1.5) = mat(delim: "[", beta; alpha)',
}
WRONG = [
    ("components", "+", "-"),
    ("components", "_1", "_2"),
    ("components of a pick", "^2", "^3"),
    ("distance", "^2", ""),
    ("distance of y", "norm(bold(y) -", "norm(bold(y) +"),
    ("minimum", "min_z", "sum_z"),
    ("at z check", "caron(z)", "z"),
    ("gradient", "2[", "["),
    ("gradient", "bold(y) -", "bold(y) +"),
    ("integral", "-1 / beta", "-2 / beta"),
    ("integral", "-1 / beta", "1 / beta"),
    ("integral", "1 / abs(cal(Z))", ""),
    ("integral", "exp[-beta", "exp[-2 beta"),
    ("sum", "1 / N", ""),
    ("sum", "log", ""),
    ("mean", "/ 2", "/ 4"),
    ("mean", "w_1^2 +", "w_1 +"),
    ("mean", "^2 + (", " + ("),
    ("cold loss", "1 / 24", "1 / 12"),
    ("cold loss", "1 / 24", ""),
    ("warm loss", "^24", "^23"),
    ("radii", "e^(x)", "e^(2 x)"),
    ("radii", "alpha x + beta", "beta x + alpha"),
    ("decoder", "cos", "sin"),
    ("decoder", "w_2", "w_1"),
    ("observed", "+ epsilon_2", "- epsilon_2"),
    ("observed", "rho_2", "rho_1"),
    ("mean of y", "1 / n", "2 / n"),
    ("conditional", "^2", ""),
    ("conditional", "y_i -", "y_i +"),
    ("radii at 0", "2; 1.5", "1.5; 2"),
    ("radii at 0", "beta; alpha", "alpha; beta"),
]
OPEN = [
    'bold(y) = mat(delim: "[", y_1; y_2)',
    'bold(y) = mat(delim: "[", cos theta; sin theta)',
    'bold(y) = mat(delim: "[", rho_1(x) cos theta; rho_2(x) sin theta)',
    'bold(rho)(x) = mat(delim: "[", beta; alpha)',
    'bold(y)\' = vec(delim: "[", 2.01, 0.12)',
    "E(bold(y)', caron(z)) = 1.16",
    "beta = 1",
    "z = 0",
    "y_1 = w_1 cos z",
    "f(bold(q)) = bold(q) crossed with itself",
    "E(bold(y), z) = (",
    "E(bold(y), z) = norm()",
    "F_oo(bold(y)) = E(bold(y))",
    "g(z) = g(z, z)",
    "E(bold(y), z) = bold(y)_7",
    "E(bold(y), z) = y_0",
    "F_oo(bold(y)) = log(1 - 2)",
    "F_oo(bold(y)) = 1 / 0 x",
    "= =",
    "",
]


@pytest.mark.parametrize("name", RIGHT)
def test_what_the_film_says_is_what_the_core_does(lecture: StoryData, name: str) -> None:
    assert wrong_equation(bare(RIGHT[name]), lecture) is None


@pytest.mark.parametrize(("name", "old", "new"), WRONG)
def test_another_equation_is_wrong(lecture: StoryData, name: str, old: str, new: str) -> None:
    text = bare(RIGHT[name])
    first, right = text.split(" = ", 1)
    assert old in right
    sides = wrong_equation(f"{first} = {right.replace(old, new, 1)}", lecture)
    assert sides is not None


@pytest.mark.parametrize("text", OPEN)
def test_what_may_hold_or_cannot_be_read_is_left_open(lecture: StoryData, text: str) -> None:
    assert wrong_equation(text, lecture) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"horn__growth": 2.0},
        {"horn__alpha": 1.0, "horn__beta": 1.0},
        {"decoder__weights": [1.0, 1.0]},
        {"decoder__weights": [0.0, 1.5]},
    ],
)
def test_the_equations_hold_in_other_stories(changes: dict[str, object]) -> None:
    data = told(**changes)
    growth = data.story.horn.growth
    for name, source in RIGHT.items():
        if name not in ("conditional", "radii at 0"):
            text = bare(source).replace("e^(x)", f"e^({growth:g} x)")
            assert wrong_equation(text, data) is None, name
