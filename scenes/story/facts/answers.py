"""What is true of the many answers to one x, and of a network's single ones."""

from typing import Literal

from scenes.story.data import StoryData
from scenes.story.facts.fact import fact
from scenes.story.predictions import has_settled, mean_is_alone, mean_of_answers, stray

Guesses = Literal["within the smallest radius", "middle half", "inside", "outside"]


@fact
def asked_x(data: StoryData) -> float:
    """The x whose answers are asked for."""
    return data.story.one_to_many.x


@fact
def asked_y1(data: StoryData) -> float:
    """The y₁ that is held fixed as well."""
    return data.story.one_to_many.y1


@fact
def answers(data: StoryData) -> int:
    """How many answers to the one x are drawn."""
    return data.story.one_to_many.samples


@fact
def answers_left(data: StoryData) -> int:
    """How many y₂ the ellipse has at the one x and y₁: none, one or two."""
    return len(data.heights(asked_x(data), asked_y1(data)))


@fact
def mean_is_in_empty_middle(data: StoryData) -> bool:
    """Whether the mean of the answers is far from every one of them."""
    return mean_is_alone(data)


@fact
def mean_distance(data: StoryData) -> float:
    """How far the nearest answer is from the mean of the answers."""
    return mean_of_answers(data).distance


@fact
def predictor_hidden(data: StoryData) -> tuple[int, ...]:
    """The units in each hidden layer of the network."""
    return tuple(data.story.predictor.hidden)


@fact
def predictor_error_before(data: StoryData) -> float:
    """The network's mean squared error before it is fitted."""
    return data.prediction_error(0)


@fact
def predictor_error_after(data: StoryData) -> float:
    """The network's mean squared error once it is fitted."""
    return data.prediction_error()


@fact
def predictor_steps(data: StoryData) -> int:
    """How many steps the fit took."""
    return data.fitting_steps


@fact
def predictor_has_settled(data: StoryData) -> bool:
    """Whether the second half of the fit gained next to nothing."""
    return has_settled(data)


@fact
def predictor_guesses(data: StoryData) -> Guesses:
    """Where the fitted network's answers lie in their ellipses."""
    found = stray(data)
    if found.place != "the middle":
        return found.place
    return "within the smallest radius" if found.farthest < found.radius else "middle half"


@fact
def predictor_farthest(data: StoryData) -> float:
    """How far from the horn's axis the fitted network's answers come."""
    return stray(data).farthest


@fact
def smallest_radius(data: StoryData) -> float:
    """The smallest radius that the horn has anywhere."""
    return stray(data).radius
