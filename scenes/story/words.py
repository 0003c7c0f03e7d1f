"""English: numbers and claims as they are spoken, the values of the narration's placeholders."""

import math
import re

import numpy as np

from scenes.story import facts
from scenes.story.data import StoryData
from scenes.story.facts import figures

# fmt: off
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on

NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
"""A number as the narration writes it, without its sign."""

GOOD_FIT = 0.02
FAIR_FIT = 0.15
"""A model is good or fair when its radii are off by at most this share of the data's radii."""


def whole_number(n: int) -> str:
    """Return ``n`` in words, for 0 <= n < 10000: 24 -> "twenty-four"."""
    if not 0 <= n < 10_000:
        raise ValueError(f"n = {n}: must be from 0 to 9999")
    if n < 20:
        return UNITS[n]
    if n < 100:
        tens, units = divmod(n, 10)
        return TENS[tens - 2] + (f"-{UNITS[units]}" if units else "")
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        return f"{UNITS[hundreds]} hundred" + (f" and {whole_number(rest)}" if rest else "")
    thousands, rest = divmod(n, 1000)
    joint = " and " if rest < 100 else " "
    return f"{UNITS[thousands]} thousand" + (f"{joint}{whole_number(rest)}" if rest else "")


def number(value: float, decimals: int = 2) -> str:
    """Return a number as it's spoken: 2.0 -> "two", -1.5 -> "minus 1.5", 0.004 -> "0.004".

    It's rounded as by `figures`; whole numbers below a hundred are words.
    """
    text = figures(value, decimals)
    size = text.removeprefix("-")
    if size.isdigit() and int(size) < 100:
        size = whole_number(int(size))
    return f"minus {size}" if text[0] == "-" else size


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Return a count of things: 1 -> "one box", 4 -> "four boxes"."""
    return f"{whole_number(n)} {noun if n == 1 else plural or noun + 's'}"


def spoken_length(text: str) -> int:
    """Return how many words it takes to read the text aloud: 2.25 takes four."""
    return sum(_token_length(token) for token in re.split(r"[\s-]+", text) if token)


def _token_length(token: str) -> int:
    found = NUMBER.search(token)
    if not found:
        return int(any(char.isalnum() for char in token))
    whole, digits = found.groups()
    length = len(re.split(r"[\s-]", whole_number(int(whole)))) if len(whole) < 5 else len(whole)
    return length + (1 + len(digits) if digits else 0)


def placeholders(data: StoryData) -> dict[str, str]:
    """Return the spoken value of every placeholder, computed from the story's data."""
    return _horn_words(data) | _slice_words(data) | _latent_words(data) | _energy_words(data)


def _given(value: float) -> str:
    """Return a number of the story in all its digits; only computed ones are rounded."""
    return number(value, decimals=6)


SHAPES: dict[facts.Shape, str] = {
    "circle": "a circle",
    "wide": "an ellipse wider than it is tall",
    "tall": "an ellipse taller than it is wide",
}

ENDS: dict[facts.Ends, str] = {
    "narrow to wide": "narrow at one end, wide at the other",
    "the same circle": "the same circle at both ends",
    "slightly larger": "a little larger at one end than at the other",
    "wider to taller": "wider at one end, taller at the other",
    "taller to wider": "taller at one end, wider at the other",
}


def _horn_words(data: StoryData) -> dict[str, str]:
    horn = data.story.horn
    (rho1_at_0, rho2_at_0), (rho1_at_1, rho2_at_1) = data.radii([0.0, 1.0]).tolist()
    round_horn, ends = facts.horn_is_round(data), facts.horn_ends(data)
    return {
        "alpha": _given(horn.alpha),
        "beta": _given(horn.beta),
        "rho1_at_0": number(rho1_at_0),
        "rho2_at_0": number(rho2_at_0),
        "shape_at_0": SHAPES[facts.shape(rho1_at_0, rho2_at_0)],
        "rho1_at_1": number(rho1_at_1),
        "rho2_at_1": number(rho2_at_1),
        "shape_at_1": SHAPES[facts.shape(rho1_at_1, rho2_at_1)],
        "radii_trade": "are equal here" if round_horn else "trade places",
        "exponential_effect": (
            f"grows from one to {number(math.exp(horn.growth))}"
            if facts.horn_grows(data)
            else "stays at one, as nothing grows"
        ),
        "halfway_claim": (
            "It's a circle all the way"
            if round_horn
            else "Half way, where the two radii are equal, it passes through a circle"
        ),
        "noise_std": _given(horn.noise_std),
        "horn_or_tube": _horn_or_tube(data),
        "horn_ends": ENDS[ends],
        "far_end": "wide" if ends == "narrow to wide" else "far",
        "draws": whole_number(horn.samples),
        **_dots_words(data),
    }


