import math

import numpy as np
import pytest

from scenes.narration.languages import english
from tests.narration.saying import say

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
    assert english().whole(n) == words


def test_no_two_whole_numbers_sound_alike():
    assert len({english().whole(n) for n in range(10_000)}) == 10_000


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
        (0.004, 2, "almost zero"),
        (-0.0042, 2, "almost zero"),
        (0.0096, 2, "0.01"),
        (-1e-17, 2, "zero"),
        (-0.0, 2, "zero"),
        (0.06, 1, "0.1"),
        (0.01, 1, "zero"),
        (0.0004, 3, "almost zero"),
        (0.0007, 3, "0.001"),
        (1e-9, 2, "zero"),
        (1e-6, 6, "almost zero"),
        (0.00007, 6, "almost zero"),
        (0.0007, 6, "0.0007"),
        (0.123456, 6, "0.123456"),
        (147.0, 2, "147"),
        (147.5, 2, "147.5"),
    ],
)
def test_numbers_as_spoken(value, decimals, words):
    assert english().number(value, decimals) == words


def test_counts_agree_with_their_noun():
    assert english().count(1, "one sample", "samples") == "one sample"
    assert english().count(24, "one sample", "samples") == "twenty-four samples"


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
    assert english().spoken_length(text) == words


LECTURE = [
    ("s01.radii", "two"),
    ("s01.radii", "1.5"),
    ("s01.growth", "4.08"),  # 1.5 e = 4.077
    ("s01.growth", "5.44"),  # 2 e = 5.437
    ("s01.growth", "grows from one to 2.72"),
    ("s01.growth", "trade places"),
    ("s01.spin", "narrow at one end, wide at the other"),
    ("s03.plane", "wide"),
    ("s03.slide", "zero"),
    ("s03.slide", "one"),
    ("s03.boxes", "four boxes"),
    ("s03.boxes", "three boxes"),
    ("s03.face_on", "0.5"),
    ("s04.latent_line", "forty-eight"),
    ("s04.settle", "minus 1.5"),
    ("s04.settle", "0.4"),
    ("s04.settle", "So z equals zero is the left tip"),
    ("s04.settle", "runs clockwise: half pi is the top"),
    ("s04.bad_model", "They disagree, so this is a bad model"),
    ("s04.bad_model", "falls short by 0.5"),
    ("s04.bad_model", "falls short by 1.1"),
    ("s01.noise", "Its standard deviation is 0.05, so the point barely leaves its ellipse"),
    ("s01.envelope", "The dots keep close to this surface, and only noise pushes them off it"),
    ("s01.samples", "After three hundred draws, we see the shape of a horn"),
    ("s03.boxes", "The samples stay near the edge, and the middle is empty"),
    ("s05.pick", "two"),
    ("s05.pick", "0.1"),
    ("s05.curve", "The curve has a single valley"),
]


@pytest.mark.parametrize(("place", "words"), LECTURE)
def test_the_lecture_s_words(lecture, place, words):
    assert words in say(lecture, place)


