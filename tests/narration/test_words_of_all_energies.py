import math

import numpy as np
import pytest

from scenes.story.english.s06_all_energies import words

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
    said = words(lecture)
    expected = {
        "energies_title": "twenty-four energies",
        "common_top": "thirteen",
        "top_row_end": "E six",
        "bottom_row_start": "E nineteen",
        "bottom_row_end": "E twenty-four",
        "double_where": "Their samples lie nearest to the y two axis",
        "picks_claim": "Two of these curves deserve a closer look",
        "next_claim": "First we turn to E twenty-three, and then to E ten",
    }
    assert {name: said[name] for name in expected} == expected
    assert said["first_pick_claim"].startswith("E twenty-three has one valley")
    assert said["second_pick_claim"].startswith("E ten has two valleys")
    counts = valleys(lecture)
    assert (np.bincount(counts)[1:] == [17, 7]).all()
    assert said["single_claim"].startswith("seventeen curves have a single valley")
    assert said["double_claim"] == "seven curves have two valleys"
    assert (
        np.abs(lecture.slice.y[counts == 2, 0]).max()
        < np.abs(lecture.slice.y[counts == 1, 0]).min()
    ), "other samples are nearer to the axis"


def test_heights_and_sides_are_those_of_the_samples(lecture):
    said = words(lecture)
    z = np.linspace(0, math.tau, 20001)
    y1, y2 = lecture.slice.y.T[..., None]
    energy = (y1 + 1.5 * np.cos(z)) ** 2 + (y2 - 0.4 * np.sin(z)) ** 2
    tops = energy.max(axis=1)
    assert (tops.argmax(), tops.argmin()) == (2, 9)
    assert said["highest_claim"] == f"E three climbs to {tops.max():.2f}, higher than any other"
    assert said["flattest_claim"] == f"while E ten never exceeds {tops.min():.2f}"
    right, left = y1.argmax(), y1.argmin()
    assert (right, left) == (22, 2)
    assert abs(z[energy[right].argmin()] - math.pi) < 0.1
    assert said["rightmost_claim"].endswith("its valley lies near pi")
    assert min(z[energy[left].argmin()], math.tau - z[energy[left].argmin()]) < 0.1
    assert said["leftmost_claim"].endswith("its valley lies at both ends, zero and two pi")


@pytest.mark.parametrize(
    ("changes", "name", "claim"),
    [
        (ALONE, "energies_title", "one energy"),
        (ALONE, "bottom_row_end", "E one"),
        (ALONE, "leftmost_claim", "as there is no other"),
        (ALONE, "double_claim", "The only curve does not have two valleys"),
        (ALONE, "picks_claim", "This curve deserves a closer look"),
        (ALONE, "second_pick_claim", "It has to serve for both"),
        ({"slice.samples": "100"}, "bottom_row_start", "E ninety-one"),
        ({"picks.two_valleys": "23"}, "picks_claim", "One of these curves deserves"),
        (POINT, "single_claim", "There is none: every curve is flat"),
        (POINT, "rightmost_claim", "its curve is flat"),
        (POINT, "first_pick_claim", "E twenty-three is flat"),
        (UPRIGHT, "near_side_claim", "One value of z makes one valley"),
        (UPRIGHT, "first_pick_claim", "two valleys that are equally deep"),
        (UPRIGHT, "rightmost_claim", "its two valleys are equally deep"),
        (CIRCLE, "single_claim", "Each of the twenty-four curves has a single valley"),
        (CIRCLE, "double_claim", "None of the twenty-four curves has two valleys"),
        (CIRCLE, "double_where", "Two valleys need a y that two values of z compete for"),
    ],
)
def test_claims_follow_the_numbers(tell, changes, name, claim):
    assert claim in words(tell(changes))[name]
