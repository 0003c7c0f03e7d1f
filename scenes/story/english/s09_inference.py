"""What is true of the searches for ž, in English words."""

import numpy as np

from scenes.story.data import StoryData
from scenes.story.english.numbers import count, number, whole_number
from scenes.story.search import METHODS, SAME, Way, highest_energy, searched, too_high, ways

GRID_PLACES = 3
"""Digits that tell the best of the grid from the minimum, as the chapter's table shows them."""

NAMES = {"gradient": "gradient descent", "cg": "conjugate gradient", "lbfgs": "L B F G S"}

NOTICED = 2.0
"""The samples move farther than the noise explains from so many times its size on."""


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    start, false_start = data.story.inference.start, data.story.inference.false_start
    first, second = ways(data, start), ways(data, false_start)
    gradient, cg, lbfgs = (first[method] for method in METHODS)
    lowest = float(data.free_energy(searched(data)))
    return {
        **_grid_words(data, lowest),
        "start_z": number(start),
        "start_energy": number(gradient.energy[0]),
        "gradient_claim": _gradient_claim(gradient),
        "cg_claim": _next_claim(data, cg, gradient),
        "lbfgs_claim": _next_claim(data, lbfgs, cg),
        "false_start_z": number(false_start),
        "false_start_energy": number(second["gradient"].energy[0]),
        "false_claim": _false_claim(second),
        "false_reason": _false_reason(second),
        "inference_free_energy": number(lowest),
        "gap_claim": _gap_claim(second, lowest),
        **_denoise_words(data),
    }


def _grid_words(data: StoryData, lowest: float) -> dict[str, str]:
    grid = data.infer(searched(data), "exhaustive")
    best, minimum = (number(float(energy), GRID_PLACES) for energy in (grid.energy, lowest))
    return {
        "grid_z": number(float(grid.z)),
        "grid_energy": best,
        "grid_claim": (
            "Between them, there's nothing lower that we could see"
            if best == minimum
            else f"But between two of them, it's lower still: {minimum}"
        ),
    }


def _gradient_claim(way: Way) -> str:
    if way.steps == 0:
        return f"But here there's no slope, so it stays, with energy {number(way.energy[-1])}"
    return f"After {count(way.steps, 'step')}, the energy is {number(way.energy[-1])}"


def _next_claim(data: StoryData, way: Way, before: Way) -> str:
    """Compare a way with the one shown before it."""
    took = count(way.steps, "step")
    if way.steps == before.steps:
        compared = f"It takes {took} as well"
    elif way.steps < before.steps:
        compared = f"It takes {took} instead of {whole_number(before.steps)}"
    else:
        compared = f"It takes {took}, more than the {whole_number(before.steps)} before"
    same = abs(way.energy[-1] - before.energy[-1]) <= SAME * highest_energy(data)
    if same:
        return f"{compared}, to the same energy"
    return f"{compared}, to another energy: {number(way.energy[-1])}"


def _each(energies: list[float]) -> list[str]:
    """Return energies as they're spoken, those that sound alike once."""
    return list(dict.fromkeys(number(energy) for energy in energies))


def _listed(names: list[str]) -> str:
    return " and ".join(names)


def _false_claim(found_ways: dict[str, Way]) -> str:
    missed = [method for method, way in found_ways.items() if way.end != "lowest"]
    if not missed:
        return "All three find the lowest energy, from here too"
    ends = _each([way.energy[-1] for way in too_high(found_ways)])
    valley = all(found_ways[method].end == "false valley" for method in missed)
    place = "in the false valley" if valley else "too high"
    at = f"at {_listed(ends)}"
    if len(missed) == len(found_ways):
        return f"All three end {place}, {at}"
    reached = [method for method in found_ways if method not in missed]
    who, others = (_listed([NAMES[method] for method in group]) for group in (missed, reached))
    verb, finds = ("ends", "find") if len(missed) == 1 else ("end", "finds")
    return f"{who} {verb} {place}, {at}, but {others} {finds} the lowest energy"


def _false_reason(found_ways: dict[str, Way]) -> str:
    ends = [way.end for way in found_ways.values()]
    if all(end == "false valley" for end in ends):
        return "They know only what lies along their way, and never see the deeper valley"
    return "Wherever it starts, each knows only what lies along its way"


def _gap_claim(found_ways: dict[str, Way], lowest: float) -> str:
    gaps = _each([way.energy[-1] - lowest for way in too_high(found_ways)])
    if not gaps:
        return "This time, all three have found it"
    lost = all(way.end != "lowest" for way in found_ways.values())
    return f"{'Our three are' if lost else 'Whoever missed it is'} {_listed(gaps)} too high"


def _denoise_words(data: StoryData) -> dict[str, str]:
    n = data.story.slice.samples
    moved = float(np.sqrt(data.free_energy(data.slice.y)).mean())
    noise = data.story.horn.noise_std
    size = number(noise, decimals=6)
    if noise == 0:
        claim = "There was no noise to take away"
    elif moved > NOTICED * noise:
        claim = f"But each component's noise was only {size}"
    else:
        claim = f"Each component's noise was {size}, which may explain it"
    return {
        "denoise_claim": (
            "Our only sample slides onto the manifold"
            if n == 1
            else f"All {whole_number(n)} samples slide onto the manifold, each"
        ),
        "denoise_mean": f"{number(moved)}{'' if n == 1 else ' on average'}",
        "noise_claim": claim,
        "model_claim": (
            f"So {'all that' if noise == 0 else 'most of what'} goes is data: "
            "denoising is only as good as the model"
            if moved > NOTICED * noise
            else "Here the model is good enough for that"
        ),
    }