def test_the_pick_s_energies_are_those_of_its_curve(lecture):
    y1, y2 = lecture.pick(23)
    z = np.arange(48) * math.pi / 24
    curve = (y1 + 1.5 * np.cos(z)) ** 2 + (y2 - 0.4 * np.sin(z)) ** 2
    start, low, high = (f"{e:.2f}".rstrip("0") for e in (curve[0], curve.min(), curve.max()))
    said = say(lecture, "s05.segments")
    assert f"The shortest has energy {low}, and the longest has {high}." in said
    said = say(lecture, "s05.curve")
    assert f"At z equals zero, the energy is {start}." in said
    assert f"The lowest value is {low}, where z is about {z[curve.argmin()]:.1f}." in said


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
    assert f"So z equals zero is the {where}" in say(data, "s04.settle")
    assert f"runs {sense}: half pi is the {half}" in say(data, "s04.settle")
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
    data = tell({"decoder.weights": weights})
    assert start in say(data, "s04.settle")
    assert path in say(data, "s04.settle")
    assert shape in say(data, "s04.title")


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"horn.alpha": "1.7", "horn.beta": "1.5"}, "s01.radii", TALL),
        ({"horn.alpha": "1.7", "horn.beta": "1.5"}, "s01.growth", WIDE),
        (EQUAL, "s01.radii", "a circle"),
        (EQUAL, "s01.growth", "a circle"),
        (EQUAL, "s01.growth", "are equal here"),
        (EQUAL, "s01.end_on", "It's a circle all the way"),
        ({"horn.growth": "2"}, "s01.growth", "grows from one to 7.39"),
        ({"horn.growth": "0"}, "s01.growth", "stays at one, as nothing grows"),
        ({"horn.growth": "0"}, "s01.title", "tube"),
        ({"horn.growth": "0"}, "s01.spin", "wider at one end, taller at the other"),
        ({"horn.growth": "0.1"}, "s01.spin", "wider at one end, taller at the other"),
        ({"horn.growth": "0.4"}, "s01.spin", "a little larger at one end than at the other"),
        ({"horn.growth": "0.4"}, "s03.plane", "far"),
        ({"horn.growth": "0.7"}, "s03.plane", "wide"),
        ({"horn.growth": "0", **EQUAL}, "s01.spin", "the same circle at both ends"),
        ({"horn.growth": "0.1", "horn.alpha": "1.8", "horn.beta": "1.5"}, "s01.spin", ENDS),
        ({"horn.noise_std": "0"}, "s01.spin", "hollow all along"),
        ({"horn.noise_std": "0"}, "s03.samples", "Only theta set one apart from another"),
        (
            {"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"},
            "s01.spin",
            "blurred by strong noise",
        ),
        ({"horn.samples": "30"}, "s01.samples", "thirty"),
        ({"plane.grid_step": "0.4"}, "s03.boxes", "five boxes"),
        ({"plane.grid_step": "0.4"}, "s03.boxes", "3.8 boxes"),
        ({"horn.alpha": "1.49"}, "s03.boxes", "about three boxes"),
        ({"horn.alpha": "0.5"}, "s03.boxes", "one box"),
        ({"horn.alpha": "0.2"}, "s03.boxes", "0.4 boxes"),
        ({"decoder.weights": "[2, 1.5]"}, "s04.bad_model", f"They agree, {MODEL} good model"),
        (
            {"decoder.weights": "[-1.9, 1.4]"},
            "s04.bad_model",
            f"They roughly agree, {MODEL} fair model",
        ),
        ({"picks.energy": "10"}, "s05.curve", "The curve has two valleys"),
        ({"decoder.weights": "[0, 0]"}, "s05.curve", "There's no valley: the curve is flat"),
        ({"decoder.weights": "[0, 0]"}, "s05.segments", "the same"),
    ],
)
def test_claims_follow_the_numbers(tell, changes, place, words):
    assert words in say(tell(changes), place)


def test_at_the_wide_end_the_plane_need_not_slide(tell):
    data = tell({"slice.x": "1", "plane.y1": "[-6, 6]", "plane.y2": "[-6, 6]"})
    said = say(data, "s03.slide")
    assert said.startswith("The plane stays where it is, at x equals one.")
    assert "rho one becomes 4.08, and rho two becomes 5.44" in said  # 1.5 e and 2 e
    assert say(data, "s03.title") == "The slice at x = 1"


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"horn.noise_std": "0"}, "s01.noise", "so the point stays where it was"),
        ({"horn.noise_std": "0"}, "s01.envelope", "Every dot lies on this surface"),
        ({"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"}, "s01.noise", "well off its ellipse"),
        ({"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"}, "s03.boxes", "stray from the edge"),
        ({"horn.samples": "30"}, "s01.samples", "After thirty draws, the shape of a horn is still"),
        ({"slice.x": "0.1", "plane.y1": "[-4, 4]"}, "s03.slide", "x stays fixed"),
        ({"decoder.weights": "[2, -1.7]"}, "s04.bad_model", "is just right"),
        ({"decoder.weights": "[2, -1.7]"}, "s04.bad_model", "goes too far by 0.2"),
        ({"decoder.weights": "[2, 1.5]"}, "s04.bad_model", "is just right"),
        ({"decoder.weights": "[0, 0]"}, "s05.curve", "For every z, it's the same "),
        ({"decoder.weights": "[1.5, 0.4]"}, "s05.curve", ", where z is zero"),
        (ONE_SAMPLE, "s05.every_y", "range from "),
        (ONE_SAMPLE, "s05.every_y", "Over its curve"),
        (ONE_SAMPLE, "s05.every_y", "The curve stays in the picture"),
        ({**ONE_SAMPLE, "decoder.weights": "[0, 0]"}, "s05.every_y", "are all "),
        ({"slice.samples": "30"}, "s03.samples", "numbered from one to thirty"),
        ({"slice.samples": "30"}, "s05.every_y", "Each of the thirty samples"),
        ({"slice.samples": "30"}, "s05.pick", "number twenty-three out of thirty"),
    ],
)
def test_longer_claims_follow_the_numbers_too(tell, changes, place, words):
    assert words in say(tell(changes), place)


