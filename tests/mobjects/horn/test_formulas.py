import pytest

from scenes import look
from scenes.mobjects.horn.formulas import (
    exponential,
    observation,
    radii_at,
    radii_at_start,
    radii_formula,
    radii_steps_beside,
    radii_worked_out,
)


def test_y_gains_its_terms_one_by_one():
    built = [set(observation(terms).labels) for terms in ("angle", "radii", "noise")]
    assert built[0] < built[1] < built[2]
    assert {"epsilon.1", "epsilon.2"} <= built[2] - built[1]


def test_numbers_take_the_place_of_the_radii():
    source = observation("noise", radii=(2.0, 1.5)).source
    assert "2" in source
    assert "1.5" in source
    assert "rho_1" not in source


@pytest.mark.parametrize(("growth", "exponent"), [(1.0, 'part("x", x)'), (2.0, '2 part("x", x)')])
def test_the_exponent_is_the_storys_growth(growth, exponent):
    assert f"e^({exponent})" in radii_formula(growth).source


def test_the_radii_are_worked_out_step_by_step():
    steps = [
        radii_at(0.5, growth=2.0),
        radii_at(0.5, growth=2.0, factor=2.718),
        radii_at(0.5, growth=2.0, factor=2.718, radii=(4.75, None)),
        radii_at(0.5, growth=2.0, factor=2.718, radii=(4.75, 4.76)),
    ]
    held = [set(step.labels) for step in steps]
    assert {"alpha", "beta", "growth"} <= held[0] == held[1] == held[2]
    assert held[3] == {"rho", "x", "rho.1", "rho.2"}
    assert "e^(2 dot" in steps[0].source
    assert "2.72" in steps[1].source
    # Without the factor in front of the bracket, a row that is left has its own.
    assert [len(step.part("growth")) for step in steps[1:3]] == [4, 4]
    assert min(part.get_x() for part in steps[1].part("growth")) < min(
        part.get_x() for part in steps[1].part("rho.1")
    )
    assert (
        min(part.get_x() for part in steps[2].part("growth"))
        > min(part.get_x() for part in steps[2].part("rho.2")[:1]) - 1e-6
    )


def test_an_exponential_takes_a_number():
    assert exponential(1.0, 0.25) == 'e^(part("x", 0.25))'
    assert exponential(2.0, 0.25) == 'e^(2 dot part("x", 0.25))'


def test_at_zero_the_radii_are_beta_and_alpha():
    formula = radii_at_start((2.0, 1.5))
    beta, alpha = (formula.part(name).get_y() for name in ("beta", "alpha"))
    assert beta == pytest.approx(formula.part("rho.1").get_y(), abs=0.1)
    assert alpha == pytest.approx(formula.part("rho.2").get_y(), abs=0.1)


def test_the_radii_gain_their_terms_one_by_one():
    labels = [set(radii_formula(1.0, terms).labels) for terms in ("start", "trade", "growth")]
    assert {"rho", "alpha", "beta"} <= labels[0]
    assert labels[0] <= labels[1] < labels[2]
    assert labels[2] - labels[1] == {"growth"}


def test_the_radii_stand_step_by_step_at_the_left_of_the_observation():
    y = observation("radii")
    steps = radii_steps_beside(y, 1.0)
    assert ["alpha" in step.labels and "x" in step.labels for step in steps] == [True] * 3
    assert ["growth" in step.labels for step in steps] == [False, False, True]
    for step in steps:
        assert y.get_left()[0] - step.get_right()[0] == pytest.approx(2 * look.GAP)


def test_the_radii_are_worked_out_in_four_steps():
    steps = radii_worked_out(0.5, (2.25, 1.75), growth=1.0, factor=1.65)
    assert ["1.65" in step.source for step in steps] == [False, True, True, False]
    assert ["2.25" in step.source for step in steps] == [False, False, True, True]
    assert ["1.75" in step.source for step in steps] == [False, False, False, True]
