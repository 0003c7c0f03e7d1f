import math

import numpy as np
import pytest

from scenes.story.english import CHAPTERS, placeholders
from scenes.story.english.numbers import count, number, spoken_length, whole_number

WIDE = "an ellipse wider than it is tall"
TALL = "an ellipse taller than it is wide"
EQUAL = {"horn.alpha": "1.5", "horn.beta": "1.5"}
ENDS = "taller at one end, wider at the other"
MODEL = "so this is a"
ONE_SAMPLE = {
    "slice.samples": "1",
    "picks.energy": "1",
    "picks.one_valley": "1",
    "picks.two_valleys": "1",
}


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (12, "twelve"),
        (19, "nineteen"),
        (20, "twenty"),
        (24, "twenty-four"),
        (48, "forty-eight"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (300, "three hundred"),
        (360, "three hundred and sixty"),
        (1000, "one thousand"),
        (1005, "one thousand and five"),
        (1999, "one thousand nine hundred and ninety-nine"),
        (2000, "two thousand"),
    ],
)
def test_whole_numbers_in_words(n, words):
    assert whole_number(n) == words


def test_no_two_whole_numbers_sound_alike():
    assert len({whole_number(n) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize("n", [-1, 10_000])
def test_whole_numbers_beyond_the_words_are_refused(n):
    with pytest.raises(ValueError, match=f"n = {n}: must be from 0 to 9999"):
        whole_number(n)


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (2.0, 2, "two"),
        (-1.5, 2, "minus 1.5"),
        (-2, 2, "minus two"),
        (0.4, 2, "0.4"),
        (12.25, 2, "12.25"),
        (4.077, 2, "4.08"),
        (1.999, 2, "two"),
        (0.004, 2, "0.004"),
        (-0.0042, 2, "minus 0.004"),
        (0.0096, 2, "0.01"),
        (-1e-17, 2, "zero"),
        (-0.0, 2, "zero"),
        (0.06, 1, "0.1"),
        (0.01, 1, "0.01"),
        (0.123456, 6, "0.123456"),
        (147.0, 2, "147"),
        (147.5, 2, "147.5"),
    ],
)
def test_numbers_as_spoken(value, decimals, words):
    assert number(value, decimals) == words


def test_counts_agree_with_their_noun():
    assert count(1, "sample") == "one sample"
    assert count(24, "sample") == "twenty-four samples"
    assert count(4, "box", "boxes") == "four boxes"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("y tilde", 2),
        ("twenty-four samples", 3),
        ("2.25", 4),
        ("minus 1.5.", 4),
        ("12.25,", 4),  # twelve point two five
        ("147", 5),  # one hundred and forty seven
        ("0.05 is small: it's", 7),
        ("E, the energy", 3),
        ("wait - here", 2),
    ],
)
def test_a_number_counts_as_the_words_it_takes_to_read(text, words):
    assert spoken_length(text) == words


def test_the_lecture_s_words(lecture):
    words = placeholders(lecture)
    expected = {
        "rho1_at_0": "two",
        "rho2_at_0": "1.5",
        "rho1_at_1": "4.08",  # 1.5 e = 4.077
        "rho2_at_1": "5.44",  # 2 e = 5.437
        "exponential_effect": "grows from one to 2.72",
        "radii_trade": "trade places",
        "shape_at_0": WIDE,
        "shape_at_1": TALL,
        "noise_std": "0.05",
        "horn_ends": "narrow at one end, wide at the other",
        "far_end": "wide",
        "draws": "three hundred",
        "slice_x": "zero",
        "slice_exponential": "one",
        "slice_rho1_boxes": "four boxes",
        "slice_rho2_boxes": "three boxes",
        "grid_step": "0.5",
        "samples": "twenty-four",
        "latents": "forty-eight",
        "w1": "minus 1.5",
        "w2": "0.4",
        "z_start": "So z equals zero is the left tip",
        "z_path": "runs clockwise: half pi is the top",
        "fit_claim": "They disagree, so this is a bad model",
        "misfit_across": "falls short by 0.5",
        "misfit_upwards": "falls short by 1.1",
        "spread_claim": "Its standard deviation is 0.05, so the point barely leaves its ellipse",
        "dots_claim": "The dots keep close to this surface, and only noise pushes them off it",
        "draws_claim": "After three hundred draws, we see the shape of a horn",
        "edge_claim": "The samples stay near the edge, and the middle is empty",
        "pick": "twenty-three",
        "pick_y1": "two",
        "pick_y2": "0.1",
        "valleys_claim": "The curve has a single valley",
    }
    assert {name: words[name] for name in expected} == expected


