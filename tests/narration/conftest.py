import pytest

from scenes.story.data import StoryData
from tests.narration.stories import STORIES

_TOLD: dict[str, StoryData] = {}


@pytest.fixture(params=STORIES)
def told(request, tell):
    """Return the data of a story, the same for all tests: its facts are computed once."""
    name = request.param
    if name not in _TOLD:
        _TOLD[name] = tell(STORIES[name])
    return _TOLD[name]
