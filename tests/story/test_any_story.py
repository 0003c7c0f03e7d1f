"""Whatever the numbers, a story is refused in one line or told well in every language."""

import math
import re
import tomllib
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.film.programme import FILM
from scenes.narration.languages import languages
from scenes.narration.script import load_script
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, StoryError, load_story
from tests.chapters.reading import chapter_class
from tests.stories import some, stories

LECTURE = tomllib.loads(DEFAULT_STORY.read_text(encoding="utf-8"))

anything = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.slow
@settings(max_examples=some(6), deadline=None)
@given(stories())
def test_every_valid_story_can_be_told(story):
    data = StoryData(story)
    for chapter, language in product(FILM.chapters, languages()):
        script = load_script(chapter, data, language=language)
        for beat in script.beats:
            assert not re.search(r"\b(nan|inf)\b|\d[eE]\d|-\d|\s\s|[{}]|\.\.", beat.words)
            assert not re.search(r"\b0[.,]000[0-4]", beat.words)  # nobody counts its zeros
            assert all(len(s.split()) <= 30 for s in re.split(r"(?<=[.?!])\s+", beat.words))
        for caption in script.captions():
            assert caption.end - caption.start >= 1
            assert max(map(len, caption.text.split("\n"))) <= 42
    for chapter in FILM.chapters:
        for table in chapter_class(chapter).number_tables(data):
            assert all(math.isfinite(cell) for row in table.rows for cell in row)


KEYS = [(section, key) for section, keys in LECTURE.items() for key in keys]


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(key=st.sampled_from(KEYS), value=anything)
def test_any_value_is_taken_or_refused_in_one_line(tmp_path, key, value):
    section, name = key
    table = {**LECTURE, section: {**LECTURE[section], name: value}}
    file = tmp_path / "story.toml"
    file.write_text(toml(table), encoding="utf-8")
    try:
        story = load_story(file)
    except StoryError as error:
        message = str(error)
        assert message.isprintable()
        assert message.startswith(f"{file}: ")
        assert len(message) < len(str(file)) + 300
    else:
        kept = getattr(getattr(story, section), name)
        assert (list(kept) if isinstance(kept, tuple) else kept) == value


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_refused_in_one_line(tmp_path, content):
    file = tmp_path / "story.toml"
    file.write_bytes(content)
    with pytest.raises(StoryError) as error:
        load_story(file)
    assert str(error.value).isprintable()


def toml(table: dict) -> str:
    """Write a story's table as TOML."""
    lines = []
    for section, keys in table.items():
        lines += [f"[{section}]", *(f"{key} = {toml_value(keys[key])}" for key in keys)]
    return "\n".join(lines)


def toml_value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
        case list():
            return f"[{', '.join(map(toml_value, value))}]"
        case _:
            return str(value)
