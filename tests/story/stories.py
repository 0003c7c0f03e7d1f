"""Any valid story, for tests that hold for all of them."""

import math

from hypothesis import strategies as st

from scenes.story.parameters import Story


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a valid story, its plane made to hold what is in it."""

    def number(low: float, high: float) -> float:
        return draw(st.sampled_from([low, high]) | st.floats(low, high))

    alpha, beta, growth = number(0.01, 10), number(0.01, 10), number(0, 3)
    noise, x = number(0, 1), number(0, 1)
    n = draw(st.integers(1, 100))
    weights = (number(-10, 10), number(-10, 10))
    radius = math.exp(growth * x) * max(alpha, beta)
    reach = 1.01 * max(10.0, radius + 4 * noise)  # with room for rounding
    pick = st.integers(1, n)
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
            "start_weights": (1.0, 1.0),
            "latents": draw(st.integers(4, 360)),
        },
        "picks": {"energy": draw(pick), "one_valley": draw(pick), "two_valleys": draw(pick)},
        "plane": {"y1": (-reach, reach), "y2": (-reach, reach), "grid_step": reach / 8},
        "one_to_many": {
            "x": number(0, 1),
            "samples": draw(st.integers(1, 100)),
            "seed": draw(st.integers(0, 2**63 - 1)),
            "y1": number(-2, 2) * min(alpha, beta),
        },
        "predictor": {"hidden": (draw(st.integers(1, 8)),), "steps": 5, "seed": 0},
        "inference": {"start": number(0, 6.28), "false_start": number(0, 6.28)},
        "field": {
            "grid_step": reach / 8,
            "row_y2": number(-10, 10),
            "row_y1": tuple(sorted(draw(st.sets(st.floats(-10, 10), min_size=1, max_size=8)))),
        },
        "temperature": {
            "cut_y1": number(-10, 10),
            "betas": tuple(sorted(draw(st.sets(st.floats(1e-6, 1e6), min_size=1, max_size=6)))),
        },
        "narration": {"words_per_minute": number(80, 180)},
    }
    if reach > 100:  # the widest plane there is
        table["horn"]["growth"] = 0.0
        table["plane"] |= {"y1": (-15.0, 15.0), "y2": (-15.0, 15.0), "grid_step": 1.0}
        table["field"]["grid_step"] = 1.0
    return Story.model_validate(table)
