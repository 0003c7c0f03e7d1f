"""Names that keep clear of what is beside them."""

import numpy as np
import pytest
from manim import DL, UR

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.labels import lattice, place_clear


def test_a_name_is_put_where_least_lies_under_it():
    zone = look.Zone(-2.0, 2.0, -1.0, 1.0)
    name = Formula("y", font_size=look.TEXT_SIZE)
    left, right = np.array([-1.0, 0, 0]), np.array([1.0, 0, 0])
    place_clear(name, [left, right], np.zeros((0, 3)), within=zone)
    np.testing.assert_allclose(name.get_center(), left)  # of equals the first
    place_clear(name, [left, right], lattice(name), within=zone)
    np.testing.assert_allclose(name.get_center(), right)
    place_clear(name, [5 * right], np.zeros((0, 3)), within=zone)
    assert name.get_right()[0] == pytest.approx(2.0)


def test_a_lattice_covers_a_box():
    formula = Formula("y = x", font_size=look.TEXT_SIZE).shift([1.0, 2.0, 0])
    places = lattice(formula, 0.1)
    np.testing.assert_allclose(places.min(axis=0), formula.get_corner(DL), atol=1e-9)
    np.testing.assert_allclose(places.max(axis=0), formula.get_corner(UR), atol=1e-9)
    for axis in (0, 1):
        assert np.diff(np.unique(places[:, axis].round(9))).max() <= 0.1 + 1e-9
