"""What is true of the horn, its dots and its noise."""

from typing import Literal

from scenes.story.data import StoryData
from scenes.story.facts.fact import fact
from scenes.story.rounding import same

SMALL_NOISE = 0.1
"""Noise is small below this share of the smallest radius: the ellipse stays easy to see."""

WIDE_END = 1.35
"""The horn has a wide end when both radii grow at least so many times from x = 0 to x = 1."""

FEW_DRAWS = 100
"""With fewer dots nobody sees a horn."""

Shape = Literal["circle", "wide", "tall"]
Noise = Literal["none", "small", "strong"]
Ends = Literal[
    "narrow to wide", "the same circle", "slightly larger", "wider to taller", "taller to wider"
]


@fact
def rho1_at_0(data: StoryData) -> float:
    """The horn's radius across, at x = 0."""
    return float(data.radii(0.0)[0])


@fact
def rho2_at_0(data: StoryData) -> float:
    """The horn's radius upwards, at x = 0."""
    return float(data.radii(0.0)[1])


@fact
def rho1_at_1(data: StoryData) -> float:
    """The horn's radius across, at x = 1."""
    return float(data.radii(1.0)[0])


@fact
def rho2_at_1(data: StoryData) -> float:
    """The horn's radius upwards, at x = 1."""
    return float(data.radii(1.0)[1])


@fact
def shape_at_0(data: StoryData) -> Shape:
    """The shape of the horn's ellipse at x = 0."""
    return shape_of(rho1_at_0(data), rho2_at_0(data))


@fact
def shape_at_1(data: StoryData) -> Shape:
    """The shape of the horn's ellipse at x = 1."""
    return shape_of(rho1_at_1(data), rho2_at_1(data))


def shape_of(width: float, height: float) -> Shape:
    """Return the shape of an ellipse with two radii."""
    if same(width, height):
        return "circle"
    return "wide" if width > height else "tall"


@fact
def horn_is_round(data: StoryData) -> bool:
    """Whether every slice of the horn is a circle."""
    return same(data.story.horn.alpha, data.story.horn.beta)


@fact
def horn_grows(data: StoryData) -> bool:
    """Whether it's a horn: without growth it's a tube."""
    return data.story.horn.growth > 0


@fact
def exponential_at_1(data: StoryData) -> float:
    """The factor by which the exponential stretches the radii at x = 1."""
    return float(data.exponential(1.0))


@fact
def horn_ends(data: StoryData) -> Ends:
    """How the horn's end at x = 0 compares with that at x = 1."""
    narrow, wide = data.radii([0.0, 1.0])
    growth = float((wide / narrow).min())
    if growth >= WIDE_END:
        return "narrow to wide"
    if same(growth, 1.0):
        return "the same circle"
    if growth > 1.0:
        return "slightly larger"
    horn = data.story.horn
    return "wider to taller" if horn.beta > horn.alpha else "taller to wider"


@fact
def noise_std(data: StoryData) -> float:
    """The standard deviation of the noise in each component."""
    return data.story.horn.noise_std


@fact
def horn_noise(data: StoryData) -> Noise:
    """How strong the noise is beside the smallest radius of the horn."""
    return noise_beside(data, float(data.radii([0.0, 1.0]).min()))


def noise_beside(data: StoryData, radius: float) -> Noise:
    """Compare the noise with a radius."""
    size = noise_std(data)
    if size == 0:
        return "none"
    return "small" if size <= SMALL_NOISE * radius else "strong"


@fact
def draws(data: StoryData) -> int:
    """How many dots are drawn of the whole horn."""
    return data.story.horn.samples


@fact
def horn_is_seen(data: StoryData) -> bool:
    """Whether there are dots enough to see the horn."""
    return draws(data) >= FEW_DRAWS
