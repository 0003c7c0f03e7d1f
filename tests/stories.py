"""Stories that are valid, however odd: any of them, and those that somebody thought of."""

import math
import os

from hypothesis import strategies as st

from scenes.story.parameters import MOST_GRID_BOXES, MOST_LOCATIONS, Story
from tests.chapters.reading import told

ODD = {
    "all is one circle": {
        "horn__alpha": 1.0,
        "horn__beta": 1.0,
        "horn__growth": 0.0,
        "horn__noise_std": 0.0,
        "decoder__weights": [1.0, 1.0],
    },
    "a narrow ellipse": {"decoder__weights": [0.1, 1.7]},
    "a wide plane": {
        "horn__beta": 10.0,
        "plane__y1": [-11, 11],
        "plane__y2": [-11, 11],
        "plane__grid_step": 1.0,
        "field__grid_step": 1.0,
    },
    "the data's own radii": {"decoder__weights": [2.0, 1.5], "decoder__start_weights": [2.0, 1.5]},
    "four latents": {"decoder__latents": 4},
    "many latents": {"decoder__latents": 360},
    "an upright line": {"decoder__weights": [0.0, 1.5]},
    "a flat line": {"decoder__weights": [1.5, 0.0]},
    "hardly an ellipse": {"decoder__weights": [0.0, 1e-6]},
    "a point": {"decoder__weights": [0.0, 0.0]},
    "one sample": {
        "slice__samples": 1,
        "horn__samples": 1,
        "one_to_many__samples": 1,
        "picks__energy": 1,
        "picks__one_valley": 1,
        "picks__two_valleys": 1,
        "temperature__betas": [2.0],
        "field__row_y1": [0.0],
    },
    "two samples": {
        "slice__samples": 2,
        "picks__energy": 1,
        "picks__one_valley": 1,
        "picks__two_valleys": 2,
    },
    "one pick": {"picks__energy": 10, "picks__one_valley": 10, "picks__two_valleys": 10},
    "one start": {"inference__start": 0.0, "inference__false_start": 0.0},
    "half way along x": {"slice__x": 0.5, "plane__y1": [-4, 4], "plane__y2": [-4, 4]},
    "a steep horn": {
        "horn__growth": 2.0,
        "decoder__weights": [2.2, 0.01],
        "slice__seed": 5,
        "decoder__latents": 96,
    },
}
"""Stories that nobody would tell, but which are valid: what each changes of the lecture's."""

OTHERS = {
    "other samples": {"slice__seed": 4, "horn__seed": 2, "one_to_many__seed": 9},
    "a dozen samples": {
        "slice__samples": 12,
        "picks__energy": 3,
        "picks__one_valley": 3,
        "picks__two_valleys": 10,
        "horn__samples": 150,
    },
    "a nearly right model": {"decoder__weights": [-1.8, 1.2]},
    "an upright model": {"decoder__weights": [0.5, 1.6], "decoder__start_weights": [1.0, 1.0]},
    "much noise": {"horn__noise_std": 0.1},
    "no noise": {"horn__noise_std": 0.0},
    "two dozen latents": {"decoder__latents": 24},
    "a slow horn": {"horn__growth": 0.5, "one_to_many__y1": 1.0},
    "half way along x": {
        "slice__x": 0.5,
        "plane__y1": [-4, 4],
        "plane__y2": [-4, 4],
        "field__row_y1": [-4, -3, -2, -1, 0],
    },
    "warmer": {
        "temperature__betas": [0.05, 0.2, 1.0, 5.0, 20.0],
        "learning__beta": 0.8,
        "inference__start": 2.4,
    },
}
"""Ten stories that somebody might tell: what each changes of the lecture's."""


def odd(name: str) -> Story:
    """Return one of the odd ones."""
    return told(**ODD[name]).story


def other(name: str) -> Story:
    """Return one of the ten."""
    return told(**OTHERS[name]).story


LONG = "STORIES" in os.environ
"""Whether it is `make test-stories` that asks."""


def some(few: int) -> int:
    """Return how many stories a test draws: a few, or as many as `make test-stories` asks for."""
    return int(os.environ.get("STORIES", few))