def test_the_pick_s_energies_are_those_of_its_curve(lecture):
    words = placeholders(lecture)
    y1, y2 = lecture.pick(23)
    z = np.arange(48) * math.pi / 24
    curve = (y1 + 1.5 * np.cos(z)) ** 2 + (y2 - 0.4 * np.sin(z)) ** 2
    assert float(words["pick_energy_start"]) == pytest.approx(curve[0], abs=0.005)
    low, high = f"{curve.min():.2f}".rstrip("0"), f"{curve.max():.2f}".rstrip("0")
    assert (words["pick_energy_low"], words["pick_energy_high"]) == (low, high)
    at = f"{z[curve.argmin()]:.1f}"
    assert words["lowest_claim"] == f"The lowest value is {low}, where z is about {at}"


@pytest.mark.parametrize(
    ("weights", "where", "sense", "half"),
    [
        ("[1.5, 0.4]", "right tip", "anticlockwise", "top"),
        ("[1.5, -0.4]", "right tip", "clockwise", "bottom"),
        ("[-1.5, -0.4]", "left tip", "anticlockwise", "bottom"),
        ("[-0.4, 1.5]", "left side", "clockwise", "top"),
        ("[1, 1]", "right side", "anticlockwise", "top"),
    ],
)
def test_where_z_starts_and_which_way_it_runs(tell, weights, where, sense, half):
    data = tell({"decoder.weights": weights})
    words = placeholders(data)
    assert words["z_start"] == f"So z equals zero is the {where}"
    assert words["z_path"] == f"runs {sense}: half pi is the {half}"
    first, second = data.decode([0.0, 0.1])  # an independent look at the sense of turning
    turn = first[0] * second[1] - first[1] * second[0]
    assert sense == ("anticlockwise" if turn > 0 else "clockwise")


@pytest.mark.parametrize(
    ("weights", "start", "path", "shape"),
    [
        ("[-1.5, 0]", "flat: z starts at its left end", "crosses over and comes back", "a line"),
        ("[0, 0.4]", "upright line: z starts in its middle", "runs up first, then down", "a line"),
        ("[0, -0.4]", "upright line: z starts in its middle", "runs down first, then up", "a line"),
        ("[0, 0]", "every z lands on the same point", "changes nothing", "a point"),
        ("[-1, 1]", "the left side", "runs clockwise: half pi is the top", "a circle"),
    ],
)
def test_manifolds_that_are_no_ellipse(tell, weights, start, path, shape):
    spoken = placeholders(tell({"decoder.weights": weights}))
    assert start in spoken["z_start"]
    assert spoken["z_path"] == path
    assert spoken["manifold_shape"] == shape


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"horn.alpha": "1.7", "horn.beta": "1.5"}, "shape_at_0", TALL),
        ({"horn.alpha": "1.7", "horn.beta": "1.5"}, "shape_at_1", WIDE),
        (EQUAL, "shape_at_0", "a circle"),
        (EQUAL, "shape_at_1", "a circle"),
        (EQUAL, "radii_trade", "are equal here"),
        (EQUAL, "halfway_claim", "It's a circle all the way"),
        ({"horn.growth": "2"}, "exponential_effect", "grows from one to 7.39"),
        ({"horn.growth": "0"}, "exponential_effect", "stays at one, as nothing grows"),
        ({"horn.growth": "0"}, "horn_or_tube", "tube"),
        ({"horn.growth": "0"}, "horn_ends", "wider at one end, taller at the other"),
        ({"horn.growth": "0.1"}, "horn_ends", "wider at one end, taller at the other"),
        ({"horn.growth": "0.4"}, "horn_ends", "a little larger at one end than at the other"),
        ({"horn.growth": "0.4"}, "far_end", "far"),
        ({"horn.growth": "0.7"}, "far_end", "wide"),
        ({"horn.growth": "0", **EQUAL}, "horn_ends", "the same circle at both ends"),
        ({"horn.growth": "0.1", "horn.alpha": "1.8", "horn.beta": "1.5"}, "horn_ends", ENDS),
        ({"horn.noise_std": "0"}, "horn_inside", "hollow all along"),
        ({"horn.noise_std": "0"}, "samples_differ", "Only theta set one apart from another"),
        (
            {"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"},
            "horn_inside",
            "blurred by strong noise",
        ),
        ({"horn.samples": "30"}, "draws", "thirty"),
        ({"plane.grid_step": "0.4"}, "slice_rho1_boxes", "five boxes"),
        ({"plane.grid_step": "0.4"}, "slice_rho2_boxes", "3.8 boxes"),
        ({"horn.alpha": "1.49"}, "slice_rho2_boxes", "about three boxes"),
        ({"horn.alpha": "0.5"}, "slice_rho2_boxes", "one box"),
        ({"horn.alpha": "0.2"}, "slice_rho2_boxes", "0.4 boxes"),
        ({"decoder.weights": "[2, 1.5]"}, "fit_claim", f"They agree, {MODEL} good model"),
        (
            {"decoder.weights": "[-1.9, 1.4]"},
            "fit_claim",
            f"They roughly agree, {MODEL} fair model",
        ),
        ({"picks.energy": "10"}, "valleys_claim", "The curve has two valleys"),
        ({"decoder.weights": "[0, 0]"}, "valleys_claim", "There's no valley: the curve is flat"),
        ({"decoder.weights": "[0, 0]"}, "pick_energy_high", "the same"),
    ],
)
def test_claims_follow_the_numbers(tell, changes, name, words):
    assert placeholders(tell(changes))[name] == words


