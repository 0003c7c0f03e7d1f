"""What a story says, read off its script."""

from scenes.film.programme import FILM
from scenes.narration.script import load_script
from scenes.story.data import StoryData


def say(data: StoryData, place: str, language: str = "en") -> str:
    """Return the words of a place, such as ``s04.settle`` or ``s04.title``."""
    chapter, beat = place.split(".")
    script = load_script(FILM.select([chapter])[0], data, language=language)
    return script.title if beat == "title" else script.beat(beat).words
