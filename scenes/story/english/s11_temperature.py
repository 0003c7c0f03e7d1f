"""What is true of the free energies at every temperature, in English words."""

import math

import numpy as np

from scenes.story.cut import Cut
from scenes.story.data import StoryData
from scenes.story.english.numbers import count, number, whole_number

LOW_PEAK = 0.1
"""A peak is low below this share of the cut's highest value."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    cut = Cut(data)
    return {
        "cut_y1": number(cut.y1),
        "cut_zero_claim": _zero_claim(cut),
        "cut_peak_claim": _peak_claim(cut),
        **_melt_words(cut),
        **_weights_words(data, cut),
        "mean_lowest": number(cut.mean(np.zeros(1))[0]),
        "mean_gap": number(cut.gap),
    }


def _zero_claim(cut: Cut) -> str:
    if cut.crossing is None:
        return f"Its lowest value is {number(cut.heights(math.inf).min())}"
    return f"It's zero on the manifold, at plus and minus {number(cut.crossing)}"


def _peak_claim(cut: Cut) -> str:
    if cut.peak is None:
        return "No peak is to be seen: it's one valley"
    only = "only " if cut.peak < LOW_PEAK * cut.top else ""
    sharp = "sharp " if cut.sharp else ""
    return f"Between them stands a {sharp}peak, {only}{number(cut.peak)} high"


def _melt_words(cut: Cut) -> dict[str, str]:
    """Return the words about the curve as beta falls."""
    if cut.melting is None:
        start = "The whole curve lifts off and rises" if cut.rises else "The curve stays as it is"
        zoom = "All of the cut is in view here"
        gone = "Nowhere along the cut does the curve come down"
    else:
        tip = "tip of the peak rounds off" if cut.sharp else "peak sinks into its surroundings"
        start = f"The {tip}, and both valleys fill up"
        zoom = "Let's step back, to see the whole cut"
        at = number(cut.melting, decimals=1)
        gone = f"At beta {at} the peak has gone, and one valley is left"
    return {
        "melt_start_claim": start,
        "melt_zoom_claim": zoom,
        "melt_gone_claim": gone,
        "melt_climb_claim": (
            "Warmer still, the curve climbs on" if cut.rises else "Warmer still, nothing changes"
        ),
        "melt_reason": (
            "F can only rise as beta falls" if cut.rises else "here every z gives the same energy"
        ),
        "melt_map_claim": "grows lighter" if cut.rises else "stays the same",
        "mean_approach": "climbs up to it" if cut.rises else "is that parabola already",
    }


def _weights_words(data: StoryData, cut: Cut) -> dict[str, str]:
    picks = data.story.picks.one_valley, data.story.picks.two_valleys
    places = [*(data.pick(pick) for pick in picks), np.zeros(2)]
    latents = data.latents
    left = [int(data.importance(y, latents, math.inf).sum()) for y in places]
    least = min(data.importance(y, latents, cut.warmest).min() for y in places)
    first, second, origin = (_some(n, len(latents)) for n in left)
    if first == second == origin:
        cold = f"each of them listens to {first}"
    elif first == second:
        cold = f"both samples listen to {first}, and the origin to {origin}"
    else:
        cold = f"the first listens to {first}, the second to {second}, and the origin to {origin}"
    same = picks[0] == picks[1]
    return {
        "weights_pick_one": f"Y {whole_number(picks[0])}",
        "weights_pick_two": "the same" if same else f"Y {whole_number(picks[1])}",
        "weights_cold_claim": cold,
        "weights_warm_claim": (
            "Warmth lets more z's join in"
            if min(left) < len(latents)
            else "Warmth can let no more z's join in"
        ),
        "weights_least": number(math.floor(100 * least) / 100),
    }


def _some(n: int, latents: int) -> str:
    return "every z" if n == latents else count(n, "z", "z's")
