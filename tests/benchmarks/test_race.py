"""The exact method against three others, each given the steps that the same error takes it.

How many those are is found in every test run; only with --benchmark-enable all pixels of the plane
are timed.
"""

import numpy as np
import pytest
import torch

from lvebm_core import EllipseDecoder, free_energy
from lvebm_core.inference import NEWTON_STEPS
from tests.benchmarks.rivals import RIVALS
from tests.core.oracles import hard_points, lowest_energy

W = torch.tensor([-1.5, 0.4], dtype=torch.float64)
DECODER = EllipseDecoder(W)
MOST_STEPS = 100

# Of 1 + |y|^2. The bisection comes no nearer than 1e-13, the others to a few roundings.
SAME_ERROR = 1e-12

# Nearer than this to the long axis, but not on it, Eberly's s + 1 has too few digits left.
BESIDE_THE_AXIS = 1e-7

# Points that the rivals work on at a time: as many as the exact method, so that they stay near.
BLOCK = 2**16


def plane(width, height):
    """Every pixel of a picture of the plane, shape (width * height, 2)."""
    y1 = torch.linspace(-3, 3, width, dtype=torch.float64)
    y2 = torch.linspace(-2, 2, height, dtype=torch.float64)
    return torch.stack(torch.meshgrid(y1, y2, indexing="xy"), dim=-1).reshape(-1, 2)


@pytest.fixture(scope="module")
def places():
    """Where it's tried: the lecture's 425 points, more of the plane, and where it's hard.

    Those are the axes, the picture's row beside the long one, the evolute and both its sides.
    """
    beside = plane(1920, 1080)[539 * 1920 : 540 * 1920 : 3]
    hard = torch.from_numpy(hard_points(W.tolist()))
    hard = hard[(hard.abs() <= torch.tensor([3.0, 2.0])).all(dim=1)]
    y = torch.cat((plane(25, 17), plane(40, 30), beside, hard))
    return y, lowest_energy(W.tolist(), y.numpy())


@pytest.fixture(scope="module")
def fair(places):
    """The places without those that are beside the long axis."""
    y, best = places
    across = y[:, 1].abs()
    kept = (across == 0) | (across >= BESIDE_THE_AXIS)
    return y[kept], best[kept.numpy()]


def largest_error(free, places):
    """max |F - F_inf| / (1 + |y|^2), infinite where there is no number."""
    y, best = places
    error = np.abs(free.numpy() - best) / (1 + y.square().sum(dim=1).numpy())
    return float(np.where(np.isnan(error), np.inf, error).max())


def ours(y):
    with torch.no_grad():
        return free_energy(DECODER, y)


def steps_of(name, places):
    """The fewest steps that are enough, and the error then; or those with the least error."""
    errors = []
    for steps in range(1, MOST_STEPS + 1):
        errors.append(largest_error(RIVALS[name](W, places[0], steps), places))
        if errors[-1] <= SAME_ERROR:
            break
    return errors.index(min(errors)) + 1, min(errors)


def in_blocks(name, y, steps):
    return torch.cat([RIVALS[name](W, block, steps) for block in y.split(BLOCK)])


def test_the_exact_method_has_an_error_of_a_few_roundings_everywhere(places):
    assert largest_error(ours(places[0]), places) <= 1e-15


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_comes_to_the_same_error_with_more_steps_than_the_exact_method(name, fair):
    steps, error = steps_of(name, fair)
    assert error <= SAME_ERROR
    assert steps > NEWTON_STEPS


def test_only_the_bisection_is_lost_beside_the_long_axis(places):
    errors = {name: steps_of(name, places)[1] for name in RIVALS}
    assert {name for name, error in errors.items() if error > SAME_ERROR} == {"bisection"}


@pytest.mark.parametrize("name", ["exact", *RIVALS])
@pytest.mark.usefixtures("all_cores")
def test_race(name, benchmark, fair):
    y = plane(1920, 1080) if benchmark.enabled else plane(16, 9)
    if name == "exact":
        steps, error = NEWTON_STEPS, largest_error(ours(fair[0]), fair)
        free = benchmark.pedantic(ours, (y,), rounds=5, warmup_rounds=1)
    else:
        steps, error = steps_of(name, fair)
        free = benchmark.pedantic(in_blocks, (name, y, steps), rounds=3, warmup_rounds=1)
    # Of the pixels, as of the places; the exact method was compared with the truth above.
    apart = (free - ours(y)).abs() / (1 + y.square().sum(dim=1))
    benchmark.extra_info |= {
        "steps": steps,
        "largest error": error,
        "largest difference from the exact method": float(apart.max()),
        "threads": torch.get_num_threads(),
    }
    assert float(apart.max()) <= 2 * SAME_ERROR
