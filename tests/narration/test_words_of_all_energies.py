import math

import numpy as np
import pytest

from tests.narration.saying import say

ALONE = {
    "slice.samples": "1",
    "picks.energy": "1",
    "picks.one_valley": "1",
    "picks.two_valleys": "1",
}
POINT = {"decoder.weights": "[0, 0]"}
UPRIGHT = {"decoder.weights": "[0, 1.2]"}
CIRCLE = {"decoder.weights": "[1, 1]"}


def valleys(data):
    """Count the valleys of every curve by hand, (n,)."""
    w1, w2 = data.story.decoder.weights
    z = np.linspace(0, math.tau, 20001)[:-1]
    y1, y2 = data.slice.y.T[..., None]
    energy = (y1 - w1 * np.cos(z)) ** 2 + (y2 - w2 * np.sin(z)) ** 2
    lower = (energy < np.roll(energy, 1, 1)) & (energy <= np.roll(energy, -1, 1))
    return lower.sum(axis=1)


def test_the_lecture_s_words(lecture):
    for place, words in [
        ("s06.title", "Twenty-four energies"),
        ("s06.one_range", "thirteen"),
        ("s06.corners", "E six"),
        ("s06.corners", "E nineteen"),
        ("s06.corners", "E twenty-four"),
        ("s06.families", "Their samples lie nearest to the y two axis"),
        ("s06.picked", "Two of these curves deserve a closer look"),
        ("s06.picked", "First we turn to E twenty-three, and then to E ten"),
    ]:
        assert words in say(lecture, place)
    assert "E twenty-three has one valley" in say(lecture, "s06.picked")
    assert "E ten has two valleys" in say(lecture, "s06.picked")
    counts = valleys(lecture)
    assert (np.bincount(counts)[1:] == [17, 7]).all()
    assert "Seventeen curves have a single valley" in say(lecture, "s06.families")
    assert "Seven curves have two valleys" in say(lecture, "s06.families")
    assert (
        np.abs(lecture.slice.y[counts == 2, 0]).max()
        < np.abs(lecture.slice.y[counts == 1, 0]).min()
    ), "other samples are nearer to the axis"


def test_heights_and_sides_are_those_of_the_samples(lecture):
    z = np.linspace(0, math.tau, 20001)
    y1, y2 = lecture.slice.y.T[..., None]
    energy = (y1 + 1.5 * np.cos(z)) ** 2 + (y2 - 0.4 * np.sin(z)) ** 2
    tops = energy.max(axis=1)
    assert (tops.argmax(), tops.argmin()) == (2, 9)
    assert f"E three climbs to {tops.max():.2f}, higher than any other" in say(
        lecture, "s06.one_range"
    )
    assert f"while E ten never exceeds {tops.min():.2f}" in say(lecture, "s06.one_range")
    right, left = y1.argmax(), y1.argmin()
    assert (right, left) == (22, 2)
    assert abs(z[energy[right].argmin()] - math.pi) < 0.1
    assert "its valley lies near pi" in say(lecture, "s06.places")
    assert min(z[energy[left].argmin()], math.tau - z[energy[left].argmin()]) < 0.1
    assert "its valley lies at both ends, zero and two pi" in say(lecture, "s06.places")


@pytest.mark.parametrize(
    ("changes", "place", "claim"),
    [
        (ALONE, "s06.title", "One energy"),
        (ALONE, "s06.corners", "E one"),
        (ALONE, "s06.places", "as there is no other"),
        (ALONE, "s06.families", "The only curve does not have two valleys"),
        (ALONE, "s06.picked", "This curve deserves a closer look"),
        (ALONE, "s06.picked", "It has to serve for both"),
        ({"slice.samples": "100"}, "s06.corners", "E ninety-one"),
        ({"picks.two_valleys": "23"}, "s06.picked", "One of these curves deserves"),
        (POINT, "s06.families", "There is none: every curve is flat"),
        (POINT, "s06.places", "its curve is flat"),
        (POINT, "s06.picked", "E twenty-three is flat"),
        (UPRIGHT, "s06.families", "One value of z makes one valley"),
        (UPRIGHT, "s06.picked", "two valleys that are equally deep"),
        (UPRIGHT, "s06.places", "its two valleys are equally deep"),
        (CIRCLE, "s06.families", "Each of the twenty-four curves has a single valley"),
        (CIRCLE, "s06.families", "None of the twenty-four curves has two valleys"),
        (CIRCLE, "s06.families", "Two valleys need a y that two values of z compete for"),
    ],
)
def test_claims_follow_the_numbers(tell, changes, place, claim):
    assert claim in say(tell(changes), place)
