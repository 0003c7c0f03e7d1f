"""Valleys found by the slope's sign, against a fine grid and shapes known beforehand."""

import math

import numpy as np
import pytest

from scenes.story.valleys import valleys
from tests.narration.saying import say


def curve(data, y, z):
    """Write E(y, z) out by hand, (m,) -> (m,)."""
    w1, w2 = data.story.decoder.weights
    return (y[0] - w1 * np.cos(z)) ** 2 + (y[1] - w2 * np.sin(z)) ** 2


def turning_points(data, y):
    """Return minima and maxima on a fine grid, as indices, and the grid."""
    z = np.linspace(0, math.tau, 20_000, endpoint=False)
    e = curve(data, y, z)
    before, after = np.roll(e, 1), np.roll(e, -1)
    return z[(e < before) & (e <= after)], z[(e > before) & (e >= after)]


@pytest.mark.parametrize("weights", ["[-1.5, 0.4]", "[0.8, -1.1]", "[1.0, 1.0]", "[0.0, -1.6]"])
def test_valleys_and_peaks_are_those_of_a_fine_grid(tell, weights):
    data = tell({"decoder.weights": weights})
    for y in data.slice.y:
        found = valleys(data, y)
        bottoms, peaks = turning_points(data, y)
        for latents, expected in ((found.bottoms, bottoms), (found.peaks, peaks)):
            assert len(latents) == len(expected)
            apart = np.subtract.outer(np.array(latents), expected)
            apart = np.abs((apart + math.pi) % math.tau - math.pi)  # a turn more is the same place
            assert apart.min(axis=1).max() < 1e-3
        np.testing.assert_allclose(found.depths, curve(data, y, np.array(found.bottoms)))
        assert list(found.depths) == sorted(found.depths)
        # The core's own answer is the lowest of them.
        assert found.lowest == pytest.approx(found.depths[0], abs=1e-9)
        assert min(abs(math.remainder(found.z_check - z, math.tau)) for z in found.true) < 1e-6


def test_the_lecture_s_picks_have_one_valley_and_two(lecture):
    one = valleys(lecture, lecture.pick(lecture.story.picks.one_valley))
    assert len(one.bottoms) == 1
    assert one.false is None
    two = valleys(lecture, lecture.pick(lecture.story.picks.two_valleys))
    assert len(two.bottoms) == 2
    assert two.false == pytest.approx(3 * math.pi / 2, abs=0.1)
    assert two.second == two.false
    assert two.true == (two.bottoms[0],)


def test_a_flat_energy_has_no_valley(tell):
    data = tell({"decoder.weights": "[0.0, 0.0]"})
    found = valleys(data, data.pick(1))
    assert found.bottoms == found.peaks == ()
    assert found.true == (found.z_check,)
    assert found.second == found.z_check


def test_two_valleys_of_one_depth_are_both_true(tell):
    data = tell({"decoder.weights": "[1.5, 0.0]"})
    found = valleys(data, np.array([0.5, 1.0]))
    assert sorted(found.true) == pytest.approx([math.acos(1 / 3), math.tau - math.acos(1 / 3)])
    assert found.false is None


def test_between_its_peaks_all_ways_lead_down_to_a_bottom(lecture):
    y = lecture.pick(lecture.story.picks.two_valleys)
    found = valleys(lecture, y)
    for bottom in found.bottoms:
        left, right = found.between(bottom)
        assert left < bottom < right
        down, up = (
            curve(lecture, y, np.linspace(*ends, 500)) for ends in ((left, bottom), (bottom, right))
        )
        assert (np.diff(down) < 1e-12).all()
        assert (np.diff(up) > -1e-12).all()
    total = sum(right - left for left, right in map(found.between, found.bottoms))
    assert total == pytest.approx(math.tau)
    left, right = found.between(found.peaks[0])
    assert {round(z % math.tau, 9) for z in (left, right)} == {round(z, 9) for z in found.bottoms}


LECTURE = [
    ("s07.near", "the segment gets shorter, and the curve falls with it"),
    ("s07.valley", "the segment gets longer, and the curve rises with it"),
    ("s07.valley", "There's a single valley, shaped like the letter U"),
    ("s07.periodic", "Three crosses, yet only one z check"),
    ("s07.near", "Exactly, the energy is 0.27"),
    ("s08.pick", "right above the middle of the ellipse"),
    ("s08.quarters", "1.5 squared plus 1.5 squared is 4.5 again"),
    ("s08.dip", "That's the far side of the ellipse, so we'd expect a peak"),
    ("s08.dip", "the energy rises again: there's a dip, lower than both its sides"),
    ("s08.why", "Why is there a second valley"),
    ("s08.two_valleys", "two valleys"),
    ("s08.two_valleys", "The blue cross is z check, where the energy is 1.16"),
    ("s08.two_valleys", "The barred ring marks the false valley: 3.52"),
]
SWAPPED = [
    ("s07.valley", "There are two valleys, one deeper than the other"),
    ("s07.near", "the segment changes its length, and the curve follows"),
    ("s08.pick", "outside the ellipse"),
    ("s08.dip", "It's about as far away as half pi"),
    ("s08.dip", "there's no dip: the energy lies between its two sides"),
    ("s08.why", "Why is there no second valley"),
    ("s08.why", "the segment gets shorter"),
    ("s08.two_valleys", "one valley"),
    ("s08.two_valleys", "There's no false valley"),
]
FLAT = [
    ("s07.valley", "There's no valley at all: every z has the same energy"),
    ("s07.near", "the segment keeps its length, and the curve stays level"),
    ("s07.periodic", "The point stays where it is"),
    ("s08.two_valleys", "no valley"),
    ("s08.why", "the segment keeps its length"),
]
LEVEL = [
    ("s07.valley", "There are two valleys of the same depth"),
    ("s07.periodic", "Six crosses, yet only two of them differ"),
    ("s07.periodic", "the line"),
    ("s08.two_valleys", "Neither valley is false"),
]


@pytest.mark.parametrize(
    ("changes", "claims"),
    [
        ({}, LECTURE),
        ({"picks.one_valley": "10", "picks.two_valleys": "23"}, SWAPPED),
        ({"decoder.weights": "[0.0, 0.0]"}, FLAT),
        ({"decoder.weights": "[2.6, 0.0]"}, LEVEL),
    ],
    ids=["lecture", "swapped", "flat", "level"],
)
def test_the_words_say_what_is_true_of_the_story(tell, changes, claims):
    data = tell(changes)
    for place, words in claims:
        assert words in say(data, place)
