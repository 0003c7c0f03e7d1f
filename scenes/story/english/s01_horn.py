"""What is true of the horn, in English words."""

import math

from scenes.story import facts
from scenes.story.data import StoryData
from scenes.story.english.numbers import count, given, number, whole_number
from scenes.story.english.shapes import SHAPES, horn_or_tube

ENDS: dict[facts.Ends, str] = {
    "narrow to wide": "narrow at one end, wide at the other",
    "the same circle": "the same circle at both ends",
    "slightly larger": "a little larger at one end than at the other",
    "wider to taller": "wider at one end, taller at the other",
    "taller to wider": "taller at one end, wider at the other",
}


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    horn = data.story.horn
    (rho1_at_0, rho2_at_0), (rho1_at_1, rho2_at_1) = data.radii([0.0, 1.0]).tolist()
    round_horn, ends = facts.horn_is_round(data), facts.horn_ends(data)
    return {
        "alpha": given(horn.alpha),
        "beta": given(horn.beta),
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
        "noise_std": given(horn.noise_std),
        "horn_or_tube": horn_or_tube(data),
        "horn_ends": ENDS[ends],
        "far_end": "wide" if ends == "narrow to wide" else "far",
        "draws": whole_number(horn.samples),
        **_dots_words(data),
    }


def _dots_words(data: StoryData) -> dict[str, str]:
    """Return the words about dots, noise and the surface they come from."""
    horn = data.story.horn
    draws = count(horn.samples, "draw")
    spread = f"Its standard deviation is {given(horn.noise_std)}, so the point"
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
    shape = horn_or_tube(data)
    seen = (
        f"we see the shape of a {shape}"
        if facts.horn_is_seen(data)
        else f"the shape of a {shape} is still hard to see"
    )
    return {
        "spread_claim": noise,
        "dots_claim": dots,
        "horn_inside": inside,
        "draws_claim": f"After {draws}, {seen}",
    }
