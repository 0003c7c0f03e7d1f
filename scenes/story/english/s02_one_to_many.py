"""What is true of many answers and of single ones, in English words."""

from collections.abc import Sequence

from scenes.story import facts
from scenes.story.data import StoryData
from scenes.story.english.numbers import count, given, number, whole_number
from scenes.story.english.shapes import horn_or_tube
from scenes.story.predictions import has_settled, mean_is_alone, mean_of_answers, stray

LEFT = {
    0: "Then no answer is left here, and elsewhere there are two",
    1: "That leaves one answer, but elsewhere there are two",
    2: "That leaves two answers",
}


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    asked = data.story.one_to_many
    n = asked.samples
    return {
        "asked_x": given(asked.x),
        "asked_y1": given(asked.y1),
        "answers_land": f"{count(n, 'answer').capitalize()} land{'s' if n == 1 else ''}",
        "answers_differ": (
            "It could have been any other point of the ellipse"
            if n == 1
            else "No two of them are the same, and each one is right"
        ),
        "answers_left": LEFT[len(data.heights(asked.x, asked.y1))],
        **_mean_words(data),
        **_network_words(data),
    }


def _mean_words(data: StoryData) -> dict[str, str]:
    """Return the words about the mean of the answers."""
    if data.story.one_to_many.samples == 1:
        return {
            "mean_place": "With a single answer it's that one",
            "mean_distance": "But the mean of the whole ellipse is its centre",
        }
    away = number(mean_of_answers(data).distance)
    if mean_is_alone(data):
        return {
            "mean_place": "And that's in the empty middle",
            "mean_distance": f"The nearest answer is {away} away, so no one ever gave this one",
        }
    return {
        "mean_place": "That's somewhere in the middle",
        "mean_distance": f"The nearest answer is {away} away",
    }


def _network_words(data: StoryData) -> dict[str, str]:
    """Return the words about the network and its fit."""
    samples = data.story.horn.samples
    settled = has_settled(data)
    return {
        "predictor_layers": _layers(data.story.predictor.hidden),
        "predictor_dots": "the only dot" if samples == 1 else f"all {whole_number(samples)} dots",
        "predictor_error_before": number(data.prediction_error(0)),
        "predictor_error_after": number(data.prediction_error()),
        "predictor_steps": f"After {count(data.fitting_steps, 'step')}",
        "predictor_settled": "and hardly falls any more" if settled else "and still falling",
        "predictor_place": _place(data),
    }


def _layers(hidden: Sequence[int]) -> str:
    """Describe the hidden layers: "two hidden layers of eight units"."""
    layers = count(len(hidden), "hidden layer")
    if len(hidden) == 1:
        return f"{layers} of {count(hidden[0], 'unit')}"
    if len(set(hidden)) == 1:
        return f"{layers} of {count(hidden[0], 'unit')}"
    *first, last = map(whole_number, hidden)
    return f"{layers}, of {', '.join(first)} and {last} units"


def _place(data: StoryData) -> str:
    """Say where the fitted network's answers lie."""
    found, shape = stray(data), horn_or_tube(data)
    match found.place:
        case "the middle" if found.farthest < found.radius:
            empty = "" if facts.horn_noise(data) == "strong" else "empty "
            return (
                f"Every guess lies in the {empty}middle, at most {number(found.farthest)} from the "
                f"axis, and no radius is below {number(found.radius)}"
            )
        case "the middle":
            return "Every guess lies in the middle half of its ellipse"
        case "inside":
            return f"All guesses lie inside the {shape}, though some stray from its middle"
        case "outside":
            return f"Some guesses even lie outside the {shape}: so few dots can lead them astray"