WIDEST = 49.0
"""How far a plane that is drawn reaches at most, half of what is allowed."""


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a valid story, its plane made to hold what is in it, and seldom in the middle of it."""

    def number(low: float, high: float) -> float:
        return draw(st.sampled_from([low, high]) | st.floats(low, high))

    alpha, growth = number(0.01, 10), number(0, 3)
    beta = draw(st.just(alpha) | st.floats(0.01, 10))
    noise, x = number(0, 1), number(0, 1)
    n = draw(st.integers(1, 2) | st.integers(1, 100))
    some = [1.0, 0.0, 1.5, -1.7, 0.1, 2.0, 10.0]
    weight = st.sampled_from([*some, 1e-6]) | st.floats(1e-6, 10) | st.floats(-10, -1e-6)
    weights, start_weights = draw(st.tuples(weight, weight)), draw(st.tuples(weight, weight))
    if math.exp(growth * x) * max(alpha, beta) + 4 * noise > WIDEST:
        growth = 0.0
    radii = (math.exp(growth * x) * r for r in _mixed(alpha, beta, x))
    pairs = zip(radii, weights, start_weights, strict=True)
    reaches = [max(radius + 4 * noise, abs(w), abs(start)) for radius, w, start in pairs]
    # Boxes are squares, so that no side can be many times as long as the other one.
    reaches = [1.01 * max(reach, max(reaches) / 10) for reach in reaches]  # with room for rounding
    room = st.sampled_from([1.0, 1.0, 1.5]) | st.floats(1, 2)
    y1, y2 = ((-reach * draw(room), reach * draw(room)) for reach in reaches)
    short, long = sorted(high - low for low, high in (y1, y2))
    both = short + long
    most = MOST_LOCATIONS - 1
    finest = (both + math.sqrt(both**2 + 4 * most * short * long)) / (2 * most)
    hidden = st.lists(st.integers(1, 8), min_size=1, max_size=3) | st.just([64, 64, 64])
    betas = st.sets(st.floats(1e-6, 1e6), min_size=1, max_size=20)
    picks = draw(st.sets(st.integers(1, n), min_size=1, max_size=3))
    pick = st.sampled_from(sorted(picks))
    start = number(0, 6.28)
    table = {
        "horn": {
            "alpha": alpha,
            "beta": beta,
            "growth": growth,
            "noise_std": noise,
            "samples": draw(st.integers(1, 300)),
            "seed": draw(st.integers(0, 2**63 - 1)),
        },
        "slice": {"x": x, "samples": n, "seed": draw(st.integers(0, 2**63 - 1))},
        "decoder": {
            "weights": weights,
            "start_weights": draw(st.sampled_from([weights, start_weights])),
            "latents": draw(st.sampled_from([4, 5]) | st.integers(4, 360)),
        },
        "picks": {"energy": draw(pick), "one_valley": draw(pick), "two_valleys": draw(pick)},
        "plane": {
            "y1": y1,
            "y2": y2,
            "grid_step": number(1.01 * long / MOST_GRID_BOXES, 0.99 * short / 2),
        },
        "one_to_many": {
            "x": number(0, 1),
            "samples": draw(st.integers(1, 100)),
            "seed": draw(st.integers(0, 2**63 - 1)),
            "y1": number(-1.99, 1.99) * min(alpha, beta),
        },
        "predictor": {
            "hidden": tuple(draw(hidden)),
            "steps": draw(st.integers(1, 40)),
            "seed": draw(st.integers(0, 2**63 - 1)),
        },
        "inference": {"start": start, "false_start": draw(st.just(start) | st.floats(0, 6.28))},
        "field": {
            "grid_step": draw(st.floats(1.01 * finest, min(0.99 * short, 100))),
            "row_y2": number(*y2),
            "row_y1": tuple(sorted(draw(st.sets(st.floats(*y1), min_size=1, max_size=8)))),
        },
        "temperature": {
            "cut_y1": number(*y1),
            "betas": tuple(sorted(draw(betas))),
        },
        "learning": {
            "beta": draw(st.floats(1e-6, 1e6)),
            "steps": draw(st.integers(1, 20)),
            "rate": number(0.001, 1),
        },
        "conditional": {
            "hidden": tuple(draw(hidden)),
            "samples": draw(st.integers(1, 30)),
            "sample_seed": draw(st.integers(0, 2**63 - 1)),
            "seed": draw(st.integers(0, 2**63 - 1)),
            "steps": draw(st.integers(1, 20)),
            "rate": number(0.001, 0.1),
        },
        "narration": {"words_per_minute": number(80, 180)},
    }
    return Story.model_validate(table)


def _mixed(alpha: float, beta: float, x: float) -> tuple[float, float]:
    """Return the radii at x before they grow."""
    return alpha * x + beta * (1 - x), beta * x + alpha * (1 - x)