LINE = {"decoder.weights": "[0.0, 1.5]"}
CIRCLE = {"decoder.weights": "[1.0, 1.0]"}
POINT = {"decoder.weights": "[0.0, 0.0]"}
ON_THE_CIRCLE = {**CIRCLE, "horn.alpha": "1.0", "horn.beta": "1.0", "horn.noise_std": "0.0"}
TWO_SAMPLES = {**ONE_SAMPLE, "slice.samples": "2"}


@pytest.mark.parametrize(
    ("changes", "place", "words", "unsaid"),
    [
        ({"horn.samples": "1"}, "s01.samples", "we do it only once", "again"),
        ({"horn.samples": "1"}, "s01.spin", "the only dot won't tell", "cloud"),
        ({"horn.samples": "1"}, "s01.envelope", "pushes the dot", "dots"),
        ({"horn.samples": "1"}, "s02.network", "and can fall no further", "still falling"),
        ({"one_to_many.samples": "1"}, "s02.one_x", "Now draw an answer", "again"),
        (ONE_SAMPLE, "s03.boxes", "Our sample stays near", "The samples"),
        (ONE_SAMPLE, "s06.corners", "opens the top row and closes it", "the last one"),
        (
            LINE,
            "s08.why",
            "Yet the curve has two valleys, at other places. Why is there",
            "flatter",
        ),
        (CIRCLE, "s08.why", "own circle is smaller", "more sharply"),
        (LINE, "s07.periodic", "along the line and back again", "round"),
        (LINE, "s07.valley", "crosses are its lowest places", "cross is"),
        (POINT, "s07.periodic", "stays where it is", "round"),
        (POINT, "s07.valley", "as good a place as any", "lowest"),
        (POINT, "s08.dip", "the energy is always the same", "between"),
        (POINT, "s11.who_is_heard", "all z's have the same weight", "less than"),
        (
            {"inference.false_start": "2.7"},
            "s09.false_valley",
            "once more from the same",
            "another",
        ),
        (
            {"horn.noise_std": "0", "decoder.weights": "[2.0, 1.5]"},
            "s09.denoise",
            "Here the model is good enough.",
            "is data",
        ),
        ({"decoder.weights": "[2.0, 1.5]"}, "s07.far", "To two decimals, that's", "Exactly"),
        ({"decoder.weights": "[2.0, 1.5]"}, "s05.curve", "Between two of our points", "0.000"),
        ({"decoder.weights": "[0.1, 1.7]"}, "s08.two_valleys", "almost zero", "0.000"),
        ({"decoder.weights": "[0.0, 1e-6]"}, "s04.settle", "almost zero", "0.000"),
        (ONE_SAMPLE, "s11.weights", "Here is Y one, here it is again", "the same"),
        (POINT, "s11.dial", "here all z's say the same", "details melt"),
        (ONE_SAMPLE, "s12.misses", "its ellipse misses our sample. ", "mean"),
        (LINE, "s12.misses", "its line misses the samples", "ellipse"),
        (POINT, "s12.misses", "its only point misses the samples", "ellipse"),
        (ON_THE_CIRCLE, "s12.misses", "its circle goes through the samples", "among"),
        (ONE_SAMPLE, "s12.nearest", "See what this pull does", "all pulls"),
        (POINT, "s12.nearest", "The other z's feel nothing", "rest of"),
        (ON_THE_CIRCLE, "s12.nearest", "each sample would pull", "and so on"),
        (ONE_SAMPLE, "s12.every_z", "all the pulls there are", "All samples"),
        (TWO_SAMPLES, "s12.every_z", "Both samples do so", "All samples"),
        (LINE, "s12.every_z", "strongly nearby, less far away", "side"),
        (POINT, "s12.every_z", "here the same for every z", "nearby"),
        (ONE_SAMPLE, "s12.together", "the ellipse runs to its sample, ", "means"),
        (LINE, "s12.together", "the model runs to its samples", "the ellipse"),
        (ON_THE_CIRCLE, "s12.together", "there's nothing to be learned", "next to"),
        ({"decoder.weights": "[2.0, 1.5]"}, "s12.together", "hardly falls", "almost zero"),
        (ONE_SAMPLE, "s12.shrink", "Our sample's nearest point is", "samples"),
        (LINE, "s12.cut", "Warmth melts it: the valleys", "melts it too"),
        (ONE_SAMPLE, "s13.observed", "So far our sample had a given x", "all samples"),
        ({"conditional.samples": "1"}, "s13.training", "from 9.46 to zero.", "noise"),
        ({"conditional.samples": "1"}, "s13.training", "gives way to it", "each sample"),
        ({"conditional.samples": "1"}, "s13.radii", "from a single pair of x and y", "pairs"),
    ],
)
def test_no_claim_is_silly_in_an_odd_story(tell, changes, place, words, unsaid):
    said = say(tell(changes), place)
    assert words in said
    assert unsaid not in said
