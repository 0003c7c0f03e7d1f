"""The cut through the free energies: what is said of it holds, for the lecture and elsewhere."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scenes.story.cut import Cut

STORIES = {
    "lecture": {},
    "aside": {
        "decoder.weights": "[0.8, -1.1]",
        "temperature.cut_y1": "0.6",
        "temperature.betas": "[0.3, 3.0, 30.0]",
    },
    "high": {"decoder.weights": "[-1.5, 1.2]", "temperature.betas": "[1.0]"},
    "round": {"decoder.weights": "[1.0, 1.0]"},
    "flat": {"decoder.weights": "[1.4, 0.0]"},
    "upright": {"decoder.weights": "[0.0, -1.6]"},
    "outside": {"temperature.cut_y1": "2.0"},
    "point": {"decoder.weights": "[0.0, 0.0]"},
}
PEAKED = ["lecture", "aside", "high", "round"]


@pytest.fixture(params=STORIES)
def cut(request, tell):
    return Cut(tell(STORIES[request.param]))


@pytest.fixture(params=PEAKED)
def peaked(request, tell):
    return Cut(tell(STORIES[request.param]))


def energies(cut, y2, around=4096):
    """Write E((y1, y2), z) out by hand, shape (n, around)."""
    w1, w2 = cut.data.story.decoder.weights
    z = 2 * np.pi * np.arange(around) / around
    across = cut.data.story.temperature.cut_y1 - w1 * np.cos(z)
    return across**2 + (np.asarray(y2)[:, None] - w2 * np.sin(z)) ** 2


def soft(cut, y2, beta):
    """Write F_beta out by hand, shape (n,)."""
    table = energies(cut, y2)
    lowest = table.min(axis=1, keepdims=True)
    return (lowest - np.log(np.exp(-beta * (table - lowest)).mean(axis=1, keepdims=True)) / beta)[
        :, 0
    ]


def test_heights_are_free_energies_along_the_line(cut):
    y2 = np.linspace(*cut.data.story.plane.y2, 9)
    assert_allclose(cut.heights(math.inf, y2), energies(cut, y2).min(axis=1), atol=2e-5)
    for beta in cut.betas:
        assert_allclose(cut.heights(beta, y2), soft(cut, y2, beta), atol=1e-9)
    w = np.array(cut.data.story.decoder.weights)
    assert_allclose(cut.mean(y2), cut.y1**2 + y2**2 + (w**2).sum() / 2, atol=1e-12)


def test_y2_covers_the_plane_and_has_the_middle(cut):
    low, high = cut.data.story.plane.y2
    assert (cut.y2[0], cut.y2[-1]) == (low, high)
    assert (np.diff(cut.y2) > 0).all()
    assert 0 in cut.y2
    inside = cut.y2[(cut.y2 >= cut.close_span[0]) & (cut.y2 <= cut.close_span[1])]
    assert len(inside) > 100


def test_the_cut_crosses_the_manifold_where_it_says(peaked):
    w1, w2 = peaked.data.story.decoder.weights
    assert (peaked.y1 / w1) ** 2 + (peaked.crossing / w2) ** 2 == pytest.approx(1)
    assert_allclose(peaked.heights(math.inf, peaked.crossing * np.array([-1, 1])), 0, atol=1e-12)


def test_the_peak_of_the_lecture(lecture):
    cut = Cut(lecture)
    assert cut.crossing == pytest.approx(0.4)
    assert cut.peak == pytest.approx(0.16)
    assert cut.sharp
    assert cut.close_span == pytest.approx((-0.8, 0.8))
    assert 0.32 <= cut.close_top <= 0.52
    assert cut.top == pytest.approx(4 + (1.5**2 + 0.4**2) / 2)


def test_the_peak_is_the_highest_place_between_the_crossings(peaked):
    between = np.linspace(-peaked.crossing, peaked.crossing, 201)
    heights = energies(peaked, between).min(axis=1)
    assert heights.argmax() == 100
    assert peaked.peak == pytest.approx(heights[100], abs=1e-5)


def test_a_sharp_peak_has_a_corner_and_another_has_none(peaked):
    step = 1e-3 * peaked.crossing
    slope = (soft(peaked, [step], 1e7) - soft(peaked, [0.0], 1e7))[0] / step
    assert peaked.sharp == (abs(slope) > 0.01)


def test_other_cuts_have_no_peak(tell):
    for name in set(STORIES) - set(PEAKED):
        cut = Cut(tell(STORIES[name]))
        assert cut.peak is None
        assert cut.melting is None
        assert not cut.sharp
        assert cut.close_span == cut.data.story.plane.y2
        assert cut.close_top == cut.top
        heights = energies(cut, np.linspace(*cut.span, 401)).min(axis=1)
        falls = np.diff(heights) < -1e-5
        assert not (falls[1:] & ~falls[:-1] & (heights[1:-1] > 1e-4)).any(), name


def test_above_the_melting_beta_there_is_a_peak_and_below_one_valley(peaked):
    y2 = np.linspace(0, peaked.crossing, 101)
    cold, warm = (soft(peaked, y2, peaked.melting * factor) for factor in (1.15, 0.97))
    assert cold[0] > cold.min() + 1e-7
    assert (np.diff(warm) > 0).all()
    assert peaked.humped(1.01 * peaked.melting)
    assert not peaked.humped(0.99 * peaked.melting)


def test_the_lecture_s_peak_melts_between_two_stops(lecture):
    assert Cut(lecture).melting == pytest.approx(3.39, abs=0.01)


def test_at_the_warm_end_the_curve_looks_like_the_mean(cut):
    gaps = cut.mean() - soft(cut, cut.y2, cut.warmest)
    assert gaps.min() > -1e-8
    assert gaps.max() <= 0.004 * cut.top + 1e-9
    assert cut.gap == pytest.approx(gaps.max(), abs=1e-8)
    assert 0 < cut.warmest <= cut.betas[-1] / 10 * (1 + 1e-9)
    digits = f"{cut.warmest:.0e}"
    assert digits[0] in "125"
    assert float(digits) == pytest.approx(cut.warmest)


def test_only_without_weights_warmth_changes_nothing(cut):
    assert cut.rises == any(cut.data.story.decoder.weights)


def test_the_close_view_holds_the_curves_that_still_have_a_peak(lecture):
    cut = Cut(lecture)
    inside = np.linspace(*cut.close_span, 81)
    for beta in (math.inf, 50.0, 10.0):
        assert cut.heights(beta, inside).max() < cut.close_top
        assert math.isinf(beta) or cut.humped(beta)
    assert not cut.humped(2.0)


def test_the_peak_is_seen_in_the_close_view(peaked):
    assert 0.3 <= peaked.peak / peaked.close_top <= 0.5
