import pytest

from scenes.mobjects.observation import half_solved_radii, observation, radii_formula, solved_radii


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


def test_the_radii_are_solved_step_by_step():
    half, whole = half_solved_radii(0.0, 1.0), solved_radii(0.0, (2.0, 1.5))
    assert {"alpha", "beta", "growth"} <= set(half.labels)
    assert set(whole.labels) == {"rho", "x", "rho.1", "rho.2"}


def test_the_radii_gain_their_terms_one_by_one():
    labels = [set(radii_formula(1.0, terms).labels) for terms in ("start", "trade", "growth")]
    assert {"rho", "alpha", "beta"} <= labels[0]
    assert labels[0] <= labels[1] < labels[2]
    assert labels[2] - labels[1] == {"growth"}
