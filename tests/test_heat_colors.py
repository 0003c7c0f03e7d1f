"""The colours of heat maps, measured with formulas of the tests' own."""

import numpy as np
import pytest

from scenes import look
from scenes.heat_colors import HEAT_HIGH, HEAT_LOW, heat_colors

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
VISION = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
SHARES = np.linspace(0, 1, 101)


def linear(rgb):
    """Undo the gamma of sRGB."""
    return np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb])


def xyz(rgb):
    """Mix the primaries of sRGB, given by their chromaticities, to the white D65."""
    xy = np.array([[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]])
    primaries = np.column_stack([xy[:, 0], xy[:, 1], 1 - xy.sum(axis=1)]).T
    white = np.array([0.3127 / 0.3290, 1, (1 - 0.3127 - 0.3290) / 0.3290])
    return primaries * np.linalg.solve(primaries, white) @ rgb, white


def lab(linear_rgb):
    """Return CIELAB, one colour at a time."""
    at, white = xyz(linear_rgb)

    def f(t):
        return np.cbrt(t) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    x, y, z = (f(t) for t in at / white)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def oklab(linear_rgb):
    """Return Björn Ottosson's OKLab."""
    lms = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return to_lab @ np.cbrt(lms @ linear_rgb)


def scale(space):
    return np.array([space(linear(color)) for color in heat_colors(SHARES)])


def test_the_lightness_is_linear():
    lightness = scale(lab)[:, 0]
    even = np.linspace(lightness[0], lightness[-1], len(lightness))
    np.testing.assert_allclose(lightness, even, atol=0.05)
    assert np.ptp(lightness) > 70


def test_equal_steps_look_equal():
    steps = np.linalg.norm(np.diff(scale(lab), axis=0), axis=1)
    np.testing.assert_allclose(steps, steps.mean(), rtol=0.04)


def test_equal_steps_look_about_equal_in_another_uniform_space():
    """OKLab disagrees with CIELAB about blues."""
    steps = np.linalg.norm(np.diff(scale(oklab), axis=0), axis=1)
    np.testing.assert_allclose(steps, steps.mean(), rtol=0.3)


@pytest.mark.parametrize("vision", VISION)
def test_the_lightness_rises_in_every_kind_of_colour_vision(vision):
    seen = [np.clip(VISION[vision] @ linear(c), 0, 1) for c in heat_colors(SHARES)]
    lightness = np.array([lab(color)[0] for color in seen])
    rises = np.diff(lightness)
    assert rises.min() > 0.2 * rises.mean()


def test_no_colour_had_to_be_cut_to_what_a_screen_shows():
    colors = heat_colors(np.linspace(0, 1, 5001))
    assert colors.min() > 0
    assert colors.max() < 1


def test_the_ends_are_the_named_colours():
    ends = heat_colors([0, 1])
    np.testing.assert_allclose(ends[0], HEAT_LOW.to_rgb(), atol=1e-6)
    np.testing.assert_allclose(ends[1], HEAT_HIGH.to_rgb(), atol=1e-6)


def test_what_lies_outside_has_the_colour_of_the_end():
    np.testing.assert_array_equal(heat_colors([-1, 2]), heat_colors([0, 1]))
    assert heat_colors(0.5).shape == (3,)
    assert heat_colors(np.zeros((4, 5))).shape == (4, 5, 3)


def test_the_manifold_is_far_from_every_colour_of_the_map():
    violet = lab(linear(look.DECODED.to_rgb()))
    assert np.linalg.norm(scale(lab) - violet, axis=1).min() > 45