def test_at_the_wide_end_the_plane_need_not_slide(tell):
    words = placeholders(tell({"slice.x": "1", "plane.y1": "[-6, 6]", "plane.y2": "[-6, 6]"}))
    assert words["plane_motion"] == "The plane stays where it is, at"
    assert words["slice_x"] == words["slice_x_figures"].replace("1", "one") == "one"
    assert words["slice_rho1"] == words["rho1_at_1"]


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"horn.noise_std": "0"}, "spread_claim", "so the point stays where it was"),
        ({"horn.noise_std": "0"}, "dots_claim", "Every dot lies on this surface"),
        ({"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"}, "spread_claim", "well off its ellipse"),
        ({"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"}, "edge_claim", "stray from the edge"),
        ({"horn.samples": "30"}, "draws_claim", "After thirty draws, the shape of a horn is still"),
        ({"slice.x": "0.1", "plane.y1": "[-4, 4]"}, "slice_claim", "x stays fixed"),
        ({"decoder.weights": "[2, -1.7]"}, "misfit_across", "is just right"),
        ({"decoder.weights": "[2, -1.7]"}, "misfit_upwards", "goes too far by 0.2"),
        ({"decoder.weights": "[2, 1.5]"}, "misfit_upwards", "is just right"),
        ({"decoder.weights": "[0, 0]"}, "lowest_claim", "For every z, it's the same "),
        ({"decoder.weights": "[1.5, 0.4]"}, "lowest_claim", ", where z is zero"),
        (ONE_SAMPLE, "energies_range", "range from "),
        (ONE_SAMPLE, "over_curves", "over its curve"),
        (ONE_SAMPLE, "curves_claim", "The curve stays in the picture"),
        ({**ONE_SAMPLE, "decoder.weights": "[0, 0]"}, "energies_range", "are all "),
        ({"slice.samples": "30"}, "samples_named", "numbered from one to thirty"),
        ({"slice.samples": "30"}, "each_sample", "each of the thirty samples"),
        ({"slice.samples": "30"}, "pick_claim", "number twenty-three out of thirty"),
    ],
)
def test_longer_claims_follow_the_numbers_too(tell, changes, name, words):
    assert words in placeholders(tell(changes))[name]


def test_no_two_chapters_give_one_placeholder_different_values(tell):
    data = tell({})
    names = [name for chapter in CHAPTERS for name in chapter.words(data)]
    assert sorted(names) == sorted(set(names))
