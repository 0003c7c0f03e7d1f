"""Which numbers of a story were read."""

import copy

import pytest

from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from scenes.story.watched import number_at, watched


def test_what_was_read_is_written_down():
    story, read = watched(load_story())
    assert read == {}
    assert story.horn.alpha == load_story().horn.alpha
    assert story.plane.y1 == load_story().plane.y1
    assert read == {"horn.alpha": load_story().horn.alpha, "plane.y1": list(load_story().plane.y1)}


@pytest.mark.parametrize(
    ("asked", "sections"),
    [
        ("weights", {"decoder"}),
        ("manifold", {"decoder"}),
        ("slice", {"horn", "slice"}),
        ("locations", {"plane", "field"}),
        ("answers", {"horn", "one_to_many"}),
        ("fitting_steps", {"horn", "predictor"}),
    ],
)
def test_numbers_are_read_when_they_are_needed(asked, sections):
    story, read = watched(load_story())
    data = StoryData(story)
    assert read == {}
    getattr(data, asked)
    assert {name.partition(".")[0] for name in read} == sections


@pytest.mark.parametrize(
    "ask", [hash, list, lambda section: section == section, lambda section: section.model_dump()]
)
def test_who_asks_for_a_section_has_read_it_all(ask):
    story, read = watched(load_story())
    ask(story.picks)
    assert set(read) == {f"picks.{name}" for name, _ in load_story().picks}


def test_a_copy_writes_down_too():
    story, read = watched(load_story())
    assert copy.deepcopy(story.horn).seed == load_story().horn.seed
    assert set(read) == {"horn.seed"}


def test_a_number_by_its_name():
    assert number_at(load_story(), "decoder.weights") == list(load_story().decoder.weights)
    assert number_at(load_story(), "decoder.nothing") is None
    assert number_at(load_story(), "nothing.at_all") is None