def _horn_or_tube(data: StoryData) -> str:
    return "horn" if facts.horn_grows(data) else "tube"


def _dots_words(data: StoryData) -> dict[str, str]:
    """Return the words about dots, noise and the surface they come from."""
    horn = data.story.horn
    draws = count(horn.samples, "draw")
    spread = f"Its standard deviation is {_given(horn.noise_std)}, so the point"
    inside = "hollow all along"
    match facts.horn_noise(data):
        case "none":
            noise = "In this story its size is zero, so the point stays where it was"
            dots = "Every dot lies on this surface, as there is no noise"
        case "small":
            noise = f"{spread} barely leaves its ellipse"
            dots = "The dots keep close to this surface, and only noise pushes them off it"
        case "strong":
            noise = f"{spread} can land well off its ellipse"
            dots = "The dots are scattered about this surface, because the noise is strong"
            inside = "blurred by strong noise"
    shape = _horn_or_tube(data)
    seen = (
        f"we see the shape of a {shape}"
        if facts.horn_is_seen(data)
        else f"the shape of a {shape} is still hard to see"
    )
    return {
        "noise_claim": noise,
        "dots_claim": dots,
        "horn_inside": inside,
        "draws_claim": f"After {draws}, {seen}",
    }


def _slice_words(data: StoryData) -> dict[str, str]:
    story = data.story
    x, n = story.slice.x, story.slice.samples
    rho1, rho2 = data.radii(x).tolist()
    noise = facts.slice_noise(data)
    return {
        "slice_x": _given(x),
        "slice_x_figures": f"{x:g}",
        "slice_exponential": number(float(data.exponential(x))),
        "slice_rho1": number(rho1),
        "slice_rho2": number(rho2),
        "slice_rho1_boxes": _boxes(rho1, data),
        "slice_rho2_boxes": _boxes(rho2, data),
        "slice_shape": SHAPES[facts.shape(rho1, rho2)],
        "grid_step": _given(story.plane.grid_step),
        "samples": whole_number(n),
        "plane_motion": "The plane stays where it is, at" if x == 1 else "The plane slides to",
        "slice_claim": (
            "Nothing remains of the two radii but beta and alpha"
            if x == 0
            else "From here on, x stays fixed"
        ),
        "samples_land": f"{count(n, 'sample')} land{'s' if n == 1 else ''}",
        "samples_differ": (
            f"Only theta{'' if noise == 'none' else ' and the noise'} "
            + ("decided its place" if n == 1 else "set one apart from another")
        ),
        "samples_named": (
            "This is all our data, and its name is capital Y"
            if n == 1
            else f"Together they're our data, capital Y, numbered from one to {whole_number(n)}"
        ),
        "middle_claim": (
            "The noise is strong, so the samples stray from the edge"
            if noise == "strong"
            else "The samples stay near the edge, and the middle is empty"
        ),
    }


def _boxes(length: float, data: StoryData) -> str:
    """Return how many boxes of the grid a length takes: "four boxes", "3.7 boxes"."""
    exact, about = facts.boxes(length, data)
    rounded = number(exact, decimals=1)
    return f"{'about ' if about else ''}{rounded} {'box' if rounded == 'one' else 'boxes'}"


def _latent_words(data: StoryData) -> dict[str, str]:
    w1, w2 = data.weights.tolist()
    start, path = _z_walk(w1, w2)
    return {
        "latents": whole_number(len(data.latents)),
        "w1": _given(w1),
        "w2": _given(w2),
        "manifold_shape": _manifold_shape(w1, w2),
        "z_start": f"So {start}",
        "z_path": path,
        **_fit_words(data),
    }


def _manifold_shape(w1: float, w2: float) -> str:
    if w1 == 0 and w2 == 0:
        return "a point"
    if w1 == 0 or w2 == 0:
        return "a line"
    return "a circle" if facts.same(abs(w1), abs(w2)) else "an ellipse"


