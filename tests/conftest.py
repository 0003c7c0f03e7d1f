import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, load_story

# Every run tries the same examples, so that none fails by chance: `make test-stories` tries others.
settings.register_profile("the same each time", derandomize=True)
if "STORIES" not in os.environ:
    settings.load_profile("the same each time")

# A shell has what it starts in the background ignore Ctrl-C, and so do all processes of that one.
signal.signal(signal.SIGINT, signal.default_int_handler)

WriteStory = Callable[..., Path]
Tell = Callable[..., StoryData]


def edited(text: str, key: str, value: str | None) -> str:
    """Return the story's text with one key's value replaced, or its line removed."""
    section, name = key.split(".")
    start = text.index(f"[{section}]")
    pattern = re.compile(rf"^{name} = [^#\n]*", re.MULTILINE)
    assert pattern.search(text, start), key
    line = "" if value is None else f"{name} = {value} "
    return text[:start] + pattern.sub(lambda _: line, text[start:], count=1)


@pytest.fixture
def write_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteStory:
    """Write the default story with some values changed, as story.toml of the working directory."""
    monkeypatch.chdir(tmp_path)

    def write(changes: dict[str, str | None]) -> Path:
        text = DEFAULT_STORY.read_text(encoding="utf-8")
        for key, value in changes.items():
            text = edited(text, key, value)
        Path("story.toml").write_text(text, encoding="utf-8")
        return Path("story.toml")

    return write


@pytest.fixture
def tell(write_story: WriteStory) -> Tell:
    """Load the default story with some values changed."""

    def data(changes: dict[str, str | None]) -> StoryData:
        return StoryData(load_story(write_story(changes)))

    return data


@pytest.fixture(scope="session")
def lecture() -> StoryData:
    """Return the data of the lecture's own story."""
    return StoryData(load_story(DEFAULT_STORY))
