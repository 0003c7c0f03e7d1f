"""What is true of the decoder and its fit, in English words."""

import numpy as np

from scenes.story import facts
from scenes.story.data import StoryData
from scenes.story.english.numbers import given, number, whole_number

GOOD_FIT = 0.02
FAIR_FIT = 0.15
"""A model is good or fair when its radii are off by at most this share of the data's radii."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    w1, w2 = data.weights.tolist()
    start, path = _z_walk(w1, w2)
    return {
        "latents": whole_number(len(data.latents)),
        "w1": given(w1),
        "w2": given(w2),
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
