"""What is true of the energies of one sample, and of the curves of them all."""

from scenes.story.data import FloatArray, StoryData
from scenes.story.facts.fact import fact
from scenes.story.facts.valleys import Basins, basins_of
from scenes.story.rounding import told_alike


@fact
def pick(data: StoryData) -> int:
    """The number of the sample whose energy is explained."""
    return data.story.picks.energy


@fact
def pick_y1(data: StoryData) -> float:
    """The picked sample's y₁."""
    return float(data.pick(pick(data))[0])


@fact
def pick_y2(data: StoryData) -> float:
    """The picked sample's y₂."""
    return float(data.pick(pick(data))[1])


def _energies(data: StoryData) -> FloatArray:
    """Return the picked sample's energies on the grid of latents."""
    energies: FloatArray = data.energies(data.pick(pick(data))[None], data.latents)[0]
    return energies


@fact
def pick_energy_start(data: StoryData) -> float:
    """The picked sample's energy at z = 0."""
    return float(_energies(data)[0])


@fact
def shortest_energy(data: StoryData) -> float:
    """The energy of the shortest segment from the picked sample to a point of the grid."""
    return float(_energies(data).min())


@fact
def longest_energy(data: StoryData) -> float:
    """The energy of the longest segment from the picked sample to a point of the grid."""
    return float(_energies(data).max())


@fact
def segments_are_level(data: StoryData) -> bool:
    """Whether the energies of the shortest and the longest segment are told alike."""
    return told_alike(shortest_energy(data), longest_energy(data))


@fact
def pick_energy_low(data: StoryData) -> float:
    """The picked sample's lowest energy."""
    return float(data.free_energy(data.pick(pick(data))))


@fact
def low_is_between_latents(data: StoryData) -> bool:
    """Whether the picked sample's lowest energy is told lower than at any latent of the grid."""
    return not told_alike(shortest_energy(data), pick_energy_low(data))


@fact
def pick_energy_is_level(data: StoryData) -> bool:
    """Whether the picked sample's lowest and highest energies are told alike."""
    return told_alike(pick_energy_low(data), float(data.highest_energy(data.pick(pick(data)))))


@fact
def pick_best_z(data: StoryData) -> float:
    """The latent at which the picked sample's energy is lowest."""
    return float(data.infer(data.pick(pick(data))).z)


@fact
def pick_basins(data: StoryData) -> Basins:
    """The valleys of the picked sample's energy."""
    return basins_of(data, data.pick(pick(data)))


@fact
def energies_low(data: StoryData) -> float:
    """The lowest energy of any sample."""
    return float(data.free_energy(data.slice.y).min())


@fact
def energies_high(data: StoryData) -> float:
    """The highest energy of any sample."""
    return float(data.highest_energy(data.slice.y).max())


@fact
def energies_are_level(data: StoryData) -> bool:
    """Whether the lowest and highest energies of all samples are told alike."""
    return told_alike(energies_low(data), energies_high(data))
