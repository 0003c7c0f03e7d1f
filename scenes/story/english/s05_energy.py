"""What is true of the energies, in English words."""

import numpy as np

from scenes.story.data import StoryData
from scenes.story.english.numbers import number, whole_number
from scenes.story.valleys import valleys


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
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
    """Count the valleys of the pick's energy over a full turn."""
    match len(valleys(data, data.pick(pick)).bottoms):
        case 0:
            return "There's no valley: the curve is flat"
        case 1:
            return "The curve has a single valley"
        case _:
            return "The curve has two valleys"