def _z_walk(w1: float, w2: float) -> tuple[str, str]:
    """Return where z starts on the manifold, and what z does from there."""
    side = "left" if w1 < 0 else "right"
    if w1 == 0 and w2 == 0:
        return "every z lands on the same point, the origin", "changes nothing"
    if w2 == 0:
        return f"the ellipse is flat: z starts at its {side} end", "crosses over and comes back"
    if w1 == 0:
        order = "up first, then down" if w2 > 0 else "down first, then up"
        return "the ellipse is an upright line: z starts in its middle", f"runs {order}"
    tip = "tip" if abs(w1) > abs(w2) else "side"
    top = "top" if w2 > 0 else "bottom"
    sense = "anticlockwise" if w1 * w2 > 0 else "clockwise"
    return f"z equals zero is the {side} {tip}", f"runs {sense}: half pi is the {top}"


def _fit_words(data: StoryData) -> dict[str, str]:
    """Compare the manifold's radii with those of the ellipse that the samples come from."""
    radii = data.radii(data.story.slice.x)
    misfit = np.abs(data.weights) - radii
    size = float(np.linalg.norm(radii))
    distance = float(np.linalg.norm(misfit))
    if distance <= max(GOOD_FIT * size, data.story.horn.noise_std):
        fit = "They agree, so this is a good model"
    elif distance <= FAIR_FIT * size:
        fit = "They roughly agree, so this is a fair model"
    else:
        fit = "They disagree, so this is a bad model"
    across, upwards = (_reach(excess) for excess in misfit.tolist())
    return {"fit_claim": fit, "misfit_across": across, "misfit_upwards": upwards}


def _reach(excess: float) -> str:
    """Return how far a radius of the model is off, with its sign in words."""
    size = number(abs(excess))
    if size == "zero":
        return "is just right"
    return f"falls short by {size}" if excess < 0 else f"goes too far by {size}"


def _energy_words(data: StoryData) -> dict[str, str]:
    n = data.story.slice.samples
    pick = data.story.picks.energy
    y1, y2 = data.pick(pick).tolist()
    energies = data.energies(data.pick(pick)[None], data.latents)[0]
    low, high = number(energies.min()), number(energies.max())
    return {
        "pick": whole_number(pick),
        "pick_y1": number(y1, decimals=1),
        "pick_y2": number(y2, decimals=1),
        "pick_claim": (
            "We pick our only sample"
            if n == 1
            else f"We pick sample number {whole_number(pick)} out of {whole_number(n)}"
        ),
        "pick_energy_start": number(energies[0]),
        "pick_energy_low": low,
        "pick_energy_high": "the same" if low == high else high,
        "lowest_claim": _lowest_claim(data, low, all_equal=low == high),
        "valleys_claim": _valleys_claim(data, pick),
        **_curves_words(data),
    }


def _curves_words(data: StoryData) -> dict[str, str]:
    """Return the words about the curves of all samples."""
    n = data.story.slice.samples
    low, high = number(data.energy_table.min()), number(data.energy_table.max())
    return {
        "turns_claim": "In this story Y has one sample" if n == 1 else "Now every y takes its turn",
        "each_sample": "it" if n == 1 else f"each of the {whole_number(n)} samples",
        "curves_claim": (
            "The curve stays in the picture"
            if n == 1
            else "Each curve stays in the picture, so that all can be compared"
        ),
        "over_curves": "over its curve" if n == 1 else "over all these curves",
        "energies_range": f"are all {low}" if low == high else f"range from {low} to {high}",
    }


def _lowest_claim(data: StoryData, low: str, *, all_equal: bool) -> str:
    if all_equal:
        return f"For every z, it's the same {low}"
    pick = data.pick(data.story.picks.energy)
    at = int(np.argmin(data.energies(pick[None], data.latents)[0]))
    place = f"about {number(data.latents[at], decimals=1)}" if at else "zero"
    return f"The lowest value is {low}, where z is {place}"


def _valleys_claim(data: StoryData, pick: int) -> str:
    """Count the local minima of the pick's energy over a full turn."""
    z = np.linspace(0.0, 2 * np.pi, 3600, endpoint=False)
    energy = data.energies(data.pick(pick)[None], z)[0]
    if np.ptp(energy) < 1e-9:
        return "There's no valley: the curve is flat"
    minima = (energy < np.roll(energy, 1)) & (energy <= np.roll(energy, -1))
    valleys = int(minima.sum())
    return "The curve has a single valley" if valleys == 1 else "The curve has two valleys"
