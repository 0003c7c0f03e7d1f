"""What is true of the slice and its samples."""

from scenes.story.counting import Boxes, boxes_of
from scenes.story.data import StoryData
from scenes.story.facts.fact import fact
from scenes.story.facts.horn import Noise, noise_beside


@fact
def slice_x(data: StoryData) -> float:
    """The x of the slice."""
    return data.story.slice.x


@fact
def slice_exponential(data: StoryData) -> float:
    """The factor by which the exponential stretches the radii of the slice."""
    return float(data.exponential(slice_x(data)))


@fact
def slice_rho1(data: StoryData) -> float:
    """The radius of the slice across."""
    return float(data.radii(slice_x(data))[0])


@fact
def slice_rho2(data: StoryData) -> float:
    """The radius of the slice upwards."""
    return float(data.radii(slice_x(data))[1])


@fact
def slice_rho1_boxes(data: StoryData) -> Boxes:
    """The boxes of the grid that the radius across takes."""
    return boxes_of(slice_rho1(data), data)


@fact
def slice_rho2_boxes(data: StoryData) -> Boxes:
    """The boxes of the grid that the radius upwards takes."""
    return boxes_of(slice_rho2(data), data)


@fact
def grid_step(data: StoryData) -> float:
    """The side of a box of the grid."""
    return data.story.plane.grid_step


@fact
def samples(data: StoryData) -> int:
    """How many samples of the slice there are: the lecture's Y."""
    return data.story.slice.samples


@fact
def slice_noise(data: StoryData) -> Noise:
    """How strong the noise is beside the smaller radius of the slice."""
    return noise_beside(data, min(slice_rho1(data), slice_rho2(data)))
